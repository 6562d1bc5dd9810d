// A person's theme: a card at a glance, and all of it when it is open.

const STATES = [
  ["candidate", "candidate"],
  ["reviewed", "reviewed: its extracts, then the whole data set"],
  ["named", "named: refined and defined"],
];
const TEXTS = [
  ["name", "Name", false],
  ["concept", "Central organising concept: the idea that its codes share", true],
  ["definition", "Definition", true],
  ["exclude", "What it is not", true],
  ["story", "Its story, told beside its quotes", true],
];

function themeCard(board, theme) {
  const open = board.open.has(theme.id);
  const toggle = button(open ? "Close" : "Open", () => board.toggle(theme.id), { "aria-expanded": String(open), "data-key": `open ${theme.id}`, "aria-label": `${open ? "Close" : "Open"} the theme ${theme.name}` });
  const title = make("h4", {}, theme.name, " ", make("span", { class: `qb-state qb-${theme.status}` }, theme.status));
  const card = make(
    "section",
    { class: "qb-card", "aria-label": `Theme ${theme.name}` },
    make("div", { class: "qb-head" }, title, toggle),
    !open && theme.concept && make("p", {}, theme.concept),
    chips(board, theme.codes, theme.id),
    !theme.codes.length && make("p", { class: "qb-soft" }, "No codes yet: drag some here."),
    make("p", { class: "qb-soft" }, covered(theme)),
    !open && theme.quotes.slice(0, 1).map((one) => quote(board, one)),
    open && wholeTheme(board, theme),
  );
  card.style.marginLeft = `${Math.min(theme.level, 3) * 1.1}rem`;
  return place(board, card, theme.id, `the theme ${theme.name}`);
}

function covered({ coverage, references, status }) {
  const waiting = status === "candidate" ? " · not yet reviewed against the extracts" : "";
  return `${coverage.with} of ${some(coverage.of, "participant")} · ${some(references, "quote")}${waiting}`;
}

function without({ coverage }) {
  return coverage.without.length ? `Nobody coded so far in the interviews of: ${coverage.without.join(", ")}.` : "";
}

function overlap({ shared }) {
  return shared.length ? `Shares passages with ${shared.map((one) => `${one.theme} (${one.passages})`).join(", ")}.` : "";
}

function wholeTheme(board, theme) {
  return make(
    "div",
    { class: "qb-whole" },
    theme.question && make("p", { class: "qb-question" }, theme.question),
    writing(board, theme),
    [without(theme), overlap(theme)].filter(Boolean).map((text) => make("p", { class: "qb-soft" }, text)),
    make("h5", {}, theme.quotes.length ? "Chosen quotes" : "No quotes chosen yet"),
    chosenQuotes(board, theme),
    make("details", { open: board.seen.has(theme.id), ontoggle: (event) => board.look(theme.id, event.target.open) },
      make("summary", {}, `Other quotes (${theme.others.length + theme.more})`),
      otherQuotes(board, theme),
      theme.more > 0 && make("p", { class: "qb-soft" }, `${theme.more} more stand under its codes on the page of codes.`),
    ),
    unlikeQuotes(board, theme),
    memos(board, theme),
    shaping(board, theme),
  );
}

function writing(board, theme) {
  const key = (name) => `${theme.id} ${name}`;
  const keep = () => {
    const op = { t: "write", theme: theme.id, seen: board.seenAt(theme.id), why: typed(key("why")) };
    for (const [name] of TEXTS) if (typed(key(name), theme[name]) !== theme[name]) op[name] = typed(key(name));
    board.act(op, () => forget(...TEXTS.map(([name]) => key(name)), key("why")));
  };
  return make(
    "div",
    { class: "qb-form" },
    TEXTS.map(([name, label, long]) => field(key(name), label, theme[name], { long })),
    field(key("why"), "Reason (optional)"),
    button("Keep", keep, { class: "qb-button qb-first", "data-key": `keep ${theme.id}` }),
  );
}

function shaping(board, theme) {
  const others = board.data.themes.filter((one) => one.id !== theme.id);
  const named = others.map((one) => [one.id, one.name]);
  const why = () => typed(`${theme.id} why`);
  const act = (op) => board.act({ theme: theme.id, why: why(), ...op }, () => forget(`${theme.id} why`));
  return make(
    "div",
    { class: "qb-row" },
    choose(`Status of ${theme.name}`, STATES, theme.status, (status) => act({ t: "write", status })),
    choose(`Place of ${theme.name}`, [["", "stands at the top"], ...named.map(([id, name]) => [id, `under ${name}`])], theme.parent || "", (parent) => act({ t: "under", parent })),
    others.length > 0 && choose(`Merge ${theme.name}`, [["", "Merge into …"], ...named], "", (into) => into && act({ t: "merge", into })),
    theme.codes.length > 1 && splitting(board, theme),
    ordering(board, theme),
    button("Give up", () => act({ t: "remove" }), { "data-key": `remove ${theme.id}`, title: "Its codes stay; undo brings it back." }),
  );
}

function ordering(board, theme) {
  const ids = board.data.themes.filter((one) => one.parent === theme.parent).map((one) => one.id);
  const at = ids.indexOf(theme.id);
  const swap = (step) => {
    [ids[at], ids[at + step]] = [ids[at + step], ids[at]];
    board.act({ t: "order themes", themes: ids });
  };
  return [
    at > 0 && small("↑", `Move ${theme.name} up`, () => swap(-1), `earlier ${theme.id}`),
    at < ids.length - 1 && small("↓", `Move ${theme.name} down`, () => swap(1), `later ${theme.id}`),
  ];
}

function splitting(board, theme) {
  return button("Split …", () => board.startTheme(theme.codes.map((code) => ({ ...code, from: theme.id })), { of: theme }), { "data-key": `split ${theme.id}`, title: "Make a theme of some of its codes" });
}
