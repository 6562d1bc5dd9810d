// One interview on the page: brings the recording, the turns, the editor and the acts together. It stays when Streamlit
// mounts the component anew, so that nothing that was typed, heard or scrolled is lost.

const FORGOTTEN_AFTER_MS = 10 * 60 * 1000;

// Counters for tests and measurements.
const HEARD = (window.__qkListening ||= { mounts: 0, answered: 0, refused: 0, pending: 0 });

class Listener {
  constructor(data) {
    this.id = null;
    this.speakers = [];
    this.signs = [];
    this.reading = Boolean(data.reading);
    this.box = made("div", "ql");
    this.pages = new Pages(data.interviewer);
    this.pages.reading = this.reading;
    this.pages.end = this.endOf();
    this.pages.scroll.append(this.pages.end);
    this.media = data.source
      ? new Media(data.source, data.video, { follow: (ms, on) => this.follow(ms, on), say: (...told) => this.say(...told) })
      : null;
    this.asking = new Asking(this);
    this.editor = new Editor(this);
    this.find = new Find(this);
    this.build();
    this.menu = new Menu(this);
    this.notes = new Notes(this);
    this.listen();
    this.offer(data);
    this.setCurrent(this.list[0] || null);
  }

  get list() {
    return this.pages.turns;
  }

  // ---- on the page ----

  build() {
    this.tools = new Tools(this);
    if (this.media?.element.tagName === "VIDEO") this.box.append(this.media.element);
    const { bar, status, help } = this.tools;
    this.box.append(bar, this.find.box, this.pages.scroll, status, help);
    this.showClean(false);
  }

  endOf() {
    const end = made("div", "ql-end");
    if (this.reading) return end;
    this.howToType = made("p", "ql-note", _("Nothing is written yet. N begins a turn; while you type, F4 plays and pauses, F2 goes back 3 seconds, and Enter goes on with the other speaker."));
    end.append(this.howToType, pushButton(_("Write a turn"), () => this.editor.begin()));
    return end;
  }

  adopt(parent) {
    clearTimeout(this.leaving);
    this.parent = parent;
    const { top } = this; // being moved scrolls it up
    parent.append(this.box); // beside Streamlit's own style sheet, which must stay
    this.pages.adopt();
    this.fitting?.disconnect();
    this.fitting = new ResizeObserver(() => this.fit());
    this.fitting.observe(this.pages.scroll);
    if (top) requestAnimationFrame(() => (this.pages.scroll.scrollTop = top));
    const { activeElement } = document;
    const chose = activeElement?.closest('[data-testid="stSelectbox"]'); // this interview, in the list above
    if (activeElement === document.body || chose) this.takeFocus();
    HEARD.mounts++;
  }

  // The keys work at once; no ring is drawn for what nobody did.
  takeFocus() {
    const { scroll } = this.pages;
    scroll.classList.add("ql-quiet");
    this.focusBack();
    scroll.addEventListener("blur", () => scroll.classList.remove("ql-quiet"), { once: true });
  }

  // As tall as the window leaves room for.
  fit() {
    const top = this.pages.scroll.getBoundingClientRect().top + (window.scrollY || 0);
    this.box.style.setProperty("--ql-top", `${Math.round(top)}px`);
  }

  leave(forget) {
    this.media?.element.pause();
    this.leaving = setTimeout(() => {
      this.pages.watching?.disconnect();
      window.removeEventListener("beforeunload", this.unload);
      forget();
    }, FORGOTTEN_AFTER_MS);
  }

  // ---- the server speaks ----

  // The whole transcript, with every run of the page; taken where nothing of one's own is on its way.
  offer(data) {
    this.data = data;
    this.signs = data.signs;
    this.media?.renew(data.source);
    this.pages.interviewer = data.interviewer;
    if (!this.asking.idle || (this.editor.isOpen && data.id === this.id)) return;
    this.editor.close();
    const same = (a, b) => a !== undefined && b !== undefined && JSON.stringify(a) === JSON.stringify(b);
    const old = this.list.map((turn) => turn.raw);
    let from = 0;
    while (same(old[from], data.turns[from])) from++;
    let tail = 0;
    const shorter = Math.min(old.length, data.turns.length) - from;
    while (tail < shorter && same(old[old.length - 1 - tail], data.turns[data.turns.length - 1 - tail])) tail++;
    const turns = data.turns.slice(from, data.turns.length - tail);
    const splice = { from, gone: old.length - from - tail, turns };
    this.take({ id: data.id, speakers: data.speakers, notes: data.notes, splice });
  }

