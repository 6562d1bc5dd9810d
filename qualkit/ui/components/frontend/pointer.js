// Mouse and pen: dragging over words opens the picker, a click chooses what is coded there, pointing shows where a code lies.

const DRAG_PX = 3;

Coder.prototype.listen = function listen() {
  const { scroll } = this.transcript;
  scroll.addEventListener("keydown", (event) => onKey(event, this));
  scroll.addEventListener("scroll", () => { if (scroll.isConnected) this.scrolled = scroll.scrollTop; }, { passive: true });
  scroll.addEventListener("mousedown", (event) => this.pressed(event));
  scroll.addEventListener("mouseover", (event) => this.hovered(event.target.closest?.("[data-item]")?.dataset.item ?? null));
  scroll.addEventListener("mouseleave", () => this.hovered(null));
  new ResizeObserver(() => this.resized()).observe(scroll);
};

Coder.prototype.resized = function resized() {
  const width = this.transcript.scroll.clientWidth;
  if (width === this.width) return; // only lines that break elsewhere move stripes
  this.width = width;
  this.redrawNear();
};

Coder.prototype.pressed = function pressed(down) {
  if (down.button !== 0) return;
  if (this.picker.open) this.picker.close();
  this.card.close();
  const released = (up) => {
    document.removeEventListener("mouseup", released);
    const dragged = Math.hypot(up.clientX - down.clientX, up.clientY - down.clientY) > DRAG_PX || up.detail > 1;
    setTimeout(() => this.released(up, dragged)); // the browser settles the selection after this event
  };
  document.addEventListener("mouseup", released); // the button may be let go outside the transcript
};

Coder.prototype.released = function released(event, dragged) {
  if (dragged && this.transcript.selected()) return void this.pick();
  if (dragged) return;
  this.offerRecent();
  const stripe = event.target.closest?.("[data-item]");
  if (stripe) return void this.showItem(stripe.dataset.item, stripe.getBoundingClientRect());
  const position = this.transcript.under(event);
  if (position !== null) this.clicked(this.model.itemsAt(position));
};

// A click on words that several codes lie on goes through them, one a click.
Coder.prototype.clicked = function clicked(items) {
  const at = items.findIndex((item) => item.id === this.active);
  this.activate(items.length ? items[(at + 1) % items.length].id : null);
};

Coder.prototype.hovered = function hovered(id) {
  if (id === (this.pointed ?? null)) return;
  this.pointed = id;
  this.pointAtActive();
};
