// What each key does while the transcript has the focus; the list of keys is made from the same table.

const BINDINGS = [
  { shown: "← →", does: WORDS.does.byWord },
  { shown: "↑ ↓", does: WORDS.does.byLine },
  { shown: "Alt+mouse", does: WORDS.does.byLetter },
  { shown: "S", does: WORDS.does.sentence },
  { shown: "T", does: WORDS.does.turn },
  { shown: "Enter", does: WORDS.does.code },
  { shown: "Ctrl+I", does: WORDS.does.inVivo },
  { shown: ". 1–9", does: WORDS.does.again },
  { shown: "M", does: WORDS.does.mark },
  { shown: "U", does: WORDS.does.gap },
  { shown: "N P", does: WORDS.does.step },
  { shown: "E", does: WORDS.does.show },
  { shown: "Shift+← →", does: WORDS.does.edges },
  { shown: "Del", does: WORDS.does.takeOff },
  { shown: "Ctrl+Z", does: WORDS.does.undo },
  { shown: "/", does: WORDS.does.find },
  { shown: "F", does: WORDS.does.filter },
  { shown: "Space", does: WORDS.does.play },
  { shown: ",", does: WORDS.does.back },
  { shown: "L", does: WORDS.does.hear },
  { shown: "+ -", does: WORDS.does.speed },
  { shown: "Esc", does: WORDS.does.letGo },
  { shown: "?", does: WORDS.does.help },
];

// True where the key was ours.
function pressed(coder, event) {
  const { cursor } = coder;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return commanded(coder, key, event);
  if (event.altKey) return false;
  if (isEdgeKey(event) && coder.isOnMark()) return coder.stepEdge("end", rightward(key), event.timeStamp);
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

function rightward(key) {
  return key === "ArrowRight" ? 1 : -1;
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
  else if (isEdgeKey(event) && coder.isOnMark()) coder.stepEdge("start", rightward(key), event.timeStamp);
  else return false;
  return true;
}
