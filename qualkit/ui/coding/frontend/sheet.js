// The transcript on the page. Its text is written once and never touched again: coded passages are CSS highlights over
// it, so nobody's selection breaks when somebody codes, and only turns on or near the screen carry any.

const NEAR_THE_SCREEN = "600px";
const TINTS = Array.from({ length: 8 }, (_, place) => `tint${place}`); // for codes that a filter chose
const LAYERS = { coded: 0, found: 1, code: 2, active: 3, said: 4, selected: 5, here: 6 };
for (const tint of TINTS) LAYERS[tint] = 2;

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function clock(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const hours = minutes < 60 ? "" : `${Math.floor(minutes / 60)}:`;
  return `${hours}${hours ? two(minutes % 60) : minutes}:${two(seconds % 60)}`;
}

// Colours come from files as well as from people: what is not a plain colour could say anything to a style sheet.
function safeColor(code) {
  return code && /^#[0-9a-f]{6}$/i.test(code.color) ? code.color : "#6b7280";
}

class Sheet {
  constructor(model) {
    this.model = model;
    this.turns = model.turns;
    this.near = new Set();
    this.focus = null; // the mark whose code is coloured in the text
    this.filter = null; // what is looked at; null is everything
    this.found = new Map(); // spans that were looked for, by turn
    this.layers = new Map();
    this.ruler = document.createRange();
    this.build();
  }

  build() {
    this.box = element("div", "qk");
    this.scroll = element("div", "qk-scroll");
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-label", WORDS.transcript);
    const rows = document.createDocumentFragment();
    let speaker = null;
    for (const turn of this.turns.list) {
      rows.append(this.row(turn, turn.speaker !== speaker));
      speaker = turn.speaker;
    }
    this.scroll.append(rows);
    this.box.append(this.scroll);
  }

  row(turn, named) {
    turn.row = element("div", turn.asks ? "qk-turn qk-asks" : "qk-turn");
    turn.row.dataset.turn = turn.index;
    const who = element("div", "qk-who");
    if (named && turn.speaker) who.append(element("b", "", turn.speaker));
    if (turn.ms !== null) {
      const time = element("span", "", clock(turn.ms));
      time.dataset.ms = turn.index;
      who.append(time);
    }
    turn.said = element("div", "qk-said");
    turn.said.dir = "auto";
    turn.said.append(document.createTextNode(turn.text.text));
    turn.margin = element("div", "qk-margin");
    turn.ranges = {};
    turn.row.append(who, turn.said, turn.margin);
    return turn.row;
  }

  // Into the page, the first time or after Streamlit has mounted the component anew.
  adopt(parent) {
    parent.append(this.box); // beside Streamlit's own style sheet, which must stay
    for (const [name, priority] of Object.entries(LAYERS)) this.layers.set(name, layer(name, priority));
    this.near.clear();
    this.watchScreen();
    if (this.top) requestAnimationFrame(() => (this.scroll.scrollTop = this.top));
  }

