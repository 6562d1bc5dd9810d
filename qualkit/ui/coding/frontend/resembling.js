// Codes whose quotes resemble the selected passage: below the picker's list, off until somebody asks for them, and only
// shown. The server is asked beside Streamlit, so that nothing of the page waits for the answer.

class Near {
  // `on` has ask(span) -> address or null where nothing is offered, apply(code, event) and grew().
  constructor(model, on) {
    this.model = model;
    this.on = on;
    this.box = element("div", "qk-near");
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", WORDS.near.title);
  }

  // What lies on the passage already is no news.
  look(span, lies) {
    this.stop();
    [this.span, this.lies] = [span, lies];
    const address = this.on.ask(span);
    this.box.hidden = !address;
    if (!address) return;
    if (Near.wanted) this.fetch(address);
    else this.box.replaceChildren(button(WORDS.near.show, () => this.turn(true), "qk-quiet-button"));
  }

  turn(on) {
    Near.wanted = on;
    this.look(this.span, this.lies);
    this.box.querySelector("button")?.focus({ preventScroll: true });
    this.on.grew();
  }

  stop() {
    this.asking?.abort();
    this.asking = null;
  }

  // Whether the focus could go there.
  enter() {
    const first = !this.box.hidden && this.box.querySelector("button");
    if (first) first.focus({ preventScroll: true });
    return Boolean(first);
  }

  async fetch(address) {
    const asking = (this.asking = new AbortController());
    this.fill([element("p", "qk-soft", WORDS.near.reading())]);
    try {
      let told = null;
      do {
        told = await (await fetch(address, { signal: asking.signal })).json();
        if (this.asking === asking) this.tell(told);
      } while (this.asking === asking && told.what);
    } catch (error) {
      if (error.name !== "AbortError") this.fill([element("p", "qk-soft", WORDS.near.failed)]);
    }
  }

  tell({ what, done, of, problem, hint, codes, note }) {
    if (what) return this.fill([element("p", "qk-soft", WORDS.near.reading(done, of))]);
    if (problem) return this.fill([element("p", "qk-soft", [problem, hint].filter(Boolean).join(" "))]);
    const rows = codes.map((one) => this.row(one)).filter(Boolean);
    if (!rows.length) rows.push(element("p", "qk-soft", WORDS.near.none));
    if (note) rows.push(element("p", "qk-soft", WORDS.near.weaker));
    return this.fill(rows);
  }

  row({ code_id, quote, interview }) {
    const code = this.model.codes.get(code_id);
    if (!code || !inUse(code) || this.lies.has(code_id)) return null; // the program read a little while ago
    const made = button("", (event) => this.on.apply(code, event));
    made.style.setProperty("--qk-code", safeColor(code));
    const words = element("q", "", quote.replace(/\s+/gu, " ").trim());
    words.dir = "auto";
    made.title = WORDS.near.from(interview, words.textContent);
    made.append(element("i"), element("span", "", code.name), words);
    return made;
  }

  fill(rows) {
    const focused = this.box.contains(document.activeElement);
    const head = element("div", "qk-near-head");
    head.append(element("span", "", WORDS.near.title), button(WORDS.near.hide, () => this.turn(false), "qk-quiet-button"));
    this.box.replaceChildren(head, ...rows);
    if (focused) head.lastChild.focus({ preventScroll: true });
    this.on.grew();
  }
}

Near.wanted = false; // for as long as this page is open
