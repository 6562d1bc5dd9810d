// Python counts code points, the page counts UTF-16 units. Positions are code points everywhere in this component;
// here, and only here, one becomes the other.

class PointText {
  constructor(text) {
    this.text = text;
    this.units = /[\ud800-\udfff]/.test(text) ? PointText.unitsOf(text) : null; // null: both counts are the same
    this.length = this.units ? this.units.length - 1 : text.length;
  }

  static unitsOf(text) {
    const units = [0];
    for (const point of text) units.push(units[units.length - 1] + point.length);
    return units;
  }

  toUnit(point) {
    return this.units ? this.units[point] : point;
  }

  // A unit in the middle of a pair belongs to the code point that it is half of.
  toPoint(unit) {
    if (!this.units) return unit;
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.units[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  slice(start, end) {
    return this.text.slice(this.toUnit(start), this.toUnit(end));
  }
}

// The turns of an interview, and which of them a span of the whole text touches. A turn's `start` is where its words
// begin; the speaker's label before it is shown in the margin and is no part of it.
class Turns {
  constructor(snapshot) {
    const all = new PointText(snapshot.text);
    const asking = new Set(snapshot.interviewers);
    this.list = snapshot.turns.map(([, start, end, speaker, ms], index) => ({
      index,
      start,
      end,
      ms,
      speaker: snapshot.speakers[speaker],
      asks: asking.has(speaker),
      text: new PointText(all.slice(start, end)),
    }));
    this.text = all;
    this.cut = cutIn(snapshot.language);
  }

  indexAt(point) {
    let low = 0;
    let high = this.list.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.list[middle].start <= point) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  at(point) {
    return this.list[this.indexAt(point)];
  }

  // The part of a span that lies in a turn, counted from the turn's first letter, or null.
  part(turn, span) {
    const start = Math.max(span.start, turn.start) - turn.start;
    const end = Math.min(span.end, turn.end) - turn.start;
    return start < end ? { start, end } : null;
  }

  // Indexes of the turns that a span touches.
  touched(span) {
    const found = [];
    for (let i = this.indexAt(span.start); i < this.list.length && this.list[i].start < span.end; i++) {
      if (this.part(this.list[i], span)) found.push(i);
    }
    return found;
  }

  // A span cut to what was said: no speaker's label and no space at its ends; null where nothing is left.
  trimmed(span) {
    const first = this.indexAt(span.start);
    const inGap = span.start >= this.list[first].end && this.list[first + 1];
    let start = inGap ? this.list[first + 1].start : Math.max(span.start, this.list[first].start);
    let end = Math.min(span.end, this.at(span.end - 1).end);
    while (start < end && /\s/u.test(this.text.slice(start, start + 1))) start++;
    while (end > start && /\s/u.test(this.text.slice(end - 1, end))) end--;
    return start < end ? { start, end } : null;
  }
}

// How the study's language cuts words and sentences and orders names; the reader's own where it is none we know.
function cutIn(language) {
  let known;
  try {
    known = Intl.getCanonicalLocales(language || [])[0];
  } catch {
    known = undefined;
  }
  return {
    letter: new Intl.Segmenter(known, { granularity: "grapheme" }),
    word: new Intl.Segmenter(known, { granularity: "word" }),
    sentence: new Intl.Segmenter(known, { granularity: "sentence" }),
    compare: new Intl.Collator(known).compare,
  };
}

// The sentence of a turn around a point, as a span of the whole text.
function sentenceAt(turns, point) {
  const turn = turns.at(point);
  const within = Math.max(0, Math.min(point, turn.end) - turn.start);
  const unit = Math.min(turn.text.toUnit(within), turn.text.text.length - 1);
  const found = unit < 0 ? null : turns.cut.sentence.segment(turn.text.text).containing(unit);
  return found ? turns.trimmed(spanOf(turn, found)) : null;
}

// A face or a flag says something too: the keys stop at it as at a word.
const PICTURE = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]/u;

// The word at a point or, going forward or back, the nearest one from there; null at the ends of the interview.
function wordFrom(turns, point, step = 1) {
  for (let i = turns.indexAt(point); turns.list[i]; i += step) {
    const turn = turns.list[i];
    const words = turns.cut.word.segment(turn.text.text);
    const from = step > 0 ? Math.max(point, turn.start) : Math.min(point, turn.end - 1);
    let unit = turn.text.toUnit(Math.max(0, Math.min(from - turn.start, turn.text.length)));
    for (let found = words.containing(unit); found; found = words.containing(unit)) {
      if (found.isWordLike || PICTURE.test(found.segment)) return spanOf(turn, found);
      unit = step > 0 ? found.index + found.segment.length : found.index - 1;
    }
  }
  return null;
}

// Written without spaces between words: where one ends is the reader's to say, not a dictionary's.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

// A span whose ends fall on no word's inside, nor on that of a sign made of several code points.
function wholeWords(turns, { start, end }) {
  const [first, last] = [turns.at(start), turns.at(end - 1)];
  return {
    start: first.start + pieceAround(first.text, start - first.start, turns.cut).start,
    end: last.start + pieceAround(last.text, end - last.start, turns.cut).end,
  };
}

// What a point cuts in two: a word; of a script without spaces, a letter with its marks. Between two of them, nothing.
function pieceAround(text, point, cut) {
  const unit = text.toUnit(point);
  const word = cut.word.segment(text.text).containing(unit);
  if (!word) return { start: point, end: point };
  const piece = UNSPACED.test(word.segment) ? cut.letter.segment(text.text).containing(unit) : word;
  if (piece.index === unit) return { start: point, end: point };
  return { start: text.toPoint(piece.index), end: text.toPoint(piece.index + piece.segment.length) };
}

function spanOf(turn, { index, segment }) {
  return { start: turn.start + turn.text.toPoint(index), end: turn.start + turn.text.toPoint(index + segment.length) };
}
