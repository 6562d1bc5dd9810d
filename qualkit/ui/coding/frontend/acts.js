// Acts as they are sent and as they look before the server has answered: {op, deltas, label}.

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // a page served without TLS to another machine
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function made(noun, { id, ...after }) {
  return { noun, ids: [id], before: null, after };
}

function removed(noun, { id, ...before }) {
  return { noun, ids: [id], before, after: null };
}

function newCode(model, palette, name, parent) {
  const used = new Map(palette.map((color) => [color, 0]));
  for (const code of model.codes.values()) used.set(code.color, (used.get(code.color) || 0) + 1);
  const color = palette.reduce((best, one) => (used.get(one) < used.get(best) ? one : best));
  return { id: newId(), name, parent_id: parent ? parent.id : null, color, definition: "", status: "active" };
}

// `isNew` says that the code comes to be with this, its first coding.
function codePassage(model, coder, span, code, isNew) {
  const standing = model.segmentOn(span, coder);
  const segment = standing || { id: newId(), start: span.start, end: span.end, note: "", coder };
  const coding = { id: newId(), segment_id: segment.id, code_id: code.id, coder, memo: "" };
  return {
    op: {
      act_id: newId(),
      t: "code",
      segment_id: segment.id,
      start: span.start,
      end: span.end,
      coding_id: coding.id,
      code_id: code.id,
      new_code: isNew ? told(code) : null,
    },
    deltas: [
      ...(isNew ? [made("code", code)] : []),
      ...(standing ? [] : [made("segment", segment)]),
      made("coding", coding),
    ],
    label: isNew ? WORDS.did.made(code.name) : WORDS.did.coded(code.name),
  };
}

// What is said of a new code to the server.
function told({ id, name, parent_id, color }) {
  return { id, name, parent_id, color };
}

function markPassage(model, coder, span, note) {
  const standing = model.segmentOn(span, coder);
  const segment = standing || { id: newId(), start: span.start, end: span.end, note, coder };
  const delta = standing
    ? { noun: "segment", ids: [segment.id], before: { note: standing.note }, after: { note } }
    : made("segment", segment);
  return {
    op: { act_id: newId(), t: "mark", segment_id: segment.id, start: span.start, end: span.end, note },
    deltas: [delta],
    label: WORDS.did.marked,
  };
}

// A segment that held only this coding and no note goes with it, as it does on the server.
function takeOff(model, { coding, code, segment }) {
  const alone = model.codingsOn(segment.id).length === 1 && !segment.note;
  return {
    op: { act_id: newId(), t: "remove", coding_id: coding.id },
    deltas: [removed("coding", coding), ...(alone ? [removed("segment", segment)] : [])],
    label: WORDS.did.tookOff(code ? code.name : WORDS.aCode),
  };
}

function recode({ coding, code }, other, isNew) {
  const new_code = isNew ? told(other) : null;
  const changed = { noun: "coding", ids: [coding.id], before: { code_id: coding.code_id }, after: { code_id: other.id } };
  return {
    op: { act_id: newId(), t: "recode", coding_id: coding.id, code_id: other.id, new_code },
    deltas: isNew ? [made("code", other), changed] : [changed],
    label: WORDS.did.recoded(code ? code.name : WORDS.aCode, other.name),
  };
}

function writeMemo({ coding, code }, text) {
  return {
    op: { act_id: newId(), t: "memo", coding_id: coding.id, text },
    deltas: [{ noun: "coding", ids: [coding.id], before: { memo: coding.memo }, after: { memo: text } }],
    label: WORDS.did.wrote(code ? code.name : WORDS.aCode),
  };
}

function moveEdges({ segment }, span) {
  const { start, end, was } = segment;
  const after = { start: span.start, end: span.end, was: null };
  return {
    op: { act_id: newId(), t: "move", segment_id: segment.id, start: span.start, end: span.end },
    deltas: [{ noun: "segment", ids: [segment.id], before: { start, end, was }, after }],
    label: WORDS.did.moved,
  };
}

// A mark that nobody has coded.
function unmark({ segment }) {
  return {
    op: { act_id: newId(), t: "unmark", segment_id: segment.id },
    deltas: [removed("segment", segment)],
    label: WORDS.did.unmarked,
  };
}

function takeBack(done) {
  return { op: { act_id: newId(), t: "undo" }, deltas: done ? inverse(done.deltas) : [], label: "" };
}

function doAgain(undone) {
  return { op: { act_id: newId(), t: "redo" }, deltas: undone ? undone.deltas : [], label: "" };
}
