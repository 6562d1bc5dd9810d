// What is looked at: some codes, coders or speakers; the rest stands back. Chips above the text tell what is chosen.

const COLORED = 8; // codes that get a colour of their own in the text

class Filter {
  // `on` has changed() and search().
  constructor(sheet, on) {
    this.sheet = sheet;
    this.model = sheet.model;
    this.on = on;
    this.chosen = { code: new Set(), coder: new Set(), speaker: new Set() };
    this.quiet = true; // the interviewer's words stand back
    this.gaps = sheet.model.complete; // whether the key to the next stretch without a mark is on
    this.build();
  }

  build() {
    this.bar = element("div", "qk-bar");
    this.opener = button(WORDS.filter, () => this.toggle());
    this.opener.setAttribute("aria-expanded", "false");
    this.chips = element("div", "qk-chips");
    this.searcher = button(`${WORDS.find} `, () => this.on.search(), "qk-find-opener");
    this.searcher.append(keys("/"));
    this.bar.append(this.opener, this.chips, this.searcher);
    this.box = element("div", "qk-filter");
    this.box.hidden = true;
    this.box.setAttribute("role", "dialog");
    this.box.tabIndex = -1; // a click inside keeps the focus inside
    this.box.setAttribute("aria-label", WORDS.filter);
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") this.toggle();
    });
    this.box.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.box.contains(event.relatedTarget) && event.relatedTarget !== this.opener) {
        this.box.hidden = true;
      }
    });
    this.sheet.bar = this.bar;
    this.sheet.box.prepend(this.bar);
    this.sheet.box.append(this.box);
  }

  // ---- what is let through ----

  get isOn() {
    return Object.values(this.chosen).some((set) => set.size);
  }

  get byMark() {
    return this.chosen.code.size > 0 || this.chosen.coder.size > 0;
  }

  shows(mark) {
    const { code, coder } = this.chosen;
    if (code.size && !(mark.coding && code.has(mark.coding.code_id))) return false;
    return !coder.size || coder.has((mark.coding || mark.segment).coder);
  }

  // Whether a turn stands back.
  dims(turn) {
    if (this.chosen.speaker.size && !this.chosen.speaker.has(turn.speaker)) return true;
    return this.byMark && !this.model.marksIn(turn.index).some((mark) => this.shows(mark));
  }

  // The place among the coloured codes, by code id.
  colors() {
    return [...this.chosen.code].slice(0, COLORED);
  }

  // ---- choosing ----

  toggle() {
    this.box.hidden = !this.box.hidden;
    this.opener.setAttribute("aria-expanded", String(!this.box.hidden));
    if (this.box.hidden) return this.sheet.scroll.focus({ preventScroll: true });
    this.fill("");
    this.box.style.top = `${this.bar.offsetTop + this.bar.offsetHeight}px`;
    return this.box.querySelector("input").focus();
  }

  fill(typed) {
    const input = element("input", "qk-filter-typed");
    input.type = "text";
    input.placeholder = WORDS.findCode;
    input.setAttribute("aria-label", WORDS.findCode);
    input.value = typed;
    const list = element("div", "qk-filter-list");
    const refill = () => list.replaceChildren(...this.sections(folded(input.value.trim())));
    input.addEventListener("input", refill);
    refill();
    this.box.replaceChildren(input, list);
  }

  sections(typed) {
    const used = [...this.model.codes.values()].filter((code) => this.model.own.get(code.id) > 0);
    const codes = used.filter((code) => folded(code.name).includes(typed)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const coders = [...new Set([...this.model.segments.values()].map((one) => one.coder))].sort();
    const speakers = [...new Set(this.sheet.turns.list.map((turn) => turn.speaker))].filter(Boolean);
    return [
      this.section(WORDS.codes, "code", codes.map((code) => [code.id, code.name, this.model.own.get(code.id), code])),
      coders.length > 1 && !typed ? this.section(WORDS.coders, "coder", coders.map((name) => [name, name])) : "",
      speakers.length && !typed ? this.section(WORDS.speakers, "speaker", speakers.map((name) => [name, name])) : "",
      typed ? "" : this.settings(),
    ].filter(Boolean);
  }

  section(title, kind, options) {
    const made = element("fieldset");
    made.append(element("legend", "", title));
    if (!options.length) made.append(element("p", "qk-soft", WORDS.noneYet));
    for (const [value, name, count, code] of options) {
      made.append(this.option(name, this.chosen[kind].has(value), (on) => this.choose(kind, value, on), count, code));
    }
    return made;
  }

  option(name, on, act, count, code) {
    const made = element("label", "qk-option");
    const box = element("input");
    box.type = "checkbox";
    box.checked = on;
    box.onchange = () => act(box.checked);
    made.append(box);
    if (code) made.style.setProperty("--qk-code", safeColor(code));
    if (code) made.append(element("i"));
    made.append(element("span", "qk-name", name));
    if (count !== undefined) made.append(element("span", "qk-count", String(count)));
    return made;
  }

  settings() {
    const made = element("fieldset");
    made.append(element("legend", "", WORDS.reading));
    const asks = this.sheet.turns.list.some((turn) => turn.asks);
    if (asks) made.append(this.option(WORDS.interviewerBack, this.quiet, (on) => this.set("quiet", on)));
    made.append(this.option(WORDS.gapKey, this.gaps, (on) => this.set("gaps", on)));
    return made;
  }

  set(name, on) {
    this[name] = on;
    this.changed();
  }

  choose(kind, value, on) {
    if (on) this.chosen[kind].add(value);
    else this.chosen[kind].delete(value);
    this.changed();
  }

  clear() {
    for (const set of Object.values(this.chosen)) set.clear();
    this.changed();
  }

  changed() {
    this.sheet.box.classList.toggle("qk-all-alike", !this.quiet);
    this.drawChips();
    this.on.changed();
  }

  drawChips() {
    const made = [];
    for (const [kind, values] of Object.entries(this.chosen)) {
      for (const value of values) made.push(this.chip(kind, value));
    }
    if (made.length > 1) made.push(button(WORDS.showAll, () => this.clear(), "qk-clear"));
    this.chips.replaceChildren(...made);
    this.opener.classList.toggle("qk-main", this.isOn);
  }

  chip(kind, value) {
    const code = kind === "code" ? this.model.codes.get(value) : null;
    const name = kind === "code" ? (code ? code.name : WORDS.goneCode) : value;
    const made = button("", () => this.choose(kind, value, false), "qk-chip");
    made.style.setProperty("--qk-code", safeColor(code));
    if (code) made.append(element("i"));
    made.append(element("span", "qk-name", name), element("span", "", "×"));
    made.setAttribute("aria-label", WORDS.noLonger(name));
    return made;
  }
}
