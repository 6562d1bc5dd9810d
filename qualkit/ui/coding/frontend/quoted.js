// Quotes that a memo links to. A link is written [[quote:ID]]; people read the words that it leads to, and while a memo
// is written its links stand in it as ⟦1⟧, ⟦2⟧, with their words below.

const LINK = /\[\[quote:([0-9A-Za-z-]+)\]\]/g;
const PLACE = /⟦(\d+)⟧/g;
const TYPED_MS = 150;

class Quoted {
  constructor(model, address) {
    this.model = model;
    this.address = address;
    this.known = new Map(); // passage id -> its words as they are shown
  }

  // Undefined while nobody has asked for them.
  words(id) {
    const here = this.model.segments.get(id);
    return here ? WORDS.quote(oneLine(this.model.turns.text.slice(here.start, here.end))) : this.known.get(id);
  }

  spelled(text) {
    return text.replace(LINK, (_, id) => this.words(id) ?? WORDS.aQuote);
  }

  // Ask for what a text links to and is not known yet; whether there was anything to ask.
  async learn(text) {
    const ids = [...text.matchAll(LINK)].map(([, id]) => id).filter((id) => this.words(id) === undefined);
    if (!ids.length) return false;
    const told = await this.ask({ ids: ids.join(",") });
    if (told) for (const id of ids) this.known.set(id, WORDS.goneQuote);
    this.keep(told || []);
    return Boolean(told);
  }

  // What one may link to: quotes of the code first; null where no answer came.
  async choices(words, code) {
    const told = await this.ask({ words, code });
    this.keep(told || []);
    return told;
  }

  keep(told) {
    for (const { id, words, interview } of told) this.known.set(id, WORDS.quote(oneLine(words), interview));
  }

  async ask(asked) {
    const address = new URL(this.address, document.baseURI);
    address.search = new URLSearchParams(asked);
    const answer = await fetch(address).catch(() => null); // the server is out of reach
    return answer?.ok ? (await answer.json()).quotes : null;
  }
}

// Where a memo is written, and quotes are linked to from it.
class MemoField {
  // `about` has text, code (its id), placeholder, label and grew().
  constructor(quoted, about) {
    this.quoted = quoted;
    this.about = about;
    this.ids = []; // of the linked passages, by the numbers that stand for them
    this.field = element("textarea");
    Object.assign(this.field, { rows: 4, dir: "auto", placeholder: about.placeholder });
    this.field.setAttribute("aria-label", about.label);
    this.field.value = about.text.replace(LINK, (_, id) => this.placeOf(id));
    this.linked = element("div", "qk-linked");
    this.opener = button(WORDS.linkQuote, () => this.choose());
    this.chooser = element("div", "qk-chooser");
    this.chooser.hidden = true;
    this.field.addEventListener("input", () => this.show());
    this.chooser.addEventListener("keydown", (event) => this.key(event));
    this.parts = [this.field, this.linked, this.chooser];
    this.show();
    quoted.learn(about.text).then((learned) => learned && this.show());
  }

  placeOf(id) {
    if (!this.ids.includes(id)) this.ids.push(id);
    return `⟦${this.ids.indexOf(id) + 1}⟧`;
  }

  // The memo as it is kept.
  get value() {
    return this.field.value.replace(PLACE, (place, number) => {
      const id = this.ids[number - 1];
      return id ? `[[quote:${id}]]` : place;
    });
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  // The words of the links that stand in the text.
  show() {
    const places = new Set([...this.field.value.matchAll(PLACE)].map(([, number]) => Number(number)));
    const standing = [...places].filter((number) => this.ids[number - 1]);
    this.linked.replaceChildren(...standing.map((number) => this.line(number)));
    this.about.grew();
  }

  line(number) {
    const made = element("p", "qk-soft", `⟦${number}⟧ ${this.quoted.words(this.ids[number - 1]) ?? WORDS.aQuote}`);
    made.dir = "auto";
    return made;
  }

  // ---- choosing ----

  choose() {
    const input = element("input");
    input.type = "text";
    input.placeholder = WORDS.findQuote;
    input.setAttribute("aria-label", WORDS.findQuote);
    input.addEventListener("input", () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.fill(input.value), TYPED_MS);
    });
    this.list = element("div");
    this.list.setAttribute("role", "group");
    this.list.setAttribute("aria-label", WORDS.quotes);
    this.chooser.replaceChildren(input, this.list);
    this.chooser.hidden = false;
    this.fill("");
    input.focus({ preventScroll: true });
  }

  async fill(words) {
    const call = (this.call = (this.call || 0) + 1);
    const told = await this.quoted.choices(words, this.about.code);
    if (call !== this.call || this.chooser.hidden) return;
    const rows = (told || []).map((one) => this.option(one));
    const none = element("p", "qk-soft", told ? WORDS.noQuotes : WORDS.near.failed);
    this.list.replaceChildren(...(rows.length ? rows : [none]));
    this.about.grew();
  }

  option({ id }) {
    const made = button("", () => this.link(id));
    const words = element("span", "", this.quoted.words(id));
    words.dir = "auto";
    made.append(words);
    made.title = words.textContent;
    return made;
  }

  link(id) {
    this.leave();
    const { selectionStart, selectionEnd } = this.field;
    this.field.setRangeText(this.placeOf(id), selectionStart, selectionEnd, "end");
    this.show();
  }

  leave() {
    this.chooser.hidden = true;
    this.about.grew();
    this.focus();
  }

  // Down and up go through the quotes, Enter takes one: the first where the focus is still in the field.
  key(event) {
    event.stopPropagation(); // the memo's own keys wait
    const options = [...this.list.querySelectorAll("button")];
    const at = options.indexOf(document.activeElement);
    const typing = event.target.matches("input");
    if (event.isComposing) return;
    if (event.key === "Escape") this.leave();
    else if (event.key === "Enter" && typing) options[0]?.click();
    else if (event.key === "ArrowDown") options[Math.min(at + 1, options.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (at > 0 ? options[at - 1] : this.chooser.querySelector("input")).focus();
    else return;
    event.preventDefault();
  }
}

function oneLine(text) {
  return text.replace(/\s+/gu, " ").trim();
}
