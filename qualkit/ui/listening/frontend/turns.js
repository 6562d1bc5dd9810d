// One turn as the server tells it, with its words placed in it. Places are code points from the turn's first letter.

const UNSURE_UNDER = 50;

class Spoken {
  constructor(raw) {
    this.raw = raw;
    this.who = raw.who;
    this.ms = raw.ms;
    this.text = new PointText(raw.text);
    this.words = [...wordsIn(raw.words)];
    this.out = raw.out.map(([start, end, why]) => ({ start, end, why }));
    this.pauses = raw.pauses;
    this.english = raw.english;
  }

  get unsure() {
    return this.words.filter((word) => word.sure >= 0 && word.sure < UNSURE_UNDER);
  }

  // The word at a place, or the one before it.
  wordAt(point) {
    return this.words[lastUpTo(this.words, point, (word) => word.start)] || null;
  }

  stretchAt(point) {
    return this.out.find((one) => one.start <= point && point < one.end) || null;
  }

  msAt(point) {
    const word = this.wordAt(point);
    return word ? word.ms : this.ms;
  }
}

function* wordsIn(flat) {
  let [start, ms] = [0, 0];
  for (let i = 0; i < flat.length; i += 5) {
    start += flat[i];
    ms += flat[i + 1];
    yield { start, end: start + flat[i + 2], ms, until: ms + flat[i + 3], sure: flat[i + 4] };
  }
}

// When every word of the interview was said, in order; a turn without timed words counts as one.
function timeline(turns) {
  const found = [];
  for (const turn of turns) {
    if (turn.words.length) for (const word of turn.words) found.push({ ms: word.ms, until: word.until, turn, word });
    else if (turn.ms !== null) found.push({ ms: turn.ms, until: Infinity, turn, word: null });
  }
  return found.sort((a, b) => a.ms - b.ms);
}