  take({ id, speakers, notes, splice }) {
    this.id = id;
    this.speakers = speakers;
    const fresh = splice.turns.map((raw) => new Spoken(raw));
    const gone = splice.gone < 0 ? this.list.length : splice.gone;
    const at = this.current ? this.list.indexOf(this.current) : 0;
    const old = this.pages.splice(splice.from, gone, fresh);
    if (old.length === fresh.length) old.forEach((turn, n) => (turn.became = fresh[n]));
    this.here = this.stillHere();
    if (!this.list.includes(this.current)) this.setCurrent(this.list[Math.min(Math.max(at, 0), this.list.length - 1)] || null);
    if (this.here) this.pages.lay("here", this.here.turn, this.here.word);
    this.times = timeline(this.list);
    this.notes.take(notes);
    this.find.again();
    this.tell();
  }

  // The word that the keys are on, after its turn was told anew.
  stillHere() {
    const { turn, word } = this.here || {};
    if (!turn?.became) return this.here;
    return { turn: turn.became, word: turn.became.words.find((one) => one.start === word?.start) || null };
  }

  hear(data, setStateValue) {
    this.asking.connect(setStateValue);
    this.tools.offerUndo(data.undo);
    const done = this.asking.hear(data.answer);
    if (!done) return;
    const { answer } = data;
    HEARD.answered++;
    if (answer.have === this.id) this.take(answer);
    if (answer.refused) {
      HEARD.refused++;
      this.redraw(done.turn);
      this.say(done.said ? _("{told} Not saved: “{said}”", { told: answer.told, said: done.said }) : answer.told, true);
    } else if (answer.told) this.say(answer.told);
    else if (done.t !== "right") this.hint(); // the next word is told already
    this.asking.send();
    this.tell();
  }

  // What was shown ahead of an act that was refused goes back to what is stored.
  redraw(turn) {
    if (!(turn instanceof Spoken) || !this.list.includes(turn)) return;
    this.pages.splice(turn.index, 1, [new Spoken(turn.raw)]);
    this.times = timeline(this.list);
  }

  ask(op) {
    if (["undo", "redo", "who", "join", "rename"].includes(op.t)) this.editor.close();
    this.say("");
    this.asking.ask(op);
  }

  // ---- listening ----

  listen() {
    const { scroll } = this.pages;
    this.box.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const inside = event.target === scroll || scroll.contains(event.target);
      if (event.key !== "Tab") event.stopPropagation(); // Streamlit has keys of its own
      if (!inside) return;
      const onButton = event.target.closest("button") && ["Enter", " "].includes(event.key);
      const key = this.reading ? quietKey : readingKey;
      const ours = this.editor.isOpen ? typingKey(this, event) : !onButton && key(this, event);
      if (ours) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
    scroll.addEventListener("click", (event) => this.clicked(event));
    scroll.addEventListener("dblclick", (event) => this.clickedTwice(event));
    scroll.addEventListener("focusout", (event) => this.left(event));
    scroll.addEventListener("scroll", () => scroll.isConnected && (this.top = scroll.scrollTop), { passive: true });
    this.unload = (event) => (!this.asking.idle || this.editor.isOpen) && event.preventDefault();
    window.addEventListener("beforeunload", this.unload);
  }

