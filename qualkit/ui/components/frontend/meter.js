// How long things take, counted where tests and benchmarks can read it: window.__qualkit.meter.

const METER = {
  mounts: 0, updates: 0, builds: 0, sent: 0, drawn: 0, acts: [],

  begin(actId) {
    const act = { actId, began: this.now ?? performance.now() };
    this.acts.push(act);
    if (this.acts.length > 4000) this.acts.splice(0, 2000);
    afterPaint(() => { act.painted = performance.now() - act.began; });
  },

  acknowledge(actId) {
    const act = this.acts.findLast((one) => one.actId === actId);
    if (!act || act.acknowledged) return;
    act.acknowledged = performance.now() - act.began;
    afterPaint(() => { act.repainted = performance.now() - act.began; });
  },

  // What happens inside began when the key went down, not when its handler got to run.
  from(event, work) {
    this.now = event?.timeStamp || performance.now();
    try {
      return work();
    } finally {
      this.now = null;
    }
  },
};

function afterPaint(then) {
  requestAnimationFrame(() => {
    const channel = new MessageChannel(); // its message comes after the frame was painted
    channel.port1.onmessage = then;
    channel.port2.postMessage(0);
  });
}
