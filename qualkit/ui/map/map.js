// The thematic map: boxes are dragged, or moved with the arrow keys; a theme takes what stands under it along. Names are
// only ever set as textContent. Where boxes stand is told to the server, which keeps it when the researcher keeps the map.

const SVG = "http://www.w3.org/2000/svg";
const STEP = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KINDS = { theme: _("theme"), subtheme: _("subtheme"), code: _("code") };
const SMALL_STEP = 10, LARGE_STEP = 50, MARGIN = 40, OVER = 190, PAST = 330, LINE = 1.3;

function shape(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

class ThematicMap {
  constructor() {
    this.picture = shape("svg", { class: "qm", role: "group", "aria-label": _("Thematic map") });
    this.moved = new Set();
    this.picture.addEventListener("pointermove", (event) => this.drag(event));
    this.picture.addEventListener("pointerup", () => this.drop());
  }

  hear(data, setStateValue) {
    this.tell = setStateValue;
    if (this.key === data.key) return;
    this.key = data.key;
    // what was dragged and not kept yet stays where it is, also when a link or a theme is added meanwhile
    const stays = ({ id }) => (this.moved.has(id) ? { x: this.nodes.get(id).x, y: this.nodes.get(id).y } : {});
    this.nodes = new Map(data.nodes.map((node) => [node.id, { ...node, ...stays(node) }]));
    this.moved = new Set([...this.moved].filter((id) => this.nodes.has(id)));
    this.links = data.links;
    this.draw();
    if (this.moved.size) this.report();
  }

  // ---- drawing ----

  draw() {
    const held = document.activeElement?.dataset?.box;
    const all = [...this.nodes.values()];
    const known = this.links.filter((one) => this.nodes.has(one.from) && this.nodes.has(one.to));
    const edge = (side) => [...all, ...known.map((one) => this.bend(one).middle)].map((node) => node[side[0]] + side[1] * node[side[2]] / 2);
    const left = Math.min(0, ...edge(["x", -1, "w"])) - MARGIN, top = Math.min(0, ...edge(["y", -1, "h"])) - MARGIN;
    const right = Math.max(400, ...edge(["x", 1, "w"])) + MARGIN, bottom = Math.max(200, ...edge(["y", 1, "h"])) + MARGIN;
    if (!this.dragged) this.picture.setAttribute("viewBox", `${left} ${top} ${right - left} ${bottom - top}`);
    const stems = all.filter((node) => this.nodes.has(node.parent)).map((node) => this.stem(node));
    this.picture.replaceChildren(...stems, ...known.map((one) => this.link(one)), ...all.map((node) => this.box(node)), ...known.map((one) => this.word(one)));
    if (held) [...this.picture.querySelectorAll("[data-box]")].find((one) => one.dataset.box === held)?.focus();
  }

  stem(node) {
    const parent = this.nodes.get(node.parent);
    return shape("line", { x1: parent.x, y1: parent.y, x2: node.x, y2: node.y, class: "qm-stem" });
  }

  bend({ from, to }) {
    const start = this.nodes.get(from), end = this.nodes.get(to);
    const across = Math.abs(start.x - end.x) >= Math.abs(start.y - end.y);
    const x = across ? (start.x + end.x) / 2 : Math.max(start.x, end.x) + PAST;
    const y = across ? Math.min(start.y, end.y) - OVER : (start.y + end.y) / 2;
    return { start, end, x, y, middle: { x: (start.x + end.x) / 4 + x / 2, y: (start.y + end.y) / 4 + y / 2, w: 2 * MARGIN, h: 0 } };
  }

  link(one) {
    const { start, end, x, y } = this.bend(one);
    return shape("path", { d: `M ${start.x} ${start.y} Q ${x} ${y} ${end.x} ${end.y}`, class: "qm-link" });
  }

  word(one) {
    const { x, y } = this.bend(one).middle;
    return shape("text", { x, y, class: "qm-word" }, one.name);
  }

  box(node) {
    const group = shape("g", { class: `qm-box qm-${node.kind}`, tabindex: "0", role: "button", "data-box": node.id, "aria-label": `${KINDS[node.kind] || node.kind} ${node.lines.join(" ")}; ${_("the arrow keys move it")}` });
    group.append(shape("rect", { x: node.x - node.w / 2, y: node.y - node.h / 2, width: node.w, height: node.h, rx: 8 }));
    const name = shape("text", { "font-size": node.size });
    node.lines.forEach((line, at) => name.append(shape("tspan", { x: node.x, y: node.y - node.h / 2 + 6 + node.size + at * node.size * LINE }, line), " "));
    group.append(name);
    group.addEventListener("pointerdown", (event) => this.take(event, node));
    group.addEventListener("keydown", (event) => this.key_(event, node));
    return group;
  }

  // ---- moving ----

  family(node) {
    const under = [...this.nodes.values()].filter((one) => one.parent === node.id);
    return [node, ...under.flatMap((one) => this.family(one))];
  }

  move(node, x, y) {
    for (const one of this.family(node)) {
      one.x += x;
      one.y += y;
      this.moved.add(one.id);
    }
    this.draw();
  }

  point(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.picture.getScreenCTM().inverse());
  }

  take(event, node) {
    this.dragged = { node, at: this.point(event) };
    this.picture.setPointerCapture(event.pointerId);
    event.preventDefault();
  }

  drag(event) {
    if (!this.dragged) return;
    const to = this.point(event);
    this.move(this.dragged.node, to.x - this.dragged.at.x, to.y - this.dragged.at.y);
    this.dragged.at = to;
  }

  drop() {
    if (!this.dragged) return;
    this.dragged = null;
    this.draw();
    this.report();
  }

  key_(event, node) {
    const step = STEP[event.key];
    if (!step) return;
    const size = event.shiftKey ? LARGE_STEP : SMALL_STEP;
    this.move(node, step[0] * size, step[1] * size);
    event.preventDefault();
    clearTimeout(this.later);
    this.later = setTimeout(() => this.report(), 500);
  }

  report() {
    const places = Object.fromEntries([...this.nodes.values()].map((node) => [node.id, [Math.round(node.x), Math.round(node.y)]]));
    this.tell("places", { key: this.key, places });
  }
}

let MAP = null;

export default function ({ data, parentElement, setStateValue }) {
  MAP ||= new ThematicMap();
  if (MAP.picture.parentElement !== parentElement) parentElement.append(MAP.picture);
  MAP.hear(data, setStateValue);
}
