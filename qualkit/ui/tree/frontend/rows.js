// The rows on the screen: only those in view are made, so that 2,000 codes cost no more than twenty.

const SPARE_ROWS = 12;

class Rows {
  constructor(model, words) {
    this.model = model;
    this.words = words;
    this.scroll = element("div", "qkt-scroll qkt-frame");
    this.scroll.tabIndex = 0;
    this.scroll.setAttribute("role", "tree");
    this.scroll.setAttribute("aria-multiselectable", "true");
    this.scroll.setAttribute("aria-label", words.tree);
    this.list = element("div", "qkt-list");
    this.list.setAttribute("role", "presentation");
    this.scroll.append(this.list);
    this.scroll.addEventListener("scroll", () => this.paint());
    this.shown = [];
    this.active = null;
    this.chosen = null;
  }

  get height() {
    const probe = this.list.firstElementChild;
    const now = probe?.getBoundingClientRect().height;
    if (now) this.tall = now;
    return this.tall || 30;
  }

  show() {
    this.shown = this.model.shown();
    if (!this.shown.some((code) => code.id === this.active)) this.active = this.chosen;
    if (!this.shown.some((code) => code.id === this.active)) this.active = this.shown[0]?.id ?? null;
    this.list.style.height = `${this.shown.length * this.height}px`;
    this.paint();
    this.list.style.height = `${this.shown.length * this.height}px`;
  }

  paint() {
    if (this.renaming) return;
    const tall = this.height;
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / tall) - SPARE_ROWS);
    const seen = Math.ceil((this.scroll.clientHeight || 600) / tall) + 2 * SPARE_ROWS;
    const made = this.shown.slice(first, first + seen).map((code, place) => this.row(code, first + place));
    this.list.replaceChildren(...made);
    if (this.active) this.scroll.setAttribute("aria-activedescendant", `qkt-${this.active}`);
    else this.scroll.removeAttribute("aria-activedescendant");
  }

  row(code, place) {
    const row = element("div", "qkt-row");
    row.id = `qkt-${code.id}`;
    row.dataset.id = code.id;
    row.style.top = `calc(${place} * var(--qkt-row))`;
    row.style.paddingInlineStart = `${0.2 + Math.min(code.level, 8) * 1.1}rem`;
    row.classList.toggle("qkt-chosen", code.id === this.chosen);
    row.classList.toggle("qkt-active", code.id === this.active);
    row.classList.toggle("qkt-picked", this.model.picked.has(code.id));
    row.classList.toggle("qkt-parent", code.children.length > 0);
    this.describe(row, code);
    row.append(this.twisty(code), element("i", "qkt-dot"), element("span", "qkt-name", code.name), this.counts(code));
    row.append(element("span", "qkt-unseen", `, ${this.told(code)}`));
    colored(row, code.color);
    return row;
  }

  describe(row, code) {
    const siblings = code.parent ? code.parent.children : this.model.tops;
    row.setAttribute("role", "treeitem");
    row.setAttribute("aria-level", code.level + 1);
    row.setAttribute("aria-setsize", siblings.length);
    row.setAttribute("aria-posinset", siblings.indexOf(code) + 1);
    row.setAttribute("aria-selected", this.model.picked.has(code.id) || code.id === this.chosen);
    if (code.children.length) row.setAttribute("aria-expanded", this.model.isUnfolded(code));
    row.title = [this.model.path(code), this.told(code), code.definition].filter(Boolean).join("\n");
  }

  told(code) {
    const own = said(this.words.counts, { quotes: code.own, interviews: code.files });
    return code.total > code.own ? `${own}, ${said(this.words.total, { quotes: code.total })}` : own;
  }

  twisty(code) {
    const made = element("span", "qkt-twisty", code.children.length ? (this.model.isUnfolded(code) ? "▾" : "▸") : "");
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  counts(code) {
    const made = element("span", "qkt-n");
    made.setAttribute("aria-hidden", "true"); // said in words behind it
    made.append(element("b", "", code.total));
    made.append(element("small", "", this.spread(code)));
    return made;
  }

  // a total over several codes has no one number of interviews
  spread(code) {
    return code.own && code.own === code.total ? said(this.words.in_interviews, { interviews: code.files }) : "";
  }

  rowOf(id) {
    return this.list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  }

  goTo(id) {
    const place = this.shown.findIndex((code) => code.id === id);
    if (place < 0) return;
    this.active = id;
    const top = place * this.height;
    const { scrollTop, clientHeight } = this.scroll;
    if (top < scrollTop) this.scroll.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.scroll.scrollTop = top + this.height - clientHeight;
    this.paint();
  }

  step(by) {
    const place = this.shown.findIndex((code) => code.id === this.active);
    const next = this.shown[Math.max(0, Math.min(this.shown.length - 1, place + by))];
    if (next) this.goTo(next.id);
    return next;
  }

  // the name turns into a field until Enter or Escape
  rename(code, done) {
    const row = this.rowOf(code.id);
    if (!row) return;
    this.renaming = true;
    const input = field(this.words.new_name, "qkt-rename");
    input.value = code.name;
    let over = false;
    const end = (keep) => {
      if (over) return;
      over = true;
      this.renaming = false;
      this.paint();
      this.scroll.focus({ preventScroll: true });
      const name = input.value.trim();
      if (keep && name && name !== code.name) done(name);
    };
    input.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") end(event.key === "Enter");
    };
    input.onblur = () => end(false);
    row.querySelector(".qkt-name").replaceChildren(input);
    input.focus();
    input.select();
  }
}
