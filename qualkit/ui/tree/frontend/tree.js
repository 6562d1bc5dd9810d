// Brings the tree together: what is asked goes to the server in a cumulative outbox until it has answered.

class CodeTree {
  constructor(data) {
    this.words = data.words;
    this.model = new Model();
    this.pending = [];
    this.acknowledged = 0;
    this.box = element("div", "qkt");
    this.rows = new Rows(this.model, this.words);
    this.search = field(this.words.filter, "qkt-search");
    this.search.type = "search";
    this.menuButton = pressable("qkt-menu", "⋯", () => this.openMenu());
    this.menuButton.setAttribute("aria-label", this.words.menu);
    this.menuButton.title = this.words.menu;
    this.sets = element("select", "qkt-sets");
    this.sets.setAttribute("aria-label", this.words.which_set);
    this.sets.onchange = () => this.look(this.sets.value);
    this.top = element("div", "qkt-top", this.words.to_top);
    this.bar = element("div", "qkt-bar");
    this.foot = element("div", "qkt-foot");
    this.message = element("div", "qkt-message");
    this.message.setAttribute("role", "status");
    const head = element("div", "qkt-head");
    head.append(this.search, this.menuButton);
    this.box.append(head, this.sets, this.top, this.rows.scroll, this.bar, this.message, this.foot);
    this.panel = new Panel(this.box, this.rows, this.words);
    this.drag = new Drag(this);
    this.listen();
  }

