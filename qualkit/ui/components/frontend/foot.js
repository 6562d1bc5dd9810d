// The line below the transcript: how much is marked, whether it is saved, what undo would take back, who else is here.

const PRESENCE_MS = 5 * 60_000;

class Foot {
  constructor({ onUndo, onKeys, onRecent }) {
    this.onRecent = onRecent;
    this.bar = element("div", "qk-foot");
    this.counts = element("span", "qk-counts");
    this.saving = element("span", "qk-saving");
    this.undo = button("qk-plain qk-undo", "", onUndo);
    this.recent = element("span", "qk-recent");
    this.message = element("span", "qk-message");
    this.message.setAttribute("role", "status"); // read out by a screen reader
    this.others = element("span", "qk-others");
    const keys = button("qk-plain", WORDS.keys, onKeys);
    keys.append(element("kbd", "", "?"));
    this.bar.append(this.counts, this.saving, this.undo, this.recent, this.message, this.others, keys);
    this.seen = new Map(); // other coder -> when they last did something
  }

  show({ marks, codes, waiting, last }) {
    this.counts.textContent = WORDS.counts(marks, codes);
    this.saving.textContent = waiting ? WORDS.saving(waiting) : WORDS.saved;
    this.bar.classList.toggle("qk-busy", waiting > 0);
    this.undo.hidden = !last;
    this.undo.replaceChildren(`${WORDS.undo} `, element("kbd", "", "Ctrl Z"), ` ${last}`);
    const present = [...this.seen].filter(([, at]) => Date.now() - at < PRESENCE_MS).map(([name]) => name);
    this.others.textContent = present.length ? WORDS.alsoHere(present.join(", ")) : "";
  }

  // The codes used last, one key or click away while words are selected.
  offer(codes) {
    this.recent.replaceChildren(...codes.map((code, index) => {
      const chip = button("qk-chip", "", () => this.onRecent(index));
      chip.tabIndex = -1;
      chip.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
      chip.style.setProperty("--k", safeColor(code.color));
      chip.append(element("kbd", "", String(index + 1)), element("i", "qk-dot"), element("span", "", code.name));
      return chip;
    }));
  }

  tell(message, { alarm = false } = {}) {
    this.message.textContent = message;
    this.message.classList.toggle("qk-alarm", alarm);
    clearTimeout(this.fade);
    this.fade = setTimeout(() => { this.message.textContent = ""; }, alarm ? 12_000 : 5_000);
  }

  meet(coder) {
    this.seen.set(coder, Date.now());
  }
}
