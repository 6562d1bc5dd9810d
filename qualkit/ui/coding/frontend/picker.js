// Find a code by typing, or make one: a combobox over the codes in use.

const SHOWN = 8;
const LETTERS = 4; // how little a code fits that has only the letters that were typed

class Picker {
  // `on` has choose(span, choice, since), closed(span) and near(span), the address of codes whose quotes resemble it or
  // null; a choice is {code} | {name, parent} | {note}.
  constructor(sheet, on) {
    this.sheet = sheet;
    this.model = sheet.model;
    this.on = on;
    this.recent = [];
    this.changing = null; // the mark that is to get another code
    this.build();
  }

  build() {
    this.box = element("div", "qk-picker");
    this.box.hidden = true;
    this.box.setAttribute("role", "dialog");
    this.input = element("input");
    this.input.type = "text";
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.list = element("ul");
    this.list.id = `qk-codes-${newId()}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", WORDS.codes);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-label", WORDS.code],
      ["aria-expanded", "true"],
      ["aria-autocomplete", "list"],
      ["aria-controls", this.list.id],
    ]) {
      this.input.setAttribute(name, value);
    }
    this.message = element("p", "qk-picker-says");
    this.message.setAttribute("role", "status");
    this.hint = keyLine(["Enter", WORDS.apply], ["Shift+Enter", WORDS.applyAndStay], ["Esc", WORDS.shut]);
    this.near = new Near(this.model, {
      ask: (span) => this.on.near(span),
      apply: (code, event) => this.choose({ code }, event),
      grew: () => this.place(),
    });
    this.box.append(this.input, this.list, this.message, this.hint, this.near.box);
    this.sheet.box.append(this.box);
    this.input.addEventListener("input", () => this.refresh());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => this.click(event));
    this.near.box.addEventListener("keydown", (event) => this.keyBelow(event));
    this.box.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.box.contains(event.relatedTarget)) this.close(false);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  open(span, changing = null) {
    this.span = span;
    this.changing = changing;
    this.applied = false;
    this.box.setAttribute("aria-label", changing ? WORDS.changeTheCode : WORDS.codePassage);
    this.input.placeholder = changing ? WORDS.insteadOf(nameOf(changing)) : this.invitation();
    this.hint.hidden = Boolean(changing);
    this.words = this.sheet.turns.text.slice(span.start, span.end);
    this.sheet.lay("selected", span);
    this.box.hidden = false;
    this.input.value = "";
    this.near.look(span, this.lying());
    this.place(); // before the first option is scrolled into sight, or the page would be scrolled instead
    this.refresh();
    this.place();
    this.input.focus({ preventScroll: true });
  }

  invitation() {
    return this.model.codesInUse().length ? WORDS.findOrName : WORDS.firstCode;
  }

  // Below the passage's last line, or above its first where there is no room.
  place() {
    const rects = this.sheet.rects(this.span);
    const frame = this.sheet.box.getBoundingClientRect();
    const [first, last] = [rects[0] || frame, rects[rects.length - 1] || frame];
    putBeside(this.sheet, this.box, { left: last.right - 60, top: first.top, bottom: last.bottom + 4 });
  }

  close(focus = true) {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.near.stop();
    this.changing = null;
    this.sheet.lay("selected", null);
    if (focus) this.on.closed(this.span);
  }

  // ---- the choices ----

  refresh() {
    const typed = this.input.value.trim().replace(/\s+/g, " ");
    this.choices = this.found(typed).slice(0, SHOWN);
    this.choices = this.withOthers(typed);
    this.at = this.firstChosen(typed);
    this.say("");
    this.list.replaceChildren(...this.choices.map((choice, place) => this.option(choice, place)));
    this.mark();
  }

  // What is no code yet: a new one of that name, one in the speaker's words, a note without a code. Whoever writes a
  // name means it more likely than a code that merely has its letters.
  withOthers(typed) {
    const named = typed ? this.newName(typed) : null;
    const inVivo = { name: shortened(this.words), parent: null, inVivo: true };
    const far = this.choices.findIndex(({ fit }) => fit === LETTERS);
    const codes = [...this.choices];
    if (named) codes.splice(far < 0 ? codes.length : far, 0, named);
    if (this.changing) return codes;
    return [...codes, inVivo, ...(typed ? [{ note: typed }] : [])];
  }

  // Enter does what stands first where somebody typed it, or has applied that code before; nothing that nobody asked for.
  firstChosen(typed) {
    const [first] = this.choices;
    if (!first || first.inVivo) return -1;
    const isRecent = first.code && this.recent.includes(first.code.id) && !this.lies.has(first.code.id);
    return typed || isRecent ? 0 : -1;
  }

  // Ids of the codes that the coder has put on these very words.
  lying() {
    const segment = this.changing ? this.changing.segment : this.model.segmentOn(this.span, this.sheet.coder);
    return new Set(segment ? this.model.codingsOn(segment.id).map((coding) => coding.code_id) : []);
  }

  // {code, fit}: recent codes first while nothing is typed; else by how well the name, then the definition, fits.
  found(typed) {
    this.lies = this.lying();
    const codes = this.model.codesInUse().filter((code) => !this.changing || !this.lies.has(code.id));
    const byName = (a, b) => this.sheet.turns.cut.compare(a.name, b.name);
    if (!typed) {
      const rank = (code) => (this.recent.includes(code.id) ? this.recent.indexOf(code.id) : this.recent.length);
      return codes.sort((a, b) => rank(a) - rank(b) || byName(a, b)).map((code) => ({ code, fit: 0 }));
    }
    const wanted = folded(typed);
    return codes
      .map((code) => ({ code, fit: fitOf(code, wanted) }))
      .filter(({ fit }) => fit !== null)
      .sort((a, b) => a.fit - b.fit || byName(a.code, b.code));
  }

  // "parent > name" makes the code under that parent, if there is one of that name.
  newName(typed) {
    const [before, after] = typed.split(/\s*>\s*(?=[^>]*$)/);
    const parent = after && this.model.codesInUse().find((code) => same(code.name, before));
    if (typed.includes(" > ") && !parent) return null; // there is nothing to put it under
    const choice = parent ? { name: after, parent } : { name: typed, parent: null };
    const parent_id = parent ? parent.id : null;
    const taken = this.model.codesInUse().some((code) => same(code.name, choice.name) && code.parent_id === parent_id);
    return taken ? null : choice;
  }

  option(choice, place) {
    const made = element("li", choice.code ? "" : "qk-other");
    made.id = `${this.list.id}-${place}`;
    made.dataset.place = place;
    made.setAttribute("role", "option");
    if (choice.code) this.fillCode(made, choice.code);
    else if (choice.note) made.append(WORDS.onlyNote, element("q", "", choice.note), keys("Ctrl+Enter"));
    else if (choice.inVivo) made.append(WORDS.theirWords, element("q", "", choice.name), keys("Ctrl+I"));
    else {
      made.append(WORDS.create, element("q", "", choice.name));
      if (choice.parent) made.append(WORDS.under, element("q", "", choice.parent.name));
    }
    return made;
  }

  fillCode(made, code) {
    made.style.setProperty("--qk-code", safeColor(code));
    const name = element("span", "qk-name", code.name);
    const parent = this.model.codes.get(code.parent_id);
    if (parent) name.append(element("small", "", parent.name));
    if (this.lies.has(code.id)) name.append(element("small", "", WORDS.onItAlready));
    made.append(element("i"), name, element("span", "qk-count", String(this.model.references(code.id))));
    if (code.definition) made.title = code.definition;
  }

  mark() {
    [...this.list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === this.at)));
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    if (this.at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  // Why nothing was done.
  say(message) {
    this.message.textContent = message;
  }

  // ---- choosing ----

  key(event) {
    event.stopPropagation(); // Streamlit has keys of its own
    const command = event.ctrlKey || event.metaKey;
    if (event.isComposing) return;
    const noting = command && !this.changing;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!this.choices.length) return;
      const last = this.choices.length - 1;
      if (event.key === "ArrowDown") this.at = this.at < last ? this.at + 1 : 0;
      else this.at = this.at > 0 ? this.at - 1 : last;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = noting ? { note: this.input.value.trim() } : this.choices[this.at];
      this.choose(chosen, event);
    } else if (command && event.key.toLowerCase() === "i") {
      event.preventDefault();
      this.choose(this.choices.find((choice) => choice.inVivo), event);
    } else if (command && event.key.toLowerCase() === "c" && this.input.selectionStart === this.input.selectionEnd) {
      event.preventDefault(); // the passage is what looks selected
      navigator.clipboard?.writeText(this.words);
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      if (event.key === "Escape" || event.shiftKey || !this.near.enter()) this.close();
    }
  }

  // Among the codes that resemble: Tab goes on from there, Escape closes the whole.
  keyBelow(event) {
    event.stopPropagation();
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.close();
  }

  click(event) {
    event.preventDefault(); // the input keeps the focus
    const made = event.target.closest("li");
    if (made) this.choose(this.choices[Number(made.dataset.place)], event);
  }

  choose(choice, event) {
    if (!choice) return this.unchosen();
    this.applied = true;
    this.on.choose(this.span, choice, event.timeStamp);
    if (!event.shiftKey || this.changing) return this.close();
    this.input.value = "";
    this.refresh();
    return this.near.look(this.span, this.lying());
  }

  // Enter with nothing typed ends a stay in which a code was applied; else it is told what would do something.
  unchosen() {
    const typed = this.input.value.trim();
    if (!typed && this.applied) return this.close();
    return this.say(typed ? WORDS.nothingOfThatName(typed) : WORDS.typeOrChoose);
  }

  used(code_id) {
    this.recent = [code_id, ...this.recent.filter((id) => id !== code_id)].slice(0, 9);
  }
}

// Below a place on the screen, or above it where there is no room.
function putBeside(sheet, box, { left, top, bottom }) {
  const frame = sheet.box.getBoundingClientRect();
  const { offsetHeight: height, offsetWidth: width } = box;
  const [below, above] = [bottom - frame.top + 4, top - frame.top - height - 8];
  const at = below + height > frame.height && above > 0 ? above : below;
  box.style.top = `${Math.max(8, Math.min(at, frame.height - height - 8))}px`;
  box.style.left = `${Math.max(8, Math.min(left - frame.left, frame.width - width - 8))}px`;
}

// Without accents and capitals: who types "cafe" means "Café" as well.
function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function same(a, b) {
  return a.toLowerCase() === b.toLowerCase();
}

// 0 the name begins so, 1 a word of it does, 2 it is inside, 3 in the definition, 4 (LETTERS) its letters in order; else null.
function fitOf(code, wanted) {
  const name = folded(code.name);
  const at = name.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0) return /[\s/>-]/.test(name[at - 1]) ? 1 : 2;
  if (folded(code.definition || "").includes(wanted)) return 3;
  let matched = 0;
  for (const letter of name) if (letter === wanted[matched]) matched++;
  return matched === wanted.length ? LETTERS : null;
}

// A code's name out of the words themselves: one line, not longer than a name can be read.
function shortened(words) {
  const line = words.replace(/\s+/gu, " ").trim().replaceAll(" > ", " › "); // ">" stands between code and parent
  const points = Array.from(line);
  if (points.length <= 60) return line;
  const cut = points.slice(0, 60).join("");
  return `${cut.slice(0, cut.lastIndexOf(" ") > 20 ? cut.lastIndexOf(" ") : cut.length)}…`;
}
