// Pieces of the page. Words, names and notes reach it by `textContent` only.

function made(tag, className, text) {
  const one = document.createElement(tag);
  if (className) one.className = className;
  if (text !== undefined) one.textContent = text;
  return one;
}

function pushButton(label, press, className = "") {
  const one = made("button", className, label);
  one.type = "button";
  one.onclick = press;
  return one;
}

function timeOf(ms) {
  const seconds = Math.floor(ms / 1000);
  const two = (n) => String(n).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes}:${two(seconds % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

// The last of sorted things of which `place` gives no more than a value; -1 where there is none.
function lastUpTo(sorted, value, place) {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (place(sorted[middle]) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

// A layer of highlights over the words; the words themselves are not touched by it.
function highlightLayer(name, priority) {
  if (!globalThis.CSS?.highlights) return { add() {}, delete() {}, clear() {} }; // an old browser shows plain words
  const layer = new Highlight();
  layer.priority = priority;
  CSS.highlights.set(name, layer);
  return layer;
}
