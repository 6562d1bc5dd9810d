// What lies on a passage: a small card beside a stripe that was clicked, with the code, its definition, who coded and why.

class Card {
  constructor(frame, model, { onRemove, onChoose }) {
    Object.assign(this, { frame, model, onRemove, onChoose });
    this.panel = element("div", "qk-panel qk-card");
    this.panel.hidden = true;
    this.panel.setAttribute("role", "dialog");
    this.panel.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
    });
  }

  get open() {
    return !this.panel.hidden;
  }

  show(items, place) {
    this.panel.replaceChildren(...items.map((item) => this.entry(item)));
    this.panel.hidden = false;
    placeNear(this.panel, this.frame, place);
  }

  close() {
    this.panel.hidden = true;
  }

  entry(item) {
    const code = this.model.codes.get(item.code_id);
    const entry = element("div", "qk-entry");
    const head = element("div", "qk-head");
    const dot = element("i", "qk-dot");
    dot.style.setProperty("--k", code ? this.model.color(item.code_id) : "#8a909c");
    head.append(dot, button("qk-plain", code ? code.name : WORDS.mark, () => this.onChoose(item.id)));
    if (code) head.append(button("qk-small", WORDS.remove, (event) => this.onRemove(item.id, event)));
    entry.append(head);
    if (code?.definition) entry.append(element("p", "", code.definition));
    for (const text of [item.segment.note, item.memo]) if (text) entry.append(element("p", "qk-note", text));
    entry.append(element("small", "", code ? WORDS.by(item.coder) : WORDS.markedBy(item.coder)));
    return entry;
  }
}

// The keys, on "?".
class KeyHelp {
  constructor({ onClose }) {
    this.onClose = onClose;
    this.panel = element("div", "qk-panel qk-keys");
    this.panel.hidden = true;
    this.panel.tabIndex = -1;
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", WORDS.keys);
    const columns = element("div", "qk-columns");
    columns.append(...KEYS.map(([heading, rows]) => this.group(heading, rows)));
    this.panel.append(columns, button("qk-small", WORDS.close, () => this.close()));
    this.panel.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" || event.key === "?") this.close();
    });
  }

  group(heading, rows) {
    const group = element("div");
    const table = element("dl");
    for (const [key, what] of rows) {
      const term = element("dt");
      term.append(element("kbd", "", key));
      table.append(term, element("dd", "", what));
    }
    group.append(element("b", "", heading), table);
    return group;
  }

  show() {
    this.panel.hidden = false;
    this.panel.focus({ preventScroll: true });
  }

  close() {
    this.panel.hidden = true;
    this.onClose();
  }
}
