// Text positions are Unicode code points, as Python counts them; JavaScript and the DOM count UTF-16 units.

const SURROGATE = /[\ud800-\udfff]/;

class Positions {
  constructor(text) {
    this.text = text;
    this.units = SURROGATE.test(text) ? unitStarts(text) : null; // null: both count alike
  }

  get length() {
    return this.units ? this.units.length - 1 : this.text.length;
  }

  unit(position) {
    return this.units ? this.units[position] : position;
  }

  // The character at a unit; inside a pair, the character that the pair spells.
  position(unit) {
    return this.units ? lastAtMost(this.units, unit) : unit;
  }

  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}

function unitStarts(text) {
  const starts = [];
  let unit = 0;
  for (const character of text) {
    starts.push(unit);
    unit += character.length;
  }
  starts.push(unit);
  return Uint32Array.from(starts);
}

// The index of the last of the sorted numbers that is not above the wanted one; `of` reads a number from an entry.
function lastAtMost(sorted, wanted, of = (entry) => entry) {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (of(sorted[middle]) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
