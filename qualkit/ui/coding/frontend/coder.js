// One interview on the page: brings model, sheet, cursor, picker and outbox together. It stays when Streamlit mounts
// the component anew, so that nothing that was sent, selected or scrolled is lost.

const KEPT_MS = 10 * 60 * 1000;

class Coder extends Acting {
  constructor(snapshot) {
    super();
    this.snapshot = snapshot;
    this.model = new Model(new Turns(snapshot));
    this.model.load(snapshot);
    this.model.takeDirty();
    this.outbox = new Outbox(this.model);
    this.sheet = new Sheet(this.model);
    this.sheet.quoted = new Quoted(this.model, snapshot.quotes);
    this.cursor = new Cursor(this.sheet);
    this.picker = new Picker(this.sheet, {
      choose: (span, choice, since) => this.choose(span, choice, since),
      closed: (span) => this.backFrom(span),
      near: (span) => this.nearAddress(span),
    });
    this.card = new Card(this.sheet, {
      remove: (since) => this.removeActive(since),
      change: (mark) => this.change(mark),
      write: (id, text, since) => this.write(id, text, since),
      edge: (mark, which, step, since) => this.stepEdge(which, step, since, mark),
      hear: snapshot.sound ? (mark) => this.player.hear(mark.segment) : null,
      pressed: (event) => pressed(this, event),
      closed: () => this.sheet.scroll.focus({ preventScroll: true }),
    });
    this.status = new Status(this.sheet, { help: () => this.help.toggle(), undo: (since) => this.undoByMouse(since) });
    this.help = new Help(this.sheet, BINDINGS);
    this.aroundText(snapshot);
    this.done = []; // own acts of this session, latest last, to show an undo before the server has done it
    this.undone = [];
    this.message = "";
    this.listen();
  }

  // What stands above the text, and the handles in it.
  aroundText(snapshot) {
    this.filter = this.sheet.filter = new Filter(this.sheet, {
      changed: () => this.refilter(),
      search: () => this.find.open(),
    });
    this.find = new Find(this.sheet, {
      went: () => this.edges.show(null),
      closed: () => this.backFromFind(),
      all: (wanted) => this.searchAll(wanted),
    });
    this.filter.bar.after(this.find.box);
    this.player = snapshot.sound ? new Player(this.sheet, snapshot.sound) : null;
    this.edges = new Edges(this.sheet, this.cursor, { move: (mark, span, since) => this.moveEdges(mark, span, since) });
    this.touch = new Touch(this.sheet, this.cursor, { code: (span) => this.picker.open(span) });
    this.sheet.refitted = () => this.edges.show(this.model.mark(this.sheet.active));
  }

  // Where the server tells which codes' quotes resemble a passage; null where that is not offered.
  nearAddress({ start, end }) {
    const { resembling, key } = this.snapshot;
    if (!resembling) return null;
    const address = new URL(resembling, document.baseURI);
    address.search = new URLSearchParams({ interview: key.split("/")[0], start, end });
    return address;
  }

  searchAll(wanted) {
    this.find.last = null;
    this.find.hide();
    this.wish?.({ view: "search", wanted });
  }

  // ---- in and out of the page ----

  adopt(parent) {
    clearTimeout(this.leaving);
    this.parent = parent;
    this.sheet.adopt(parent);
    this.takeFocus();
    COUNTED.mounts++;
  }

  // The keys work at once, unless something else on the page is being used; no ring is drawn for what nobody did.
  takeFocus() {
    const { scroll } = this.sheet;
    const holder = document.activeElement;
    if (holder !== document.body && !(holder !== scroll && holder?.matches(".qk-scroll"))) return;
    scroll.classList.add("qk-quiet");
    scroll.focus({ preventScroll: true });
    scroll.addEventListener("blur", () => scroll.classList.remove("qk-quiet"), { once: true });
  }

  leave(forget) {
    this.leaving = setTimeout(() => {
      this.outbox.close();
      this.touch.close();
      this.player?.close();
      this.sheet.close();
      document.removeEventListener("mouseup", this.mouseUp);
      window.removeEventListener("beforeunload", this.unload);
      forget();
    }, KEPT_MS);
  }

  // ---- the server speaks ----

