// A suggested grouping of codes with its evidence. It is no theme: one comes of it only under a person's own name for it.

const SHOWN_AT_ONCE = 2;

function groupingCard(board, one) {
  const core = one.codes.filter((code) => code.core);
  const border = one.codes.filter((code) => !code.core);
  const from = `grouping ${one.id}`;
  return make(
    "section",
    { class: "qb-card", "aria-label": `Suggested ${one.label}` },
    make("h4", {}, one.label, " ", make("span", { class: "qb-soft" }, some(one.codes.length, "code"))),
    make("div", { class: "qb-chips" }, core.map((code) => suggestedChip(board, code, from))),
    border.length > 0 && make("div", { class: "qb-chips qb-border" }, make("span", { class: "qb-soft" }, "Borderline:"), border.map((code) => suggestedChip(board, code, from))),
    one.quotes.slice(0, SHOWN_AT_ONCE).map((said) => quote(board, said)),
    make("p", { class: "qb-soft" }, evidence(one)),
    make("details", { open: board.seen.has(one.id), ontoggle: (event) => board.look(one.id, event.target.open) },
      make("summary", {}, "More evidence"),
      one.quotes.slice(SHOWN_AT_ONCE).map((said) => quote(board, said)),
      one.unlike.length > 0 && make("p", { class: "qb-soft" }, "Least like the rest in wording; a prompt to look, not a verdict:"),
      one.unlike.map((said) => quote(board, said)),
      one.words.length > 0 && make("p", { class: "qb-soft" }, `Words that set it apart: ${one.words.join(", ")}.`),
      [overlap(one), one.changed].filter(Boolean).map((text) => make("p", { class: "qb-soft" }, text)),
    ),
    deciding(board, one),
  );
}

function suggestedChip(board, code, from) {
  const rival = code.rival ? `also near ${code.rival.label}` : "";
  return chip(board, code, from, code.in ? "has a theme" : rival);
}

function evidence(one) {
  const { coverage } = one;
  const missing = coverage.without.length ? `; not in: ${coverage.without.join(", ")}` : "";
  return `${coverage.with} of ${some(coverage.of, "participant")}${missing}. ${one.placement}`;
}

function deciding(board, one) {
  const key = (name) => `${one.id} ${name}`;
  const said = () => ({ name: typed(key("name")), concept: typed(key("concept")), why: typed(key("why")) });
  const clear = () => forget(key("name"), key("concept"), key("why"));
  const into = board.data.themes.map((theme) => [theme.id, theme.name]);
  return make(
    "div",
    { class: "qb-form" },
    field(key("concept"), "What idea might they share?"),
    field(key("name"), "Your name for it"),
    field(key("why"), "Reason (optional)"),
    make(
      "div",
      { class: "qb-row" },
      button("Make a theme of it", () => board.act({ t: "confirm", candidate: one.id, ...said() }, clear), { "data-key": `confirm ${one.id}` }),
      one.codes.length > 1 && button("Split", () => board.startTheme(one.codes.map((code) => ({ ...code, from: "" })), { part: one }), { "data-key": `part ${one.id}`, title: "Make a theme of some of its codes" }),
      into.length > 0 && choose(`Put the codes of ${one.label}`, [["", "Merge into …"], ...into], "", (to) => to && board.act({ t: "join", candidate: one.id, into: to, why: said().why }, clear)),
      button("Set aside", () => board.act({ t: "reject", candidate: one.id, why: said().why }, clear), { "data-key": `reject ${one.id}` }),
    ),
  );
}
