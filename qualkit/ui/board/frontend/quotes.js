// Participants' words, letter by letter; one press leads to where they were said.

function quote(board, one, ...also) {
  const who = [...new Set([...one.cases, one.interview])].join(" · ");
  const open = button(`▸ ${who}`, () => board.act({ t: "open", segment: one.id }), { class: "qb-where", "data-key": `where ${one.id}`, title: _("Show it where it was said, with its sound") });
  return make("blockquote", { class: "qb-quote" }, make("p", {}, one.text), make("footer", {}, open, ...also));
}

function small(text, label, act, key) {
  return button(text, act, { class: "qb-small", "aria-label": label, title: label, "data-key": key });
}

function chosenQuotes(board, theme) {
  const ids = theme.quotes.map((one) => one.id);
  const swap = (at, step) => {
    const order = [...ids];
    [order[at], order[at + step]] = [order[at + step], order[at]];
    board.act({ t: "order quotes", theme: theme.id, segments: order });
  };
  return theme.quotes.map((one, at) =>
    quote(
      board,
      one,
      at > 0 && small("↑", _("Move this quote up"), () => swap(at, -1), `up ${theme.id} ${one.id}`),
      at < ids.length - 1 && small("↓", _("Move this quote down"), () => swap(at, 1), `down ${theme.id} ${one.id}`),
      small(_("Let go"), _("It no longer stands for the theme"), () => board.act({ t: "let go", theme: theme.id, segment: one.id }), `let ${theme.id} ${one.id}`),
    ),
  );
}

function otherQuotes(board, theme) {
  const pick = (one) =>
    small(_("Choose"), _("Let it stand for the theme"), () => board.act({ t: "choose", theme: theme.id, segment: one.id }), `choose ${theme.id} ${one.id}`);
  return theme.others.map((one) => quote(board, one, pick(one)));
}