  watchScreen() {
    this.seen?.disconnect();
    this.seen = new IntersectionObserver((entries) => this.cameNear(entries), {
      root: this.scroll,
      rootMargin: NEAR_THE_SCREEN,
    });
    for (const turn of this.turns.list) this.seen.observe(turn.row);
    this.resized?.disconnect();
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this.scroll);
    this.resized.observe(this.box.closest("[data-testid=stMainBlockContainer]") || document.body); // what is above wraps
    this.scroll.onscroll = () => {
      if (this.scroll.isConnected) this.top = this.scroll.scrollTop;
    };
  }

  // As tall as the window leaves room for, so that the status line is always in sight.
  fit() {
    const top = this.box.getBoundingClientRect().top + window.scrollY;
    this.box.style.setProperty("--qk-top", `${Math.round(top)}px`);
    if (this.scroll.clientWidth !== this.width) {
      this.width = this.scroll.clientWidth;
      drawMargins(this, [...this.near]);
      this.refitted?.();
    }
  }

  // The marks of a turn that are looked at.
  marksIn(index) {
    const marks = this.model.marksIn(index);
    return this.filter?.byMark ? marks.filter((mark) => this.filter.shows(mark)) : marks;
  }

  cameNear(entries) {
    const came = [];
    for (const entry of entries) {
      const index = Number(entry.target.dataset.turn);
      if (entry.isIntersecting) {
        this.near.add(index);
        came.push(index);
      } else if (this.near.delete(index)) this.leave(index);
    }
    this.paint(came);
  }

  leave(index) {
    const turn = this.turns.list[index];
    for (const name of Object.keys(turn.ranges)) this.clear(turn, name);
    turn.margin.replaceChildren();
  }

  // ---- painting ----

  paint(indexes) {
    const here = indexes.filter((index) => this.near.has(index));
    for (const index of here) this.tint(this.turns.list[index]);
    drawMargins(this, here);
  }

  paintNear() {
    this.paint([...this.near]);
  }

  tint(turn) {
    const marks = this.marksIn(turn.index);
    const segments = [...new Set(marks.map((mark) => mark.segment))];
    this.set(turn, "coded", segments);
    this.set(turn, "found", this.found.get(turn.index) || []);
    this.tintChosen(turn, marks);
    const { code, segment } = this.focus || {};
    const shares = (one) => this.model.codingsOn(one.id).some((coding) => coding.code_id === code.id);
    this.set(turn, "code", code ? segments.filter(shares) : segment ? [segment] : []);
    this.set(turn, "active", segment ? [segment] : []);
  }

  // The codes that a filter chose have their colours in the text; what it did not choose stands back.
  tintChosen(turn, marks) {
    turn.row.classList.toggle("qk-dim", Boolean(this.filter?.dims(turn)));
    const colored = this.filter ? this.filter.colors() : [];
    TINTS.forEach((tint, place) => {
      const own = marks.filter((mark) => mark.code && mark.code.id === colored[place]);
      this.set(turn, tint, own.map((mark) => mark.segment));
    });
  }

  // Colour a code in the text: that of the mark under the pointer, or of the one that was chosen.
  show(mark) {
    if ((mark && mark.id) === (this.focus && this.focus.id)) return;
    this.focus = mark;
    this.box.style.setProperty("--qk-focus", safeColor(mark && mark.code));
    for (const index of this.near) this.tint(this.turns.list[index]);
  }

  // The mark in focus as it is now: its edges or its code may have changed.
  refocus() {
    if (this.focus) this.focus = this.model.mark(this.focus.id);
  }

  set(turn, name, spans) {
    this.clear(turn, name);
    const parts = spans.map((span) => this.turns.part(turn, span)).filter(Boolean);
    turn.ranges[name] = parts.map((part) => this.staticRange(turn, part));
    for (const range of turn.ranges[name]) this.layers.get(name)?.add(range);
  }

  clear(turn, name) {
    for (const range of turn.ranges[name] || []) this.layers.get(name)?.delete(range);
    turn.ranges[name] = [];
  }

  // A layer that holds one span: the selection while the picker has the focus, the word that the keyboard is on.
  lay(name, span) {
    const chosen = this.layers.get(name);
    chosen?.clear();
    if (!span) return;
    for (const index of this.turns.touched(span)) {
      const turn = this.turns.list[index];
      chosen?.add(this.staticRange(turn, this.turns.part(turn, span)));
    }
  }

  // ---- places on the screen ----

  staticRange(turn, { start, end }) {
    const words = turn.said.firstChild;
    const [startOffset, endOffset] = [turn.text.toUnit(start), turn.text.toUnit(end)];
    return new StaticRange({ startContainer: words, startOffset, endContainer: words, endOffset });
  }

  // The live range, for measuring only; the next call moves it.
  range(turn, { start, end }) {
    const words = turn.said.firstChild;
    this.ruler.setStart(words, turn.text.toUnit(start));
    this.ruler.setEnd(words, turn.text.toUnit(end));
    return this.ruler;
  }

  rects(span) {
    return this.turns.touched(span).flatMap((index) => {
      const turn = this.turns.list[index];
      return [...this.range(turn, this.turns.part(turn, span)).getClientRects()];
    });
  }

  // Scroll just so far that a span's end (or its beginning) is comfortably in sight.
  reveal(span, which = "end") {
    const rects = this.rects(span);
    if (!rects.length) return;
    const rect = which === "end" ? rects[rects.length - 1] : rects[0];
    const view = this.scroll.getBoundingClientRect();
    const slack = Math.min(60, view.height / 5);
    if (rect.top < view.top + slack) this.scroll.scrollTop -= view.top + slack - rect.top;
    else if (rect.bottom > view.bottom - slack) this.scroll.scrollTop += rect.bottom - view.bottom + slack;
  }

  close() {
    this.seen?.disconnect();
    this.resized?.disconnect();
    for (const name of Object.keys(LAYERS)) {
      if (globalThis.CSS?.highlights?.get(`qk-${name}`) === this.layers.get(name)) CSS.highlights.delete(`qk-${name}`);
    }
    this.box.remove();
  }
}

function layer(name, priority) {
  if (!globalThis.CSS?.highlights) return undefined; // an old browser: the stripes tell what is coded
  const made = new Highlight();
  made.priority = priority;
  CSS.highlights.set(`qk-${name}`, made);
  return made;
}
