// Words looked for in this interview, found as they are typed; within a turn, since nobody says words across two.

class Find {
  constructor(listener) {
    this.listener = listener;
    this.hits = [];
    this.at = -1;
    this.box = made("div", "ql-find");
    this.box.hidden = true;
    this.box.setAttribute("role", "search");
    this.input = made("input", "ql-field");
    this.input.placeholder = _("Find in this interview");
    this.input.setAttribute("aria-label", _("Find in this interview"));
    this.count = made("span", "ql-clock");
    this.count.setAttribute("role", "status");
    const before = pushButton("↑", () => this.step(-1));
    before.setAttribute("aria-label", _("The one before (Shift+Enter)"));
    const next = pushButton("↓", () => this.step(1));
    next.setAttribute("aria-label", _("The next one (Enter)"));
    const close = pushButton("×", () => this.close());
    close.setAttribute("aria-label", _("Close (Esc)"));
    this.box.append(this.input, this.count, before, next, close);
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
    this.box.hidden = true;
    this.take([]);
    this.listener.focusBack();
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.input) this.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  }

  // Letter case and breaks of lines aside; from the turn on that the keys are on.
  look() {
    this.take(this.matches());
    const from = this.listener.current?.index ?? 0;
    const next = this.hits.findIndex((hit) => hit.turn.index >= from);
    if (this.hits.length) this.go(Math.max(0, next));
  }

  // After turns were told anew the places are looked for again; nobody is taken anywhere.
  again() {
    if (!this.box.hidden) this.take(this.matches());
  }

  matches() {
    const wanted = this.input.value.trim().split(/\s+/u).filter(Boolean);
    const pattern = wanted.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("\\s+");
    return pattern ? this.listener.list.flatMap((turn) => hitsIn(turn, new RegExp(pattern, "giu"))) : [];
  }

  take(hits) {
    for (const turn of new Set(this.hits.map((hit) => hit.turn))) this.mark(turn, []);
    this.hits = hits;
    this.at = Math.min(this.at, hits.length - 1);
    for (const turn of new Set(hits.map((hit) => hit.turn))) this.mark(turn, hits.filter((hit) => hit.turn === turn));
    this.listener.pages.lay("hit", null);
    this.tell();
  }

  mark(turn, found) {
    turn.found = found;
    if (this.listener.pages.near.has(turn)) this.listener.pages.paint(turn);
  }

  tell() {
    const typed = this.input.value.trim();
    this.count.textContent = this.hits.length ? _("{at} of {n}", { at: this.at + 1, n: this.hits.length }) : typed ? _("not found") : "";
  }

  step(step) {
    if (this.hits.length) this.go((this.at + step + this.hits.length) % this.hits.length);
  }

  go(place) {
    const { listener } = this;
    const hit = this.hits[place];
    this.at = place;
    listener.setCurrent(hit.turn);
    listener.pages.lay("hit", hit.turn, hit);
    listener.pages.reveal(hit.turn, hit);
    this.tell();
  }
}

function hitsIn(turn, pattern) {
  const { text } = turn;
  return [...text.text.matchAll(pattern)].map((match) => {
    return { turn, start: text.toPoint(match.index), end: text.toPoint(match.index + match[0].length) };
  });
}