  update(data, way) {
    this.outbox.connect(way);
    this.takeCoder(data.coder);
    this.undoable = data.undo;
    if (data.lost) this.say(data.lost, true);
    const missed = this.snapshot.rev > this.model.rev ? this.snapshot : null;
    if (data.since > Math.max(this.model.rev, this.snapshot.rev)) return; // news for a later us
    const settled = new Set([...data.settled, ...data.ops.map(([, act_id]) => act_id)]);
    const fresh = missed || data.ops.some(([seq]) => seq > this.model.rev);
    if (fresh || this.model.pending.some((one) => settled.has(one.op.act_id))) {
      const answered = this.model.settle(data.ops, settled, missed);
      for (const one of answered) this.acknowledge(one, data.refused[one.op.act_id]);
      this.outbox.answered();
      this.takeFocus(); // Streamlit's word about a lost connection had it, perhaps
    }
    this.repaint();
    if (data.goto) this.goTo(data.goto);
  }

  // Where another view points to, once for each time that somebody asks.
  goTo([start, end, asked]) {
    if (asked === this.went) return;
    this.went = asked;
    this.card.close(false);
    this.activate(null);
    this.cursor.select({ start, end }, "start");
    this.sheet.scroll.focus({ preventScroll: true });
  }

  takeCoder(coder) {
    if (coder === this.coder) return;
    this.coder = this.sheet.coder = coder;
    this.filter.drawChips();
    this.done = [];
    this.undone = [];
    const own = [...this.model.codings.values()].filter((coding) => coding.coder === coder);
    for (const coding of own) this.picker.used(coding.code_id);
    this.sheet.paintNear();
  }

  acknowledge(pending, refusal) {
    pending.timing.acknowledged = performance.now() - pending.since;
    COUNTED.acknowledged++;
    if (refusal === undefined) return;
    COUNTED.refused++;
    this.say(pending.words ? `${refusal} ${WORDS.notSaved(pending.words)}` : refusal, true);
    this.done = this.done.filter((one) => one !== pending);
    if (pending.op.t === "undo" && pending.about) this.done.push(pending.about);
  }

  // ---- selecting and choosing ----

  // What is selected, or the sentence where nothing is.
  selected() {
    if (!this.cursor.span()) this.cursor.selectSentence();
    return this.cursor.wholeSpan();
  }

  openPicker() {
    const span = this.selected();
    if (span) this.picker.open(span);
  }

  openCard() {
    const mark = this.model.mark(this.sheet.active);
    if (mark) this.card.open(mark);
    else this.say(WORDS.chooseFirst);
  }

  // A mark was chosen, and nothing else selected or gone to since.
  isOnMark() {
    return Boolean(this.model.mark(this.sheet.active)) && !this.cursor.word && !this.cursor.span();
  }

  // Another code for a coding; the first one for a mark that has none.
  change(mark) {
    this.card.close(false);
    this.picker.open(mark.segment, mark.coding ? mark : null);
  }

  backFrom(span) {
    this.sheet.scroll.focus({ preventScroll: true });
    this.cursor.leave(span);
  }

  activate(id) {
    const mark = this.model.mark(id);
    this.sheet.active = mark ? id : null;
    this.sheet.focus = null; // the same mark may stand elsewhere by now
    this.sheet.show(mark);
    this.sheet.paintNear();
    this.edges.show(mark);
    this.say(mark ? WORDS.chosen(described(mark).replaceAll("\n", " · ")) : "");
    return mark;
  }

  step(direction) {
    const marks = this.model.marks().filter((mark) => this.filter.shows(mark));
    if (!marks.length) return;
    let place = marks.findIndex((mark) => mark.id === this.sheet.active);
    if (place < 0) {
      const point = this.cursor.point();
      const after = marks.findIndex((mark) => mark.segment.start >= point);
      place = direction > 0 ? (after < 0 ? marks.length : after) - 1 : after < 0 ? marks.length : after;
    }
    const mark = this.activate(marks[(place + direction + marks.length) % marks.length].id);
    this.cursor.rest(mark.segment.start);
    this.sheet.reveal(mark.segment, "start");
    if (this.card.isOpen) this.card.open(mark);
  }

  // The next stretch of what participants said that nobody has marked, a sentence at a time.
  nextGap() {
    if (!this.filter.gaps) return this.say(WORDS.gapsOff);
    const span = gapAfter(this.model, this.cursor.span()?.end ?? this.cursor.word?.end ?? this.cursor.point());
    if (!span) return this.say(WORDS.noGap);
    this.activate(null);
    return this.cursor.select(span);
  }

