// Between Streamlit and the transcripts: which one is on the page, what arrives for it, what goes to the server.
//
// Streamlit hands over two things: documents (sent once, outside the fragment) and, from a fragment that reruns with each
// act, a mount with the latest news. Either may come first, and a mount may come and go with the page.

const KEPT = 4; // transcripts that stay ready while others are looked at

class Workspace {
  constructor() {
    this.meter = METER;
    this.documents = new Map(); // key -> document
    this.coders = new Map(); // key -> Coder, the one used last at the end
    this.mounts = new Map(); // element -> what Streamlit handed over last
    addEventListener("beforeunload", (event) => { if (this.waiting()) event.preventDefault(); });
  }

  waiting() {
    return [...this.coders.values()].reduce((sum, coder) => sum + coder.outbox.waiting.length, 0);
  }

  // The transcript on the page now.
  get current() {
    return [...this.coders.values()].findLast((coder) => coder.box.isConnected) ?? null;
  }

  document(doc) {
    this.documents.set(doc.key, doc);
    this.coders.get(doc.key)?.reload(doc);
    for (const root of this.mounts.keys()) this.update(root);
  }

  mount(component) {
    const root = component.parentElement;
    if (!this.mounts.has(root)) METER.mounts += 1;
    METER.updates += 1;
    this.mounts.set(root, component);
    this.update(root);
    return () => this.unmount(root);
  }

  unmount(root) {
    this.mounts.delete(root);
    for (const coder of this.coders.values()) if (coder.box.parentElement === root) coder.leave();
  }

  update(root) {
    const { data } = this.mounts.get(root);
    if (!this.documents.has(data.key)) return; // it is on its way, and calls us then
    const coder = this.coder(data.key);
    if (coder.box.parentElement !== root) this.turnTo(coder, root);
    for (const other of this.coders.values()) {
      const news = other === coder ? data : { ...data, since: 0, ops: [] }; // acts on transcripts left behind arrive too
      other.receive(news);
    }
  }

  coder(key) {
    const coder = this.coders.get(key) ?? new Coder(this.documents.get(key), { send: () => this.send() });
    this.coders.delete(key);
    this.coders.set(key, coder);
    return coder;
  }

  turnTo(coder, root) {
    for (const other of this.coders.values()) if (other !== coder && other.box.parentElement === root) other.leave();
    coder.enter(root);
    for (const [key, other] of this.coders) {
      if (this.coders.size <= KEPT) break;
      if (other !== coder && !other.outbox.waiting.length) this.drop(key, other);
    }
  }

  drop(key, coder) {
    coder.transcript.leave();
    this.coders.delete(key);
    this.documents.delete(key);
  }

  // The whole of what is waiting, each time: what Streamlit drops on the way is in the next one.
  send() {
    const mounted = [...this.mounts.values()].at(-1);
    if (!mounted) return;
    METER.sent += 1;
    const boxes = [...this.coders].map(([key, coder]) => ({ key, ...coder.outbox.box() }));
    const current = mounted.data.key;
    mounted.setStateValue("outbox", { boxes: boxes.filter((box) => box.ops.length || box.key === current) });
  }
}

// This file may be read again when the page comes back: the workspace that is there stays. The small component in the
// fragment may have been there first, and left its mounts.
const { early } = window.__qualkit ?? {};
if (early || !window.__qualkit) {
  window.__qualkit = new Workspace();
  for (const component of early?.values() ?? []) window.__qualkit.mount(component);
}

export default function receiveDocument({ data }) {
  window.__qualkit.document(data);
}