  listen() {
    this.search.oninput = () => this.filter(this.search.value);
    this.search.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "ArrowDown" || event.key === "Enter") this.rows.scroll.focus();
      else if (event.key === "Escape") this.filter((this.search.value = ""));
    };
    this.rows.scroll.addEventListener("keydown", (event) => {
      if (!pressed(this, event)) return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.rows.list.addEventListener("click", (event) => this.clicked(event));
    this.rows.list.addEventListener("dblclick", (event) => event.target.closest(".qkt-name") && this.rename());
    this.rows.list.addEventListener("contextmenu", (event) => {
      const row = event.target.closest(".qkt-row");
      if (!row) return;
      event.preventDefault();
      this.rows.goTo(row.dataset.id);
      this.openMenu();
    });
    this.undoAnywhere = (event) => {
      const free = document.activeElement === document.body;
      if (free && (event.ctrlKey || event.metaKey) && undoing(this, event.key.toLowerCase(), event.shiftKey))
        event.preventDefault();
    };
    new ResizeObserver(() => this.rows.paint()).observe(this.rows.scroll);
  }

  // ---- what the server says ----

  update(data, setStateValue) {
    this.send = setStateValue;
    this.words = data.words;
    if (data.chosen !== this.rows.chosen) this.rows.active = data.chosen;
    const follow = data.chosen !== this.rows.chosen;
    this.rows.chosen = data.chosen;
    this.data = data;
    this.model.fill(data.rows);
    if (follow) this.model.reveal(this.model.byId.get(data.chosen));
    const before = this.pending.length;
    this.pending = this.pending.filter((op) => !data.answered.includes(op.op_id));
    this.acknowledged += before - this.pending.length;
    this.paintSets();
    this.rows.show();
    if (follow) this.rows.goTo(data.chosen);
    if (data.answered.at(-1) !== this.answered) this.hear(data); // what others did brings no new answer
    this.paintBar();
    this.paintFoot();
    this.box.setAttribute("aria-busy", this.pending.length > 0);
  }

  ask(t, about = {}) {
    this.pending.push({ op_id: crypto.randomUUID(), t, ...about });
    this.box.setAttribute("aria-busy", "true");
    this.send("asked", { ops: this.pending });
  }

  hear(data) {
    this.answered = data.answered.at(-1);
    if (data.preview) this.panel.tell(data.preview);
    this.tell(data.told, data.alarm);
  }

  tell(message, alarm) {
    this.message.textContent = message || "";
    this.message.classList.toggle("qkt-alarm", Boolean(alarm));
    this.message.classList.remove("qkt-heard");
  }

  paintFoot() {
    const { undo, redo } = this.data;
    const parts = [];
    if (undo) parts.push(this.footButton(said(this.words.undo, { act: undo }), "undo"));
    if (redo) parts.push(this.footButton(this.words.redo, "redo"));
    const keys = pressable("qkt-quiet", this.words.keys, () => this.showKeys());
    this.foot.replaceChildren(...parts, keys);
  }

  // the sets of codes; a choice where there are any
  paintSets() {
    const { sets } = this.data;
    const chosen = this.sets.value;
    const option = (name, label) => Object.assign(element("option", "", label), { value: name });
    const parts = sets.map(([name]) => option(name, said(this.words.set, { name })));
    this.sets.replaceChildren(option("", this.words.all_codes), ...parts);
    this.sets.hidden = !sets.length;
    this.sets.value = sets.some(([name]) => name === chosen) ? chosen : "";
    this.model.within = this.membersOf(this.sets.value);
  }

  membersOf(name) {
    const found = this.data.sets.find((one) => one[0] === name);
    return found ? new Set(found[1]) : null;
  }

  look(name) {
    this.model.within = this.membersOf(name);
    this.filter(this.search.value);
  }

  footButton(text, t) {
    const made = pressable("qkt-quiet", text, () => this.ask(t));
    made.title = text;
    made.dataset.ask = t;
    return made;
  }

  paintBar() {
    const ids = [...this.model.picked];
    this.bar.hidden = ids.length < 2;
    const does = (label, act) => pressable("qkt-go", label, act);
    const parts = [element("span", "", said(this.words.picked, { n: ids.length }))];
    parts.push(does(this.words.merge_all, () => this.askMerge()), does(this.words.move_all, () => this.askMove()));
    parts.push(does(this.words.promote, () => this.askPromote()));
    parts.push(does(this.words.retire_it, () => this.askRetire()));
    if (ids.length === 2) parts.push(does(this.words.compare, () => this.compare()));
    parts.push(pressable("qkt-cancel", this.words.clear, () => this.letGo()));
    this.bar.replaceChildren(...parts);
    this.makeRoom();
  }

  // the list gives the bar its room, so that nothing below them moves, and the row at hand stays in sight
  makeRoom() {
    this.box.style.setProperty("--qkt-room", `${this.bar.hidden ? 0 : this.bar.offsetHeight + 8}px`);
    if (!this.bar.hidden && this.rows.active) this.rows.goTo(this.rows.active);
  }

  // ---- choosing ----

  clicked(event) {
    const row = event.target.closest(".qkt-row");
    if (!row || this.rows.renaming || performance.now() - (this.dragged || -1e9) < 150) return;
    const code = this.model.byId.get(row.dataset.id);
    if (event.target.closest(".qkt-twisty") && code.children.length) this.fold(code, !this.model.isUnfolded(code));
    else if (event.shiftKey) this.pickTo(code.id);
    else if (event.ctrlKey || event.metaKey) this.pick(code.id);
    else this.choose(code.id);
  }

  choose(id) {
    if (!id) return;
    this.model.picked.clear();
    this.rows.active = this.rows.chosen = id;
    this.rows.paint();
    this.paintBar();
    this.ask("open", { id });
  }

  pick(id) {
    const { picked } = this.model;
    if (!picked.size && this.rows.chosen && this.rows.chosen !== id) picked.add(this.rows.chosen);
    picked.has(id) ? picked.delete(id) : picked.add(id);
    this.rows.goTo(id);
    this.paintBar();
    this.tell(said(this.words.picked, { n: picked.size }));
    this.message.classList.toggle("qkt-heard", picked.size > 1); // then the bar shows it
  }

  pickTo(id) {
    const places = [this.rows.active, id].map((one) => this.rows.shown.findIndex((code) => code.id === one));
    const [first, last] = places.sort((a, b) => a - b);
    this.rows.shown.slice(Math.max(first, 0), last + 1).forEach((code) => this.model.picked.add(code.id));
    this.rows.goTo(id);
    this.paintBar();
  }

  stepped(by, extend) {
    if (extend) this.model.picked.add(this.rows.active);
    const next = this.rows.step(by);
    if (!extend || !next) return;
    this.model.picked.add(next.id);
    this.rows.paint();
    this.paintBar();
  }

  // the codes that an act is about: those picked, else the one under the keyboard
  get subjects() {
    return this.model.picked.size ? [...this.model.picked] : this.rows.active ? [this.rows.active] : [];
  }

  get subject() {
    return this.model.byId.get(this.rows.active);
  }

  called(ids) {
    return ids.length === 1 ? `“${this.model.byId.get(ids[0]).name}”` : said(this.words.codes, { n: ids.length });
  }

  letGo() {
    this.model.picked.clear();
    this.tell("");
    this.rows.paint();
    this.paintBar();
  }

  filter(text) {
    this.model.filter = text;
    this.rows.scroll.scrollTop = 0;
    this.rows.show();
    if (!this.rows.shown.length) this.tell(this.words.none);
    else this.tell(text ? said(this.words.found, { n: this.rows.shown.length }) : "");
  }

  // ---- folding ----

  fold(code, unfolded) {
    if (unfolded) this.model.unfolded.add(code.id);
    else this.model.unfolded.delete(code.id);
    this.rows.show();
  }

  inward() {
    const code = this.subject;
    if (!code?.children.length) return;
    if (this.model.isUnfolded(code)) this.rows.step(1);
    else this.fold(code, true);
  }

  outward() {
    const code = this.subject;
    if (code?.children.length && this.model.isUnfolded(code) && !this.model.filter) this.fold(code, false);
    else if (code?.parent) this.rows.goTo(code.parent.id);
  }

  // ---- acts ----

  moveTo(ids, under, why = "") {
    this.ask("move", { ids, under, why });
    this.model.picked.clear();
  }

  merge(ids, into, why = "") {
    this.ask("merge", { ids, into, why });
    this.model.picked.clear();
  }

  askDrop(ids, target, onlyMerge = false) {
    const code = this.model.byId.get(target);
    const label = said(this.words.onto, { what: this.called(ids), name: code.name });
    const already = ids.every((id) => this.model.byId.get(id).parent?.id === target);
    const move = onlyMerge || already ? null : (why) => this.moveTo(ids, target, why);
    this.panel.drop(label, target, code.name, {
      move,
      merge: (why) => this.merge(ids, target, why),
      focus: onlyMerge ? "merge" : "",
    });
    this.ask("preview", { ids, into: target });
  }

  options(ids) {
    const living = this.model.codes.filter((code) => this.model.mayTake(code, ids));
    return living.map((code) => ({ id: code.id, path: this.model.path(code) }));
  }

  // several codes may be merged into one of themselves
  askMerge() {
    const ids = this.subjects;
    if (!ids.length) return;
    const own = ids.length > 1 ? ids.map((id) => this.model.byId.get(id)) : [];
    const first = own.map((code) => ({ id: code.id, path: this.model.path(code) }));
    const options = [...first, ...this.options(ids)];
    this.panel.choose(said(this.words.merge_what, { what: this.called(ids) }), this.rows.active, options, (into) => {
      this.askDrop(ids.filter((id) => id !== into), into, true);
    });
  }

  askMove() {
    const ids = this.subjects;
    if (!ids.length) return;
    const options = [{ id: null, path: this.words.top }, ...this.options(ids)];
    const label = said(this.words.move_what, { what: this.called(ids) });
    this.panel.choose(label, this.rows.active, options, (under) => this.moveTo(ids, under));
  }

  askNew() {
    const under = this.subject;
    const label = under ? said(this.words.new_under, { name: under.name }) : this.words.new_code;
    const look = { placeholder: this.words.name, button: this.words.make };
    this.panel.prompt(label, under?.id, look, (name) => this.ask("create", { name, under: under?.id ?? null }));
  }

  askRetire() {
    const ids = this.subjects;
    if (!ids.length) return;
    const label = said(this.words.retire_what, { what: this.called(ids) });
    const look = { placeholder: this.words.why_needed, button: this.words.retire, told: this.words.retire_told };
    this.panel.prompt(label, this.rows.active, look, (why) => {
      this.ask("retire", { ids, why });
      this.model.picked.clear();
    });
  }

  rename() {
    const code = this.subject;
    if (code) this.rows.rename(code, (name) => this.ask("rename", { id: code.id, name }));
  }

  // the codes come under a new one of that name, which stands where the first of them stood
  askPromote() {
    const ids = this.subjects;
    if (!ids.length) return;
    const first = this.model.byId.get(ids[0]);
    const label = said(this.words.promote_what, { what: this.called(ids) });
    const look = { placeholder: this.words.category, button: this.words.make_it, told: this.words.promote_told };
    this.panel.prompt(label, this.rows.active, { ...look, value: first.name }, (name) => {
      this.ask("promote", { ids, name });
      this.model.picked.clear();
    });
  }

  compare() {
    this.ask("compare", { ids: [...this.model.picked].slice(0, 2) });
  }

  openMenu() {
    const code = this.subject;
    if (!code) return;
    const { words } = this;
    const many = this.model.picked.size > 1;
    this.panel.menu(this.called(this.subjects), code.id, [
      [words.rename, "F2", () => this.rename(), many],
      [words.move_to, "T", () => this.askMove()],
      [words.merge_with, "M", () => this.askMerge()],
      [words.promote, "P", () => this.askPromote()],
      [words.new_here, "N", () => this.askNew(), many],
      [words.retire_it, "Del", () => this.askRetire()],
      [words.compare, "", () => this.compare(), this.model.picked.size !== 2],
    ]);
  }

  showKeys() {
    const list = element("dl", "qkt-keys");
    for (const [keys, does] of this.words.key_list) {
      const term = element("dt");
      keys.split(" ").forEach((one) => term.append(element("kbd", "", one)));
      list.append(term, element("dd", "", does));
    }
    this.panel.open(this.words.keys, null, list, pressable("qkt-cancel", this.words.close, () => this.panel.close()));
  }
}
