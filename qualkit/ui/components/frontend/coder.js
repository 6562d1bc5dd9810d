// One transcript being coded: puts the parts together and holds what a person can do. It outlives the page it is on:
// leaving and coming back finds the same scroll position, selection and acts still on their way.

const RECENT = 9;

class Coder {
  constructor(doc, shared) {
    this.key = doc.key;
    this.palette = doc.palette;
    this.shared = shared; // {send(): all transcripts' outboxes to the server}
    this.turns = new Turns(doc);
    this.model = new Model(this.turns, doc.interview_id);
    this.model.load(doc);
    this.box = element("section", "qk");
    this.recent = [];
    this.active = null;
    this.transcript = new Transcript(this.turns, {
      language: doc.language, onNear: (indexes) => this.drawTurns(indexes), onFar: (index) => this.wipeTurn(index),
    });
    this.paint = new Paint(this.transcript, this.model);
    this.outbox = new Outbox(this.model, doc.rev, { send: shared.send, told: (...args) => this.foot.tell(...args) });
    this.addParts();
    this.listen();
    METER.builds += 1;
  }

  addParts() {
    this.stripes = new Stripes(this.transcript, this.model, {
      isWaiting: (id) => this.waitingIds().has(id), isActive: (id) => id === this.active, onMore: (turn) => this.showTurn(turn),
    });
    this.picker = new Picker(this.box, {
      codes: () => this.offeredCodes(), onChoice: (choice, event) => this.choose(choice, event), onClose: () => this.endPicking(),
    });
    this.card = new Card(this.box, this.model, {
      onRemove: (id, event) => METER.from(event, () => this.remove(id)), onChoose: (id) => this.activate(id, { reveal: true }),
    });
    this.foot = new Foot({
      onUndo: (event) => METER.from(event, () => this.undo()), onKeys: () => this.showKeys(),
      onRecent: (index) => this.applyRecent(index),
    });
    this.help = new KeyHelp({ onClose: () => this.focus() });
    this.box.append(this.paint.style, this.transcript.scroll, this.foot.bar, this.picker.panel, this.card.panel, this.help.panel);
    this.refreshFoot();
  }

  // ---- on and off the page ----

  enter(root) {
    root.append(this.box); // never replaceChildren: Streamlit keeps its style sheet in there
    this.paint.enter();
    const { scroll } = this.transcript;
    const back = () => { scroll.scrollTop = this.scrolled ?? 0; };
    back();
    requestAnimationFrame(back); // heights of rows that were never laid out settle with the first frame
    this.outbox.forgetPast();
    this.refreshFoot();
  }

  leave() {
    this.paint.leave();
    this.picker.panel.hidden = true;
    this.card.close();
    this.box.remove();
  }

  // ---- news from the server ----

  receive(news) {
    this.coder = news.coder;
    for (const [line, , deltas] of news.ops) if (line > this.outbox.rev) this.meet(deltas);
    if (this.outbox.receive(news)) this.refresh();
  }

  // A newer state of the same text: its rows replace those here.
  reload(doc) {
    if (doc.rev <= this.outbox.rev) return;
    this.model.load(doc);
    this.outbox.rev = doc.rev;
    for (const act of this.outbox.waiting) act.done = this.model.apply(act.deltas);
    this.refresh();
  }

  meet(deltas) {
    for (const { after } of deltas) if (after?.coder && after.coder !== this.coder) this.foot.meet(after.coder);
  }

  // ---- drawing ----

  refresh() {
    const near = this.model.takeChanged().filter((index) => this.transcript.near.has(index));
    if (this.active && !this.model.item(this.active)) this.active = null;
    this.drawTurns(near);
    this.pointAtActive();
    this.refreshFoot();
    if (this.picker.open) this.picker.turnTo(this.picker.at);
  }

  drawTurns(indexes) {
    for (const index of indexes) this.paint.draw(index);
    this.stripes.draw(indexes);
    METER.drawn += indexes.length;
  }

  wipeTurn(index) {
    this.paint.wipe(index);
    this.stripes.wipe(index);
  }

