// What is marked and coded in this transcript: rows of codes, segments and codings, changed only by the journal's deltas.

const TABLES = { code: "codes", segment: "segments", coding: "codings" };
const IN_USE = new Set(["active", "draft"]);

class Model {
  constructor(turns, interviewId) {
    this.turns = turns;
    this.interviewId = interviewId;
    this.changed = new Set(); // indexes of turns to draw again
    this.clear();
  }

  clear() {
    this.codes = new Map();
    this.segments = new Map();
    this.codings = new Map();
    this.onSegment = new Map(); // segment id -> ids of its codings
    this.withCode = new Map(); // code id -> ids of its codings here
    this.inTurn = this.turns.list.map(() => new Set()); // ids of the segments that touch each turn
    for (const turn of this.turns.list) this.changed.add(turn.index);
  }

  load(doc) {
    this.clear();
    for (const { id, ...row } of doc.codes) this.put("code", id, row);
    const interview_id = this.interviewId;
    for (const [id, start, end, note, coder] of doc.segments) this.put("segment", id, { interview_id, start, end, note, coder });
    for (const [id, segment_id, code_id, coder, memo] of doc.codings) {
      this.put("coding", id, { segment_id, code_id, coder, memo });
    }
  }

  // ---- deltas ----

  // Returns what was done, [noun, id, row before, row after], so that `revert` can take it back.
  apply(deltas) {
    const done = [];
    for (const delta of deltas) {
      for (const id of delta.ids) {
        const before = this[TABLES[delta.noun]].get(id);
        if (!this.concerns(delta, before)) continue;
        const after = delta.after ? { ...before, ...delta.after } : undefined;
        done.push([delta.noun, id, before, after]);
        this.put(delta.noun, id, after);
      }
    }
    return done;
  }

  revert(done) {
    for (const [noun, id, before] of done.toReversed()) this.put(noun, id, before);
  }

  // Rows of other interviews pass by: what is not known here is only taken in when it is made here.
  concerns({ noun, before, after }, known) {
    if (known) return true;
    if (before || !after) return false;
    if (noun === "segment") return after.interview_id === this.interviewId;
    return noun === "code" || this.segments.has(after.segment_id);
  }

  put(noun, id, row) {
    const rows = this[TABLES[noun]];
    if (rows.has(id)) this.unlink(noun, id, rows.get(id));
    if (row) rows.set(id, row);
    else rows.delete(id);
    if (row) this.link(noun, id, row);
  }

  link(noun, id, row) {
    if (noun === "segment") this.eachTurn(row, (index) => this.inTurn[index].add(id));
    if (noun === "coding") {
      members(this.onSegment, row.segment_id).add(id);
      members(this.withCode, row.code_id).add(id);
    }
    this.touch(noun, id, row);
  }

  unlink(noun, id, row) {
    this.touch(noun, id, row);
    if (noun === "segment") this.eachTurn(row, (index) => this.inTurn[index].delete(id));
    if (noun === "coding") {
      members(this.onSegment, row.segment_id).delete(id);
      members(this.withCode, row.code_id).delete(id);
    }
  }

  touch(noun, id, row) {
    if (noun === "segment") this.eachTurn(row, (index) => this.changed.add(index));
    if (noun === "coding" && this.segments.has(row.segment_id)) {
      this.touch("segment", row.segment_id, this.segments.get(row.segment_id));
    }
    if (noun === "code") {
      for (const coding of this.withCode.get(id) ?? []) this.touch("coding", coding, this.codings.get(coding));
    }
  }

  eachTurn(span, visit) {
    for (const [turn] of this.turns.pieces(span.start, span.end)) visit(turn.index);
  }

  takeChanged() {
    const changed = [...this.changed];
    this.changed.clear();
    return changed;
  }

  // ---- what is there ----

  // Stripes of a turn: one for each coding, and one for a mark that has none.
  items(turn) {
    return [...this.inTurn[turn.index]].flatMap((id) => this.itemsOf(id)).sort(inTextOrder);
  }

  itemsOf(segmentId) {
    const segment = this.segments.get(segmentId);
    const codings = [...(this.onSegment.get(segmentId) ?? [])];
    if (!codings.length) return [{ id: segmentId, segment, segmentId, coder: segment.coder }];
    return codings.map((id) => ({ id, segment, segmentId, ...this.codings.get(id) }));
  }

  item(id) {
    const segmentId = this.codings.get(id)?.segment_id ?? id;
    if (!this.segments.has(segmentId)) return null;
    return this.itemsOf(segmentId).find((item) => item.id === id) ?? null;
  }

  allItems() {
    return [...this.segments.keys()].flatMap((id) => this.itemsOf(id)).sort(inTextOrder);
  }

  // Codings and marks at a position, the shortest first.
  itemsAt(position) {
    const near = this.items(this.turns.at(position));
    const here = near.filter(({ segment }) => segment.start <= position && position < segment.end);
    return here.sort((a, b) => a.segment.end - a.segment.start - (b.segment.end - b.segment.start));
  }

  ownSegment(start, end, coder) {
    for (const id of this.inTurn[this.turns.at(start).index]) {
      const segment = this.segments.get(id);
      if (segment.start === start && segment.end === end && segment.coder === coder) return id;
    }
    return null;
  }

  ownCoding(start, end, codeId, coder) {
    const on = this.onSegment.get(this.ownSegment(start, end, coder)) ?? [];
    return [...on].find((id) => this.codings.get(id).code_id === codeId) ?? null;
  }

  codesInUse() {
    return [...this.codes].filter(([, code]) => IN_USE.has(code.status)).map(([id, code]) => ({ id, ...code }));
  }

  usedHere() {
    return [...this.withCode.values()].filter((codings) => codings.size).length;
  }

  // References in the whole study, as far as this page knows.
  references(codeId) {
    return (this.codes.get(codeId)?.elsewhere ?? 0) + (this.withCode.get(codeId)?.size ?? 0);
  }

  path(codeId) {
    const names = [];
    for (let code = this.codes.get(codeId); code && names.length < 9; code = this.codes.get(code.parent_id)) {
      names.unshift(code.name);
    }
    return names;
  }

  color(codeId) {
    return safeColor(this.codes.get(codeId)?.color);
  }

  nextColor(palette) {
    const used = [...this.codes.values()].map((code) => code.color);
    const times = (color) => used.filter((other) => other === color).length;
    return palette.reduce((best, color) => (times(color) < times(best) ? color : best), palette[0]);
  }
}

function members(groups, key) {
  if (!groups.has(key)) groups.set(key, new Set());
  return groups.get(key);
}

function inTextOrder(a, b) {
  return a.segment.start - b.segment.start || b.segment.end - a.segment.end || (a.id < b.id ? -1 : 1);
}

// Colours come from data and go into style sheets: nothing but a plain hexadecimal colour passes.
function safeColor(color) {
  return /^#[0-9a-f]{6}$/i.test(color ?? "") ? color : "#6b7280";
}