  clicked(event) {
    const turn = this.pages.rows.get(event.target.closest(".ql-turn"));
    if (!turn || turn.editing) {
      if (turn && event.target === turn.name) this.menu.speakers(turn);
      return;
    }
    this.setCurrent(turn);
    if (event.target === turn.name) return void (this.reading || this.menu.speakers(turn));
    if (event.target === turn.time) return void this.hearTurn();
    if (!getSelection().isCollapsed || event.detail > 1) return;
    const place = this.pages.placeAt(event.clientX, event.clientY);
    if (!place || place.turn !== turn || !turn.said.contains(event.target)) return;
    const noted = this.notes.at(turn, place.point);
    if (noted) return void this.notes.open(turn, noted);
    const stretch = this.pages.clean && turn.stretchAt(place.point);
    if (stretch) {
      const rect = this.pages.range(turn, stretch).getBoundingClientRect();
      this.menu.stretch(turn, stretch, rect);
      return;
    }
    this.here = { turn, word: turn.wordAt(place.point) };
    this.tell();
    const ms = turn.msAt(place.point);
    if (ms !== null) this.media?.hear(ms);
  }

  clickedTwice(event) {
    if (this.reading) return void this.media?.element.pause(); // a word was selected, not asked to be heard
    const place = this.pages.placeAt(event.clientX, event.clientY);
    if (!place || place.turn.editing) return;
    const { turn, point } = place;
    if (!turn.said.contains(event.target)) return;
    this.media?.element.pause();
    this.editor.open(turn, turn.words.find((word) => word.start <= point && point <= word.end) || { start: point, end: point });
  }

  // What was typed is kept when one goes elsewhere with the mouse.
  left(event) {
    const { turn } = this.editor;
    if (!turn || event.target !== turn.said) return;
    const to = event.relatedTarget;
    if (to && (this.menu.box.contains(to) || turn.row.contains(to))) return;
    setTimeout(() => {
      const still = document.hasFocus() && document.activeElement !== turn.said;
      if (this.editor.turn === turn && still && this.menu.box.hidden) this.editor.save();
    });
  }

  follow(ms, playing) {
    const place = lastUpTo(this.times, ms, (one) => one.ms);
    const now = place < 0 ? null : this.times[place];
    if (now === this.said) return;
    this.said = now;
    const word = now?.word && ms < now.until + 1500 ? now.word : null;
    this.pages.lay("now", now?.turn, word);
    if (now?.turn !== this.speaking) {
      this.speaking?.row.classList.remove("ql-now");
      this.speaking = now?.turn || null;
      this.speaking?.row.classList.add("ql-now");
    }
    if (playing && now && !this.editor.isOpen && this.pages.isLeftAlone) this.pages.reveal(now.turn, word);
  }

  hearTurn() {
    if (this.current?.ms !== null && this.current) this.media?.hear(this.current.ms);
  }

  // ---- going about ----

  setCurrent(turn) {
    this.current?.row.classList.remove("ql-current");
    this.current = turn;
    turn?.row.classList.add("ql-current");
    if (this.here && this.here.turn !== turn) this.here = null;
    if (!this.here) this.pages.lay("here", null);
  }

  go(step) {
    const turn = this.list[(this.current?.index ?? -step) + step];
    if (!turn) return;
    this.setCurrent(turn);
    this.pages.reveal(turn);
  }

  nextUnsure(step) {
    const all = this.list.flatMap((turn) => turn.unsure.map((word) => ({ turn, word })));
    if (!all.length) return this.say(_("No word is left that the engine was unsure of."));
    const { turn, word } = this.here || { turn: this.current, word: null };
    const at = turn ? turn.index : -1;
    const point = word ? word.start : step > 0 ? -1 : Infinity;
    const after = (one) => one.turn.index > at || (one.turn.index === at && one.word.start > point);
    const before = (one) => one.turn.index < at || (one.turn.index === at && one.word.start < point);
    const next = step > 0 ? all.find(after) || all[0] : all.findLast(before) || all[all.length - 1];
    this.setCurrent(next.turn);
    this.here = next;
    this.pages.lay("here", next.turn, next.word);
    this.pages.reveal(next.turn, next.word);
    this.focusBack();
    this.media?.hear(Math.max(0, next.word.ms - 700), next.word.until + 500);
    return this.say(_("Unsure word {next} of {n}: {sure} % sure. Enter: it is right; E corrects it.", { next: all.indexOf(next) + 1, n: all.length, sure: next.word.sure }));
  }

  get isOnUnsure() {
    return Boolean(this.here?.word && this.here.turn.unsure.includes(this.here.word));
  }