  redrawNear() {
    this.stripes.draw([...this.transcript.near]);
  }

  pointAtActive() {
    this.paint.point(this.model.item(this.pointed ?? this.active), this.transcript.near);
  }

  refreshFoot() {
    this.foot.show({
      marks: this.model.segments.size, codes: this.model.usedHere(),
      waiting: this.outbox.waiting.length, last: this.outbox.last,
    });
  }

  waitingIds() {
    return new Set(this.outbox.waiting.flatMap((act) => act.deltas.flatMap(({ ids }) => ids)));
  }

  focus() {
    this.transcript.scroll.focus({ preventScroll: true });
  }

  // ---- selecting ----

  step(granularity, direction) {
    const [start, end] = this.transcript.selected() ?? this.startingPoint(direction);
    const found = direction > 0 ? this.turns.next(end, granularity) : this.turns.previous(start, granularity);
    if (found) this.select(found);
  }

  // What a code would be applied to: the selected words, else the passage that was coded or chosen last.
  target() {
    const item = this.model.item(this.active);
    return this.transcript.selected() ?? (item && [item.segment.start, item.segment.end]);
  }

  // Where the keyboard begins: at the passage that was chosen, else at the top of the screen.
  startingPoint(direction) {
    const item = this.model.item(this.active);
    if (item) return [item.segment.start, item.segment.end];
    const { from, end } = this.transcript.firstOnScreen();
    return direction > 0 ? [from, from] : [end, end];
  }

  extend(granularity, direction) {
    const [start, end] = this.transcript.selected() ?? this.startingPoint(direction);
    const moved = direction > 0 ? this.turns.next(end, granularity)?.[1] : this.shrunkEnd(start, end, granularity);
    if (moved > start) this.select([start, moved]);
  }

  shrunkEnd(start, end, granularity) {
    const last = this.turns.previous(end, granularity) ?? [start];
    const inside = this.turns.around(Math.max(start, end - 1), granularity) ?? last;
    return this.turns.previous(inside[0] < end ? inside[0] : last[0], granularity)?.[1];
  }

  moveStart(granularity, direction) {
    const span = this.transcript.selected();
    if (!span) return;
    const [start, end] = span;
    const moved = direction > 0 ? this.turns.next(start + 1, granularity)?.[0] : this.turns.previous(start, granularity)?.[0];
    if (moved !== undefined && moved < end) this.select([moved, end], { show: "start" });
  }

  select(span, how) {
    this.transcript.select(span, how);
    this.offerRecent();
  }

  selectSentence() {
    const [start] = this.transcript.selected() ?? this.startingPoint(1);
    const found = this.turns.around(start, "sentence");
    if (found) this.select(found);
  }

  selectTurn() {
    const [start] = this.transcript.selected() ?? this.startingPoint(1);
    const turn = this.turns.at(start);
    this.select([turn.from, turn.end]);
  }

  letGo() {
    if (this.card.open) return void this.card.close();
    this.transcript.deselect();
    this.activate(null);
    this.foot.offer([]);
  }

  offerRecent() {
    this.foot.offer(this.target() ? this.recentCodes() : []);
  }

  recentCodes() {
    return this.recent.map((id) => ({ id, ...this.model.codes.get(id) })).filter((code) => IN_USE.has(code.status));
  }

  // ---- choosing a code ----

  pick() {
    const span = this.target();
    if (!span) return void this.foot.tell(WORDS.nothingToCode);
    this.span = span;
    this.chosen = false;
    this.card.close();
    this.paint.pick(span);
    const boxes = this.transcript.ranges(...span).at(-1).getClientRects();
    const place = boxes[boxes.length - 1];
    this.picker.show({ words: this.turns.words(...span), place, recent: this.recent });
  }

  offeredCodes() {
    const here = new Set([...(this.model.onSegment.get(this.model.ownSegment(...this.span, this.coder)) ?? [])]
      .map((id) => this.model.codings.get(id).code_id));
    return this.model.codesInUse().map((code) => ({
      ...code, path: this.model.path(code.id), references: this.model.references(code.id), here: here.has(code.id),
    }));
  }

