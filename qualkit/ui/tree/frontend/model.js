// The codes in the order of the tree, which of them are unfolded, chosen together, or found by the filter.

const UNFOLDED_UP_TO = 150; // a larger tree begins folded: an overview first

class Model {
  constructor() {
    this.codes = [];
    this.unfolded = null;
    this.picked = new Set();
    this.filter = "";
    this.within = null; // the codes of a set, where one is looked at
  }

  // rows: [id, level, name, quotes, interviews, with those under it, colour, definition], the tree depth first
  fill(rows) {
    const above = [];
    this.byId = new Map();
    this.codes = rows.map(([id, level, name, own, files, total, color, definition]) => {
      const parent = level ? above[level - 1] : null;
      const code = { id, level, name, own, files, total, color, definition, parent, children: [] };
      above[level] = code;
      if (parent) parent.children.push(code);
      this.byId.set(id, code);
      code.sought = `${name} ${definition}`.toLowerCase();
      return code;
    });
    this.tops = this.codes.filter((code) => !code.parent);
    if (!this.unfolded) this.unfolded = new Set(rows.length > UNFOLDED_UP_TO ? [] : rows.map((row) => row[0]));
    this.picked = new Set([...this.picked].filter((id) => this.byId.has(id)));
  }

  // What is seen, top to bottom; a code that the filter found brings those above it along.
  shown() {
    const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length && !this.within) return this.unfoldedFrom(this.tops, []);
    const kept = new Set();
    for (const code of this.codes) {
      if (this.within && !this.within.has(code.id)) continue;
      if (!words.every((word) => code.sought.includes(word))) continue;
      for (let one = code; one && !kept.has(one); one = one.parent) kept.add(one);
    }
    return this.codes.filter((code) => kept.has(code));
  }

  unfoldedFrom(codes, found) {
    for (const code of codes) {
      found.push(code);
      if (this.unfolded.has(code.id)) this.unfoldedFrom(code.children, found);
    }
    return found;
  }

  isUnfolded(code) {
    return this.filter.trim() !== "" || this.within !== null || this.unfolded.has(code.id);
  }

  reveal(code) {
    for (let one = code?.parent; one; one = one.parent) this.unfolded.add(one.id);
  }

  isWithin(code, id) {
    for (let one = code; one; one = one.parent) if (one.id === id) return true;
    return false;
  }

  // Where these codes may go: neither themselves nor under themselves.
  mayTake(code, ids) {
    return !ids.some((id) => this.isWithin(code, id));
  }

  path(code) {
    const names = [];
    for (let one = code; one; one = one.parent) names.unshift(one.name);
    return names.join(" > ");
  }
}
