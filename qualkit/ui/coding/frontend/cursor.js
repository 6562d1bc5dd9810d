// Where the reader is: the page's own selection, moved by words, sentences and turns, and told in code points.

class Cursor {
  constructor(sheet) {
    this.sheet = sheet;
    this.turns = sheet.turns;
    this.word = null; // the word that the keyboard is on while nothing is selected
  }

  // ---- reading the selection ----

  pointOf(node, offset) {
    const holder = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const row = holder.closest?.(".qk-turn");
    if (!row || !this.sheet.scroll.contains(row)) return null;
    const turn = this.turns.list[Number(row.dataset.turn)];
    if (node === turn.said.firstChild) return turn.start + turn.text.toPoint(offset);
    if (node === turn.said) return offset ? turn.end : turn.start;
    return node.compareDocumentPosition(turn.said) & Node.DOCUMENT_POSITION_FOLLOWING ? turn.start : turn.end;
  }

  // The selected span, without space and speakers' labels at its ends, or null.
  span() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const start = this.pointOf(startContainer, startOffset);
    const end = this.pointOf(endContainer, endOffset);
    return start === null || end === null || start >= end ? null : this.turns.trimmed({ start, end });
  }

  // A drag that ended beside or below the text ends at what is nearest in sight, not at the end of the interview.
  pullInside({ target, clientX, clientY }) {
    const { scroll } = this.sheet;
    if (scroll.contains(target) || this.pointOf(document.getSelection().anchorNode || target, 0) === null) return;
    const { left, right, top, bottom } = scroll.getBoundingClientRect();
    const within = (value, least, most) => Math.max(least + 2, Math.min(value, most - 2));
    const text = this.turns.at(this.firstInSight()).said.getBoundingClientRect();
    const x = within(clientX, Math.max(left, text.left), Math.min(right, text.right));
    const caret = caretAt(x, within(clientY, top, bottom));
    if (caret && this.pointOf(caret.node, caret.offset) !== null) document.getSelection().extend(caret.node, caret.offset);
  }

  // As the hand that selected meant it: a word that was cut is taken whole.
  wholeSpan() {
    const span = this.span();
    return span && wholeWords(this.turns, span);
  }

  // Where the selection's moving end is, or the first turn in sight.
  point() {
    const { focusNode, focusOffset } = document.getSelection();
    const point = focusNode ? this.pointOf(focusNode, focusOffset) : null;
    return point ?? this.word?.start ?? this.firstInSight();
  }

  firstInSight() {
    const top = this.sheet.scroll.getBoundingClientRect().top;
    const near = [...this.sheet.near].sort((a, b) => a - b);
    const index = near.find((i) => this.turns.list[i].said.getBoundingClientRect().bottom > top + 10) ?? 0;
    return this.turns.list[index].start;
  }

  // ---- moving ----

  select(span, which = "end") {
    const indexes = this.turns.touched(span);
    if (!indexes.length) return;
    const [first, last] = [this.turns.list[indexes[0]], this.turns.list[indexes[indexes.length - 1]]];
    const from = first.text.toUnit(this.turns.part(first, span).start);
    const to = last.text.toUnit(this.turns.part(last, span).end);
    document.getSelection().setBaseAndExtent(first.said.firstChild, from, last.said.firstChild, to);
    this.stand(null);
    this.sheet.reveal(span, which);
  }

  // Stand on a word, nothing selected.
  stand(word) {
    this.word = word;
    this.sheet.lay("here", word);
    if (!word) return;
    const turn = this.turns.at(word.start);
    document.getSelection().collapse(turn.said.firstChild, turn.text.toUnit(word.start - turn.start));
    this.sheet.reveal(word);
  }

  // At a point, on no word and with nothing selected.
  rest(point) {
    this.word = null;
    this.sheet.lay("here", null);
    const turn = this.turns.at(point);
    document.getSelection().collapse(turn.said.firstChild, turn.text.toUnit(Math.max(0, point - turn.start)));
  }

  // Where a line runs from right to left, the key to the left goes on in the text.
  readingStep(step) {
    return getComputedStyle(this.turns.at(this.point()).said).direction === "rtl" ? -step : step;
  }

  moveByWord(step) {
    const span = this.span();
    const from = span || this.word;
    if (!from) return this.stand(wordFrom(this.turns, this.point()));
    const next = wordFrom(this.turns, step > 0 ? from.end : from.start - 1, step);
    return this.stand(next || (span ? wordFrom(this.turns, step > 0 ? from.end - 1 : from.start) : this.word));
  }

  // The first time the word itself, then one more, or one less.
  extendByWord(step) {
    const span = this.span();
    if (!span) return this.select(this.word || wordFrom(this.turns, this.point()) || wordFrom(this.turns, 0));
    const next = step > 0 ? wordFrom(this.turns, span.end) : wordFrom(this.turns, span.end - 1, -1);
    if (!next) return undefined;
    const end = step > 0 ? next.end : wordFrom(this.turns, next.start - 1, -1)?.end ?? span.end;
    return this.select({ start: span.start, end: Math.max(end, wordFrom(this.turns, span.start)?.end ?? end) });
  }

  moveByLine(step, extend) {
    const selection = document.getSelection();
    if (this.pointOf(selection.focusNode || document.body, 0) === null) this.stand(wordFrom(this.turns, this.point()));
    selection.modify(extend ? "extend" : "move", step > 0 ? "forward" : "backward", "line");
    const point = this.point();
    if (extend) this.sheet.reveal({ start: Math.max(0, point - 1), end: point + 1 });
    else this.stand(wordFrom(this.turns, point) || wordFrom(this.turns, point, -1));
  }

  // The sentence; pressed again, the next one as well.
  selectSentence() {
    const span = this.span();
    if (!span) {
      const found = sentenceAt(this.turns, this.point());
      return found && this.select(found);
    }
    const next = wordFrom(this.turns, span.end);
    const first = sentenceAt(this.turns, span.start);
    const whole = first && sentenceAt(this.turns, span.end - 1).end <= span.end && first.start >= span.start;
    const last = sentenceAt(this.turns, whole && next ? next.start : span.end - 1);
    return this.select({ start: Math.min(first.start, span.start), end: Math.max(last.end, span.end) });
  }

  // The turn; pressed again, the next one as well.
  selectTurn() {
    const span = this.span();
    const here = this.turns.at(span ? span.start : this.point());
    const last = this.turns.at(span ? span.end - 1 : here.start);
    const covered = span && this.turns.trimmed({ start: here.start, end: last.end });
    const whole = covered && span.start <= covered.start && span.end >= covered.end;
    const more = whole ? this.turns.list[last.index + 1] || last : last;
    const chosen = this.turns.trimmed({ start: here.start, end: more.end });
    return chosen && this.select(chosen);
  }

  // After a passage was coded: on its last word, ready to go on.
  leave(span) {
    this.stand(wordFrom(this.turns, span.end - 1, -1) || wordFrom(this.turns, span.start));
  }
}