  // The word that the keys are on is right: it is marked no more, and the next one is heard. False where there is none.
  confirm() {
    if (!this.isOnUnsure) return false;
    const { turn, word } = this.here;
    this.ask({ t: "right", turn, start: word.start, end: word.end });
    word.sure = -1;
    this.pages.paint(turn);
    this.nextUnsure(1);
    return true;
  }

  correct() {
    const { turn, word } = this.here?.word ? this.here : { turn: this.current, word: null };
    if (turn) this.editor.open(turn, word);
    else this.editor.begin();
  }

  // Enter: save, and after a new turn begin the next; an empty one ends it.
  saved() {
    const { turn } = this.editor;
    const goesOn = this.editor.save() && turn.isNew;
    this.lastTyped = goesOn ? turn.who : null;
    if (goesOn) this.editor.begin();
    else this.focusBack();
  }

  saveAndGo(step) {
    const next = this.list[this.editor.turn.index + step];
    this.editor.save();
    if (!next) return this.focusBack();
    this.setCurrent(next);
    return this.editor.open(next);
  }

  nameNew(turn, who) {
    turn.who = who;
    turn.name.textContent = who;
    turn.said.focus();
  }

  // Who speaks next: the one who spoke before the one who spoke last.
  other(who) {
    const before = this.list.findLast((turn) => turn.who && turn.who !== who)?.who;
    return before || this.speakers.find((one) => one !== who) || this.speakers[0] || "";
  }

  letGo() {
    this.here = null;
    this.pages.lay("here", null);
    this.media?.element.pause();
    if (!this.tools.help.hidden) this.tools.toggleHelp();
  }

  focusBack() {
    this.pages.scroll.focus({ preventScroll: true });
  }

  // ---- the clean style ----

  showClean(on) {
    this.pages.clean = on;
    this.tools.cleanly.setAttribute("aria-pressed", on);
    this.pages.paintAll();
  }

  choose(turn, { start, end }, shown) {
    this.ask({ t: "choose", turn, start, end, shown });
  }

  // The selected words of one turn; null where none are, undefined (and told) where they are of several.
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const from = this.pages.placeOf(range.startContainer, range.startOffset);
    const to = this.pages.placeOf(range.endContainer, range.endOffset) || this.endOfTurn(from?.turn, range);
    if (from && to && from.turn === to.turn) return { turn: from.turn, start: from.point, end: to.point };
    this.say(_("Select words inside one turn."), true);
    return undefined;
  }

  // Three clicks select to the beginning of what comes next: no more words than the turn has.
  endOfTurn(turn, range) {
    if (!turn) return null;
    const inside = range.cloneRange();
    inside.setEnd(turn.said, turn.said.childNodes.length);
    return inside.toString().trim() === range.toString().trim() ? { turn, point: turn.text.length } : null;
  }

  // Put back the stretch that the keys or the recording are on, or leave out what is selected.
  chooseHere() {
    const span = this.selected();
    if (span === undefined) return;
    if (span) {
      getSelection().collapseToEnd();
      return this.choose(span.turn, span, false);
    }
    const { turn, word } = this.here || this.said || {};
    const stretch = turn && word && turn.stretchAt(word.start);
    if (!stretch) return this.say(_("Select words to leave out, or click a grey word to put it back."));
    return this.choose(turn, stretch, stretch.why !== "back");
  }

  // ---- telling ----

  say(message, alarming = false) {
    this.message = message || "";
    this.alarming = alarming;
    this.tell();
  }

  hint() {
    const signs = this.signs.slice(0, 9).map((sign, n) => `Alt+${n + 1} ${sign}`);
    const typing = [_("Enter saves · Esc leaves it · Ctrl+Enter splits · F4 plays · F2 back 3 s"), signs.join(" ")].filter(Boolean).join(" · ");
    this.say(this.editor.isOpen ? typing : "");
  }

  tell() {
    this.tools.show();
    if (this.howToType) this.howToType.hidden = this.list.length > 0 || this.editor.isOpen;
    HEARD.pending = this.asking.waiting.length;
    HEARD.turns = this.list.length;
  }
}
