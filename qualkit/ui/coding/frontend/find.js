// Words looked for in this interview, found as they are typed; other ways of searching are on a view of their own.

class Find {
  // `on` has went(span), closed() and all(wanted).
  constructor(sheet, on) {
    this.sheet = sheet;
    this.on = on;
    this.hits = [];
    this.at = -1;
    this.build();
  }

  build() {
    this.box = element("div", "qk-find");
    this.box.hidden = true;
    this.box.setAttribute("role", "search");
    this.input = element("input");
    this.input.type = "text";
    this.input.placeholder = WORDS.findHere;
    this.input.setAttribute("aria-label", WORDS.findHere);
    this.count = element("span", "qk-soft");
    this.count.setAttribute("role", "status");
    const before = button("↑", () => this.step(-1));
    before.setAttribute("aria-label", WORDS.findBefore);
    const next = button("↓", () => this.step(1));
    next.setAttribute("aria-label", WORDS.findNext);
    const close = button("×", () => this.close());
    close.setAttribute("aria-label", WORDS.close);
    const all = button(WORDS.findMore, () => this.on.all(this.input.value));
    this.box.append(this.input, this.count, before, next, all, close);
    this.input.addEventListener("input", () => this.look());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  open() {
    this.box.hidden = false;
    this.input.focus();
    this.input.select();
    this.look();
  }

  close() {
    if (this.box.hidden) return;
    this.last = this.hits[this.at] || null;
    this.hide();
    this.on.closed();
  }

  hide() {
    this.box.hidden = true;
    this.hits = [];
    this.paint();
  }

  key(event) {
    event.stopPropagation(); // Streamlit has keys of its own
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.input) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  // Letter case and breaks of lines aside; within a turn, since nobody says words across two.
  look() {
    const wanted = this.input.value.trim().split(/\s+/u).filter(Boolean);
    const pattern = wanted.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
    this.hits = pattern ? this.sheet.turns.list.flatMap((turn) => hitsIn(turn, new RegExp(pattern, "giu"))) : [];
    this.at = -1;
    const from = this.sheet.turns.list[Math.min(...this.sheet.near)]?.start ?? 0;
    const next = this.hits.findIndex((hit) => hit.start >= from);
    this.paint();
    if (this.hits.length) this.go(next < 0 ? 0 : next);
    else this.count.textContent = pattern ? WORDS.notFound : "";
  }

  step(step) {
    if (this.hits.length) this.go((this.at + step + this.hits.length) % this.hits.length);
  }

  go(place) {
    this.at = place;
    this.count.textContent = WORDS.hitOf(place + 1, this.hits.length);
    this.sheet.lay("here", this.hits[place]);
    this.sheet.reveal(this.hits[place]);
    this.on.went(this.hits[place]);
  }

  paint() {
    this.sheet.found = new Map();
    for (const hit of this.hits) {
      const index = this.sheet.turns.indexAt(hit.start);
      if (!this.sheet.found.has(index)) this.sheet.found.set(index, []);
      this.sheet.found.get(index).push(hit);
    }
    for (const index of this.sheet.near) this.sheet.tint(this.sheet.turns.list[index]);
  }
}

function hitsIn(turn, pattern) {
  return [...turn.text.text.matchAll(pattern)].map((match) => ({
    start: turn.start + turn.text.toPoint(match.index),
    end: turn.start + turn.text.toPoint(match.index + match[0].length),
  }));
}
