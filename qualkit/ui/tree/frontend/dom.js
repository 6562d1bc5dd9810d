// Small things that every part makes. Names and texts reach the page by textContent only.

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function pressable(className, text, does) {
  const made = element("button", className, text);
  made.type = "button";
  made.onclick = does;
  return made;
}

function field(label, className) {
  const made = element("input", className);
  made.type = "text";
  made.placeholder = label;
  made.setAttribute("aria-label", label);
  made.autocomplete = "off";
  made.spellcheck = false;
  return made;
}

// "{n} quotes" with its values in
function said(words, values) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

// a colour reaches a style only if it is one
function colored(node, color) {
  if (/^#[0-9a-fA-F]{3,8}$/.test(color)) node.style.setProperty("--qkt-code", color);
}
