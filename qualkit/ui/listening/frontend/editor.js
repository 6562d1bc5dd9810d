// Words typed in place: a turn that is corrected, or a new one at the end.

class Editor {
  constructor(listener) {
    this.listener = listener;
    this.turn = null;
  }

  get isOpen() {
    return Boolean(this.turn);
  }

  // Let a turn be typed in, the caret at a place or a span selected.
  open(turn, span = null) {
    if (this.turn === turn) return;
    this.close();
    this.turn = turn;
    turn.editing = true;
    this.listener.pages.clear(turn);
    turn.row.classList.add("ql-editing");
    const { said } = turn;
    said.textContent = turn.text.text;
    said.contentEditable = "plaintext-only";
    if (said.contentEditable !== "plaintext-only") said.contentEditable = "true";
    said.setAttribute("role", "textbox");
    said.setAttribute("aria-label", turn.who ? _("Words of {who}", { who: turn.who }) : _("Words of this turn"));
    said.spellcheck = true;
    said.focus({ preventScroll: true });
    this.select(span || { start: turn.text.length, end: turn.text.length });
    this.listener.pages.reveal(turn);
    this.listener.hint();
  }

  select({ start, end }) {
    const node = this.turn.said.firstChild;
    const selection = getSelection();
    if (!node) return selection.collapse(this.turn.said, 0);
    const [from, to] = [this.turn.text.toUnit(start), this.turn.text.toUnit(end)];
    return selection.setBaseAndExtent(node, from, node, to);
  }

  get typed() {
    return this.turn.said.textContent.replaceAll("\u00a0", " ").trim();
  }

  // How many code points stand before the caret, of the words as they are trimmed.
  get caret() {
    const range = getSelection().getRangeAt(0).cloneRange();
    range.setStart(this.turn.said, 0);
    const before = range.toString().replaceAll("\u00a0", " ");
    return [...before.trimStart()].length;
  }

  insert(text) {
    document.execCommand("insertText", false, text);
  }

  // Leave the turn as it was.
  close() {
    const { turn } = this;
    if (!turn) return;
    this.turn = null;
    turn.editing = false;
    turn.said.removeAttribute("contenteditable");
    turn.said.removeAttribute("role");
    turn.row.classList.remove("ql-editing");
    if (turn.isNew) turn.row.remove();
    else {
      this.listener.pages.write(turn);
      this.listener.pages.paint(turn);
    }
    this.listener.hint();
  }

  // Save what was typed; true where something was.
  save() {
    const { turn, typed, listener } = this;
    if (turn.isNew) {
      this.close();
      if (typed) listener.ask({ t: "add", turn: listener.list.length, who: turn.who, said: typed, ms: turn.ms });
      return Boolean(typed);
    }
    if (typed === turn.text.text.trim()) {
      this.close();
      listener.say(_("Nothing was changed."));
      return false;
    }
    this.close();
    listener.pages.clear(turn);
    turn.text = new PointText(typed);
    turn.words = [];
    turn.out = [];
    turn.pauses = [];
    listener.pages.write(turn);
    turn.row.classList.add("ql-waiting");
    listener.ask({ t: "retype", turn, said: typed });
    return true;
  }

  split() {
    const { turn, typed, caret, listener } = this;
    if (turn.isNew) return;
    const length = [...typed].length;
    if (caret <= 0 || caret >= length) {
      listener.say(_("Put the caret where the other speaker begins, then split."), true);
      return;
    }
    const who = listener.other(turn.who);
    this.close();
    listener.focusBack();
    listener.ask({ t: "split", turn, said: typed, at: caret, who });
  }

  // A new turn at the end, said by the other speaker, at the place where the recording is.
  begin() {
    const { listener } = this;
    const last = listener.list[listener.list.length - 1];
    const said = listener.lastTyped || last?.who;
    const at = listener.media ? Math.round(listener.media.ms) : null;
    const raw = { who: listener.other(said), ms: at, text: "", words: [], out: [], pauses: [], english: "" };
    const turn = new Spoken(raw);
    turn.isNew = true;
    turn.index = listener.list.length;
    listener.pages.scroll.insertBefore(listener.pages.row(turn), listener.pages.end);
    turn.row.classList.add("ql-new");
    this.open(turn);
  }
}
