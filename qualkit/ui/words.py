"""What the workspace says in more than one place, so that it can be said otherwise, or in another language, once."""

from __future__ import annotations

from qualkit.ui.language import _, marked

APPROACHES = {
    "reflexive": marked("Reflexive thematic analysis"),
    "codebook": marked("Codebook thematic analysis"),
    "framework": marked("Framework analysis"),
    "coding-reliability": marked("Coding-reliability thematic analysis"),
    "other": marked("Another approach"),
    "not stated": marked("Approach not stated"),
}
APPROACH_MEANS = {
    "reflexive": marked("You develop themes by reading deeply and reflecting; codes change as you understand more."),
    "codebook": marked("You begin with some codes or themes in hand, and develop the codebook as you go."),
    "framework": marked("You chart what each participant says, theme by theme, in a matrix."),
    "coding-reliability": marked("Two or more people apply one codebook, and how far they agree is measured."),
    "other": marked("None of these, or not yet decided; everything stays available."),
}
ORIENTATIONS = {
    "": marked("Not stated"),
    "inductive": marked("Inductive: codes come from what is said"),
    "deductive": marked("Deductive: codes come from theory or earlier work"),
    "both": marked("Both"),
}
PREPARE, ANALYSE, SHARE = marked("Prepare"), marked("Analyse"), marked("Reflect and share")
WHO_WORKS = marked("Who works in this browser?")
NO_STUDY = marked("No study is open.")
EXAMPLE = marked(
    "Three short interviews on beginning to walk or cycle to work, coded by two people, with "
    "memos, saved versions and two themes. The people are invented, the voices synthetic. "
    "You get a copy of your own, to try things in."
)
NO_INTERVIEWS = marked("There are no interviews yet.")
FIRST_INTERVIEW = marked(
    "One is enough to begin with: a transcript to read and code at once, or a recording to be transcribed."
)
ADD_INTERVIEWS = marked("Add recordings or transcripts on the Study page.")
NO_CODES = marked("There are no codes yet.")
FIRST_CODE = marked("Select words, type a name, press Enter: a code.")
MAKE_CODES = marked("Select a passage on the Code page and give it a name, or make a code here.")
SEARCH_NOTHING = marked("What are you looking for?")
SEARCH_HINT = marked("Write a word or several; tick what you find and want to code, and code it in one go.")
NOT_FOUND = marked("Nothing like that is said here.")


def not_searched(number: int, of: int) -> str:
    """A search that was stopped says what it did not look at."""
    return _(
        "This takes long: {number} of {of} interviews were not searched. A simpler search gets further.",
        number=number,
        of=of,
    )


NO_MARKS = marked("Every marked passage has a code.")
MARK_PASSAGES = marked("While reading, M marks a passage without a code; such marks wait here until you code them.")
STRETCHES_NOTHING = marked("Whose words, or which question?")
STRETCHES_HINT = marked(
    "Choose a speaker, a question or a heading; you see how many passages that is before anything is coded."
)
NO_MEMOS = marked("None yet. A memo keeps what strikes you, a hunch, a decision and why you took it.")
SAVED = marked("Saved.")
FAILED = marked(
    "Something went wrong that is not your mistake. What you did before is saved. The "
    "details stand in the window in which qualkit app runs; nothing of it left this computer."
)


def codes_title(approach: str) -> str:
    """What the list of codes is called: a reflexive analyst has codes, not a codebook."""
    return _("Codes") if approach == "reflexive" else _("Codebook")
