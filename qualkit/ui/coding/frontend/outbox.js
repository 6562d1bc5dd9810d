// Sends acts to the server until it has answered them. The outbox is cumulative: a message that gets lost, or is
// overtaken, costs nothing, and the server does an act that it has seen before no second time.

const RESEND_AFTER_MS = 4000;
const REPORT_AFTER_LINES = 20; // tell the server how far we are, so that it does not repeat more than this

class Outbox {
  constructor(model, key) {
    this.model = model;
    this.key = key;
    this.tries = 0;
    this.reported = model.rev;
  }

  connect(setStateValue) {
    this.setStateValue = setStateValue;
  }

  send() {
    clearTimeout(this.timer);
    this.reported = this.model.rev;
    const ops = this.model.pending.map((one) => one.op);
    this.setStateValue("outbox", { key: this.key, have: this.model.rev, ops, tries: ++this.tries });
    if (ops.length) this.timer = setTimeout(() => this.send(), RESEND_AFTER_MS);
  }

  answered() {
    if (!this.model.pending.length) clearTimeout(this.timer);
    if (this.model.rev - this.reported >= REPORT_AFTER_LINES) this.send();
  }

  close() {
    clearTimeout(this.timer);
  }
}
