// What each key does; the list that ? shows is made from the same tables.

const READING_KEYS = [
  ["Space", _("play or pause")],
  ["B ←", _("back 3 seconds; → forward")],
  ["- +", _("slower, faster")],
  ["↑ ↓", _("go to the turn above or below")],
  ["P", _("play this turn from its beginning")],
  ["U Shift+U", _("next or previous word that the engine was unsure of")],
  ["Enter", _("the unsure word is right, on to the next; elsewhere: correct this turn")],
  ["E", _("correct the unsure word, or this turn")],
  ["S", _("who speaks here; then 1 for the first name, 2 for the second …")],
  ["J", _("join with the turn above")],
  ["/", _("find words in this interview; Enter and Shift+Enter go on and back")],
  ["V", _("show what the clean style leaves out")],
  ["K", _("put back what it leaves out here, or leave out what is selected")],
  ["N", _("write a new turn at the end")],
  ["Ctrl+Z", _("undo; with Shift redo")],
  ["?", _("show or hide this list")],
];
const TYPING_KEYS = [
  ["Enter", _("save; after a new turn, go on with the other speaker")],
  ["Tab", _("save and correct the next turn")],
  ["Ctrl+Enter", _("split here: the other speaker says the rest")],
  ["Ctrl+Space F4", _("play or pause")],
  ["F2", _("back 3 seconds")],
  ["F7 F8", _("slower, faster")],
  ["Alt+1–9", _("insert a sign such as [laughs]")],
  ["Esc", _("leave the turn as it was")],
];

const QUIET_KEYS = [
  ...READING_KEYS.filter(([shown]) => ["Space", "B ←", "- +", "↑ ↓", "P", "/"].includes(shown)),
  ["M", _("note on the selected words, or on this turn")],
  ["Ctrl+Z", _("undo; with Shift redo")],
  ["?", _("show or hide this list")],
];

// Of the keys for reading those that leave the words as they are.
const QUIET = new Set([" ", "b", "ArrowLeft", "ArrowRight", "-", "+", "=", "ArrowUp", "ArrowDown", "p", "/", "?", "Escape"]);

function quietKey(listener, event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (plain && key === "m") {
    listener.notes.begin();
    return true;
  }
  return (!plain || QUIET.has(key) || ["F2", "F4", "F7", "F8"].includes(key)) && readingKey(listener, event);
}

// True where the key was ours.
function readingKey(listener, event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (soundKey(listener, event)) return true;
  if (event.ctrlKey || event.metaKey) return stepKey(listener, key, event);
  if (event.altKey) return false;
  const does = {
    " ": () => listener.media?.toggle(),
    b: () => listener.media?.jump(-BACK_S),
    ArrowLeft: () => listener.media?.jump(-BACK_S),
    ArrowRight: () => listener.media?.jump(BACK_S),
    "-": () => listener.media?.faster(-1),
    "+": () => listener.media?.faster(1),
    "=": () => listener.media?.faster(1),
    ArrowUp: () => listener.go(-1),
    ArrowDown: () => listener.go(1),
    p: () => listener.hearTurn(),
    u: () => listener.nextUnsure(event.shiftKey ? -1 : 1),
    Enter: () => listener.confirm() || listener.correct(),
    e: () => listener.correct(),
    s: () => listener.current && listener.menu.speakers(listener.current),
    j: () => listener.current?.index > 0 && listener.ask({ t: "join", turn: listener.current }),
    "/": () => listener.find.open(),
    v: () => listener.showClean(!listener.pages.clean),
    k: () => listener.chooseHere(),
    n: () => listener.editor.begin(),
    "?": () => listener.tools.toggleHelp(),
    Escape: () => listener.letGo(),
  }[key];
  does?.();
  return Boolean(does);
}

function stepKey(listener, key, event) {
  if (key === "z") listener.ask({ t: event.shiftKey ? "redo" : "undo" });
  else if (key === "y") listener.ask({ t: "redo" });
  else return false;
  return true;
}

// Keys for the recording that also work while typing.
function soundKey(listener, event) {
  const { media } = listener;
  if (!media) return false;
  if (event.key === "F4" || (event.ctrlKey && event.code === "Space")) media.toggle();
  else if (event.key === "F2") media.jump(-BACK_S);
  else if (event.key === "F7") media.faster(-1);
  else if (event.key === "F8") media.faster(1);
  else return false;
  return true;
}

function typingKey(listener, event) {
  const { editor } = listener;
  if (soundKey(listener, event)) return true;
  const digit = event.altKey && /^Digit[1-9]$/.test(event.code) ? Number(event.code.slice(5)) : 0;
  if (digit) {
    const sign = listener.signs[digit - 1];
    if (sign) editor.insert(sign);
  } else if (event.key === "Enter" && event.ctrlKey) editor.split();
  else if (event.key === "Enter" && !event.shiftKey) listener.saved();
  else if (event.key === "Tab") listener.saveAndGo(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") {
    editor.close();
    listener.focusBack();
  } else return false;
  return true;
}
