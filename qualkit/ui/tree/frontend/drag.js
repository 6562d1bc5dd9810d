// Codes taken by the mouse and let go over another code, or over the strip that stands for the top of the tree.

const DRAG_AFTER_PX = 6;
const UNFOLD_AFTER_MS = 700;
const EDGE_PX = 28;

class Drag {
  constructor(tree) {
    this.tree = tree;
    this.ghost = element("div", "qkt-ghost");
    this.ghost.hidden = true;
    this.ghost.setAttribute("aria-hidden", "true");
    tree.box.append(this.ghost);
    tree.rows.list.addEventListener("pointerdown", (event) => this.down(event));
    this.move = (event) => this.moved(event);
    this.up = (event) => this.end(event);
    this.key = (event) => event.key === "Escape" && (event.stopPropagation(), this.stop());
  }

  down(event) {
    const row = event.target.closest(".qkt-row");
    if (!row || event.button !== 0 || event.pointerType === "touch" || this.tree.rows.renaming) return;
    this.from = { x: event.clientX, y: event.clientY, id: row.dataset.id };
    window.addEventListener("pointermove", this.move);
    window.addEventListener("pointerup", this.up);
  }

  moved(event) {
    const { x, y, id } = this.from;
    if (!this.ids && Math.hypot(event.clientX - x, event.clientY - y) < DRAG_AFTER_PX) return;
    if (!this.ids) this.begin(id);
    event.preventDefault();
    const here = this.tree.box.getBoundingClientRect();
    this.ghost.style.transform = `translate(${event.clientX - here.left + 12}px, ${event.clientY - here.top + 8}px)`;
    this.over(document.elementFromPoint(event.clientX, event.clientY));
    this.scrollNear(event.clientY);
  }

  begin(id) {
    const { picked } = this.tree.model;
    this.ids = picked.has(id) ? [...picked] : [id];
    this.ghost.textContent = this.tree.called(this.ids);
    this.ghost.hidden = false;
    this.tree.box.classList.add("qkt-dragging");
    window.addEventListener("keydown", this.key, true);
  }

  over(node) {
    const spot = node?.closest?.(".qkt-row, .qkt-top");
    if (spot === this.spot) return;
    this.spot?.classList.remove("qkt-over");
    clearTimeout(this.unfolding);
    this.spot = spot && this.mayDrop(spot) ? spot : null;
    this.spot?.classList.add("qkt-over");
    const code = this.tree.model.byId.get(this.spot?.dataset.id);
    if (code?.children.length && !this.tree.model.isUnfolded(code))
      this.unfolding = setTimeout(() => this.tree.fold(code, true), UNFOLD_AFTER_MS);
  }

  mayDrop(spot) {
    const { model } = this.tree;
    if (spot.classList.contains("qkt-top")) return this.ids.some((id) => model.byId.get(id).parent);
    return model.mayTake(model.byId.get(spot.dataset.id), this.ids);
  }

  scrollNear(y) {
    const { scroll } = this.tree.rows;
    const { top, bottom } = scroll.getBoundingClientRect();
    if (y < top + EDGE_PX && y > top - EDGE_PX) scroll.scrollTop -= 10;
    else if (y > bottom - EDGE_PX && y < bottom + EDGE_PX) scroll.scrollTop += 10;
  }

  end() {
    const { ids, spot } = this;
    this.stop();
    if (!ids) return;
    this.tree.dragged = performance.now(); // the click that follows is not a choice
    if (spot?.classList.contains("qkt-top")) this.tree.moveTo(ids, null);
    else if (spot) this.tree.askDrop(ids, spot.dataset.id);
  }

  stop() {
    clearTimeout(this.unfolding);
    window.removeEventListener("pointermove", this.move);
    window.removeEventListener("pointerup", this.up);
    window.removeEventListener("keydown", this.key, true);
    this.spot?.classList.remove("qkt-over");
    this.tree.box.classList.remove("qkt-dragging");
    this.ghost.hidden = true;
    this.ids = this.spot = null;
  }
}
