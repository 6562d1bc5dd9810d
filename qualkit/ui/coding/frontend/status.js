// The quiet line under the transcript, and the list of keys.

function keys(combination) {
  const made = element("span", "qk-keys");
  const pressed = combination === "+" ? ["+"] : combination.split("+");
  pressed.forEach((key) => made.append(element("kbd", "", key)));
  return made;
}

function keyLine(...pairs) {
  const made = element("div", "qk-hint");
  for (const [combination, does] of pairs) made.append(keys(combination), element("span", "", does));
  return made;
}

class Status {
  constructor(sheet, on) {
    this.model = sheet.model;
    this.box = element("div", "qk-status");
    this.counts = element("span");
    this.saved = element("span", "qk-saved");
    this.undo = element("button", "qk-undo");
    this.undo.type = "button";
    this.undo.onclick = (event) => on.undo(event.timeStamp);
    this.message = element("span", "qk-message");
    this.message.setAttribute("role", "status");
    this.message.setAttribute("aria-live", "polite");
    this.spoken = element("span", "qk-unseen"); // what was just done, for those who do not see it done
    this.spoken.setAttribute("role", "status");
    this.spoken.setAttribute("aria-live", "polite");
    this.help = element("button", "qk-help", `${WORDS.keys} `);
    this.help.type = "button";
    this.help.append(keys("?"));
    this.help.onclick = on.help;
    this.box.append(this.counts, this.saved, this.undo, this.message, this.spoken, this.help);
    sheet.box.append(this.box);
  }

  speak(did) {
    this.spoken.textContent = did;
  }

  tell(undoable, message, alarming) {
    const used = [...this.model.own.values()].filter((n) => n > 0).length;
    this.counts.textContent = `${WORDS.passages(this.model.segments.size)} · ${WORDS.codesUsed(used)}`;
    const waiting = this.model.pending.length;
    this.saved.textContent = waiting ? WORDS.saving : WORDS.saved;
    this.saved.classList.toggle("qk-waiting", waiting > 0);
    this.undo.replaceChildren();
    this.undo.hidden = !undoable;
    if (undoable) this.undo.append(`${WORDS.undo} `, keys("Ctrl+Z"), ` ${undoable}`);
    this.undo.title = undoable;
    this.message.textContent = this.message.title = message;
    this.message.classList.toggle("qk-alarm", alarming);
  }
}

class Help {
  constructor(sheet, bindings) {
    this.box = element("div", "qk-sheet-keys");
    this.box.hidden = true;
    this.box.tabIndex = -1;
    this.box.setAttribute("role", "dialog");
    this.box.setAttribute("aria-label", WORDS.keys);
    this.box.append(element("b", "", WORDS.keys));
    const table = element("dl");
    for (const { shown, does } of bindings) {
      const term = element("dt");
      shown.split(" ").forEach((one) => term.append(keys(one)));
      table.append(term, element("dd", "", does));
    }
    this.box.append(table);
    sheet.box.append(this.box);
    this.box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (["Escape", "?", "Enter"].includes(event.key)) this.toggle();
    });
    this.after = () => sheet.scroll.focus({ preventScroll: true });
  }

  toggle() {
    this.box.hidden = !this.box.hidden;
    if (this.box.hidden) this.after();
    else this.box.focus();
  }
}
