// The columns: a person's themes, the codes beside them, what is suggested; and the line that says what was done.

const BESIDE = [
  ["fits nowhere", _("Fits nowhere"), _("Codes that belong to no theme, as far as you see now.")],
  ["set aside", _("Set aside"), _("Codes that you leave out for now, with the reason.")],
];

const SIZES = { coarse: _("coarse"), medium: _("medium"), fine: _("fine"), asked: _("as asked") };

class Board {
  constructor() {
    this.outbox = new Outbox();
    this.moving = new Moving(this);
    this.open = new Set(); // themes shown whole
    this.seen = new Set(); // cards whose further quotes are shown
    this.cut = "medium";
    this.making = null; // codes of which a theme is being made: {codes, of}
    this.afterwards = new Map(); // what is to be done once an act was done, by its place in the outbox
    this.first = new Map(); // the revision at which a theme was opened
    this.line = make("div", { class: "qb-line", role: "status", "aria-live": "polite" });
    this.body = make("div"); // drawn anew each time; the line stays, else a screen reader would not hear it change
    this.root = make("div", { class: "qb" }, this.line, this.body);
    this.root.addEventListener("dragend", () => this.settle());
  }

  hear(data, setStateValue) {
    this.data = data;
    this.outbox.connect(setStateValue);
    const sizes = Object.keys(data.cuts);
    // a number that was asked for is what one wants to see, once it is there
    if (data.made !== this.made || !sizes.includes(this.cut)) this.cut = sizes.includes("asked") ? "asked" : "medium";
    this.made = data.made;
    const { refusal, done } = this.outbox.answered(data);
    for (const op of done) {
      if (!data.refused[op.id]) this.afterwards.get(op)?.();
      this.afterwards.delete(op);
    }
    if (done.length) this.tell(refusal || data.told, refusal);
    for (const id of this.first.keys()) if (!this.open.has(id) || done.length) this.first.set(id, data.rev);
    this.draw();
  }

  act(op, then) {
    this.outbox.add(op);
    if (then) this.afterwards.set(this.outbox.pending.at(-1), then);
  }

  seenAt(id) {
    return this.first.get(id) ?? this.data.rev;
  }

  toggle(id) {
    if (this.open.has(id)) this.open.delete(id);
    else this.open.add(id);
    this.first.set(id, this.data.rev);
    this.draw();
  }

  look(id, shown) {
    if (shown) this.seen.add(id);
    else this.seen.delete(id);
  }

  settle() {
    for (const place of this.moving.places()) place.classList.remove("qb-over");
  }

  // ---- what was done ----

  say(text) {
    this.line.replaceChildren(text);
  }

  tell(text, refused) {
    this.line.className = refused ? "qb-line qb-refused" : "qb-line";
    this.line.replaceChildren(...[text].filter(Boolean));
    if (!text || refused) return;
    if (this.data.act) this.line.append(this.reason(this.data.act));
    if (this.data.undo) this.line.append(button(_("Undo"), () => this.act({ t: "undo" }), { class: "qb-small", "data-key": "undo" }));
  }

  reason(act) {
    const ask = button(_("Add a reason"), () => {
      const input = make("input", { "aria-label": _("Reason"), "data-key": "reason", placeholder: _("Why?") });
      const keep = () => input.value.trim() && this.act({ t: "explain", act, why: input.value });
      input.addEventListener("keydown", (event) => event.key === "Enter" && keep());
      ask.replaceWith(input, button(_("Keep"), keep, { class: "qb-small" }));
      input.focus();
    }, { class: "qb-small", "data-key": "add reason" });
    return ask;
  }

  // ---- drawing ----

  // The focus stays on what it was on, by its key, and so does the caret in a field.
  draw() {
    const held = document.activeElement?.dataset?.key;
    const caret = document.activeElement?.selectionStart;
    const place = (list) => list.closest("[data-place]")?.dataset.place;
    const scrolled = new Map([...this.root.querySelectorAll(".qb-many")].map((list) => [place(list), list.scrollTop]));
    const wide = this.sideBySide ? " qb-wide" : "";
    const columns = make("div", { class: `qb-columns${wide}` }, this.own(), this.beside(), this.suggested());
    this.body.replaceChildren(...(this.making ? [this.form()] : []), columns);
    for (const list of this.root.querySelectorAll(".qb-many")) list.scrollTop = scrolled.get(place(list)) || 0;
    if (!held || !this.root.isConnected) return;
    const again = [...this.root.querySelectorAll("[data-key]")].find((one) => one.dataset.key === held);
    again?.focus({ preventScroll: true });
    if (caret != null && again?.setSelectionRange) again.setSelectionRange(caret, caret);
  }

  own() {
    const start = button(_("New theme"), () => this.startTheme([]), { class: "qb-button qb-first", "data-key": "new theme" });
    const here = make("p", { class: "qb-drop" }, _("Drag codes here to start another theme."));
    const none = _("None yet. A theme is a pattern of shared meaning that you see; make one of codes that tell one story.");
    return make(
      "div",
      { class: "qb-column" },
      make("div", { class: "qb-head" }, make("h3", {}, _("Your themes")), start),
      this.data.themes.map((theme) => themeCard(this, theme)),
      !this.data.themes.length && make("p", { class: "qb-soft" }, none),
      place(this, here, "new", _("a new theme")),
    );
  }

