// The recording: sound or picture, its place, its speed.

const BACK_S = 3;
const SPEEDS = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2];
const UNPLAYABLE = _("This browser cannot play the recording. Chrome, Edge and Firefox play mp3, m4a, wav, flac and mp4.");

class Media {
  constructor(source, video, { follow, say }) {
    this.element = made(video ? "video" : "audio", video ? "ql-video" : "");
    this.element.hidden = video; // until a picture comes: a .mp4 or .webm may hold sound only
    this.element.preload = "metadata";
    this.element.preservesPitch = true;
    this.follow = follow;
    this.say = say;
    this.until = null;
    this.bar = made("div", "ql-media");
    this.playing = pushButton("▶", () => this.toggle(), "ql-play");
    this.playing.title = _("Play or pause (Space; F4 while typing)");
    this.now = made("span", "ql-clock", "0:00");
    this.place = made("input", "ql-place");
    Object.assign(this.place, { type: "range", min: 0, max: 1, step: 0.1, value: 0 });
    this.place.setAttribute("aria-label", _("Place in the recording"));
    this.whole = made("span", "ql-clock", "");
    this.back = pushButton("−3 s", () => this.jump(-BACK_S));
    this.back.title = _("Back 3 seconds (B; F2 while typing)");
    this.speed = made("select", "ql-speed");
    this.speed.setAttribute("aria-label", _("Speed"));
    for (const speed of SPEEDS) this.speed.append(new Option(`${speed}×`, speed, speed === 1, speed === 1));
    this.bar.append(this.playing, this.back, this.now, this.place, this.whole, this.speed);
    this.listen();
    this.renew(source);
  }

  listen() {
    const { element } = this;
    for (const name of ["play", "pause", "ended"]) element.addEventListener(name, () => this.show());
    element.addEventListener("play", () => this.tick());
    element.addEventListener("durationchange", () => this.show());
    element.addEventListener("resize", () => (element.hidden = !element.videoWidth));
    element.addEventListener("timeupdate", () => this.moved());
    element.addEventListener("seeked", () => this.moved());
    element.addEventListener("error", () => this.say(UNPLAYABLE, true));
    this.place.addEventListener("input", () => this.seek(Number(this.place.value) * 1000));
    this.speed.addEventListener("change", () => (element.playbackRate = Number(this.speed.value)));
    for (const one of [this.place, this.speed]) one.addEventListener("keydown", (event) => event.stopPropagation());
  }

  // The address is another one after the server was started anew.
  renew(source) {
    const address = new URL(source, document.baseURI).href;
    if (address === this.element.src) return;
    const at = this.element.currentTime;
    this.element.src = address;
    if (at) this.element.currentTime = at;
  }

  get ms() {
    return this.element.currentTime * 1000;
  }

  toggle() {
    this.until = null;
    if (this.element.paused) this.play();
    else this.element.pause();
  }

  play() {
    this.element.playbackRate = Number(this.speed.value);
    this.element.play().catch((error) => error.name !== "AbortError" && this.say(UNPLAYABLE, true));
  }

  seek(ms) {
    this.element.currentTime = Math.max(0, ms / 1000);
  }

  jump(seconds) {
    this.until = null;
    this.seek(this.ms + seconds * 1000);
  }

  // From there on, or only as far as `until`.
  hear(ms, until = null) {
    this.seek(ms);
    this.until = until;
    this.play();
  }

  faster(step) {
    const wanted = SPEEDS[this.speed.selectedIndex + step];
    if (!wanted) return;
    this.speed.value = wanted;
    this.element.playbackRate = wanted;
    this.say(_("Speed {wanted}×", { wanted }));
  }

  show() {
    const playing = !this.element.paused && !this.element.ended;
    this.playing.textContent = playing ? "❚❚" : "▶";
    this.playing.setAttribute("aria-label", playing ? _("Pause") : _("Play"));
    if (!Number.isFinite(this.element.duration)) return;
    this.place.max = this.element.duration;
    this.whole.textContent = timeOf(this.element.duration * 1000);
  }

  // Four times a second is what a browser tells by itself; a word is shorter than that.
  tick() {
    if (this.element.paused) return;
    this.moved();
    requestAnimationFrame(() => this.tick());
  }

  moved() {
    if (this.until !== null && this.ms >= this.until) {
      this.until = null;
      this.element.pause();
    }
    this.now.textContent = timeOf(this.ms);
    this.place.value = this.element.currentTime;
    this.place.setAttribute("aria-valuetext", timeOf(this.ms));
    this.follow(this.ms, !this.element.paused);
  }
}
