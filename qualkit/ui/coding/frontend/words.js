// What the component says, in one place: who translates it changes this file alone.

const WORDS = {
  // the bar above the text
  filter: "Filter",
  find: "Search",
  findCode: "Find a code",
  codes: "Codes",
  coders: "Coders",
  speakers: "Speakers",
  reading: "Reading",
  noneYet: "None here yet.",
  showAll: "Show all",
  goneCode: "a code that is gone",
  noLonger: (name) => `No longer only ${name}`,
  interviewerBack: "The interviewer's words stand back",
  gapKey: "Key U goes to the next stretch without a mark",
  // search
  findHere: "Search in this interview",
  findNext: "Next",
  findBefore: "Before",
  findMore: "All interviews, word forms …",
  notFound: "Not found",
  hitOf: (place, all) => `${place} of ${all}`,
  // the recording
  recording: "Recording",
  play: "Play",
  pause: "Pause",
  back: "−3 s",
  place: "Place in the recording",
  speed: "Speed",
  unplayable: "cannot be played here",
  noSound: "This interview has no recording that can be played here.",
  hearFrom: "Hear it from here",
  hear: "Hear it",
  // edges
  dragStart: "Drag to move where the passage begins",
  dragEnd: "Drag to move where the passage ends",
  edges: { start: "Begins", end: "Ends" },
  edge: {
    start: { "-1": "Begin a word earlier", 1: "Begin a word later" },
    end: { "-1": "End a word earlier", 1: "End a word later" },
  },
  together: (number) => `${number} codes lie on this passage; its edges are theirs together.`,
  edgesTaken: "You have marked exactly these words already.",
  // stretches without a mark
  gapsOff: "In this study the key U is off, since coding need not cover everything; Filter turns it on.",
  noGap: "From here to the end every stretch has a mark.",
  close: "Close",
};
