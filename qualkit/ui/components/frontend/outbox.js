// Acts on their way: shown at once, sent until the server says that it has them, taken back where it refuses.
//
// The rows on the page are always what the server has told so far with the acts still on their way on top; when news
// arrives these are lifted off, the news is applied, and those that are still waiting are put on again.

const RETRY_MS = 4000;
const CATCH_UP = 60; // lines of news after which the server is told how far this page has come

class Outbox {
  constructor(model, rev, { send, told }) {
    this.model = model;
    this.rev = rev; // the last journal line that this page knows
    this.send = send;
    this.told = told; // called with a message for the person
    this.waiting = []; // {op, deltas, label, done}
    this.past = []; // own acts of this visit that can be shown as undone at once
    this.future = [];
  }

  get last() {
    return this.past.at(-1)?.label ?? "";
  }

  do(act) {
    this.past.push(act);
    this.future = [];
    this.put(act);
  }

  // Undo is the server's (it knows one's acts on other pages too); what is known here is shown at once.
  undo() {
    const act = this.past.pop();
    if (act) this.future.push(act);
    const label = WORDS.undid(act?.label);
    this.put({ op: { t: "undo" }, deltas: act ? turnedRound(act) : [], label });
    this.told(label);
    return act;
  }

  redo() {
    const act = this.future.pop();
    if (act) this.past.push(act);
    const label = WORDS.redid(act?.label);
    this.put({ op: { t: "redo" }, deltas: act?.deltas ?? [], label });
    this.told(label);
  }

  put(act) {
    act.op = { act_id: newId(), ...act.op };
    act.done = this.model.apply(act.deltas);
    act.effect ??= act.done;
    this.waiting.push(act);
    METER.begin(act.op.act_id);
    this.post();
  }

  post() {
    clearTimeout(this.retry);
    this.send();
    if (this.waiting.length) this.retry = setTimeout(() => this.post(), RETRY_MS);
  }

  box() {
    return { have: this.rev, ops: this.waiting.map((act) => act.op) };
  }

  // news: {since, ops: [[line, act id, deltas]], done: [act id], refused: {act id: why}}. True where rows may have changed.
  receive(news) {
    if (news.since > this.rev) {
      this.post(); // something was missed: say how far this page has come, and the rest will follow
      return false;
    }
    const fresh = news.ops.filter(([line]) => line > this.rev);
    const settled = new Set([...fresh.map(([, actId]) => actId), ...news.done, ...Object.keys(news.refused)]);
    const arrived = this.waiting.filter((act) => settled.has(act.op.act_id));
    if (!fresh.length && !arrived.length) return false;
    this.rebase(fresh, arrived);
    for (const act of arrived) this.settle(act, news.refused[act.op.act_id]);
    if (news.ops.length > CATCH_UP && !this.waiting.length) this.post();
    return true;
  }

  rebase(fresh, arrived) {
    for (const act of this.waiting.toReversed()) this.model.revert(act.done);
    for (const [line, , deltas] of fresh) {
      this.model.apply(deltas);
      this.rev = line;
    }
    this.waiting = this.waiting.filter((act) => !arrived.includes(act));
    for (const act of this.waiting) act.done = this.model.apply(act.deltas);
    if (!this.waiting.length) clearTimeout(this.retry);
  }

  settle(act, refused) {
    METER.acknowledge(act.op.act_id);
    if (!refused) return;
    this.past = this.past.filter((other) => other !== act);
    this.future = [];
    this.told(refused, { alarm: true });
  }

  // Another page may have come between: what is undone next is then the server's to say.
  forgetPast() {
    this.past = [];
    this.future = [];
  }
}

function turnedRound(act) {
  return act.effect.toReversed().map(([noun, id, before, after]) => ({ noun, ids: [id], before: after ?? null, after: before ?? null }));
}
