// What a person can do to a passage: the operation for the server, and the deltas that it will most likely make of it.

const delta = (noun, id, before, after) => ({ noun, ids: [id], before, after });

// choice: {code_id} for a code that is there, {new_code: {name, parent_id}} for one to create. Null: it is coded so already.
function codingAct(model, [start, end], choice, { coder, palette }) {
  const created = choice.new_code && newCode(model, choice.new_code, palette);
  const codeId = created ? created.id : choice.code_id;
  if (!created && model.ownCoding(start, end, codeId, coder)) return null;
  const there = model.ownSegment(start, end, coder);
  const segmentId = there ?? newId();
  const codingId = newId();
  const deltas = [];
  if (created) deltas.push(delta("code", created.id, null, { ...created, definition: "", status: "active", elsewhere: 0 }));
  if (!there) deltas.push(newSegment(model, segmentId, { start, end, note: "", coder }));
  deltas.push(delta("coding", codingId, null, { segment_id: segmentId, code_id: codeId, coder, memo: "" }));
  const op = { t: "code", segment_id: segmentId, start, end, coding_id: codingId, code_id: codeId, new_code: created ?? null };
  return { op, deltas, label: WORDS.coded(created?.name ?? model.codes.get(codeId).name), codeId, itemId: codingId };
}

function markAct(model, [start, end], note, { coder }) {
  const there = model.ownSegment(start, end, coder);
  const segmentId = there ?? newId();
  const before = there && { note: model.segments.get(there).note };
  const made = there ? delta("segment", there, before, { note }) : newSegment(model, segmentId, { start, end, note, coder });
  return { op: { t: "mark", segment_id: segmentId, start, end, note }, deltas: [made], label: WORDS.marked, itemId: segmentId };
}

// A mark that then holds no code and no note goes with its last coding, as on the server.
function removalAct(model, itemId) {
  const coding = model.codings.get(itemId);
  const segment = model.segments.get(coding.segment_id);
  const alone = model.onSegment.get(coding.segment_id).size === 1 && !segment.note;
  const deltas = [delta("coding", itemId, coding, null)];
  if (alone) deltas.push(delta("segment", coding.segment_id, segment, null));
  return { op: { t: "remove", coding_id: itemId }, deltas, label: WORDS.removed(model.codes.get(coding.code_id)?.name ?? "") };
}

function newSegment(model, id, fields) {
  return delta("segment", id, null, { interview_id: model.interviewId, ...fields });
}

function newCode(model, { name, parent_id = null }, palette) {
  return { id: newId(), name, parent_id, color: model.nextColor(palette) };
}

// Words of a passage as a code's name: one line, no punctuation at the ends, cut at a word where it is long.
function inVivoName(words, longest = 60) {
  const line = words.replace(/\s+/g, " ").replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
  if (line.length <= longest) return line;
  const cut = line.slice(0, longest);
  return `${cut.slice(0, cut.lastIndexOf(" ") > 20 ? cut.lastIndexOf(" ") : longest)} …`;
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // without https: the same UUID4 by hand
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
