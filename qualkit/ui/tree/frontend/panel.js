// What is asked in place: a menu, a code to choose, what a drop is to mean. Escape lets go of it.

const CHOICES_SHOWN = 60;

class Panel {
  constructor(box, rows, words) {
    this.box = element("div", "qkt-panel");
    this.box.hidden = true;
    this.box.tabIndex = -1;
    this.box.setAttribute("role", "dialog");
    this.parent = box;
    this.rows = rows;
    this.words = words;
    box.append(this.box);
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.close();
    });
    this.outside = (event) => !this.box.hidden && !this.box.contains(event.target) && this.close(false);
  }

  open(label, at, ...parts) {
    this.box.setAttribute("aria-label", label);
    this.box.replaceChildren(element("div", "qkt-panel-head", label), ...parts);
    this.box.hidden = false;
    const row = at && this.rows.rowOf(at);
    const here = this.parent.getBoundingClientRect();
    const below = row ? row.getBoundingClientRect().bottom - here.top : 48;
    const room = window.innerHeight - here.top - this.box.offsetHeight - 8;
    this.box.style.top = `${Math.max(0, Math.min(below + 2, Math.max(room, 40)))}px`;
    document.addEventListener("pointerdown", this.outside, true);
    (this.box.querySelector("input, button") || this.box).focus({ preventScroll: true });
  }

  close(back = true) {
    if (this.box.hidden) return;
    this.box.hidden = true;
    this.preview = null;
    document.removeEventListener("pointerdown", this.outside, true);
    if (back) this.rows.scroll.focus({ preventScroll: true });
  }

  act(does) {
    return () => {
      this.close();
      does();
    };
  }

  menu(label, at, entries) {
    const items = entries.map(([name, key, does, dead]) => {
      const made = pressable("qkt-item", name, this.act(does));
      made.setAttribute("role", "menuitem");
      made.disabled = Boolean(dead);
      if (key) made.append(element("kbd", "", key));
      return made;
    });
    const list = element("div", "qkt-items");
    list.setAttribute("role", "menu");
    list.append(...items);
    list.onkeydown = (event) => {
      const living = items.filter((one) => !one.disabled);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      living[(living.indexOf(document.activeElement) + step + living.length) % living.length].focus();
    };
    this.open(label, at, list);
  }

  // one field and a button
  prompt(label, at, { placeholder, button, told, value = "" }, does) {
    const input = field(placeholder, "qkt-field");
    input.value = value;
    const go = pressable("qkt-go", button, () => {
      if (input.value.trim()) this.act(() => does(input.value.trim()))();
      else input.focus();
    });
    input.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // else the key would press whatever has the focus next
      go.click();
    };
    this.open(label, at, input, ...(told ? [element("p", "qkt-told", told)] : []), go);
    input.select();
  }

  // a code by some letters of its path
  choose(label, at, options, does) {
    const input = field(this.words.find, "qkt-field");
    const list = element("div", "qkt-choices");
    list.id = "qkt-choices";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", list.id);
    let place = 0;
    let found = [];
    const paint = () => {
      list.replaceChildren(
        ...found.map((option, n) => {
          const made = element("div", "qkt-choice", option.path);
          made.id = `qkt-choice-${n}`;
          made.setAttribute("role", "option");
          made.setAttribute("aria-selected", n === place);
          made.onclick = this.act(() => does(option.id));
          return made;
        }),
      );
      if (!found.length) list.append(element("p", "qkt-told", this.words.none));
      input.setAttribute("aria-activedescendant", `qkt-choice-${place}`);
      list.children[place]?.scrollIntoView({ block: "nearest" });
    };
    const seek = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      found = options.filter((one) => words.every((word) => one.path.toLowerCase().includes(word)));
      found = found.slice(0, CHOICES_SHOWN);
      place = 0;
      paint();
    };
    input.oninput = seek;
    input.onkeydown = (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && found.length) {
        event.preventDefault();
        place = (place + step + found.length) % found.length;
        paint();
      } else if (event.key === "Enter" && found[place]) {
        event.preventDefault();
        this.act(() => does(found[place].id))();
      }
    };
    this.open(label, at, input, list);
    seek();
  }

  // move or merge, with what would follow a merge; `preview` is filled when the server has counted
  drop(label, at, target, { move, merge, focus }) {
    const why = field(this.words.why, "qkt-field");
    const told = element("div", "qkt-told");
    told.setAttribute("aria-live", "polite");
    told.append(element("p", "", this.words.counting));
    this.preview = told;
    const parts = [];
    if (move) {
      parts.push(pressable("qkt-go", said(this.words.move_under, { name: target }), this.act(() => move(why.value))));
      parts.push(element("p", "qkt-told", this.words.move_told));
    }
    const join = pressable("qkt-go", said(this.words.merge_into, { name: target }), this.act(() => merge(why.value)));
    parts.push(join, told, why);
    parts.push(pressable("qkt-cancel", this.words.cancel, () => this.close()));
    this.open(label, at, ...parts);
    if (focus === "merge") join.focus({ preventScroll: true });
  }

  tell(sentences) {
    this.preview?.replaceChildren(...sentences.map((one) => element("p", "", one)));
  }
}
