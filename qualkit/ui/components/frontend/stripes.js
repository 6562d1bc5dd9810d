// Stripes in the margin: one for each coding, beside the lines it lies on, with the code's name where there is room.

const LANE_PX = 8;
const LANES = 7; // more codes than this on one line are told as a number
const LABEL_PX = 19;

class Stripes {
  constructor(transcript, model, { isWaiting, isActive, onMore }) {
    this.transcript = transcript;
    this.model = model;
    this.isWaiting = isWaiting;
    this.isActive = isActive;
    this.onMore = onMore;
  }

  // All reading of the layout comes before all writing, so that the browser lays the page out once.
  draw(indexes) {
    const measured = indexes.map((index) => this.measure(this.transcript.turns.list[index]));
    for (const one of measured) this.write(one);
  }

  wipe(index) {
    this.transcript.rows[index].margin.replaceChildren();
  }

  measure(turn) {
    const row = this.transcript.rows[turn.index];
    const items = this.model.items(turn);
    if (!items.length) return { row, turn, places: [] };
    const base = row.margin.getBoundingClientRect();
    const places = items.map((item) => {
      const start = Math.max(item.segment.start, turn.from);
      const box = this.transcript.range(turn, start, Math.min(item.segment.end, turn.end)).getBoundingClientRect();
      const begins = item.segment.start >= turn.start;
      return { item, begins, top: box.top - base.top, bottom: box.bottom - base.top };
    });
    return { row, turn, places: inLanes(places.filter((place) => place.bottom > place.top)), height: base.height };
  }

  write({ row, turn, places, height }) {
    if (!places.length) return void (row.margin.firstChild && row.margin.replaceChildren());
    const shown = places.filter((place) => place.lane < LANES);
    const width = (Math.max(...shown.map((place) => place.lane), 0) + 1) * LANE_PX + 6;
    const labels = this.labels(shown, height, width);
    const hidden = places.filter((place) => place.begins).length - labels.length;
    const parts = [...shown.map((place) => this.stripe(place)), ...labels];
    if (hidden > 0) parts.push(this.more(turn, hidden, width));
    row.margin.setAttribute("role", "group");
    row.margin.setAttribute("aria-label", WORDS.codesHere);
    row.margin.replaceChildren(...parts);
  }

  stripe({ item, top, bottom, lane }) {
    const stripe = element("button", "qk-stripe");
    Object.assign(stripe, { type: "button", tabIndex: -1 });
    this.dress(stripe, item);
    stripe.setAttribute("aria-label", `${this.name(item)}, ${this.whose(item)}`);
    stripe.style.top = `${top + 3}px`;
    stripe.style.height = `${Math.max(8, bottom - top - 6)}px`;
    stripe.style.insetInlineStart = `${lane * LANE_PX}px`;
    return stripe;
  }

  // Names stand beside the beginning of their passage, lower where that place is taken; the rest become a number.
  labels(places, height, width) {
    const heads = places.filter((place) => place.begins).sort((a, b) => a.top - b.top || a.lane - b.lane);
    const room = Math.max(1, Math.floor((height + 8) / LABEL_PX));
    const fitting = heads.length > room ? heads.slice(0, Math.max(1, room - 1)) : heads;
    let free = -Infinity;
    const shown = fitting.map((place, index) => {
      const lowest = height + 6 - (fitting.length - index) * LABEL_PX;
      const top = Math.max(free, Math.min(place.top + 2, Math.max(lowest, free)));
      free = top + LABEL_PX;
      return this.label(place.item, top, width);
    });
    this.free = free;
    return shown;
  }

  label(item, top, left) {
    const label = element("span", "qk-label", this.name(item));
    this.dress(label, item);
    label.style.top = `${top}px`;
    label.style.insetInlineStart = `${left}px`;
    return label;
  }

  more(turn, hidden, left) {
    const chip = button("qk-more", `+${hidden}`, () => this.onMore(turn));
    chip.tabIndex = -1;
    chip.setAttribute("aria-label", WORDS.more(hidden));
    chip.style.top = `${this.free + 1}px`; // below the last name
    chip.style.insetInlineStart = `${left}px`;
    return chip;
  }

  dress(part, item) {
    part.dataset.item = item.id;
    part.title = [this.name(item), this.whose(item), item.memo || item.segment.note].filter(Boolean).join("\n");
    part.style.setProperty("--k", item.code_id ? this.model.color(item.code_id) : "#8a909c");
    part.classList.toggle("qk-waiting", this.isWaiting(item.id));
    part.classList.toggle("qk-active", this.isActive(item.id));
    part.classList.toggle("qk-bare", !item.code_id);
  }

  name(item) {
    const code = this.model.codes.get(item.code_id);
    if (!code) return item.segment.note || WORDS.mark;
    return IN_USE.has(code.status) ? code.name : `${code.name} (${WORDS.retired})`;
  }

  whose(item) {
    return item.code_id ? WORDS.by(item.coder) : WORDS.markedBy(item.coder);
  }
}

// The leftmost lane that is free beside a passage's lines, for passages from top to bottom, long before short.
function inLanes(places) {
  const ends = [];
  for (const place of places.sort((a, b) => a.top - b.top || b.bottom - a.bottom)) {
    const free = ends.findIndex((end) => end <= place.top + 1);
    place.lane = free < 0 ? ends.length : free;
    ends[place.lane] = place.bottom;
  }
  return places;
}