  hearHere() {
    const mark = this.isOnMark() && this.model.mark(this.sheet.active);
    const span = this.cursor.span() || (mark && mark.segment);
    if (span) this.player.hear(span);
    else this.player.hearFrom(this.cursor.point());
  }

  // What was found stays chosen: Enter codes it.
  backFromFind() {
    const hit = this.find.last;
    this.sheet.lay("here", null);
    this.sheet.scroll.focus({ preventScroll: true });
    if (hit) this.cursor.select(hit);
  }

  refilter() {
    const colored = this.filter.colors();
    const { style } = this.sheet.box;
    colored.forEach((id, place) => style.setProperty(`--qk-tint${place}`, safeColor(this.model.codes.get(id))));
    this.sheet.paintNear();
  }

  letGo() {
    if (!this.help.box.hidden) this.help.toggle();
    this.activate(null);
    if (this.cursor.span()) this.cursor.leave(this.cursor.span());
  }

  // ---- listening ----

  listen() {
    const { scroll, box } = this.sheet;
    scroll.addEventListener("keydown", (event) => {
      if (event.key !== "Tab" && !event.isComposing) event.stopPropagation(); // Streamlit has keys of its own
      if (pressed(this, event)) event.preventDefault();
    });
    let down = null;
    scroll.addEventListener("mousedown", (event) => {
      down = event.button === 0 ? { x: event.clientX, y: event.clientY } : null;
      this.picker.close(false);
      this.card.close(false);
      this.cursor.word = null;
      this.sheet.lay("here", null);
    });
    this.mouseUp = (event) => {
      if (!down) return undefined;
      const moved = Math.hypot(event.clientX - down.x, event.clientY - down.y) > 3;
      down = null;
      const ms = !moved && event.target.closest?.("[data-ms]")?.dataset.ms;
      if (ms && this.player) return this.player.hearFrom(this.model.turns.list[Number(ms)].start);
      const id = !moved && event.target.closest?.("[data-mark]")?.dataset.mark;
      if (id && this.activate(id)) return this.openCard();
      // the selection settles after this event
      return setTimeout(() => this.released(event, moved || event.detail > 1 || event.shiftKey));
    };
    document.addEventListener("mouseup", this.mouseUp);
    box.addEventListener("mouseover", (event) => this.hovered(event));
    this.unload = (event) => this.model.pending.length && event.preventDefault();
    window.addEventListener("beforeunload", this.unload);
  }

  released(event, selecting) {
    if (selecting) this.cursor.pullInside(event);
    const span = selecting && (byLetter(event) ? this.cursor.span() : this.cursor.wholeSpan());
    if (span) return this.picker.open(span);
    if (!event.target.closest?.(".qk-said") || !this.sheet.box.contains(event.target)) return undefined;
    const point = this.cursor.point();
    const marks = this.model.marksIn(this.model.turns.indexAt(point));
    const under = marks.filter(({ segment }) => segment.start <= point && point < segment.end);
    return this.activate(under.length ? under[under.length - 1].id : null);
  }

  hovered(event) {
    const id = event.target.closest?.("[data-mark]")?.dataset.mark || this.sheet.active;
    this.sheet.show(id ? this.model.mark(id) : null);
  }

  // ---- showing ----

  say(message, alarming = false) {
    this.message = message;
    this.alarming = alarming;
    this.tell();
  }

  tell() {
    const latest = this.model.pending.length ? this.done[this.done.length - 1]?.label : this.undoable;
    this.status.tell(latest || "", this.message, Boolean(this.message && this.alarming));
  }

  repaint() {
    this.sheet.refocus();
    if (this.model.codesChanged) this.sheet.paintNear();
    this.model.codesChanged = false;
    this.sheet.paint(this.model.takeDirty());
    this.card.refresh();
    this.edges.show(this.model.mark(this.sheet.active));
    this.tell();
    COUNTED.codings = this.model.codings.size;
    COUNTED.segments = this.model.segments.size;
    COUNTED.pending = this.model.pending.length;
    COUNTED.rev = this.model.rev;
    afterPaint(() => COUNTED.paints++);
  }
}
