// Turns of a transcript, and the words and sentences in them.

class Turns {
  constructor(doc) {
    this.positions = new Positions(doc.text);
    this.language = doc.language || undefined;
    const interviewers = new Set(doc.interviewers);
    this.list = doc.turns.map(([start, from, end, speaker, at], index) => ({
      index, start, from, end, at,
      speaker: doc.speakers[speaker] ?? "",
      interviewer: interviewers.has(speaker),
      text: this.positions.slice(from, end),
      units: {}, // words and sentences, found when first asked for
    }));
  }

  // The turn that holds a position, or the last one that begins before it.
  at(position) {
    return this.list[lastAtMost(this.list, position, (turn) => turn.start)];
  }

  // Where a span lies: [turn, start, end] for each turn whose words it touches.
  pieces(start, end) {
    const found = [];
    if (!this.list.length) return found;
    for (let i = this.at(start).index; i < this.list.length && this.list[i].start < end; i += 1) {
      const turn = this.list[i];
      const [low, high] = [Math.max(start, turn.from), Math.min(end, turn.end)];
      if (low < high) found.push([turn, low, high]);
    }
    return found;
  }

  // UTF-16 offset inside a turn's own text, and back.
  offset(turn, position) {
    return this.positions.unit(position) - this.positions.unit(turn.from);
  }

  position(turn, offset) {
    return this.positions.position(this.positions.unit(turn.from) + Math.min(offset, turn.text.length));
  }

  words(start, end) {
    return this.positions.slice(start, end);
  }

  // Without the white space at either end; null where nothing else is left.
  trimmed(start, end) {
    const text = this.words(start, end);
    const [kept, lead] = [text.trim(), text.length - text.trimStart().length];
    if (!kept) return null;
    const unit = this.positions.unit(start) + lead;
    return [this.positions.position(unit), this.positions.position(unit + kept.length)];
  }

  // Spans of a turn's words ("word") or sentences ("sentence"), in order.
  units(turn, granularity) {
    return (turn.units[granularity] ??= this.cut(turn, granularity));
  }

  cut(turn, granularity) {
    const found = [];
    for (const piece of segmenter(this.language, granularity).segment(turn.text)) {
      if (granularity === "word" && !piece.isWordLike) continue;
      const start = this.position(turn, piece.index);
      const span = this.trimmed(start, this.position(turn, piece.index + piece.segment.length));
      if (span) found.push(span);
    }
    return found;
  }

  // The first unit that begins at or after a position, over the ends of turns; null at the end of the text.
  next(position, granularity) {
    for (let i = this.at(position).index; i < this.list.length; i += 1) {
      const found = this.units(this.list[i], granularity).find(([start]) => start >= position);
      if (found) return found;
    }
    return null;
  }

  // The last unit that ends at or before a position.
  previous(position, granularity) {
    for (let i = this.at(position).index; i >= 0; i -= 1) {
      const found = this.units(this.list[i], granularity).findLast(([, end]) => end <= position);
      if (found) return found;
    }
    return null;
  }

  // The unit that a position lies in, or the next one.
  around(position, granularity) {
    const here = this.units(this.at(position), granularity).find(([, end]) => end > position);
    return here ?? this.next(position, granularity);
  }
}

const SEGMENTERS = new Map();

function segmenter(language, granularity) {
  const key = `${language} ${granularity}`;
  if (!SEGMENTERS.has(key)) SEGMENTERS.set(key, new Intl.Segmenter(known(language), { granularity }));
  return SEGMENTERS.get(key);
}

function known(language) {
  try {
    return Intl.Segmenter.supportedLocalesOf(language ?? []);
  } catch {
    return []; // not a language tag: the browser's own language serves
  }
}
