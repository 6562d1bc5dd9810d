// What the interview holds: codes, marked segments, codings, kept by the same row deltas as the journal's own tables.
// Acts of one's own are shown before the server has answered: they lie on top and are laid on anew whenever it speaks.

class Model {
  constructor(turns) {
    this.turns = turns;
    this.pending = []; // {op, deltas, label}, oldest first
    this.undoing = []; // rows as they were before the pending acts were laid on
    this.dirty = new Set(); // indexes of turns to paint anew
    this.codesChanged = false;
  }

  load(snapshot) {
    this.rev = snapshot.rev;
    this.elsewhere = snapshot.elsewhere;
    this.complete = snapshot.complete; // whether coding is meant to leave nothing out
    this.tables = {
      code: new Map(snapshot.codes.map((code) => [code.id, code])),
      segment: new Map(),
      coding: new Map(),
    };
    this.codingsOf = new Map(); // segment id -> set of coding ids
    this.segmentsIn = this.turns.list.map(() => new Set()); // turn index -> set of segment ids
    this.own = new Map(); // code id -> codings in this interview
    const { codes, coders, segments, codings } = snapshot;
    for (const [id, start, end, note, coder, created_at, was] of segments) {
      this.put("segment", { id, start, end, note, coder: coders[coder], created_at, was });
    }
    for (const [id, segment, code, coder, memo, created_at] of codings) {
      const [segment_id, code_id] = [segments[segment][0], codes[code].id];
      this.put("coding", { id, segment_id, code_id, coder: coders[coder], memo, created_at });
    }
    this.codesChanged = true;
  }

  get codes() {
    return this.tables.code;
  }

  get segments() {
    return this.tables.segment;
  }

  get codings() {
    return this.tables.coding;
  }

  // ---- reading ----

  codesInUse() {
    return [...this.codes.values()].filter(inUse);
  }

  references(code_id) {
    return (this.own.get(code_id) || 0) + (this.elsewhere[code_id] || 0);
  }

  codingsOn(segment_id) {
    return [...(this.codingsOf.get(segment_id) || [])].map((id) => this.codings.get(id));
  }

  // What the margin of a turn shows: a mark for each coding, or for a segment that nobody has coded yet.
  marksIn(index) {
    const marks = [];
    for (const id of this.segmentsIn[index]) {
      const segment = this.segments.get(id);
      const codings = this.codingsOn(id);
      for (const coding of codings) marks.push(this.mark(coding.id));
      if (!codings.length) marks.push(this.mark(segment.id));
    }
    return marks.sort((a, b) => a.segment.start - b.segment.start || b.segment.end - a.segment.end || byAge(a, b));
  }

  // Every mark in the order of the text, for stepping from one to the next.
  marks() {
    const seen = new Map();
    this.segmentsIn.forEach((ids, index) => ids.size && this.marksIn(index).forEach((mark) => seen.set(mark.id, mark)));
    return [...seen.values()];
  }

  mark(id) {
    const coding = this.codings.get(id);
    const segment = this.segments.get(coding ? coding.segment_id : id);
    if (!segment) return null;
    return { id, segment, coding: coding || null, code: (coding && this.codes.get(coding.code_id)) || null };
  }

  segmentOn(span, coder) {
    for (const id of this.segmentsIn[this.turns.touched(span)[0]] || []) {
      const segment = this.segments.get(id);
      if (segment.start === span.start && segment.end === span.end && segment.coder === coder) return segment;
    }
    return null;
  }

  // ---- writing ----

  apply(deltas, before = null) {
    for (const { noun, ids, before: was, after } of deltas) {
      const table = this.tables[noun];
      for (const id of ids) {
        const old = table.get(id);
        if (was && after && !old) continue; // a change to a row of another interview
        before?.push([noun, id, old]);
        if (after) this.put(noun, { ...(was ? old : {}), id, ...after });
        else this.drop(noun, id);
      }
    }
  }

