// Memos on a theme: what a person wrote, cut where a quote is linked, newest first.

function memos(board, theme) {
  const write = button(_("Write a memo"), () => board.act({ t: "note", theme: theme.id }), { class: "qb-small", "data-key": `note ${theme.id}` });
  return make(
    "section",
    { "aria-label": _("Memos on {name}", { name: theme.name }) },
    make("div", { class: "qb-head" }, make("h5", {}, theme.memos.length ? _("Memos") : _("No memos yet")), write),
    theme.memos.map((memo) => memoCard(board, memo)),
  );
}

function memoCard(board, memo) {
  const piece = (part) => (part.id ? quote(board, part) : make("p", { class: "qb-said" }, part.said));
  return make("div", { class: "qb-memo" }, memo.parts.map(piece), make("p", { class: "qb-soft" }, `${memo.by}, ${memo.when}`));
}
