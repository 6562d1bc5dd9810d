// Other edges for a passage: two handles on the chosen one that are dragged, and steps of a word by key or button.

const LEFTWARD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

class Edges {
  // `on` has move(mark, span, since).
  constructor(sheet, cursor, on) {
    this.sheet = sheet;
    this.cursor = cursor;
    this.on = on;
    this.handles = { start: this.handle("start"), end: this.handle("end") };
    sheet.scroll.append(this.handles.start, this.handles.end);
  }

  handle(which) {
    const made = element("span", `qk-edge qk-edge-${which}`);
    made.hidden = true;
    made.title = which === "start" ? WORDS.dragStart : WORDS.dragEnd;
    made.addEventListener("mousedown", (event) => event.stopPropagation()); // or the passage would be let go
    made.addEventListener("pointerdown", (event) => this.grasp(which, event));
    return made;
  }

  // Beside the first and the last letter of a mark, or nowhere.
  show(mark) {
    this.mark = mark;
    for (const which of ["start", "end"]) {
      const letter = mark && this.letterAt(which === "start" ? mark.segment.start : mark.segment.end - 1);
      this.handles[which].hidden = !letter?.rect;
      if (letter?.rect) this.put(this.handles[which], which, letter);
    }
  }

  // Where a letter stands, and whether it is written from right to left: a line may hold both.
  letterAt(point) {
    const { sheet } = this;
    const turn = sheet.turns.at(point);
    const place = { start: point - turn.start, end: point - turn.start + 1 };
    const letter = turn.text.slice(place.start, place.end);
    const plain = /[\p{L}\p{N}]/u.test(letter);
    const leftward = plain ? LEFTWARD.test(letter) : getComputedStyle(turn.said).direction === "rtl";
    return { rect: sheet.range(turn, place).getClientRects()[0], leftward };
  }

  put(handle, which, { rect, leftward }) {
    const { scroll } = this.sheet;
    const view = scroll.getBoundingClientRect();
    const edge = (which === "start") !== leftward ? rect.left : rect.right;
    const beside = edge === rect.left ? -1 : 1; // not over the letter
    handle.style.left = `${edge + beside - view.left + scroll.scrollLeft}px`;
    handle.style.top = `${rect.top - view.top + scroll.scrollTop}px`;
    handle.style.height = `${rect.height}px`;
  }

  // ---- dragging ----

  grasp(which, event) {
    if (event.button !== 0 || !this.mark) return;
    event.preventDefault();
    event.stopPropagation();
    const handle = this.handles[which];
    handle.setPointerCapture(event.pointerId);
    this.sheet.box.classList.add("qk-dragging");
    let span = null;
    handle.onpointermove = (moved) => {
      span = this.dragged(which, moved) || span;
      this.sheet.lay("selected", span);
    };
    const over = (kept) => (ended) => {
      handle.onpointermove = handle.onpointerup = handle.onpointercancel = null;
      this.sheet.box.classList.remove("qk-dragging");
      this.sheet.lay("selected", null);
      if (kept && span) this.on.move(this.mark, span, ended.timeStamp);
    };
    handle.onpointerup = over(true);
    handle.onpointercancel = over(false);
  }

  // The span that the pointer asks for: to the nearest edge of a word, with Alt or Ctrl to the letter.
  dragged(which, event) {
    const caret = caretAt(event.clientX, event.clientY);
    const point = caret && this.cursor.pointOf(caret.node, caret.offset);
    if (point === null || point === undefined) return null;
    const { start, end } = this.mark.segment;
    const to = byLetter(event) ? point : this.toWord(which, point);
    const span = which === "start" ? { start: to, end } : { start, end: to };
    return span.start < span.end ? this.sheet.turns.trimmed(span) : null;
  }

  toWord(which, point) {
    const { turns } = this.sheet;
    const word = wordFrom(turns, point);
    if (which === "start") return word ? word.start : point;
    if (word && word.start < point) return word.end;
    return wordFrom(turns, point - 1, -1)?.end ?? point;
  }

  // ---- by word ----

  // One word more (1) or less (-1) at an edge; null where there is none.
  stepped({ segment }, which, step) {
    const { turns } = this.sheet;
    const { start, end } = segment;
    const at = which === "start" ? this.startBy(turns, start, step) : this.endBy(turns, end, step);
    if (at === null || at === undefined) return null;
    const span = which === "start" ? { start: at, end } : { start, end: at };
    return span.start < span.end ? span : null;
  }

  startBy(turns, start, step) {
    if (step < 0) return wordFrom(turns, start - 1, -1)?.start;
    const first = wordFrom(turns, start);
    return first && wordFrom(turns, first.end)?.start;
  }

  endBy(turns, end, step) {
    if (step > 0) return wordFrom(turns, end)?.end;
    const last = wordFrom(turns, end - 1, -1);
    return last && wordFrom(turns, last.start - 1, -1)?.end;
  }
}

// Held down while the pointer selects or drags: to the letter, not to the word.
function byLetter(event) {
  return event.altKey || event.ctrlKey;
}

function caretAt(x, y) {
  const found = document.caretPositionFromPoint?.(x, y);
  if (found) return { node: found.offsetNode, offset: found.offset };
  const range = document.caretRangeFromPoint?.(x, y); // older browsers
  return range && { node: range.startContainer, offset: range.startOffset };
}
