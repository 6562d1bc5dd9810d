// Which key does what while the transcript has the focus. Bare letters never get through to Streamlit, which has
// shortcuts of its own on "c" and "r".

const ARROWS = { ArrowDown: ["sentence", 1], ArrowUp: ["sentence", -1], ArrowRight: ["word", 1], ArrowLeft: ["word", -1] };
const LETTERS = {
  c: "pick", s: "selectSentence", t: "selectTurn", n: "nextItem", p: "previousItem", x: "removeActive",
  ".": "repeatLast", "?": "showKeys",
};
const NAMED = { Enter: "pick", Escape: "letGo", Delete: "removeActive", Backspace: "removeActive" };

function onKey(event, coder) {
  const command = commandFor(event);
  if (!command && (event.ctrlKey || event.metaKey || event.key.length > 1)) return;
  event.stopPropagation();
  if (!command) return;
  event.preventDefault();
  METER.from(event, () => coder[command[0]](...command.slice(1)));
}

function commandFor(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return withControl(key, event.shiftKey);
  if (ARROWS[key]) return arrow(ARROWS[key], event);
  if (event.altKey) return null;
  if (/^[1-9]$/.test(key)) return ["applyRecent", Number(key) - 1];
  const name = NAMED[key] ?? LETTERS[key];
  return name ? [name] : null;
}

function withControl(key, shift) {
  if (key === "z") return [shift ? "redo" : "undo"];
  if (key === "y") return ["redo"];
  return key === "i" ? ["codeInVivo"] : null;
}

function arrow([granularity, direction], event) {
  if (!event.shiftKey) return ["step", granularity, direction];
  return [event.altKey ? "moveStart" : "extend", granularity, direction];
}
