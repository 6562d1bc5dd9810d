// What a reader does to the text: each act is shown at once, kept for undo, and sent.

// Counters for tests and measurements; `acts` are milliseconds from the key to painted and to acknowledged.
const COUNTED = (window.__qk ||= { mounts: 0, paints: 0, acknowledged: 0, refused: 0, acts: [] });

function afterPaint(then) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = then;
    channel.port2.postMessage(null);
  });
}

class Acting {
  act(pending, since) {
    pending.since = since ?? performance.now();
    pending.timing = { kind: pending.op.t };
    COUNTED.acts.push(pending.timing);
    if (COUNTED.acts.length > 500) COUNTED.acts.shift();
    this.message = "";
    this.model.act(pending);
    this.repaint();
    afterPaint(() => (pending.timing.painted = performance.now() - pending.since));
    this.outbox.send();
  }

  own(pending, since) {
    this.done.push(pending);
    this.undone = [];
    this.act(pending, since);
    this.status.speak(pending.label);
  }

  choose(span, choice, since) {
    if (choice.note !== undefined) return this.own(markPassage(this.model, this.coder, span, choice.note), since);
    const standing = choice.code || this.namesake(choice);
    const code = standing || newCode(this.model, this.snapshot.palette, choice.name, choice.parent);
    const { changing } = this.picker;
    if (changing?.coding) return this.recode(changing.id, code, since, !standing);
    return this.code(span, code, since, !standing);
  }

  // A code of that name in that place, whatever its capitals.
  namesake({ name, parent }) {
    const parent_id = parent ? parent.id : null;
    return this.model.codesInUse().find((code) => same(code.name, name) && code.parent_id === parent_id);
  }

  code(span, code, since, isNew = false) {
    const segment = this.model.segmentOn(span, this.coder);
    if (segment && this.model.codingsOn(segment.id).some((one) => one.code_id === code.id)) {
      return this.say(WORDS.codedAlready(code.name));
    }
    this.picker.used(code.id);
    return this.own(codePassage(this.model, this.coder, span, code, isNew), since);
  }

  recode(id, code, since, isNew = false) {
    const mark = this.model.mark(id);
    if (!mark) return this.say(WORDS.codingGone, true);
    this.picker.used(code.id);
    return this.own(recode(mark, code, isNew), since);
  }

  // The memo on a coding, or the note of a mark that has none.
  write(id, text, since) {
    const mark = this.model.mark(id);
    if (!mark) return this.say(WORDS.goneNotSaved(text), true);
    if (text === this.card.written(mark)) return undefined;
    const { coding, segment } = mark;
    const pending = coding ? writeMemo(mark, text) : markPassage(this.model, this.coder, segment, text);
    return this.own({ ...pending, words: text }, since);
  }

  stepEdge(which, step, since, mark = this.model.mark(this.sheet.active)) {
    const span = mark && this.edges.stepped(mark, which, this.cursor.readingStep(step));
    if (span) this.moveEdges(mark, span, since);
    return true;
  }

  moveEdges(mark, span, since) {
    const { start, end, coder } = mark.segment;
    if (span.start === start && span.end === end) return undefined;
    if (this.model.segmentOn(span, coder)) return this.say(WORDS.edgesTaken);
    this.own(moveEdges(mark, span), since);
    return this.sheet.reveal(span, span.start === start ? "end" : "start");
  }

  codeInVivo(since) {
    const span = this.selected();
    if (!span) return;
    this.choose(span, { name: shortened(this.model.turns.text.slice(span.start, span.end)), parent: null }, since);
    this.cursor.leave(span);
  }

  applyRecent(place, since) {
    const applied = this.picker.recent.map((id) => this.model.codes.get(id));
    const code = applied.filter((one) => one && inUse(one))[place];
    const span = this.selected();
    if (!code) return this.say(WORDS.noneSoLongAgo);
    if (!span) return undefined;
    this.code(span, code, since);
    return this.cursor.leave(span);
  }

  markSelection(since) {
    const span = this.selected();
    if (!span) return;
    if (this.model.segmentOn(span, this.coder)) return this.say(WORDS.markedAlready);
    this.own(markPassage(this.model, this.coder, span, ""), since);
    this.cursor.leave(span);
  }

  removeActive(since) {
    const mark = this.model.mark(this.sheet.active);
    if (!mark) return this.say(WORDS.chooseFirst);
    this.sheet.active = null;
    this.card.close();
    this.own(mark.coding ? takeOff(this.model, mark) : unmark(mark), since);
    this.sheet.show(null);
  }

  undo(since) {
    if (!this.done.length && !this.undoable) return this.say(WORDS.nothingToUndo);
    const done = this.done.pop();
    const pending = takeBack(done);
    pending.about = done;
    if (done) this.undone.push(done);
    this.status.speak(WORDS.tookBack(done ? done.label : this.undoable));
    return this.act(pending, since);
  }

  undoByMouse(since) {
    this.sheet.scroll.focus({ preventScroll: true });
    this.undo(since);
  }

  redo(since) {
    const undone = this.undone.pop();
    if (undone) this.done.push(undone);
    this.status.speak(undone ? WORDS.didAgain(undone.label) : "");
    this.act(doAgain(undone), since);
  }
}
