// What each key does while the tree has the focus; the list of keys is made from the same names.

const KEYS = {
  ArrowDown: (tree, event) => tree.stepped(1, event.shiftKey),
  ArrowUp: (tree, event) => tree.stepped(-1, event.shiftKey),
  PageDown: (tree) => tree.rows.step(12),
  PageUp: (tree) => tree.rows.step(-12),
  Home: (tree) => tree.rows.step(-Infinity),
  End: (tree) => tree.rows.step(Infinity),
  ArrowRight: (tree) => tree.inward(),
  ArrowLeft: (tree) => tree.outward(),
  Enter: (tree) => tree.choose(tree.rows.active),
  " ": (tree) => tree.pick(tree.rows.active),
  F2: (tree) => tree.rename(),
  m: (tree) => tree.askMerge(),
  t: (tree) => tree.askMove(),
  n: (tree) => tree.askNew(),
  p: (tree) => tree.askPromote(),
  Delete: (tree) => tree.askRetire(),
  ContextMenu: (tree) => tree.openMenu(),
  "/": (tree) => tree.search.focus(),
  "?": (tree) => tree.showKeys(),
  Escape: (tree) => tree.letGo(),
};

// True where the key was ours.
function pressed(tree, event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return undoing(tree, key, event.shiftKey);
  if (event.altKey) return false;
  const does = key === "F10" && event.shiftKey ? KEYS.ContextMenu : KEYS[key];
  does?.(tree, event);
  return Boolean(does);
}

function undoing(tree, key, shift) {
  if (key === "z") tree.ask(shift ? "redo" : "undo");
  else if (key === "y") tree.ask("redo");
  else return false;
  return true;
}
