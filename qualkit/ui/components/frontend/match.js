// Type-ahead: which codes a few letters mean.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// How well a code fits: lower is better, null is not at all.
function fit(wanted, code) {
  const name = fold(code.name);
  const at = name.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0) return /[\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 1; // the beginning of a word before the middle of one
  if (fold(code.path.join(" > ")).includes(wanted)) return 3;
  if (wanted.length > 2 && fold(code.definition ?? "").includes(wanted)) return 4;
  return wanted.length > 1 && inOrder(wanted, name) ? 5 : null;
}

function inOrder(letters, name) {
  let at = 0;
  for (const letter of name) if (letter === letters[at]) at += 1;
  return at === letters.length;
}

// Codes for what was typed, the best first; nothing typed: those used last, then those used most.
function matches(typed, codes, { recent, limit = 8 }) {
  const wanted = fold(typed.trim());
  const age = (code) => (recent.includes(code.id) ? recent.indexOf(code.id) : recent.length);
  const ranked = codes
    .map((code) => ({ code, fit: wanted ? fit(wanted, code) : 0 }))
    .filter((one) => one.fit !== null)
    .sort((a, b) => a.fit - b.fit || age(a.code) - age(b.code) || b.code.references - a.code.references
      || a.code.name.localeCompare(b.code.name));
  return ranked.slice(0, limit).map((one) => ({ ...one.code, byDefinition: one.fit === 4 }));
}

// What creating from the typed words would make: "A > B" is B under the code A, where A is one. Null: it is there.
function creation(typed, codes) {
  const words = typed.replace(/\s+/g, " ").trim();
  if (!words) return null;
  const cut = words.lastIndexOf(" > ");
  const above = cut > 0 ? fold(words.slice(0, cut)) : null;
  const parent = above && codes.find((code) => [code.name, code.path.join(" > ")].some((name) => fold(name) === above));
  const name = parent ? words.slice(cut + 3).trim() : words;
  const parent_id = parent ? parent.id : null;
  const there = codes.some((code) => (code.parent_id ?? null) === parent_id && fold(code.name) === fold(name));
  return there || !name ? null : { name, parent_id, under: parent ? parent.name : "" };
}
