// The line of tools above the words, the list of keys, and the line below in which things are told.

class Tools {
  constructor(listener) {
    this.listener = listener;
    this.unsure = pushButton("", () => listener.nextUnsure(1), "ql-unsure");
    this.unsure.title = _("Go to the next word that the engine was unsure of (U)");
    this.right = pushButton(_("It is right"), () => listener.confirm());
    this.right.title = _("The marked word is right (Enter)");
    this.right.hidden = true;
    this.cleanly = pushButton(_("Clean style"), () => listener.showClean(!listener.pages.clean), "ql-toggle");
    this.cleanly.title = _("Show what the clean style leaves out (V)");
    this.undo = pushButton(_("Undo"), () => listener.ask({ t: "undo" }));
    this.bar = this.line();
    this.status = made("div", "ql-status");
    this.status.setAttribute("role", "status");
    this.status.setAttribute("aria-live", "polite");
    this.help = this.helpBox();
  }

  line() {
    const { listener } = this;
    const bar = made("div", "ql-tools");
    if (listener.media) bar.append(listener.media.bar);
    const find = pushButton(_("Find /"), () => listener.find.open());
    const keys = pushButton(_("Keys ?"), () => this.toggleHelp());
    const rest = made("div", "ql-more");
    if (listener.reading) rest.append(this.noteButton());
    rest.append(this.unsure, this.right, this.cleanly, find, this.undo, keys);
    bar.append(rest);
    return bar;
  }

  noteButton() {
    const button = pushButton(_("Note"), () => this.listener.notes.begin());
    button.title = _("Note on the selected words, or on this turn (M)");
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay selected
    return button;
  }

  helpBox() {
    const box = made("div", "ql-menu ql-help");
    box.hidden = true;
    box.tabIndex = -1;
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", _("Keys"));
    const all = [[_("While reading"), READING_KEYS], [_("While typing"), TYPING_KEYS]];
    for (const [title, table] of this.listener.reading ? [[_("Keys"), QUIET_KEYS]] : all) {
      box.append(made("b", "", title));
      const list = made("dl");
      for (const [shown, does] of table) {
        const term = made("dt");
        for (const one of shown.split(" ")) term.append(made("kbd", "", one));
        list.append(term, made("dd", "", does));
      }
      box.append(list);
    }
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (["Escape", "?", "Enter"].includes(event.key)) this.toggleHelp();
    });
    return box;
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
    if (this.help.hidden) this.listener.focusBack();
    else this.help.focus();
  }

  offerUndo(undo) {
    this.undo.hidden = !undo;
    this.undo.title = undo ? _("Undo (Ctrl+Z): {undo}", { undo }) : "";
  }

  // What there is to do now, and what is told.
  show() {
    const { reading, list, isOnUnsure, asking, message, alarming } = this.listener;
    const unsure = list.reduce((sum, turn) => sum + turn.unsure.length, 0);
    this.unsure.hidden = reading || !unsure;
    this.unsure.textContent = _("Unsure words {unsure}", { unsure });
    this.right.hidden = reading || !isOnUnsure;
    this.cleanly.hidden = reading || !list.some((turn) => turn.out.length);
    const waiting = asking.waiting.length;
    this.status.textContent = waiting ? _("saving …") : message;
    this.status.classList.toggle("ql-alarm", Boolean(!waiting && alarming));
  }
}