  beside() {
    const { homeless, asides } = this.data;
    const title = make("h3", {}, _("Codes without a theme"), " ", make("span", { class: "qb-soft" }, String(homeless.length)));
    const card = make("section", { class: "qb-card", "aria-label": _("Codes without a theme") }, chips(this, homeless, ""));
    if (!homeless.length) card.append(make("p", { class: "qb-soft" }, _("Every code has its place.")));
    return make(
      "div",
      { class: "qb-column" },
      title,
      this.moving.ticked.size > 0 && this.tickedBar(),
      place(this, card, "", _("the codes without a theme")),
      nearHints(this),
      BESIDE.map(([to, label, hint]) => this.aside(to, label, hint, asides.filter((one) => one.place === to))),
    );
  }

  tickedBar() {
    const codes = [...this.moving.ticked.values()];
    const send = () => ((this.moving.carried = codes), this.moving.send("new"));
    const clear = () => (this.moving.ticked.clear(), this.draw());
    return make("p", { class: "qb-row" }, plural("{n} code picked", "{n} codes picked", codes.length), button(_("New theme of them"), send), button(_("Clear"), clear));
  }

  aside(to, label, hint, codes) {
    const told = (code) => make("div", { class: "qb-aside" }, chip(this, code, to), make("span", { class: "qb-soft" }, `${code.when}${code.why ? `: ${code.why}` : ""}`));
    const card = make("section", { class: "qb-card", "aria-label": label }, codes.map(told));
    if (!codes.length) card.append(make("p", { class: "qb-soft" }, hint));
    return [make("h3", {}, label), place(this, card, to, label)];
  }

  suggested() {
    const { cuts, unplaced, note, made, outdated } = this.data;
    if (!Object.keys(cuts).length && !note) return "";
    return make(
      "div",
      { class: "qb-column qb-suggested" },
      make("div", { class: "qb-head" }, make("h3", {}, _("Suggested groupings")), Object.keys(cuts).length > 0 && this.sizes()),
      [note, made, outdated && _("Codes or codings have changed since these were suggested.")].filter(Boolean).map((text) => make("p", { class: "qb-soft" }, text)),
      this.groupings(cuts),
      topicCards(this),
      unplaced.length > 0 && make("p", { class: "qb-soft" }, Object.keys(cuts).length ? _("They found no place for: {codes}.", { codes: unplaced.join(", ") }) : _("Codes, neighbours alike: {codes}.", { codes: unplaced.join(", ") })),
    );
  }

  sizes() {
    const press = (cut) => button(SIZES[cut] || cut, () => ((this.cut = cut), (this.sideBySide = false), this.draw()), { class: "qb-size", "aria-pressed": String(!this.sideBySide && this.cut === cut), "data-key": `cut ${cut}` });
    const all = button(_("side by side"), () => ((this.sideBySide = true), this.draw()), { class: "qb-size", "aria-pressed": String(Boolean(this.sideBySide)), "data-key": "cut all" });
    return make("div", { class: "qb-sizes", role: "group", "aria-label": _("Size of the groupings") }, Object.keys(this.data.cuts).map(press), all);
  }

  groupings(cuts) {
    const column = (cut) => {
      const cards = (cuts[cut] || []).map((one) => groupingCard(this, one));
      return cards.length ? cards : [make("p", { class: "qb-soft" }, _("You have decided on every grouping of this size."))];
    };
    if (!Object.keys(cuts).length) return "";
    if (!this.sideBySide) return column(this.cut);
    return make("div", { class: "qb-three" }, Object.keys(cuts).map((cut) => make("div", {}, make("h4", {}, SIZES[cut] || cut), column(cut))));
  }

  // ---- a theme in the making ----

  // Out of nothing, out of the codes `of` a theme, or out of a `part` of a grouping, which is decided on with it.
  startTheme(codes, { of = null, part = null } = {}) {
    this.making = { codes, of, part, left: new Set() };
    this.draw();
    const first = this.root.querySelector('[data-key="new name"]');
    first?.focus();
    first?.scrollIntoView({ block: "center" });
  }

  form() {
    const { codes, of, part, left } = this.making;
    const act = of ? { t: "split", theme: of.id } : part ? { t: "part", candidate: part.id } : { t: "make" };
    const close = () => ((this.making = null), forget("new name", "new concept", "new why"), this.draw());
    const keep = () => {
      const said = { name: typed("new name"), concept: typed("new concept"), why: typed("new why") };
      const ids = codes.filter((code) => !left.has(code.id)).map((code) => code.id);
      this.act({ ...act, codes: ids, ...said }, close);
    };
    const whose = of ? `“${of.name}”` : part?.label;
    const title = whose ? _("A new theme of codes of {whose}", { whose }) : _("A new theme");
    return make(
      "section",
      { class: "qb-card qb-making", "aria-label": title },
      make("h4", {}, title),
      codes.length > 0 && make("div", { class: "qb-chips" }, codes.map((code) => this.tickable(code, left))),
      part && make("p", { class: "qb-soft" }, _("{label} leaves the suggestions with this; codes that you untick stay where they are.", { label: part.label })),
      make("div", { class: "qb-fields" }, field("new name", _("Name")), field("new concept", _("The idea that its codes share (optional)")), field("new why", _("Reason (optional)"))),
      make("div", { class: "qb-row" }, button(_("Make the theme"), keep, { class: "qb-button qb-first", "data-key": "make theme" }), button(_("Cancel"), close)),
    );
  }

  tickable(code, left) {
    const box = make("input", { type: "checkbox", "data-key": `with ${code.id}` });
    box.checked = !left.has(code.id);
    box.addEventListener("change", () => (box.checked ? left.delete(code.id) : left.add(code.id)));
    return make("label", { class: "qb-chip" }, box, code.name);
  }
}
