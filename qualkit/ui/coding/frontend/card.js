// What a mark in the margin is about: a small dialog beside it, from which it is taken off, changed or written upon.

const PASSED_ON = ["n", "p", "Delete", "Backspace", "?"]; // keys of the transcript that mean the same here

function day(moment) {
  const date = new Date(moment || ""); // an act of one's own has no moment before the server has answered
  const shown = { dateStyle: "medium", timeStyle: "short" };
  return Number.isNaN(date.getTime()) ? "" : date.toLocaleString(undefined, shown);
}

function button(text, act, className = "") {
  const made = element("button", className, text);
  made.type = "button";
  made.onclick = act;
  return made;
}

class Card {
  // `on` has remove(since), change(mark), write(mark, text, since), edge(mark, which, step, since), hear(mark) or null,
  // pressed(event) and closed().
  constructor(sheet, on) {
    this.sheet = sheet;
    this.model = sheet.model;
    this.on = on;
    this.field = null; // where a memo or a note is being written
    this.box = element("div", "qk-card");
    this.box.hidden = true;
    this.box.tabIndex = -1;
    this.box.setAttribute("role", "dialog");
    sheet.box.append(this.box);
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.box.contains(event.relatedTarget)) this.close(false);
    });
    sheet.scroll.addEventListener("scroll", () => this.isOpen && this.place());
  }

  get isOpen() {
    return !this.box.hidden;
  }

  open(mark) {
    this.keep();
    this.id = mark.id;
    this.box.hidden = false;
    this.fill(mark);
    this.place();
    this.box.focus({ preventScroll: true });
  }

  // What was written is kept, however the card is left; only Escape and Cancel in the field itself drop it.
  close(focus = true) {
    if (!this.isOpen) return;
    this.box.hidden = true;
    this.keep();
    if (focus) this.on.closed();
  }

  // After every change of the model: somebody else may have written here, or taken the mark away.
  refresh() {
    if (!this.isOpen || this.field) return;
    const mark = this.standing();
    if (!mark) this.close();
    else if (this.shown !== JSON.stringify(mark)) this.fill(mark);
  }

  // What its memo links to was learned meanwhile.
  refilledWith(id) {
    if (this.isOpen && this.id === id) this.shown = "";
    this.refresh();
  }

  // The mark as it is now; null once it was taken away, or a bare one was coded.
  standing() {
    const mark = this.model.mark(this.id);
    return mark && (mark.coding || !this.model.codingsOn(mark.segment.id).length) ? mark : null;
  }

  // ---- what it says ----

  fill(mark) {
    if (this.box.contains(document.activeElement)) this.box.focus({ preventScroll: true });
    this.shown = JSON.stringify(mark);
    this.sheet.quoted.learn(mark.coding?.memo || "").then((learned) => learned && this.refilledWith(mark.id));
    this.box.setAttribute("aria-label", WORDS.card(Boolean(mark.code), nameOf(mark)));
    this.box.style.setProperty("--qk-code", safeColor(mark.code));
    this.box.replaceChildren(this.head(mark), ...this.lines(mark), this.buttons(mark), this.edges(mark));
  }

  head(mark) {
    const head = element("div", "qk-card-head");
    const name = element("b", "qk-name", mark.code ? mark.code.name : WORDS.bare);
    const parent = mark.code && this.model.codes.get(mark.code.parent_id);
    if (parent) name.append(element("small", "", parent.name));
    const close = button("×", () => this.close(), "qk-close");
    close.setAttribute("aria-label", WORDS.close);
    head.append(element("i", mark.code ? "" : "qk-uncoded"), name, close);
    return head;
  }

  lines({ code, segment, coding }) {
    const made = [];
    if (code && code.definition) made.push(element("p", "", code.definition));
    if (code && !inUse(code)) made.push(element("p", "qk-soft", WORDS.outOfUse(code.status)));
    if (segment.was) made.push(element("p", "qk-look-at", WORDS.lookAt));
    if (segment.note) made.push(titled(WORDS.passageNote, segment.note));
    if (coding && coding.memo) made.push(titled(WORDS.memo, this.sheet.quoted.spelled(coding.memo)));
    const { coder, created_at } = coding || segment;
    made.push(element("p", "qk-soft", [coder, day(created_at)].filter(Boolean).join(" · ")));
    return made;
  }

  buttons(mark) {
    const row = element("div", "qk-card-buttons");
    if (mark.coding) {
      row.append(button(mark.coding.memo ? WORDS.editMemo : WORDS.memo, () => this.write(mark)));
      row.append(button(WORDS.changeCode, () => this.on.change(mark)));
    } else {
      row.append(button(WORDS.codeIt, () => this.on.change(mark)));
      if (mark.segment.coder === this.sheet.coder) row.append(button(WORDS.note, () => this.write(mark)));
    }
    if (this.on.hear) row.append(button(WORDS.hear, () => this.on.hear(mark)));
    const remove = button(mark.coding ? WORDS.remove : WORDS.removeMark, (event) => this.on.remove(event.timeStamp));
    remove.title = WORDS.bringsBack;
    row.append(remove);
    return row;
  }

  // A word more or less at each edge; the focus stays on the button, which is pressed again and again.
  edges(mark) {
    const row = element("div", "qk-card-edges");
    for (const which of ["start", "end"]) {
      row.append(element("small", "qk-soft", WORDS.edges[which]));
      for (const step of [-1, 1]) row.append(this.edgeButton(mark, which, step));
    }
    const several = this.model.codingsOn(mark.segment.id).length;
    if (several > 1) row.append(element("small", "qk-soft", WORDS.together(several)));
    return row;
  }

  edgeButton(mark, which, step) {
    const made = button(step < 0 ? "←" : "→", (event) => {
      this.on.edge(this.model.mark(mark.id), which, step, event.timeStamp);
      this.box.querySelector(`[data-edge="${which}${step}"]`)?.focus({ preventScroll: true });
    });
    made.dataset.edge = `${which}${step}`;
    made.title = WORDS.edge[which][step];
    made.setAttribute("aria-label", WORDS.edge[which][step]);
    return made;
  }

  // Below the mark's name, or above it where there is no room.
  place() {
    const own = [...this.sheet.scroll.querySelectorAll(`[data-mark="${CSS.escape(this.id)}"]`)];
    const beside = own.find((one) => one.matches(".qk-label")) || own[0];
    const rects = beside ? [] : this.sheet.rects(this.model.mark(this.id)?.segment || { start: 0, end: 0 });
    const at = beside || this.sheet.box;
    const { left, top, bottom } = rects[0] || at.getBoundingClientRect();
    putBeside(this.sheet, this.box, { left, top, bottom: Math.min(bottom, top + 24) });
  }

  // ---- writing a memo, or the note of a bare mark ----

  write(mark) {
    this.field = new MemoField(this.sheet.quoted, {
      text: this.written(mark),
      code: mark.coding?.code_id || "",
      label: mark.coding ? WORDS.memo : WORDS.note,
      placeholder: mark.coding ? WORDS.whyHere : WORDS.whatAbout,
      grew: () => this.place(),
    });
    const row = element("div", "qk-card-buttons");
    const label = mark.coding ? WORDS.saveMemo : WORDS.saveNote;
    const save = button(label, (event) => this.save(event.timeStamp), "qk-main");
    save.append(keys("Ctrl+Enter"));
    row.append(save, ...(mark.coding ? [this.field.opener] : []), button(WORDS.cancel, () => this.drop()));
    const lines = this.lines({ ...mark, coding: mark.coding && { ...mark.coding, memo: "" } });
    this.box.replaceChildren(this.head(mark), ...lines, ...this.field.parts, row);
    this.place();
    this.field.focus();
  }

  written(mark) {
    return mark.coding ? mark.coding.memo : mark.segment.note;
  }

  save(since) {
    this.keep(since);
    this.refilled();
  }

  drop() {
    this.field = null;
    this.refilled();
  }

  // The field is gone, the card stays.
  refilled() {
    const mark = this.standing();
    if (!mark) return this.close();
    this.fill(mark);
    this.place();
    return this.box.focus({ preventScroll: true });
  }

  keep(since) {
    if (!this.field) return;
    const text = this.field.value.trim();
    this.field = null;
    this.on.write(this.id, text, since);
  }

  key(event) {
    event.stopPropagation(); // Streamlit has keys of its own
    if (event.isComposing) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Escape") this.field ? this.drop() : this.close();
    else if (this.field && command && event.key === "Enter") this.save(event.timeStamp);
    else if (this.field || !passedOn(event, command)) return;
    else this.on.pressed(event);
    event.preventDefault();
  }
}

function passedOn(event, command) {
  return PASSED_ON.includes(event.key) || isEdgeKey(event) || (command && "zyZY".includes(event.key));
}

function isEdgeKey(event) {
  return event.shiftKey && (event.key === "ArrowLeft" || event.key === "ArrowRight");
}

function titled(title, text) {
  const made = element("p", "qk-said-of-it", text);
  made.dir = "auto";
  made.prepend(element("small", "", title));
  return made;
}
