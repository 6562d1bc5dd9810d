// A suggested grouping of codes with its evidence. It is no theme: one comes of it only under a person's own name for it.

const SHOWN_AT_ONCE = 2;

function groupingCard(board, one) {
  const core = one.codes.filter((code) => code.core);
  const border = one.codes.filter((code) => !code.core);
  const from = `grouping ${one.id}`;
  return make(
    "section",
    { class: "qb-card", "aria-label": _("Suggested {label}", { label: one.label }) },
    make("h4", {}, one.label, " ", make("span", { class: "qb-soft" }, plural("{n} code", "{n} codes", one.codes.length))),
    make("div", { class: "qb-chips" }, core.map((code) => suggestedChip(board, code, from))),
    border.length > 0 && make("div", { class: "qb-chips qb-border" }, make("span", { class: "qb-soft" }, "Borderline:"), border.map((code) => suggestedChip(board, code, from))),
    one.quotes.slice(0, SHOWN_AT_ONCE).map((said) => quote(board, said)),
    make("p", { class: "qb-soft" }, evidence(one)),
    make("details", { open: board.seen.has(one.id), ontoggle: (event) => board.look(one.id, event.target.open) },
      make("summary", {}, _("More evidence")),
      one.quotes.slice(SHOWN_AT_ONCE).map((said) => quote(board, said)),
      one.unlike.length > 0 && make("p", { class: "qb-soft" }, _("Least like the rest in wording; a prompt to look, not a verdict:")),
      one.unlike.map((said) => quote(board, said)),
      one.words.length > 0 && make("p", { class: "qb-soft" }, _("Words that set it apart: {words}.", { words: one.words.join(", ") })),
      [overlap(one), one.changed].filter(Boolean).map((text) => make("p", { class: "qb-soft" }, text)),
    ),
    deciding(board, one),
  );
}

function suggestedChip(board, code, from) {
  const rival = code.rival ? _("also near {label}", { label: code.rival.label }) : "";
  return chip(board, code, from, code.in ? _("has a theme") : rival);
}

function evidence(one) {
  const { coverage } = one;
  const missing = coverage.without.length ? _("; not in: {names}", { names: coverage.without.join(", ") }) : "";
  return `${coveredBy(coverage)}${missing}. ${one.placement}`;
}

function deciding(board, one) {
  const key = (name) => `${one.id} ${name}`;
  const said = () => ({ name: typed(key("name")), concept: typed(key("concept")), why: typed(key("why")) });
  const clear = () => forget(key("name"), key("concept"), key("why"));
  const into = board.data.themes.map((theme) => [theme.id, theme.name]);
  return make(
    "div",
    { class: "qb-form" },
    field(key("concept"), _("What idea might they share?")),
    field(key("name"), _("Your name for it")),
    field(key("why"), _("Reason (optional)")),
    make(
      "div",
      { class: "qb-row" },
      button(_("Make a theme of it"), () => board.act({ t: "confirm", candidate: one.id, ...said() }, clear), { "data-key": `confirm ${one.id}` }),
      one.codes.length > 1 && button(_("Split"), () => board.startTheme(one.codes.map((code) => ({ ...code, from: "" })), { part: one }), { "data-key": `part ${one.id}`, title: _("Make a theme of some of its codes") }),
      into.length > 0 && choose(_("Put the codes of {label}", { label: one.label }), [["", _("Merge into …")], ...into], "", (to) => to && board.act({ t: "join", candidate: one.id, into: to, why: said().why }, clear)),
      button(_("Set aside"), () => board.act({ t: "reject", candidate: one.id, why: said().why }, clear), { "data-key": `reject ${one.id}` }),
    ),
  );
}
