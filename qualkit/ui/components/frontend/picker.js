// The code picker: opens at the selected words, finds or creates a code as one types.

class Picker {
  constructor(frame, { codes, onChoice, onClose }) {
    this.frame = frame;
    this.codes = codes; // () -> codes in use, with path, references and whether they are on the passage
    this.onChoice = onChoice; // (choice, event)
    this.onClose = onClose;
    this.panel = element("div", "qk-panel qk-picker");
    this.panel.hidden = true;
    this.panel.setAttribute("role", "dialog");
    this.panel.setAttribute("aria-label", WORDS.pick);
    this.input = this.makeInput();
    this.list = element("ul", "qk-options");
    this.list.id = newId();
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", WORDS.pick);
    this.input.setAttribute("aria-controls", this.list.id);
    this.panel.append(this.input, this.list, this.hints());
    this.list.addEventListener("mousedown", (event) => this.pressed(event));
  }

  makeInput() {
    const input = element("input", "qk-input");
    Object.assign(input, { type: "text", placeholder: WORDS.placeholder, autocomplete: "off", spellcheck: false });
    for (const [name, value] of [["role", "combobox"], ["aria-expanded", "true"], ["aria-autocomplete", "list"]]) {
      input.setAttribute(name, value);
    }
    input.setAttribute("aria-label", WORDS.pick);
    input.addEventListener("input", () => this.search());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("copy", (event) => this.copy(event));
    return input;
  }

  hints() {
    const hints = element("div", "qk-hints");
    for (const [key, what] of [["Enter", "apply"], ["⇧ Enter", "apply and stay"], ["Ctrl Enter", "only a note"]]) {
      hints.append(element("kbd", "", key), element("span", "", what));
    }
    return hints;
  }

  get open() {
    return !this.panel.hidden;
  }

  show({ words, place, recent }) {
    Object.assign(this, { words, recent });
    this.panel.hidden = false;
    this.input.value = "";
    this.search();
    placeNear(this.panel, this.frame, place);
    this.input.focus({ preventScroll: true });
  }

  close() {
    if (!this.open) return;
    this.panel.hidden = true;
    this.onClose();
  }

  // ---- what is offered ----

  search() {
    const typed = this.input.value;
    const codes = this.codes();
    this.options = matches(typed, codes, { recent: this.recent }).map((code) => ({ kind: "code", code, choice: { code_id: code.id } }));
    const made = creation(typed, codes);
    if (made) this.options.push({ kind: "create", text: WORDS.create(made.name, made.under), choice: { new_code: made } });
    const own = inVivoName(this.words);
    if (own) this.options.push({ kind: "invivo", text: WORDS.inVivo(own), key: "Ctrl I", choice: this.inVivo(own, codes) });
    this.turnTo(0);
  }

  // A code of that name may be there already.
  inVivo(name, codes = this.codes()) {
    const there = codes.find((code) => fold(code.name) === fold(name));
    return there ? { code_id: there.id } : { new_code: { name } };
  }

  turnTo(index) {
    this.at = index;
    this.list.replaceChildren(...this.options.map((option, i) => this.row(option, i)));
    const chosen = this.list.children[index];
    if (chosen) this.input.setAttribute("aria-activedescendant", chosen.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (chosen) this.reveal(chosen);
  }

  // Not scrollIntoView: that may scroll the page as well.
  reveal({ offsetTop: top, offsetHeight: height }) {
    const { list } = this;
    list.scrollTop = Math.max(Math.min(list.scrollTop, top), top + height - list.clientHeight);
  }

  row(option, index) {
    const row = element("li", `qk-option qk-${option.kind}`);
    row.id = `${this.list.id}-${index}`;
    row.dataset.option = index;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(index === this.at));
    row.append(...(option.kind === "code" ? this.codeParts(option.code) : [element("span", "qk-name", option.text)]));
    if (option.key) row.append(element("kbd", "", option.key));
    return row;
  }

  codeParts(code) {
    const dot = element("i", "qk-dot");
    dot.style.setProperty("--k", safeColor(code.color));
    const name = element("span", "qk-name", code.name);
    const above = code.path.slice(0, -1).join(" > ");
    if (above) name.append(element("small", "", above));
    if (code.byDefinition) name.append(element("small", "", code.definition));
    if (code.definition) name.title = code.definition;
    return [dot, name, element("span", "qk-count", code.here ? WORDS.onPassage : String(code.references))];
  }

  // ---- choosing ----

  key(event) {
    event.stopPropagation(); // Streamlit has keys of its own
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") return this.move(event, key === "ArrowDown" ? 1 : -1);
    if (key === "Enter" && !event.isComposing) return this.enter(event);
    if (key === "Escape" || key === "Tab") return this.stop(event, () => this.close());
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "i") return this.stop(event, () => this.choose(this.inVivo(inVivoName(this.words)), event));
    return undefined;
  }

  stop(event, then) {
    event.preventDefault();
    then();
  }

  move(event, by) {
    event.preventDefault();
    const count = this.options.length;
    if (count) this.turnTo((this.at + by + count) % count);
  }

  enter(event) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) return this.choose({ note: this.input.value.trim() }, event);
    return this.choose(this.options[this.at]?.choice, event);
  }

  pressed(event) {
    event.preventDefault(); // the input keeps the focus
    const row = event.target.closest("[data-option]");
    if (row) this.choose(this.options[row.dataset.option].choice, event);
  }

  choose(choice, event) {
    if (!choice) return;
    this.onChoice(choice, event);
    if (!event.shiftKey || "note" in choice) return void this.close();
    this.input.value = "";
    this.search();
  }

  // Copying without a selection in the input means the passage.
  copy(event) {
    if (this.input.selectionStart !== this.input.selectionEnd) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", this.words);
  }
}

// Put a panel below a place, or above it where there is more room; what is too long for the room scrolls.
function placeNear(panel, frame, place) {
  const box = frame.getBoundingClientRect();
  const [below, above] = [box.bottom - place.bottom - 12, place.top - box.top - 12];
  const up = panel.offsetHeight > below && above > below;
  panel.style.top = up ? "auto" : `${place.bottom - box.top + 8}px`;
  panel.style.bottom = up ? `${box.bottom - place.top + 8}px` : "auto"; // it grows and shrinks away from the words
  panel.style.left = `${Math.max(4, Math.min(place.left - box.left, box.width - panel.offsetWidth - 6))}px`;
  panel.style.setProperty("--room", `${Math.max(180, up ? above : below)}px`);
}
