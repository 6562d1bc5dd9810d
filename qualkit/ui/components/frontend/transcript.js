// The transcript on the page: one row a turn (who, words, margin). The words are one text node that is never rewritten,
// so that a selection in progress lives through everything others do.

const NEAR = "500px"; // rows this close to the screen are drawn
const LINE_PX = 28;
const LETTERS_A_LINE = 72;

class Transcript {
  constructor(turns, { language, onNear, onFar }) {
    this.turns = turns;
    this.near = new Set();
    this.onNear = onNear;
    this.onFar = onFar;
    this.scroll = element("div", "qk-scroll");
    Object.assign(this.scroll, { tabIndex: 0, lang: language ?? "" });
    this.scroll.setAttribute("role", "document");
    this.scroll.setAttribute("aria-label", WORDS.transcript);
    this.rows = turns.list.map((turn) => this.row(turn));
    this.scroll.append(...this.rows.map((row) => row.element));
    this.watch();
  }

  row(turn) {
    const row = { element: element("div", `qk-turn${turn.interviewer ? " qk-interviewer" : ""}`) };
    row.element.dataset.turn = turn.index;
    // how high it will be: the scroll bar tells the truth before a row was ever laid out
    const lines = Math.ceil(turn.text.length / LETTERS_A_LINE) || 1;
    row.element.style.containIntrinsicSize = `auto ${lines * LINE_PX + 14}px`;
    const who = element("div", "qk-who");
    who.append(element("b", "", turn.speaker));
    if (turn.at !== null && turn.at !== undefined) who.append(element("span", "", clock(turn.at)));
    row.words = element("div", "qk-words");
    row.words.dir = "auto";
    row.node = document.createTextNode(turn.text);
    row.words.append(row.node);
    row.margin = element("div", "qk-margin");
    row.element.append(who, row.words, row.margin);
    return row;
  }

  watch() {
    this.observer = new IntersectionObserver((entries) => {
      const came = [];
      for (const { target, isIntersecting } of entries) {
        const index = Number(target.dataset.turn);
        if (isIntersecting && !this.near.has(index)) came.push(index);
        if (!isIntersecting && this.near.delete(index)) this.onFar(index);
      }
      for (const index of came) this.near.add(index);
      if (came.length) this.onNear(came);
    }, { root: this.scroll, rootMargin: NEAR });
    for (const row of this.rows) this.observer.observe(row.element);
  }

  leave() {
    this.observer.disconnect();
  }

  // ---- positions and places ----

  range(turn, start, end) {
    const range = new Range();
    const { node } = this.rows[turn.index];
    range.setStart(node, this.turns.offset(turn, start));
    range.setEnd(node, this.turns.offset(turn, end));
    return range;
  }

  ranges(start, end) {
    return this.turns.pieces(start, end).map((piece) => this.range(...piece));
  }

  // The position of a place in the document; outside the words, the near end of that turn's words.
  position(node, offset) {
    const holder = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const row = holder?.closest(".qk-turn");
    if (!row || !this.scroll.contains(row)) return null;
    const turn = this.turns.list[row.dataset.turn];
    const { words, node: text } = this.rows[turn.index];
    if (node === text) return this.turns.position(turn, offset);
    if (node === words) return offset ? turn.end : turn.from;
    return node.compareDocumentPosition(words) & Node.DOCUMENT_POSITION_FOLLOWING ? turn.from : turn.end;
  }

  // The position under the pointer, or null beside the words.
  under({ clientX, clientY }) {
    const caret = document.caretPositionFromPoint?.(clientX, clientY);
    const old = caret ? null : document.caretRangeFromPoint?.(clientX, clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [old?.startContainer, old?.startOffset];
    return node?.parentElement?.closest(".qk-words") && this.scroll.contains(node) ? this.position(node, offset) : null;
  }

  // ---- the selection ----

  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const start = this.position(range.startContainer, range.startOffset);
    const end = this.position(range.endContainer, range.endOffset);
    return start === null || end === null || start >= end ? null : this.turns.trimmed(start, end);
  }

  select([start, end], { show = "end" } = {}) {
    const pieces = this.ranges(start, end);
    if (!pieces.length) return;
    const [first, last] = [pieces[0], pieces.at(-1)];
    document.getSelection().setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
    this.show(show === "end" ? last : first);
  }

  deselect() {
    document.getSelection().removeAllRanges();
  }

  // Scroll no more than is needed, with some room above and below.
  show(range) {
    const [box, frame] = [range.getBoundingClientRect(), this.scroll.getBoundingClientRect()];
    const room = Math.min(90, frame.height / 5);
    if (box.height > frame.height - 2 * room) return void range.startContainer.parentElement.scrollIntoView({ block: "nearest" });
    if (box.top < frame.top + room) this.scroll.scrollTop -= frame.top + room - box.top;
    if (box.bottom > frame.bottom - room) this.scroll.scrollTop += box.bottom - frame.bottom + room;
  }

  firstOnScreen() {
    const top = this.scroll.getBoundingClientRect().top;
    const near = [...this.near].sort((a, b) => a - b);
    const seen = near.find((index) => this.rows[index].element.getBoundingClientRect().bottom > top + 20);
    return this.turns.list[seen ?? 0];
  }
}

// Text only ever gets in as text.
function element(tag, className = "", text = null) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
}

function button(className, text, onClick) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", onClick);
  return made;
}
