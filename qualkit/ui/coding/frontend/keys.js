// What each key does while the transcript has the focus; the list of keys is made from the same table.

const BINDINGS = [
  { shown: "← →", does: "go from word to word; with Shift select more or less" },
  { shown: "↑ ↓", does: "go from line to line; with Shift select" },
  { shown: "S", does: "select the sentence; again: one more" },
  { shown: "T", does: "select the turn; again: one more" },
  { shown: "Enter", does: "code what is selected, or the sentence" },
  { shown: "Ctrl+I", does: "code it in the speaker's own words" },
  { shown: ". 1–9", does: "apply the last code again, or the second to ninth last" },
  { shown: "M", does: "mark it without a code" },
  { shown: "U", does: "go to the next stretch without a mark" },
  { shown: "N P", does: "go to the next or previous coded passage" },
  { shown: "E", does: "show the chosen coding: its memo, its coder, another code; Enter does too" },
  { shown: "Shift+← →", does: "move the end of the chosen passage by a word; with Ctrl its beginning" },
  { shown: "Del", does: "take the chosen code off its passage, or the mark away" },
  { shown: "Ctrl+Z", does: "undo; with Shift redo" },
  { shown: "/", does: "search in this interview" },
  { shown: "F", does: "filter by code, coder or speaker" },
  { shown: "Space", does: "play the recording or pause it" },
  { shown: ",", does: "go back three seconds" },
  { shown: "L", does: "hear what is selected, or from here on" },
  { shown: "+ -", does: "play faster or slower" },
  { shown: "Esc", does: "let go" },
  { shown: "?", does: "show or hide this list" },
];

// True where the key was ours.
function pressed(coder, event) {
  const { cursor } = coder;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return commanded(coder, key, event);
  if (event.altKey) return false;
  if (isEdgeKey(event) && coder.isOnMark()) return coder.stepEdge("end", key === "ArrowRight" ? 1 : -1, event.timeStamp);
  if (key.startsWith("Arrow")) moved(cursor, key, event.shiftKey);
  else if (key === "s") cursor.selectSentence();
  else if (key === "t") cursor.selectTurn();
  else if (key === "Enter") coder.isOnMark() ? coder.openCard() : coder.openPicker();
  else if (key === "e") coder.openCard();
  else if (key === "m") coder.markSelection(event.timeStamp);
  else if (key === "." || /^[1-9]$/.test(key)) coder.applyRecent(key === "." ? 0 : Number(key) - 1, event.timeStamp);
  else if (key === "n" || key === "p") coder.step(key === "n" ? 1 : -1);
  else if (key === "Delete" || key === "Backspace") coder.removeActive(event.timeStamp);
  else if (key === "Escape") coder.letGo();
  else if (key === "u") coder.nextGap();
  else if (key === "/") coder.find.open();
  else if (key === "f") coder.filter.toggle();
  else if (key === "?") coder.help.toggle();
  else return heard(coder, key);
  return true;
}

// Keys of the recording; without one they are left to the page, so that Space scrolls.
function heard(coder, key) {
  const { player } = coder;
  if (!player && key === "l") coder.say(WORDS.noSound);
  if (!player) return key === "l";
  if (key === " ") player.toggle();
  else if (key === ",") player.back();
  else if (key === "l") coder.hearHere();
  else if (key === "+" || key === "-") player.faster(key === "+" ? 1 : -1);
  else return false;
  return true;
}

function moved(cursor, key, extend) {
  const step = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  if (key === "ArrowUp" || key === "ArrowDown") cursor.moveByLine(step, extend);
  else if (extend) cursor.extendByWord(cursor.readingStep(step));
  else cursor.moveByWord(cursor.readingStep(step));
}

function commanded(coder, key, event) {
  if (key === "z") event.shiftKey ? coder.redo(event.timeStamp) : coder.undo(event.timeStamp);
  else if (key === "y") coder.redo(event.timeStamp);
  else if (key === "i") coder.codeInVivo(event.timeStamp);
  else if (isEdgeKey(event) && coder.isOnMark()) coder.stepEdge("start", key === "ArrowRight" ? 1 : -1, event.timeStamp);
  else return false;
  return true;
}
