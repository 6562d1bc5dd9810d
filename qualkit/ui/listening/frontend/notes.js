// Notes on passages, while an interview is read and nothing is coded yet: under the turn in which the passage ends.

class Notes {
  constructor(listener) {
    this.listener = listener;
    this.all = [];
  }

  take(all) {
    this.all = all || [];
    const byTurn = Map.groupBy ? Map.groupBy(this.all, (one) => one.turn) : grouped(this.all);
    for (const turn of this.listener.list) {
      const noted = byTurn.get(turn.index) || [];
      if (turn.noted?.length || noted.length) this.draw(turn, noted);
    }
  }

  draw(turn, noted) {
    const { pages } = this.listener;
    turn.noted = noted;
    const both = turn.said.parentElement;
    for (const line of both.querySelectorAll(".ql-noted")) line.remove();
    for (const one of noted.filter((each) => each.note)) {
      const line = pushButton("", () => this.open(turn, one), "ql-noted");
      line.append(made("span", "", one.note), made("small", "", one.mine ? "" : one.who));
      line.title = one.mine ? "Change this note" : `Noted by ${one.who}`;
      both.append(line);
    }
    if (pages.near.has(turn)) pages.paint(turn);
  }

  at(turn, point) {
    return turn.noted?.find((one) => one.start <= point && point < one.end) || null;
  }

  // The selected words; without a selection the turn that the keys are on.
  begin() {
    const { listener } = this;
    const span = listener.selected();
    if (span === undefined) return;
    const turn = span?.turn || listener.current;
    if (!turn) return;
    const place = span || { start: 0, end: turn.text.length };
    const same = turn.noted?.find((one) => one.mine && one.start === place.start && one.end === place.end);
    this.open(turn, same || { ...place, note: "", mine: true });
  }

  open(turn, one) {
    const { menu, pages } = this.listener;
    const at = pages.range(turn, one).getBoundingClientRect();
    pages.lay("here", turn, one);
    const words = made("p", "ql-note", `“${shortened(turn.text.slice(one.start, one.end).trim())}”`);
    if (!one.mine) return menu.show(at, "Note", words, made("p", "", one.note), made("small", "ql-note", one.who));
    const field = made("textarea", "ql-field");
    Object.assign(field, { value: one.note, rows: 3, placeholder: "What strikes you here?" });
    field.setAttribute("aria-label", "Note on the selected words");
    const keep = () => this.keep(turn, one, field.value);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return;
      event.stopPropagation();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        keep();
      }
    });
    const away = one.id ? [pushButton("Take it away", () => this.away(one))] : [];
    menu.show(at, "Note", words, field, pushButton("Keep (Enter)", keep), ...away);
    return field.focus({ preventScroll: true });
  }

  close() {
    this.listener.menu.close();
    this.listener.pages.lay("here", null);
  }

  keep(turn, { start, end }, note) {
    this.close();
    getSelection().removeAllRanges();
    this.listener.ask({ t: "note", turn, start, end, note: note.trim() });
  }

  away({ id }) {
    this.close();
    this.listener.ask({ t: "let go", mark: id });
  }
}

function grouped(all) {
  const found = new Map();
  for (const one of all) found.set(one.turn, [...(found.get(one.turn) || []), one]);
  return found;
}

function shortened(text, most = 90) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most).join("")} …` : text;
}
