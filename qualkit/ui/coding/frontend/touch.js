// A selection made with a finger tells nobody when it is done: a button offers to code it, and waits.

class Touch {
  // `on` has code(span).
  constructor(sheet, cursor, on) {
    this.sheet = sheet;
    this.cursor = cursor;
    this.fingers = false;
    this.offer = button(WORDS.codeSelected, () => this.code(on), "qk-offer");
    this.offer.hidden = true;
    this.offer.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    sheet.box.append(this.offer);
    sheet.scroll.addEventListener("pointerdown", (event) => (this.fingers = event.pointerType === "touch"));
    this.changed = () => this.look();
    document.addEventListener("selectionchange", this.changed);
  }

  look() {
    const span = this.fingers ? this.cursor.span() : null;
    if (span) this.span = span;
    this.offer.hidden = !span;
  }

  code(on) {
    this.offer.hidden = true;
    on.code(wholeWords(this.cursor.turns, this.span));
  }

  close() {
    document.removeEventListener("selectionchange", this.changed);
  }
}
