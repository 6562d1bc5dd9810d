// The turns on the page. What is unsure, left out or being said is a highlight over the words, and only turns on or near
// the screen carry any.

const NEAR_PX = "600px";
const LAYERS_OVER = { noted: -1, found: -1, unsure: 0, out: 1, back: 2, now: 3, here: 4, hit: 5 };
const SCROLLED_BY_HAND_MS = 3000;

class Pages {
  constructor(interviewer) {
    this.interviewer = interviewer;
    this.near = new Set();
    this.scroll = made("div", "ql-scroll");
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "region");
    this.scroll.setAttribute("aria-label", _("Transcript. Press ? for the keys."));
    this.layers = {};
    this.clean = false;
    this.turns = [];
    this.rows = new Map(); // row -> turn
    this.byHand = 0;
    for (const name of ["wheel", "touchmove"]) {
      this.scroll.addEventListener(name, () => (this.byHand = performance.now()), { passive: true });
    }
  }

  adopt() {
    for (const [name, priority] of Object.entries(LAYERS_OVER)) {
      this.layers[name] = highlightLayer(`ql-${name}`, priority);
    }
    this.watching?.disconnect();
    this.near.clear();
    this.watching = new IntersectionObserver((seen) => this.came(seen), { root: this.scroll, rootMargin: NEAR_PX });
    for (const turn of this.turns) this.watching.observe(turn.row);
  }

  // Put turns in the place of others.
  splice(from, gone, fresh) {
    const old = this.turns.splice(from, gone, ...fresh);
    const typing = this.scroll.querySelector(".ql-new"); // what is being typed at the end stays there
    const after = this.turns[from + fresh.length]?.row || typing || this.end;
    for (const turn of old) this.drop(turn);
    for (const turn of fresh) {
      this.scroll.insertBefore(this.row(turn), after);
      this.watching?.observe(turn.row);
    }
    this.number(from);
    return old;
  }

  number(from) {
    for (let n = Math.max(0, from); n < this.turns.length; n++) {
      const turn = this.turns[n];
      turn.index = n;
      turn.row.id = `turn-${n}`;
      turn.row.classList.toggle("ql-same", n > 0 && turn.who === this.turns[n - 1].who);
    }
  }

  drop(turn) {
    this.clear(turn);
    this.near.delete(turn);
    this.watching?.unobserve(turn.row);
    this.rows.delete(turn.row);
    turn.row.remove();
  }

  row(turn) {
    turn.row = made("div", "ql-turn");
    if (turn.who && this.asks(turn.who)) turn.row.classList.add("ql-asks");
    const who = made("div", "ql-who");
    turn.name = pushButton(turn.who || "—", null, "ql-name");
    turn.name.title = _("Who speaks here");
    turn.name.tabIndex = -1; // S and P do the same; else Tab would go through every turn before it leaves the text
    who.append(turn.name);
    if (turn.ms !== null) {
      turn.time = pushButton(timeOf(turn.ms), null, "ql-time");
      turn.time.title = _("Hear this turn");
      turn.time.tabIndex = -1;
      who.append(turn.time);
    }
    turn.said = made("div", "ql-said");
    turn.said.dir = "auto";
    const both = made("div", "ql-both");
    both.append(turn.said);
    if (turn.english) both.append(this.english(turn));
    turn.row.append(who, both);
    this.rows.set(turn.row, turn);
    this.write(turn);
    return turn.row;
  }

  english(turn) {
    const box = made("div", "ql-english", turn.english);
    box.dataset.told = _("In English, by a machine: ");
    box.title = _("Help for reading, never a quote");
    return box;
  }

  asks(name) {
    const known = ["interviewer", "moderator", "researcher", "facilitator"];
    return this.interviewer ? name.toLowerCase() === this.interviewer : known.includes(name.toLowerCase());
  }

  // The words, cut where a pause is shown; a pause is no part of the text and cannot be selected.
  write(turn) {
    const { text } = turn.text;
    turn.nodes = [];
    turn.said.replaceChildren();
    let at = 0;
    const add = (until) => {
      const node = document.createTextNode(text.slice(at, until));
      turn.nodes.push({ node, from: at });
      turn.said.append(node);
      at = until;
    };
    for (const [point, shown] of turn.pauses) {
      if (turn.text.toUnit(point) > at) add(turn.text.toUnit(point));
      const pause = made("span", "ql-pause");
      pause.dataset.shown = shown;
      turn.said.append(pause);
    }
    add(text.length);
  }

  // ---- places ----

  range(turn, { start, end }) {
    const [from, to] = [turn.text.toUnit(start), turn.text.toUnit(end)];
    const first = turn.nodes[Math.max(0, lastUpTo(turn.nodes, from, (one) => one.from))];
    const last = turn.nodes[Math.max(0, lastUpTo(turn.nodes, to - 1, (one) => one.from))];
    const range = document.createRange();
    range.setStart(first.node, Math.min(from - first.from, first.node.length));
    range.setEnd(last.node, Math.min(to - last.from, last.node.length));
    return range;
  }

  // The turn and the place in it at a point of the screen; null beside the words.
  placeAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y);
    const old = caret ? null : document.caretRangeFromPoint?.(x, y);
    return this.placeOf(caret?.offsetNode || old?.startContainer, caret ? caret.offset : old?.startOffset);
  }

  placeOf(node, offset) {
    const row = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(".ql-turn");
    const turn = this.rows.get(row);
    const held = turn?.nodes.find((one) => one.node === node);
    return held ? { turn, point: turn.text.toPoint(held.from + offset) } : null;
  }

  // ---- highlights ----

  came(seen) {
    for (const { target, isIntersecting } of seen) {
      const turn = this.rows.get(target);
      if (!turn) continue;
      if (isIntersecting) {
        this.near.add(turn);
        this.paint(turn);
      } else if (this.near.delete(turn)) this.clear(turn);
    }
  }

  paintAll() {
    for (const turn of this.near) this.paint(turn);
  }

  paint(turn) {
    this.clear(turn);
    if (turn.editing) return;
    turn.ranges = {
      noted: turn.noted || [],
      found: turn.found || [],
      unsure: this.reading ? [] : turn.unsure,
      out: this.clean ? turn.out.filter((one) => one.why !== "back") : [],
      back: this.clean ? turn.out.filter((one) => one.why === "back") : [],
    };
    for (const [name, spans] of Object.entries(turn.ranges)) {
      turn.ranges[name] = spans.map((span) => this.range(turn, span));
      for (const range of turn.ranges[name]) this.layers[name]?.add(range);
    }
  }

  clear(turn) {
    for (const [name, ranges] of Object.entries(turn.ranges || {})) {
      for (const range of ranges) this.layers[name]?.delete(range);
    }
    turn.ranges = {};
  }

  // The one word that is being said ("now") or that the keys are on ("here").
  lay(name, turn, span) {
    this.layers[name]?.clear();
    if (turn && span && !turn.editing && turn.row?.isConnected) this.layers[name]?.add(this.range(turn, span));
  }

  reveal(turn, span = null) {
    const rect = (span && !turn.editing ? this.range(turn, span) : turn.row).getBoundingClientRect();
    const view = this.scroll.getBoundingClientRect();
    const slack = Math.min(80, view.height / 4);
    if (rect.top < view.top + slack) this.scroll.scrollTop -= view.top + slack - rect.top;
    else if (rect.bottom > view.bottom - slack) {
      const down = rect.bottom - view.bottom + slack;
      this.scroll.scrollTop += Math.min(down, rect.top - view.top - slack);
    }
  }

  get isLeftAlone() {
    return performance.now() - this.byHand > SCROLLED_BY_HAND_MS;
  }
}
