// What a component says, in the language of the page: SPOKEN holds texts by their English, written above this by
// browser_texts.py and empty for English. Beyond PERIOD, every language forms a plural by the last two digits.
const PERIOD = 100;

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (braces, name) => (name in values ? values[name] : braces));
}

function _(text, values = {}) {
  return filled(SPOKEN[text] ?? text, values);
}

function plural(one, many, n, values = {}) {
  const [forms, which] = SPOKEN[one] ?? [];
  const form = forms ? forms[which[n < 2 * PERIOD ? n : PERIOD + (n % PERIOD)]] : n === 1 ? one : many;
  return filled(form, { n, ...values });
}
