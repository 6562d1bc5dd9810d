// A small box at the hand: who speaks, or a stretch that the clean style leaves out.

class Menu {
  constructor(listener) {
    this.listener = listener;
    this.box = made("div", "ql-menu");
    this.box.hidden = true;
    this.box.setAttribute("role", "dialog");
    listener.box.append(this.box);
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
      if (/^[1-9]$/.test(event.key) && event.target.tagName !== "INPUT") this.nth(Number(event.key))?.click();
      if (event.key === "ArrowDown" || event.key === "ArrowUp") this.step(event);
    });
    document.addEventListener("mousedown", (event) => {
      if (!this.box.hidden && !this.box.contains(event.target)) this.close(false);
    });
  }

  show(at, label, ...content) {
    this.box.replaceChildren(...content);
    this.box.setAttribute("aria-label", label);
    this.box.hidden = false;
    const home = this.listener.box.getBoundingClientRect();
    const { width, height } = this.box.getBoundingClientRect();
    const below = at.bottom + 4 + height < window.innerHeight ? at.bottom + 4 : at.top - height - 4;
    this.box.style.left = `${Math.max(0, Math.min(at.left - home.left, home.width - width))}px`;
    this.box.style.top = `${Math.max(0, below - home.top)}px`;
    this.box.querySelector("button, input, textarea")?.focus({ preventScroll: true });
  }

  close(back = true) {
    this.box.hidden = true;
    if (back) this.listener.focusBack();
  }

  // The name that stands there in the list of those who speak.
  nth(number) {
    return this.box.querySelectorAll("[aria-pressed]")[number - 1];
  }

  step(event) {
    const items = [...this.box.querySelectorAll("button, input")];
    const at = items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    items[(at + items.length) % items.length].focus();
    event.preventDefault();
  }

  // ---- who speaks ----

  speakers(turn) {
    const { listener } = this;
    const pick = (who) => {
      this.close();
      if (turn.isNew) listener.nameNew(turn, who);
      else if (who !== turn.who) listener.ask({ t: "who", turn, who });
    };
    const names = listener.speakers.map((who) => this.name(who, who === turn.who, () => pick(who)));
    const other = made("input", "ql-field");
    other.placeholder = _("Somebody else …");
    other.setAttribute("aria-label", _("Another name"));
    other.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && other.value.trim()) pick(other.value.trim());
    });
    const rest = turn.isNew ? [] : this.more(turn);
    this.show(turn.name.getBoundingClientRect(), _("Who speaks here"), ...names, other, ...rest);
  }

  name(who, chosen, press) {
    const one = pushButton(who, press, chosen ? "ql-item ql-chosen" : "ql-item");
    one.setAttribute("aria-pressed", chosen);
    return one;
  }

  more(turn) {
    const { listener } = this;
    const line = made("div", "ql-rule");
    const found = [line];
    if (turn.who) {
      const everywhere = made("input", "ql-field");
      everywhere.value = turn.who;
      everywhere.setAttribute("aria-label", _("Another name for {who} in the whole transcript", { who: turn.who }));
      const rename = () => {
        const who = everywhere.value.trim();
        this.close();
        if (who && who !== turn.who) listener.ask({ t: "rename", turn, was: turn.who, who });
        else listener.say(_("Nothing was changed."));
      };
      everywhere.addEventListener("keydown", (event) => event.key === "Enter" && rename());
      found.push(made("small", "ql-note", _("Rename in the whole transcript")), everywhere, pushButton(_("Rename"), rename));
    }
    if (turn.index > 0) {
      const join = () => {
        this.close();
        listener.ask({ t: "join", turn });
      };
      found.push(pushButton(_("Join with the turn above"), join, "ql-item"));
    }
    return found;
  }

  // ---- the clean style ----

  stretch(turn, one, at) {
    const back = one.why === "back";
    const words = turn.text.slice(one.start, one.end).trim();
    const told = back ? _("“{words}” was put back.", { words }) : _("“{words}” is left out in the clean style ({why}).", { words, why: one.why });
    const press = () => {
      this.close();
      this.listener.choose(turn, one, !back);
    };
    this.show(at, _("Clean style"), made("p", "ql-note", told), pushButton(back ? _("Leave it out") : _("Put it back"), press));
  }
}
