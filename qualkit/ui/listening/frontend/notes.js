// Notes on passages, while an interview is read and nothing is coded yet: under the turn in which the passage ends. A
// passage may go over several turns: a place is {turn, start, last, end}, the last turn and the end in it.

class Notes {
  constructor(listener) {
    this.listener = listener;
    this.all = [];
    this.cut = cutIn();
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
      line.title = one.mine ? _("Change this note") : _("Noted by {who}", { who: one.who });
      both.append(line);
    }
    if (pages.near.has(turn)) pages.paint(turn);
  }

  at(turn, point) {
    return turn.noted?.find((one) => one.start <= point && point < one.end) || null;
  }

  // The selected words; without a selection the turn that the keys are on.
  begin() {
    const { current } = this.listener;
    const place = this.selected() || (current && wholeTurn(current));
    if (!place) return;
    const here = (one) => alike(this.whole(one), place);
    const same = place.last.noted?.find((one) => one.mine && here(one));
    this.open(place.last, same || { ...pieceOf(place), place, note: "", mine: true });
  }

  // Whole words, in one turn or over several; null where nothing is selected.
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const { pages, list } = this.listener;
    const from = pages.placeOf(range.startContainer, range.startOffset);
    const to = pages.placeOf(range.endContainer, range.endOffset);
    const inside = list.filter((turn) => range.intersectsNode(turn.said));
    const touched = inside.filter((turn) => to?.turn !== turn || to.point > 0);
    const [turn, last] = [touched[0], touched[touched.length - 1]];
    if (!turn) return null;
    const start = from?.turn === turn ? from.point : 0;
    const end = to?.turn === last ? to.point : last.text.length;
    return {
      turn,
      start: pieceAround(turn.text, start, this.cut).start,
      last,
      end: pieceAround(last.text, end, this.cut).end,
    };
  }

  // The place of a note of which one piece is known.
  whole({ id, place }) {
    if (place) return place;
    const pieces = this.all.filter((one) => one.id === id);
    const [first, last] = [pieces[0], pieces[pieces.length - 1]];
    const { list } = this.listener;
    return { turn: list[first.turn], start: first.start, last: list[last.turn], end: last.end };
  }

  said({ turn, start, last, end }) {
    if (turn === last) return turn.text.slice(start, end);
    const { list } = this.listener;
    const between = list.slice(turn.index + 1, last.index).map((one) => one.text.text);
    return [turn.text.slice(start, turn.text.length), ...between, last.text.slice(0, end)].join(" ");
  }

  open(turn, one) {
    const { menu, pages } = this.listener;
    const at = pages.range(turn, one).getBoundingClientRect();
    pages.lay("here", turn, one);
    const words = made("p", "ql-note", `“${shortened(this.said(this.whole(one)).trim())}”`);
    if (!one.mine) return menu.show(at, _("Note"), words, made("p", "", one.note), made("small", "ql-note", one.who));
    const field = made("textarea", "ql-field");
    Object.assign(field, { value: one.note, rows: 3, placeholder: _("What strikes you here?") });
    field.setAttribute("aria-label", _("Note on the selected words"));
    const keep = () => this.keep(one, field.value);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Escape") return;
      event.stopPropagation();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        keep();
      }
    });
    const away = one.id ? [pushButton(_("Take it away"), () => this.away(one))] : [];
    menu.show(at, _("Note"), words, field, pushButton(_("Keep (Enter)"), keep), ...away);
    return field.focus({ preventScroll: true });
  }

  close() {
    this.listener.menu.close();
    this.listener.pages.lay("here", null);
  }

  keep(one, note) {
    const { turn, start, last, end } = this.whole(one);
    this.close();
    getSelection().removeAllRanges();
    this.listener.ask({ t: "note", turn, over: last.index - turn.index, start, end, note: note.trim() });
  }

  away({ id }) {
    this.close();
    this.listener.ask({ t: "let go", mark: id });
  }
}

function wholeTurn(turn) {
  return { turn, start: 0, last: turn, end: turn.text.length };
}

// The part of a place that lies in its last turn, where the note stands.
function pieceOf({ turn, start, last, end }) {
  return { start: turn === last ? start : 0, end };
}

function alike(one, other) {
  return ["turn", "start", "last", "end"].every((name) => one[name] === other[name]);
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
