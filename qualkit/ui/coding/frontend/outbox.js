// Hands acts to the way to the server until it has answered them. The outbox is cumulative: a message that gets lost,
// or is sent twice, costs nothing, and the server does an act that it has seen before no second time.

const RESEND_AFTER_MS = 4000;

class Outbox {
  constructor(model) {
    this.model = model;
  }

  connect(way) {
    this.way = way;
  }

  send() {
    clearTimeout(this.timer);
    const ops = this.model.pending.map((one) => one.op);
    this.way?.(ops);
    if (ops.length) this.timer = setTimeout(() => this.send(), RESEND_AFTER_MS);
  }

  answered() {
    if (!this.model.pending.length) clearTimeout(this.timer);
  }

  close() {
    clearTimeout(this.timer);
  }
}
