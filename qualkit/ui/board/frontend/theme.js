// A person's theme: a card at a glance, and all of it when it is open.

const STATES = [
  ["candidate", _("candidate")],
  ["reviewed", _("reviewed: its extracts, then the whole data set")],
  ["named", _("named: refined and defined")],
];
const STATUS = { candidate: _("candidate"), reviewed: _("reviewed"), named: _("named") };
const TEXTS = [
  ["name", _("Name"), false],
  ["concept", _("Central organising concept: the idea that its codes share"), true],
  ["definition", _("Definition"), true],
  ["exclude", _("What it is not"), true],
  ["story", _("Its story, told beside its quotes"), true],
];

function themeCard(board, theme) {
  const open = board.open.has(theme.id);
  const toggle = button(open ? _("Close") : _("Open"), () => board.toggle(theme.id), { "aria-expanded": String(open), "data-key": `open ${theme.id}`, "aria-label": open ? _("Close the theme {name}", { name: theme.name }) : _("Open the theme {name}", { name: theme.name }) });
  const title = make("h4", {}, theme.name, " ", make("span", { class: `qb-state qb-${theme.status}` }, STATUS[theme.status]));
  const card = make(
    "section",
    { class: "qb-card", "aria-label": _("Theme {name}", { name: theme.name }) },
    make("div", { class: "qb-head" }, title, toggle),
    !open && theme.concept && make("p", {}, theme.concept),
    chips(board, theme.codes, theme.id),
    !theme.codes.length && make("p", { class: "qb-soft" }, _("No codes yet: drag some here.")),
    make("p", { class: "qb-soft" }, covered(theme)),
    !open && theme.quotes.slice(0, 1).map((one) => quote(board, one)),
    open && wholeTheme(board, theme),
  );
  card.style.marginLeft = `${Math.min(theme.level, 3) * 1.1}rem`;
  return place(board, card, theme.id, _("the theme {name}", { name: theme.name }));
}

function coveredBy(coverage) {
  return plural("{of} of {n} participant", "{of} of {n} participants", coverage.of, { of: coverage.with });
}

function covered({ coverage, references, status }) {
  const waiting = status === "candidate" ? ` · ${_("not yet reviewed against the extracts")}` : "";
  return `${coveredBy(coverage)} · ${plural("{n} quote", "{n} quotes", references)}${waiting}`;
}

function without({ coverage }) {
  return coverage.without.length ? _("Nobody coded so far in the interviews of: {names}.", { names: coverage.without.join(", ") }) : "";
}

function overlap({ shared }) {
  return shared.length ? _("Shares passages with {themes}.", { themes: shared.map((one) => `${one.theme} (${one.passages})`).join(", ") }) : "";
}

function wholeTheme(board, theme) {
  return make(
    "div",
    { class: "qb-whole" },
    theme.question && make("p", { class: "qb-question" }, theme.question),
    writing(board, theme),
    [without(theme), overlap(theme)].filter(Boolean).map((text) => make("p", { class: "qb-soft" }, text)),
    make("h5", {}, theme.quotes.length ? _("Chosen quotes") : _("No quotes chosen yet")),
    chosenQuotes(board, theme),
    make("details", { open: board.seen.has(theme.id), ontoggle: (event) => board.look(theme.id, event.target.open) },
      make("summary", {}, _("Other quotes ({n})", { n: theme.others.length + theme.more })),
      otherQuotes(board, theme),
      theme.more > 0 && make("p", { class: "qb-soft" }, _("{more} more stand under its codes on the page of codes.", { more: theme.more })),
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
    field(key("why"), _("Reason (optional)")),
    button(_("Keep"), keep, { class: "qb-button qb-first", "data-key": `keep ${theme.id}` }),
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
    choose(_("Status of {name}", { name: theme.name }), STATES, theme.status, (status) => act({ t: "write", status })),
    choose(_("Place of {name}", { name: theme.name }), [["", _("stands at the top")], ...named.map(([id, name]) => [id, _("under {name}", { name })])], theme.parent || "", (parent) => act({ t: "under", parent })),
    others.length > 0 && choose(_("Merge {name}", { name: theme.name }), [["", _("Merge into …")], ...named], "", (into) => into && act({ t: "merge", into })),
    theme.codes.length > 1 && splitting(board, theme),
    ordering(board, theme),
    button(_("Give up"), () => act({ t: "remove" }), { "data-key": `remove ${theme.id}`, title: _("Its codes stay; undo brings it back.") }),
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
    at > 0 && small("↑", _("Move {name} up", { name: theme.name }), () => swap(-1), `earlier ${theme.id}`),
    at < ids.length - 1 && small("↓", _("Move {name} down", { name: theme.name }), () => swap(1), `later ${theme.id}`),
  ];
}

function splitting(board, theme) {
  return button(_("Split …"), () => board.startTheme(theme.codes.map((code) => ({ ...code, from: theme.id })), { of: theme }), { "data-key": `split ${theme.id}`, title: _("Make a theme of some of its codes") });
}
