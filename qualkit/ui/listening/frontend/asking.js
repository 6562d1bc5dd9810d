// Acts on their way to the server, one after the other: each is sent until it is answered, and done once.

const AGAIN_AFTER_MS = 4000;

class Asking {
  constructor(listener) {
    this.listener = listener;
    this.waiting = [];
    this.tries = 0;
    this.latest = null; // id of the answer that was taken last
  }

  get idle() {
    return !this.waiting.length;
  }

  connect(setStateValue) {
    this.setStateValue = setStateValue;
  }

  ask(op) {
    this.waiting.push({ ...op, act_id: crypto.randomUUID() });
    if (this.waiting.length === 1) this.send();
    this.listener.tell();
  }

  send() {
    clearTimeout(this.timer);
    const [first] = this.waiting;
    if (!first) return;
    const { list, id } = this.listener;
    const op = { ...first, have: id, tries: ++this.tries };
    if (first.turn instanceof Spoken) {
      let turn = first.turn;
      while (turn.became) turn = turn.became;
      op.turn = list.indexOf(turn);
    }
    this.setStateValue?.("outbox", op);
    this.timer = setTimeout(() => this.send(), AGAIN_AFTER_MS);
  }

  // What the server says to the act that was sent; told again with every message, taken once.
  hear(answer) {
    if (!answer || answer.act_id === this.latest || answer.act_id !== this.waiting[0]?.act_id) return null;
    this.latest = answer.act_id;
    const done = this.waiting.shift();
    clearTimeout(this.timer);
    return done;
  }
}
