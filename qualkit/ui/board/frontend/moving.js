// Codes on the move. With the mouse they are dragged; with the keys they are picked up with space, carried from place to
// place with the arrows and put down with Enter or space; or they are sent from a menu.

class Moving {
  constructor(board) {
    this.board = board;
    this.ticked = new Map(); // code id -> {id, name, from} that were picked with Ctrl or Shift and a click
    this.carried = null; // {codes, from} on the move
    this.at = -1; // the place over which codes are carried with the keys
  }

  codesWith(code, from) {
    return this.ticked.has(code.id) ? [...this.ticked.values()] : [{ ...code, from }];
  }

  start(code, from) {
    this.carried = this.codesWith(code, from);
  }

  tick(code, from) {
    if (this.ticked.has(code.id)) this.ticked.delete(code.id);
    else this.ticked.set(code.id, { ...code, from });
    this.board.say(plural("{n} code picked", "{n} codes picked", this.ticked.size));
    this.board.draw();
  }

  places() {
    return [...this.board.root.querySelectorAll("[data-place]")];
  }

  // ---- with the keys ----

  pickUp(code, from) {
    this.start(code, from);
    this.at = -1;
    this.board.say(_("Picked up {names}. Arrow keys choose where; Enter puts down; Escape leaves it.", { names: this.names() }));
    this.board.draw();
  }

  carry(step) {
    const places = this.places();
    this.at = (this.at + step + places.length + (this.at < 0 && step < 0 ? 1 : 0)) % places.length;
    places.forEach((place, number) => place.classList.toggle("qb-over", number === this.at));
    places[this.at].scrollIntoView({ block: "nearest" });
    this.board.say(_("Over {label}.", { label: places[this.at].dataset.label }));
  }

  key(event, code, from) {
    const carrying = this.carried && this.carried.some((one) => one.id === code.id);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (!carrying && event.key === " " && (event.ctrlKey || event.metaKey)) this.tick(code, from);
    else if (!carrying && event.key === " ") this.pickUp(code, from);
    else if (!carrying && event.key === "Enter") this.menu(event.currentTarget, code, from);
    else if (carrying && steps[event.key]) this.carry(steps[event.key]);
    else if (carrying && (event.key === "Enter" || event.key === " ")) this.putDown(this.places()[this.at]);
    else if (carrying && event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  leave() {
    this.carried = null;
    this.board.say(_("Left where it was."));
    this.board.draw();
  }

  // ---- down ----

  putDown(place) {
    if (!place) return this.leave();
    this.send(place.dataset.place);
  }

  // `to` is a theme's id, "fits nowhere", "set aside", "" (the codes without a theme) or "new" (a theme made of them).
  send(to) {
    const codes = this.carried;
    this.carried = null;
    this.ticked.clear();
    if (to === "new") return this.board.startTheme(codes);
    const sources = [...new Set(codes.map((code) => code.from))];
    for (const from of sources) {
      if (from === to) continue;
      const ids = codes.filter((code) => code.from === from).map((code) => code.id);
      const theme = this.board.data.themes.some((one) => one.id === from);
      this.board.act({ t: "move", codes: ids, to, out_of: theme ? from : "" });
    }
    this.board.draw();
  }

  names() {
    return this.carried.map((code) => code.name).join(", ");
  }

  // ---- from a menu ----

  menu(beside, code, from) {
    this.closeMenu();
    this.start(code, from);
    const items = this.places().map((place) => [place.dataset.place, place.dataset.label]);
    const list = make("div", { class: "qb-menu", role: "menu", "aria-label": _("Move {names} to", { names: this.names() }) });
    list.append(make("b", {}, this.carried.length > 1 ? plural("Move {n} code to", "Move {n} codes to", this.carried.length) : _("Move to")));
    for (const [to, label] of items) {
      if (to === from) continue;
      list.append(button(label, () => this.sendFromMenu(to), { role: "menuitem", class: "qb-item" }));
    }
    list.addEventListener("keydown", (event) => this.menuKey(event, beside));
    list.addEventListener("focusout", (event) => list.contains(event.relatedTarget) || this.closeMenu());
    list.style.top = `${beside.offsetTop + beside.offsetHeight}px`; // under the code itself, however many there are
    beside.after(list);
    this.list = list;
    list.querySelector("button")?.focus();
  }

  sendFromMenu(to) {
    const codes = this.carried;
    this.closeMenu();
    this.carried = codes;
    this.send(to);
  }

  menuKey(event, beside) {
    const items = [...this.list.querySelectorAll("button")];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
    else if (event.key === "Escape") (this.closeMenu(), beside.focus());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  closeMenu() {
    const list = this.list;
    if (!list) return;
    this.list = this.carried = null; // what was not sent anywhere is no longer on the move
    list.remove();
  }
}
