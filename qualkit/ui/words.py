"""What the workspace says in more than one place, so that it can be said otherwise, or in another language, once."""

from __future__ import annotations

APPROACHES = {
    "reflexive": "Reflexive thematic analysis",
    "codebook": "Codebook thematic analysis",
    "framework": "Framework analysis",
    "coding-reliability": "Coding-reliability thematic analysis",
    "other": "Another approach",
    "not stated": "Approach not stated",
}
APPROACH_MEANS = {
    "reflexive": "You develop themes by reading deeply and reflecting; codes change as you understand more.",
    "codebook": "You begin with some codes or themes in hand, and develop the codebook as you go.",
    "framework": "You chart what each participant says, theme by theme, in a matrix.",
    "coding-reliability": "Two or more people apply one codebook, and how far they agree is measured.",
    "other": "None of these, or not yet decided; everything stays available.",
}
ORIENTATIONS = {
    "": "Not stated",
    "inductive": "Inductive: codes come from what is said",
    "deductive": "Deductive: codes come from theory or earlier work",
    "both": "Both",
}
PREPARE, ANALYSE, SHARE = "Prepare", "Analyse", "Reflect and share"
WHO_WORKS = "Who works in this browser?"
NO_STUDY = "No study is open."
EXAMPLE = (
    "Three short interviews on beginning to walk or cycle to work, coded by two people, with memos, saved versions and "
    "two themes. The people are invented, the voices synthetic. You get a copy of your own, to try things in."
)
NO_INTERVIEWS = "There are no interviews yet."
FIRST_INTERVIEW = (
    "One is enough to begin with: a transcript to read and code at once, or a recording to be transcribed."
)
ADD_INTERVIEWS = "Add recordings or transcripts on the Study page."
NO_CODES = "There are no codes yet."
FIRST_CODE = "Select words, type a name, press Enter: a code."
MAKE_CODES = "Select a passage on the Code page and give it a name, or make a code here."
SEARCH_NOTHING = "What are you looking for?"
SEARCH_HINT = "Write a word or several; tick what you find and want to code, and code it in one go."
NOT_FOUND = "Nothing like that is said here."


def not_searched(number: int, of: int) -> str:
    """A search that was stopped says what it did not look at."""
    return f"This takes long: {number} of {of} interviews were not searched. A simpler search gets further."


NO_MARKS = "Every marked passage has a code."
MARK_PASSAGES = "While reading, M marks a passage without a code; such marks wait here until you code them."
STRETCHES_NOTHING = "Whose words, or which question?"
STRETCHES_HINT = (
    "Choose a speaker, a question or a heading; you see how many passages that is before anything is coded."
)
NO_MEMOS = "None yet. A memo keeps what strikes you, a hunch, a decision and why you took it."
SAVED = "Saved."
FAILED = (
    "Something went wrong that is not your mistake. What you did before is saved. "
    "The details stand in the window in which qualkit app runs; nothing of it left this computer."
)


def codes_title(approach: str) -> str:
    """What the list of codes is called: a reflexive analyst has codes, not a codebook."""
    return "Codes" if approach == "reflexive" else "Codebook"
