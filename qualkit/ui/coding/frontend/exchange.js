// Invisible: carries acts to the server and news from it, by requests of its own. Through Streamlit each would be a run
// of its script, three times the work for the server and twice the wait for the reader.

const LOOK_MS = 2000; // what others do is seen within two seconds
const LOOK_UNSEEN_MS = 20000;
const FIRST_LOOK_MS = 250; // the transcript is painted first
const PATIENCE_MS = 15000;
const WAYS = (window.__qkExchanges ||= new Map()); // document key -> Way
const LOST = (window.__qkLost ||= new Map()); // interview -> why an act on an earlier text of it was not done

const interviewOf = (key) => key.split("/")[0];

class Way {
  constructor({ key, rev }) {
    this.key = key;
    this.have = rev; // the journal line that the transcript is at; moved on by whoever takes the news
    this.ops = []; // not answered yet
    this.news = { since: rev, ops: [], undo: "", settled: [], refused: {} };
    this.send = (ops) => {
      this.ops = ops;
      this.look();
    };
    document.addEventListener("visibilitychange", () => document.hidden || !this.isOpen || this.look());
  }

  // Streamlit's word: where to send to, who acts, and where to go in the text.
  renew({ address, coder, goto }, askAnew) {
    const isNew = !this.isOpen || address !== this.address;
    Object.assign(this, { address, coder, goto, askAnew, isOpen: true });
    this.tell();
    if (isNew) this.rest(FIRST_LOOK_MS);
  }

  tell() {
    window.dispatchEvent(new CustomEvent("qk-exchange", { detail: this.key }));
  }

  get data() {
    return { ...this.news, coder: this.coder, goto: this.goto, lost: LOST.get(interviewOf(this.key)) };
  }

  // The transcript is at this journal line; it may be an earlier one than we were, where it was forgotten meanwhile.
  reached(rev) {
    this.have = rev;
    LOST.delete(interviewOf(this.key));
    if (rev < this.news.since) this.look();
  }

  // One request at a time: an act that is sent again is known by its id, but must not overtake itself.
  async look() {
    this.again = this.isAsking;
    if (this.isAsking) return;
    clearTimeout(this.timer);
    this.isAsking = true;
    await this.ask().catch(() => {}); // the server is out of reach: the next look brings the same acts
    this.isAsking = false;
    if (this.again) this.look();
    else if (this.ops.length) this.rest(LOOK_MS);
    else if (this.isOpen) this.rest(document.hidden ? LOOK_UNSEEN_MS : LOOK_MS);
  }

  rest(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), ms);
  }

  async ask() {
    const { key, have, ops } = this;
    const answer = await fetch(new URL(this.address, document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      referrerPolicy: "no-referrer", // the server knows the page
      body: JSON.stringify({ key, have, ops }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.status === 404) this.askAnew(this.address); // the server was started again
    else if (answer.ok) this.hear(await answer.text());
  }

  hear(text) {
    if (text === this.heard) return; // nothing new
    this.heard = text;
    const news = JSON.parse(text);
    const settled = new Set(news.settled);
    this.ops = this.ops.filter((op) => !settled.has(op.act_id)); // else a text that is gone would go on sending them
    if (news.key !== this.key) return this.giveUp(news);
    this.news = news;
    return this.tell();
  }

  // The transcript was corrected. Whoever shows it anew tells what this way could not do, also where it is shown already.
  giveUp({ key, refused }) {
    const [why] = Object.values(refused);
    if (why) LOST.set(interviewOf(key), why);
    this.askAnew(key);
    if (why && WAYS.get(key)?.isOpen) WAYS.get(key).tell();
  }
}

export default function ({ data, setTriggerValue }) {
  const way = WAYS.get(data.key) || new Way(data);
  WAYS.set(data.key, way);
  const call = (way.calls = (way.calls || 0) + 1);
  way.renew(data, (why) => setTriggerValue("anew", why)); // a run of the page
  return () => setTimeout(() => call === way.calls && (way.isOpen = false));
}
