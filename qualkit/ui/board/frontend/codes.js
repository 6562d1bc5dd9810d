// A code as a chip that can be moved, and places where codes can be put down.

const MANY = 60; // codes that scroll in their own card, so that the places below stay within reach

function chip(board, code, from, also = "") {
  const { moving } = board;
  const carried = moving.carried?.some((one) => one.id === code.id && one.from === from);
  const state = `${carried ? " qb-carried" : ""}${moving.ticked.has(code.id) ? " qb-ticked" : ""}`;
  const told = plural(", {n} quote. Space picks it up, Ctrl and Space pick several, Enter opens “Move to”.", ", {n} quotes. Space picks it up, Ctrl and Space pick several, Enter opens “Move to”.", code.quotes);
  const made = make(
    "span",
    { class: `qb-chip${state}`, role: "button", tabindex: "0", draggable: "true", "data-key": `${from} ${code.id}`, title: _("Drag it, or press it for “Move to”. Ctrl and a click pick several.") },
    dot(code.color),
    make("span", {}, code.name),
    also && make("small", {}, ` ${also}`),
    make("span", { class: "qb-unseen" }, told),
  );
  made.addEventListener("click", (event) =>
    event.ctrlKey || event.metaKey || event.shiftKey ? moving.tick(code, from) : moving.menu(made, code, from),
  );
  made.addEventListener("keydown", (event) => moving.key(event, code, from));
  made.addEventListener("dragstart", (event) => {
    moving.start(code, from);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", code.name);
  });
  return made;
}

function chips(board, codes, from) {
  return make("div", { class: codes.length > MANY ? "qb-chips qb-many" : "qb-chips" }, codes.map((code) => chip(board, code, from)));
}

// Makes an element a place where codes can be put down; `label` says which, for those who do not see it.
function place(board, element, to, label) {
  element.dataset.place = to;
  element.dataset.label = label;
  element.addEventListener("dragover", (event) => {
    if (!board.moving.carried) return;
    event.preventDefault();
    event.stopPropagation();
    element.classList.add("qb-over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("qb-over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    element.classList.remove("qb-over");
    if (board.moving.carried) board.moving.putDown(element);
  });
  return element;
}
