// Prompts to look, computed with the groupings: what a code might belong with, quotes unlike the rest, topics.

function nearHints(board) {
  const near = board.data.near || [];
  if (!near.length) return "";
  const put = (one, theme) => () => board.act({ t: "move", codes: [one.id], to: theme.id, out_of: "" });
  const home = (one) => (theme) =>
    small(`${theme.name} (${theme.reruns})`, _("Put {code} into {name}", { code: one.code, name: theme.name }), put(one, theme), `near ${one.id} ${theme.id}`);
  const line = (one) => make("p", { class: "qb-near qb-soft" }, make("b", {}, one.code), one.themes.map(home(one)));
  return make(
    "details",
    { class: "qb-card", open: board.seen.has("near"), ontoggle: (event) => board.look("near", event.target.open) },
    make("summary", {}, plural("What {n} code might belong with", "What {n} codes might belong with", near.length)),
    make("p", { class: "qb-soft" }, _("With each theme in how many of 10 reruns it was the nearest. Press one to put the code there; nothing is placed by itself.")),
    near.map(line),
  );
}

function unlikeQuotes(board, theme) {
  if (!theme.unlike?.length) return "";
  return make(
    "section",
    { "aria-label": _("Quotes of {name} least like the rest", { name: theme.name }) },
    make("h5", {}, _("Least like the rest in wording")),
    make("p", { class: "qb-soft" }, _("A prompt to look ({looked}): whether one of them speaks against the theme is yours to say.", { looked: theme.looked })),
    theme.unlike.map((one) => quote(board, one)),
  );
}

function topicCards(board) {
  const { note, topics } = board.data.topics || {};
  if (!note) return "";
  return [make("h3", {}, _("Topics of passages")), make("p", { class: "qb-soft" }, note), topics.map((one) => topicCard(board, one))];
}

function topicCard(board, one) {
  const start = () => board.startTheme(one.codes.map((code) => ({ ...code, from: "" })));
  return make(
    "section",
    { class: "qb-card", "aria-label": one.label },
    make("h4", {}, one.label, " ", make("span", { class: "qb-soft" }, plural("{n} passage", "{n} passages", one.size))),
    make("p", { class: "qb-soft" }, _("Words: {words}. Codes most often in it:", { words: one.words.join(", ") })),
    make("div", { class: "qb-chips" }, one.codes.map((code) => chip(board, code, `topic ${one.label}`))),
    one.quotes.slice(0, SHOWN_AT_ONCE).map((said) => quote(board, said)),
    button(_("New theme of these codes"), start, { "data-key": `topic ${one.label}` }),
  );
}
