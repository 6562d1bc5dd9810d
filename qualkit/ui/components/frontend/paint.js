// Colour behind the words, by CSS highlights: the text itself is never touched. What is coded has one quiet tint however
// many codes lie on it; a code's own colour shows where it is pointed at or chosen.

const HIGHLIGHTS = { coded: 1, marked: 0, code: 10, passage: 20, picked: 30 }; // name -> priority

class Paint {
  constructor(transcript, model) {
    this.transcript = transcript;
    this.model = model;
    this.layers = {};
    this.drawn = new Map(); // turn index -> [[layer, range]]
    this.style = element("style");
    if (!CSS.highlights) return; // an old browser shows the stripes only
    for (const [name, priority] of Object.entries(HIGHLIGHTS)) {
      this.layers[name] = new Highlight();
      this.layers[name].priority = priority;
    }
  }

  enter() {
    for (const [name, layer] of Object.entries(this.layers)) CSS.highlights.set(`qk-${name}`, layer);
  }

  leave() {
    for (const [name, layer] of Object.entries(this.layers)) {
      if (CSS.highlights.get(`qk-${name}`) === layer) CSS.highlights.delete(`qk-${name}`);
    }
  }

  draw(index) {
    this.wipe(index);
    if (!this.layers.coded) return;
    const turn = this.transcript.turns.list[index];
    const drawn = [];
    for (const id of this.model.inTurn[index]) {
      const { start, end } = this.model.segments.get(id);
      const name = this.model.onSegment.get(id)?.size ? "coded" : "marked";
      const range = this.transcript.range(turn, Math.max(start, turn.from), Math.min(end, turn.end));
      if (range.collapsed) continue;
      this.layers[name].add(range);
      drawn.push([name, range]);
    }
    this.drawn.set(index, drawn);
  }

  wipe(index) {
    for (const [name, range] of this.drawn.get(index) ?? []) this.layers[name].delete(range);
    this.drawn.delete(index);
  }

  // Show where a code lies among the turns near the screen, and which passage is meant.
  point(item, near) {
    this.layers.code?.clear();
    this.layers.passage?.clear();
    if (!item || !this.layers.code) return;
    this.tint(item.code_id ? this.model.color(item.code_id) : "#6b7280");
    for (const id of this.model.withCode.get(item.code_id) ?? []) {
      const { start, end } = this.model.segments.get(this.model.codings.get(id).segment_id);
      const pieces = this.transcript.turns.pieces(start, end).filter(([turn]) => near.has(turn.index));
      for (const piece of pieces) this.layers.code.add(this.transcript.range(...piece));
    }
    for (const range of this.transcript.ranges(item.segment.start, item.segment.end)) this.layers.passage.add(range);
  }

  pick(span) {
    this.layers.picked?.clear();
    if (span) for (const range of this.transcript.ranges(...span)) this.layers.picked?.add(range);
  }

  tint(color) {
    if (this.color === color) return;
    this.color = color;
    this.style.textContent = `::highlight(qk-code){background-color:${color}26}
      ::highlight(qk-passage){background-color:${color}3d;text-decoration:underline 2px ${color}}`;
  }
}