  choose(choice, event) {
    this.chosen = true;
    METER.from(event, () => ("note" in choice ? this.mark(choice.note) : this.code(choice)));
  }

  endPicking() {
    this.paint.pick(null);
    this.focus();
    if (this.chosen) this.transcript.deselect(); // the code's own colour shows now
    else this.transcript.select(this.span);
    this.offerRecent();
  }

  // ---- acts ----

  code(choice, span = this.span) {
    const act = codingAct(this.model, span, choice, { coder: this.coder, palette: this.palette });
    if (!act) return void this.foot.tell(WORDS.codedAlready);
    act.span = span;
    this.recent = [act.codeId, ...this.recent.filter((id) => id !== act.codeId)].slice(0, RECENT);
    this.perform(act);
  }

  mark(note) {
    this.perform(markAct(this.model, this.span, note, { coder: this.coder }));
  }

  remove(id) {
    const item = this.model.item(id);
    if (!item?.code_id) return;
    this.card.close();
    this.perform(removalAct(this.model, id));
  }

  perform(act) {
    this.outbox.do(act);
    this.active = act.itemId ?? null;
    if (!this.picker.open) this.transcript.deselect(); // its own colour shows now
    this.foot.tell(act.label);
    this.refresh();
  }

  applyRecent(index) {
    const span = this.target();
    const code = this.recentCodes()[index];
    if (!span || !code) return void this.foot.tell(span ? WORDS.nothingRecent : WORDS.nothingToCode);
    this.code({ code_id: code.id }, span);
  }

  repeatLast() {
    this.applyRecent(0);
  }

  codeInVivo() {
    const span = this.target();
    const name = span && inVivoName(this.turns.words(...span));
    if (!name) return void this.foot.tell(WORDS.nothingToCode);
    this.span = span;
    this.code(this.picker.inVivo(name));
  }

  removeActive() {
    if (!this.active) return void this.foot.tell(WORDS.notActive);
    this.remove(this.active);
  }

  undo() {
    const span = this.outbox.undo()?.span;
    this.refresh();
    if (span) this.select(span); // ready for another code
  }

  redo() {
    this.outbox.redo();
    this.refresh();
  }

  // ---- looking at what is coded ----

  nextItem() {
    this.turnToItem(1);
  }

  previousItem() {
    this.turnToItem(-1);
  }

  turnToItem(direction) {
    const items = this.model.allItems();
    if (!items.length) return;
    const at = items.findIndex((item) => item.id === this.active);
    const next = at < 0 ? this.itemNear(items, direction) : (at + direction + items.length) % items.length;
    this.activate(items[next].id, { reveal: true });
  }

  itemNear(items, direction) {
    const [start] = this.transcript.selected() ?? this.startingPoint(direction);
    const after = items.findIndex((item) => item.segment.start >= start);
    if (direction > 0) return after < 0 ? 0 : after;
    return ((after < 0 ? items.length : after) - 1 + items.length) % items.length;
  }

  activate(id, { reveal = false } = {}) {
    const before = this.active;
    this.active = id;
    this.redrawItem(before);
    this.redrawItem(id);
    this.pointAtActive();
    const item = this.model.item(id);
    if (!item) return;
    this.foot.tell(`${this.stripes.name(item)}, ${this.stripes.whose(item)}`);
    if (reveal) this.transcript.show(this.transcript.ranges(item.segment.start, item.segment.end)[0]);
  }

  redrawItem(id) {
    const item = this.model.item(id);
    if (!item) return;
    const touched = this.turns.pieces(item.segment.start, item.segment.end).map(([turn]) => turn.index);
    this.stripes.draw(touched.filter((index) => this.transcript.near.has(index)));
  }

  showItem(id, place) {
    this.activate(id);
    const item = this.model.item(id);
    if (item) this.card.show([item], place);
  }

  showTurn(turn) {
    const place = this.transcript.rows[turn.index].margin.getBoundingClientRect();
    this.card.show(this.model.items(turn), { top: place.top, bottom: place.top + 20, left: place.left });
  }

  showKeys() {
    this.help.show();
  }
}
