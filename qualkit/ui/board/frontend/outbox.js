// Sends acts to the server until it has answered them: a message that gets lost or is overtaken costs nothing, and the
// server does an act that it has seen before no second time.

const RESEND_AFTER_MS = 4000;

class Outbox {
  constructor() {
    this.pending = [];
  }

  connect(setStateValue) {
    this.setStateValue = setStateValue;
  }

  add(op) {
    this.pending.push({ id: crypto.randomUUID(), ...op });
    this.send();
  }

  send() {
    clearTimeout(this.timer);
    this.setStateValue("outbox", this.pending);
    this.timer = setTimeout(() => this.pending.length && this.send(), RESEND_AFTER_MS);
  }

  // Takes out what was answered; returns why the latest of these was refused, and which acts were done.
  answered({ settled, refused }) {
    const done = this.pending.filter((op) => settled.includes(op.id));
    this.pending = this.pending.filter((op) => !settled.includes(op.id));
    if (!this.pending.length) clearTimeout(this.timer);
    return { refusal: done.map((op) => refused[op.id]).filter(Boolean).at(-1) || "", done };
  }
}