  put(noun, row) {
    this.drop(noun, row.id);
    this.tables[noun].set(row.id, row);
    if (noun === "segment") for (const i of this.turns.touched(row)) this.segmentsIn[i].add(row.id);
    if (noun === "coding") {
      if (!this.codingsOf.has(row.segment_id)) this.codingsOf.set(row.segment_id, new Set());
      this.codingsOf.get(row.segment_id).add(row.id);
      this.own.set(row.code_id, (this.own.get(row.code_id) || 0) + 1);
    }
    this.touch(noun, row);
  }

  drop(noun, id) {
    const row = this.tables[noun].get(id);
    if (!row) return;
    this.touch(noun, row);
    this.tables[noun].delete(id);
    if (noun === "segment") for (const i of this.turns.touched(row)) this.segmentsIn[i].delete(id);
    if (noun === "coding") {
      this.codingsOf.get(row.segment_id)?.delete(id);
      this.own.set(row.code_id, this.own.get(row.code_id) - 1);
    }
  }

  touch(noun, row) {
    if (noun === "code") this.codesChanged = true;
    const segment = noun === "segment" ? row : this.segments.get(row.segment_id);
    if (segment) for (const i of this.turns.touched(segment)) this.dirty.add(i);
  }

  takeDirty() {
    const found = [...this.dirty];
    this.dirty.clear();
    return found;
  }

  // ---- acts of one's own, ahead of the server ----

  act(pending) {
    this.pending.push(pending);
    this.apply(pending.deltas, this.undoing);
  }

  // The server's word: what was done since, which pending acts it has dealt with, a whole snapshot if one was missed.
  settle(lines, settled, snapshot = null) {
    for (const [noun, id, row] of this.undoing.reverse()) {
      if (row) this.put(noun, row);
      else this.drop(noun, id);
    }
    this.undoing = [];
    if (snapshot) this.load(snapshot);
    for (const [seq, , deltas] of lines) {
      if (seq <= this.rev) continue;
      this.apply(deltas);
      this.rev = seq;
    }
    const answered = this.pending.filter((one) => settled.has(one.op.act_id));
    this.pending = this.pending.filter((one) => !settled.has(one.op.act_id));
    for (const one of this.pending) this.apply(one.deltas, this.undoing);
    return answered;
  }

  isPending(mark) {
    const id = mark.coding ? mark.coding.id : mark.segment.id;
    return this.pending.some((one) => one.deltas.some((delta) => delta.ids.includes(id)));
  }
}

// Codings of one passage keep their places in the margin, whatever is written on them; what is not answered is last.
function byAge(a, b) {
  const age = ({ id, coding }) => `${(coding && coding.created_at) || "~"} ${id}`;
  return age(a) < age(b) ? -1 : 1;
}

// The first stretch after a point that a participant said and nobody has marked, at most a sentence; null at the end.
function gapAfter(model, from) {
  const { turns } = model;
  for (let i = turns.indexAt(from); turns.list[i]; i++) {
    const turn = turns.list[i];
    const gap = turn.asks ? null : gapIn(turns, turn, segmentsAt(model, i), Math.max(from, turn.start));
    if (gap) return gap;
  }
  return null;
}

function segmentsAt(model, index) {
  return [...model.segmentsIn[index]].map((id) => model.segments.get(id)).sort((a, b) => a.start - b.start);
}

function gapIn(turns, turn, segments, from) {
  for (const { start, end } of [...segments, { start: turn.end, end: turn.end }]) {
    const word = start > from && wordFrom(turns, from);
    if (word && word.start < start) {
      const first = Math.max(from, word.start);
      return turns.trimmed({ start: first, end: Math.min(start, sentenceAt(turns, first).end) });
    }
    from = Math.max(from, end);
  }
  return null;
}

function inUse(code) {
  return code.status === "active" || code.status === "draft";
}

// The same deltas turned round, last first: what takes an act back.
function inverse(deltas) {
  return deltas.map(({ noun, ids, before, after }) => ({ noun, ids, before: after, after: before })).reverse();
}
