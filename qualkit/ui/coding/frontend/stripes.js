// The margin: a coloured stripe beside every coded passage and the code's name where it begins.

const LOOK = WORDS.look; // the sign of a passage that a correction changed
const LANE_PX = 7;
const TIGHT_PX = 5; // where more than ROOMY stripes stand side by side
const ROOMY = 6;
const LANES = 12; // what is beyond shares the last one
const LABEL_PX = 19;
const MORE_PX = 30; // room for "+3" at the end of a line of names
const RUN_PX = 60; // stripes of one code no further apart than this are one run, named once

// All reading of places first, all writing after: the page is laid out once, not once per turn.
function drawMargins(sheet, indexes) {
  const first = sheet.turns.list[indexes[0]];
  if (first) measureFont(sheet, first.margin);
  const drawings = indexes.map((index) => measureMargin(sheet, sheet.turns.list[index]));
  for (const draw of drawings) draw();
}

function measureFont(sheet, margin) {
  sheet.marginWidth = margin.clientWidth;
  const { font } = getComputedStyle(margin);
  if (sheet.font === font) return;
  sheet.font = font;
  sheet.pen = document.createElement("canvas").getContext("2d");
  sheet.pen.font = font;
  sheet.widths = new Map();
}

function measureMargin(sheet, turn) {
  const marks = sheet.marksIn(turn.index);
  if (!marks.length) return () => turn.margin.firstChild && turn.margin.replaceChildren();
  const frame = turn.margin.getBoundingClientRect();
  const placed = marks.map((mark) => {
    const box = sheet.range(turn, sheet.turns.part(turn, mark.segment)).getBoundingClientRect();
    const [top, bottom] = [box.top - frame.top, box.bottom - frame.top];
    return { mark, top, bottom, begins: sheet.turns.touched(mark.segment)[0] === turn.index };
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
  const lanes = Math.max(...placed.map((one) => one.lane)) + 1;
  const lane = lanes > ROOMY ? TIGHT_PX : LANE_PX;
  for (const one of placed) drawn.append(stripe(sheet, one, lane));
  const left = lanes * lane + 5;
  const named = runsOf(placed.filter((one) => one.begins), sheet);
  const lines = labelLines(sheet, named, height, sheet.marginWidth - left - MORE_PX);
  for (const line of lines) drawn.append(labelLine(sheet, turn, line, left));
  const bottom = lines.length ? lines[lines.length - 1].top + LABEL_PX : 0;
  turn.row.style.minHeight = height === Infinity ? `${bottom + LABEL_PX}px` : "";
  turn.margin.replaceChildren(drawn);
}

// A run of stripes that would say the same is named where it begins, with how many they are.
function runsOf(starting, sheet) {
  const runs = new Map();
  return starting.filter(({ mark, top, bottom }) => {
    const said = [nameOf(mark), ...asidesOf(mark, sheet)].join("\n");
    const run = runs.get(said);
    if (!mark.code || !run || top - run.bottom > RUN_PX) {
      runs.set(said, { mark, bottom });
      mark.run = [mark];
      return true;
    }
    run.bottom = Math.max(run.bottom, bottom);
    run.mark.run.push(mark);
    return false;
  });
}

// Names one under the other; where the turn is too short for that, beside the last one, and the rest as "+3".
function labelLines(sheet, starting, height, width) {
  const lines = [];
  for (const { mark, top } of starting) {
    const last = lines[lines.length - 1];
    const at = last ? Math.max(top, last.top + LABEL_PX) : top;
    if (!last || at + LABEL_PX <= height + 6) {
      lines.push({ top: at, marks: [mark], more: [], taken: widthOf(mark, sheet) });
    } else if (!last.more.length && last.taken + widthOf(mark, sheet) <= width) {
      last.marks.push(mark);
      last.taken += widthOf(mark, sheet);
    } else last.more.push(mark);
  }
  return lines;
}

// Measured on a canvas, which does not lay out the page.
function widthOf(mark, sheet) {
  const shown = [nameOf(mark), ...asidesOf(mark, sheet), mark.run?.length > 1 ? "×9" : ""].join("  ");
  if (!sheet.widths.has(shown)) sheet.widths.set(shown, sheet.pen.measureText(shown).width + 14);
  return sheet.widths.get(shown);
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
  return mark.code ? mark.code.name : mark.segment.note || WORDS.unnamed;
}

function coderOf(mark) {
  return (mark.coding || mark.segment).coder;
}

// What stands small behind the name: that it is to be looked at, that its code is out of use, that there is a memo, and
// whose mark it is if not one's own.
function asidesOf(mark, sheet) {
  const signs = [
    [mark.segment.was, LOOK],
    [mark.code && !inUse(mark.code), mark.code && mark.code.status],
    [mark.coding && mark.coding.memo, WORDS.memoSign],
    [coderOf(mark) !== sheet.coder, coderOf(mark)],
  ];
  return signs.filter(([shown]) => shown).map(([, sign]) => sign);
}

// The words that a mark lies on, at a glance.
function excerpt({ start, end }, turns) {
  const words = turns.text.slice(start, end).split(/\s+/u);
  const shown = words.length > 14 ? [...words.slice(0, 8), "…", ...words.slice(-4)] : words;
  return `“${shown.join(" ")}”`;
}

function described(mark, sheet) {
  const written = mark.coding && mark.coding.memo.replace(LINK, WORDS.aQuote);
  const memo = written ? `\n${WORDS.described.memo}: ${written}` : "";
  const note = mark.code && mark.segment.note ? `\n${WORDS.described.note}: ${mark.segment.note}` : "";
  const look = mark.segment.was ? `\n${WORDS.described.look}` : "";
  const span = sheet ? `\n${excerpt(mark.segment, sheet.turns)}` : "";
  return `${nameOf(mark)} (${coderOf(mark)})${span}${look}${note}${memo}`;
}

function marked(sheet, mark, made) {
  made.dataset.mark = mark.id;
  made.style.setProperty("--qk-code", safeColor(mark.code));
  made.classList.toggle("qk-uncoded", !mark.code);
  made.classList.toggle("qk-out", Boolean(mark.code && !inUse(mark.code)));
  made.classList.toggle("qk-pending", sheet.model.isPending(mark));
  made.classList.toggle("qk-active", sheet.active === mark.id);
  made.title = described(mark, sheet);
  return made;
}

function stripe(sheet, { mark, top, bottom, lane }, width) {
  const made = marked(sheet, mark, element("button", "qk-stripe"));
  made.type = "button";
  made.tabIndex = -1;
  made.setAttribute("aria-label", described(mark));
  made.style.top = `${top + 2}px`;
  made.style.height = `${Math.max(8, bottom - top - 4)}px`;
  made.style.left = `${lane * width}px`;
  made.classList.toggle("qk-tight", width === TIGHT_PX);
  return made;
}

function label(sheet, mark) {
  const made = marked(sheet, mark, element("span", "qk-label", nameOf(mark)));
  if (mark.run?.length > 1) made.append(element("small", "qk-run", `×${mark.run.length}`));
  for (const aside of asidesOf(mark, sheet)) made.append(element("small", aside === LOOK ? "qk-look" : "", aside));
  return made;
}

function moreChip(sheet, turn, marks) {
  const made = element("button", "qk-more", `+${marks.length}`);
  made.type = "button";
  made.tabIndex = -1;
  made.title = marks.map(nameOf).join("\n");
  made.classList.toggle("qk-look", marks.some((mark) => mark.segment.was));
  made.setAttribute("aria-label", WORDS.more(marks.length, marks.map(nameOf).join(", ")));
  made.onclick = () => {
    turn.row.classList.add("qk-open");
    drawMargins(sheet, [turn.index]);
  };
  return made;
}
