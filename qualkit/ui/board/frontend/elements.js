// Making elements. Texts are only ever set as textContent, so nothing that people wrote is read as markup.

const HEX = /^#[0-9a-f]{3,8}$/i;
const DRAFTS = new Map(); // what stands typed in fields, by key, until it is kept

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children.flat(Infinity).filter((child) => child !== "" && child != null && child !== false));
  return made;
}

function button(text, act, attributes = {}) {
  return make("button", { type: "button", class: "qb-button", onclick: act, ...attributes }, text);
}

function field(key, label, stored = "", { long = false, hint = "" } = {}) {
  const id = `qb-${key.replace(/[^\w-]/g, "-")}`;
  const input = make(long ? "textarea" : "input", { id, "data-key": key, rows: long ? 2 : null, placeholder: hint });
  input.value = DRAFTS.has(key) ? DRAFTS.get(key) : stored;
  input.addEventListener("input", () => DRAFTS.set(key, input.value));
  return make("div", { class: "qb-field" }, make("label", { for: id }, label), input);
}

function typed(key, stored = "") {
  return DRAFTS.has(key) ? DRAFTS.get(key) : stored;
}

function forget(...keys) {
  for (const key of keys) DRAFTS.delete(key);
}

function choose(label, options, current, then) {
  const select = make("select", { "aria-label": label, "data-key": `select ${label}`, onchange: () => then(select.value) });
  for (const [value, text] of options) select.append(make("option", { value, selected: value === current }, text));
  return select;
}

function dot(color) {
  const made = make("i", { class: "qb-dot", "aria-hidden": "true" });
  if (HEX.test(color)) made.style.background = color;
  return made;
}
