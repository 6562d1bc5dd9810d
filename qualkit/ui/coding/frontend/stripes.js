// The margin: a coloured stripe beside every coded passage and the code's name where it begins.

const LANE_PX = 7;
const LANES = 6;
const LABEL_PX = 19;

// All reading of places first, all writing after: the page is laid out once, not once per turn.
function drawMargins(sheet, indexes) {
  const first = sheet.turns.list[indexes[0]];
  if (first) sheet.marginWidth = first.margin.clientWidth;
  const drawings = indexes.map((index) => measureMargin(sheet, sheet.turns.list[index]));
  for (const draw of drawings) draw();
}

function measureMargin(sheet, turn) {
  const marks = sheet.model.marksIn(turn.index);
  if (!marks.length) return () => turn.margin.firstChild && turn.margin.replaceChildren();
  const frame = turn.margin.getBoundingClientRect();
  const placed = marks.map((mark) => {
    const box = sheet.range(turn, sheet.turns.part(turn, mark.segment)).getBoundingClientRect();
    return { mark, top: box.top - frame.top, bottom: box.bottom - frame.top, begins: mark.segment.start >= turn.start };
  });
  placed.sort((a, b) => a.top - b.top || b.bottom - a.bottom);
  giveLanes(placed);
  const open = turn.row.classList.contains("qk-open");
  return () => writeMargin(sheet, turn, placed, open ? Infinity : frame.height);
}

// Stripes that stand beside the same lines go side by side.
function giveLanes(placed) {
  const ends = [];
  for (const one of placed) {
    let lane = ends.findIndex((end) => end <= one.top + 1);
    if (lane < 0) lane = ends.length;
    ends[lane] = one.bottom;
    one.lane = Math.min(lane, LANES - 1);
  }
}

function writeMargin(sheet, turn, placed, height) {
  const drawn = document.createDocumentFragment();
  for (const one of placed) drawn.append(stripe(sheet, one));
  const left = (Math.max(...placed.map((one) => one.lane)) + 1) * LANE_PX + 5;
  const lines = labelLines(placed.filter((one) => one.begins), height, sheet.marginWidth - left);
  for (const line of lines) drawn.append(labelLine(sheet, turn, line, left));
  const bottom = lines.length ? lines[lines.length - 1].top + LABEL_PX : 0;
  turn.row.style.minHeight = height === Infinity ? `${bottom + LABEL_PX}px` : "";
  turn.margin.replaceChildren(drawn);
}

// Names one under the other; where the turn is too short for that, beside the last one, and the rest as "+3".
function labelLines(starting, height, width) {
  const lines = [];
  for (const { mark, top } of starting) {
    const last = lines[lines.length - 1];
    const at = last ? Math.max(top, last.top + LABEL_PX) : top;
    if (!last || at + LABEL_PX <= height + 6) lines.push({ top: at, marks: [mark], more: [], taken: widthOf(mark) });
    else if (!last.more.length && last.taken + widthOf(mark) < width) {
      last.marks.push(mark);
      last.taken += widthOf(mark);
    } else last.more.push(mark);
  }
  return lines;
}

// Near enough without laying out the page for every name.
function widthOf(mark) {
  return nameOf(mark).length * 6.6 + 46;
}

function labelLine(sheet, turn, { top, marks, more }, left) {
  const made = element("div", "qk-labels");
  made.style.top = `${top}px`;
  made.style.left = `${left}px`;
  for (const mark of marks) made.append(label(sheet, mark));
  if (more.length) made.append(moreChip(sheet, turn, more));
  return made;
}

function nameOf(mark) {
  return mark.code ? mark.code.name : mark.segment.note || "marked";
}

function coderOf(mark) {
  return (mark.coding || mark.segment).coder;
}

function described(mark) {
  const memo = mark.coding && mark.coding.memo ? `\nMemo: ${mark.coding.memo}` : "";
  const note = mark.code && mark.segment.note ? `\nNote: ${mark.segment.note}` : "";
  return `${nameOf(mark)} (${coderOf(mark)})${note}${memo}`;
}

function marked(sheet, mark, made) {
  made.dataset.mark = mark.id;
  made.style.setProperty("--qk-code", safeColor(mark.code));
  made.classList.toggle("qk-uncoded", !mark.code);
  made.classList.toggle("qk-pending", sheet.model.isPending(mark));
  made.classList.toggle("qk-active", sheet.active === mark.id);
  made.title = described(mark);
  return made;
}

function stripe(sheet, { mark, top, bottom, lane }) {
  const made = marked(sheet, mark, element("button", "qk-stripe"));
  made.type = "button";
  made.tabIndex = -1;
  made.setAttribute("aria-label", described(mark));
  made.style.top = `${top + 2}px`;
  made.style.height = `${Math.max(8, bottom - top - 4)}px`;
  made.style.left = `${lane * LANE_PX}px`;
  return made;
}

function label(sheet, mark) {
  const made = marked(sheet, mark, element("span", "qk-label", nameOf(mark)));
  if (mark.coding && mark.coding.memo) made.append(element("small", "", "memo"));
  if (coderOf(mark) !== sheet.coder) made.append(element("small", "", coderOf(mark)));
  return made;
}

function moreChip(sheet, turn, marks) {
  const made = element("button", "qk-more", `+${marks.length}`);
  made.type = "button";
  made.tabIndex = -1;
  made.title = marks.map(nameOf).join("\n");
  made.setAttribute("aria-label", `${marks.length} more: ${marks.map(nameOf).join(", ")}`);
  made.onclick = () => {
    turn.row.classList.add("qk-open");
    drawMargins(sheet, [turn.index]);
  };
  return made;
}
