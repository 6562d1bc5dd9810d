// The recording beside its text: what is said now is marked, and a passage or a turn can be heard.

const BACK_S = 3;
const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

class Player {
  constructor(sheet, { source, duration_ms }) {
    this.sheet = sheet;
    this.turns = sheet.turns;
    this.until = null;
    const timed = this.turns.list.filter((turn) => turn.ms !== null);
    this.starts = timed.map((turn) => [turn.start, turn.ms]); // [code point, ms] of turns, later of words
    this.source = new URL(source, document.baseURI).href;
    this.audio = new Audio();
    this.audio.preload = "none";
    this.duration = (duration_ms || 0) / 1000;
    this.build();
  }

  build() {
    this.box = element("div", "qk-player");
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", WORDS.recording);
    this.playing = button("▶", () => this.toggle(), "qk-play");
    const back = button(WORDS.back, () => this.back());
    this.now = element("span", "qk-clock", "0:00");
    this.bar = element("input");
    this.bar.type = "range";
    this.bar.min = this.bar.value = 0;
    this.bar.step = 1;
    this.bar.setAttribute("aria-label", WORDS.place);
    this.bar.addEventListener("input", () => this.seek(Number(this.bar.value)));
    this.bar.addEventListener("keydown", (event) => event.stopPropagation());
    this.whole = element("span", "qk-clock");
    this.box.append(this.playing, this.now, this.bar, this.whole, back, this.speeds());
    this.sheet.bar.after(this.box);
    for (const event of ["play", "pause", "ended"]) this.audio.addEventListener(event, () => this.show());
    this.audio.addEventListener("durationchange", () => this.show());
    this.audio.addEventListener("timeupdate", () => this.follow());
    this.audio.addEventListener("error", () => (this.whole.textContent = WORDS.unplayable));
    this.show();
  }

  speeds() {
    const made = element("select");
    made.setAttribute("aria-label", WORDS.speed);
    for (const speed of SPEEDS) {
      const option = element("option", "", `${speed}×`);
      option.value = speed;
      option.selected = speed === 1;
      made.append(option);
    }
    made.onchange = () => (this.audio.playbackRate = Number(made.value));
    made.addEventListener("keydown", (event) => event.stopPropagation());
    this.speed = made;
    return made;
  }

  // ---- playing ----

  // The recording and the times of its words are asked for when somebody first wants to hear it.
  ready() {
    if (!this.audio.src) this.audio.src = this.source;
    this.times ||= fetch(`${this.source}/times`)
      .then((answer) => (answer.ok ? answer.json() : []))
      .then((steps) => this.takeTimes(steps))
      .catch(() => {}); // turns tell where it is
    return this.times;
  }

  // The address is another one after the server was started anew.
  renew({ source }) {
    const address = new URL(source, document.baseURI).href;
    if (address === this.source) return;
    const at = this.audio.currentTime;
    this.source = address;
    if (this.audio.src) this.audio.src = address;
    if (at) this.audio.currentTime = at;
  }

  takeTimes(steps) {
    if (!steps.length) return;
    let [point, ms] = [0, 0];
    this.starts = [];
    for (let i = 0; i < steps.length; i += 2) this.starts.push([(point += steps[i]), (ms += steps[i + 1])]);
    this.byWord = true;
  }

  toggle() {
    this.until = null;
    if (this.audio.paused) this.play();
    else this.audio.pause();
  }

  play() {
    this.ready();
    this.audio.playbackRate = Number(this.speed.value);
    this.audio.play().catch(() => (this.whole.textContent = WORDS.unplayable));
  }

  back() {
    this.ready();
    this.until = null;
    this.seek(Math.max(0, this.audio.currentTime - BACK_S));
  }

  seek(seconds) {
    this.ready();
    this.audio.currentTime = seconds;
    this.follow();
  }

  faster(step) {
    const place = SPEEDS.indexOf(Number(this.speed.value)) + step;
    if (!SPEEDS[place]) return;
    this.speed.value = SPEEDS[place];
    this.audio.playbackRate = SPEEDS[place];
  }

  // Play a passage, and stop at its end.
  async hear(span) {
    await this.ready();
    const from = this.msAt(span.start);
    if (from === null) return;
    const after = this.starts.find(([point]) => point >= span.end);
    this.seek(from / 1000);
    this.until = after ? after[1] / 1000 : null;
    this.play();
  }

  async hearFrom(point) {
    await this.ready();
    const from = this.msAt(point);
    if (from === null) return;
    this.until = null;
    this.seek(from / 1000);
    this.play();
  }

  // When the word at a place was said; of a turn without times for its words, when it began.
  msAt(point) {
    const place = lastBefore(this.starts, point, 0);
    return place < 0 ? null : this.starts[place][1];
  }

  // ---- showing ----

  show() {
    const playing = !this.audio.paused && !this.audio.ended;
    this.playing.textContent = playing ? "❚❚" : "▶";
    this.playing.setAttribute("aria-label", playing ? WORDS.pause : WORDS.play);
    const whole = Number.isFinite(this.audio.duration) ? this.audio.duration : this.duration;
    this.bar.max = Math.ceil(whole) || 1;
    this.bar.value = this.audio.currentTime;
    this.whole.textContent = whole ? clock(whole * 1000) : "";
  }

  follow() {
    const seconds = this.audio.currentTime;
    this.now.textContent = clock(seconds * 1000);
    this.bar.value = seconds;
    this.bar.setAttribute("aria-valuetext", clock(seconds * 1000));
    if (this.until !== null && seconds >= this.until) {
      this.until = null;
      this.audio.pause();
    }
    const place = lastBefore(this.starts, seconds * 1000, 1);
    if (place !== this.place) this.mark(place);
  }

  // The word that is being said; its turn comes into sight when the talk goes over to it.
  mark(place) {
    this.place = place;
    const point = place < 0 ? null : this.starts[place][0];
    const word = point !== null && this.byWord ? wordFrom(this.turns, point) : null;
    this.sheet.lay("said", word);
    const turn = point === null ? null : this.turns.at(point);
    if (turn === this.turn) return word && !this.audio.paused && this.sheet.reveal(word);
    this.turn?.row.classList.remove("qk-now");
    turn?.row.classList.add("qk-now");
    this.turn = turn;
    if (turn && !this.audio.paused) this.sheet.reveal(word || { start: turn.start, end: turn.start + 1 }, "start");
    return undefined;
  }

  close() {
    this.audio.pause();
    this.audio.removeAttribute("src");
  }
}

// The last of some sorted pairs whose `field` is not beyond a value; -1 where there is none.
function lastBefore(pairs, value, field) {
  let low = -1;
  let high = pairs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pairs[middle][field] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
