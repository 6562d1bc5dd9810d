"""What can go wrong, one class per reason: what is wrong with the offending value quoted, and what mends it."""

from __future__ import annotations


class QualkitError(Exception):
    """A mistake or a fact of the data that a person can mend; never a fault of the program.

    Parameters
    ----------
    message : str
        What is wrong, with the offending value quoted.
    hint : str
        The command or setting that mends it; empty where there is nothing to add.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class MissingExtra(QualkitError):
    """A part of qualkit that was not installed with it is needed."""

    def __init__(self, what: str, extra: str) -> None:
        hint = f"Install it with: pip install -e '.[{extra}]' in qualkit's folder, or run: make dev"
        super().__init__(f"{what} needs the part “{extra}”, which is not installed.", hint=hint)
        self.extra = extra


# ---- study folder and its settings ----


class NoSuchStudy(QualkitError):
    """No study folder by that path or name."""

    def __init__(self, where: str) -> None:
        super().__init__(f"There is no study at “{where}”.", hint=f"Make one with: qualkit new {where}")


class StudyExists(QualkitError):
    """A study, or a folder with something in it, is already there."""

    def __init__(self, where: str) -> None:
        hint = "Open it with: qualkit app STUDY, or choose another name."
        super().__init__(f"“{where}” exists already and is not empty.", hint=hint)


class BadSettings(QualkitError):
    """study.yaml holds a key or a value that qualkit does not know."""


class NewerStudy(QualkitError):
    """The study's database was written by a newer qualkit."""

    def __init__(self, found: int, known: int) -> None:
        message = f"This study was written by a newer qualkit (database format {found}, this one reads {known})."
        super().__init__(message, hint="Install the newer version; nothing was changed.")


class BusyStudy(QualkitError):
    """Another process held the study's database for longer than qualkit waits."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"Another program kept the study locked for more than {seconds} seconds.",
            hint="Try again; nothing of this act was written.",
        )


class ActRepeated(QualkitError):
    """An act of this id stands in the journal already: whoever sent it twice is answered as the first time."""

    def __init__(self, act_id: str) -> None:
        super().__init__(f"The act {act_id} was done before.", hint="Nothing is to be done.")


# ---- looking things up ----


class NotFound(QualkitError):
    """No interview, code, theme ... of that name or id."""

    def __init__(self, noun: str, name: str, known: list[str] | None = None, *, hint: str = "") -> None:
        near = ", ".join(f"“{k}”" for k in (known or [])[:8])
        super().__init__(f"There is no {noun} “{name}”.", hint=hint or (f"There are: {near}." if near else ""))


class AmbiguousName(QualkitError):
    """Several things have that name."""

    def __init__(self, noun: str, name: str, candidates: list[str]) -> None:
        listed = "; ".join(candidates)
        super().__init__(f"“{name}” names more than one {noun}: {listed}.", hint="Give the path or the id instead.")


class NoProposal(QualkitError):
    """Nobody has had groupings suggested in this study yet."""

    def __init__(self) -> None:
        hint = "Have some suggested with: qualkit themes propose STUDY"
        super().__init__("No groupings of codes have been suggested yet.", hint=hint)


# ---- acts ----


class BadAct(QualkitError):
    """An act that would leave the study in a state that makes no sense."""


class StaleRevision(QualkitError):
    """What the act was based on has been changed by somebody since."""

    def __init__(self, what: str, by: str, at: str) -> None:
        super().__init__(
            f"{what} was changed by {by} at {at}, after you opened it.", hint="Look at it again, then repeat."
        )


class Collision(QualkitError):
    """An act cannot be undone because later work rests on it."""

    def __init__(self, act: str, rests: str) -> None:
        hint = "Undo or change that work first; nothing was changed."
        super().__init__(f"“{act}” cannot be undone: {rests}.", hint=hint)


class NothingToUndo(QualkitError):
    """No act of this coder is left to undo or redo."""

    def __init__(self, coder: str, word: str = "undo") -> None:
        super().__init__(f"{coder} has no act to {word}.")


# ---- files that come in ----


class BadFile(QualkitError):
    """A file that cannot be read as what it says it is."""


class NoSpeech(QualkitError):
    """A recording in which nobody speaks."""

    def __init__(self, name: str) -> None:
        hint = "Listen to it; if there is speech, the level may be very low."
        super().__init__(f"“{name}” is silent: no speech was found in it.", hint=hint)


class NoWeights(QualkitError):
    """The model's weights are nowhere to be found, or are not what they should be."""


class UnknownFormat(QualkitError):
    """No format of that name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"“{name}” is not a format qualkit knows.", hint=f"It knows: {', '.join(known)}.")


class BadOption(QualkitError):
    """An option's value that makes no sense, or not together with another."""

    def __init__(self, option: str, value: str, allowed: str) -> None:
        super().__init__(f"“{value}” is not a value for {option}.", hint=f"It may be: {allowed}.")


# ---- saturation ----


class BadMatrix(QualkitError):
    """A code-by-interview matrix that cannot be counted; the message names the row and the column."""


class BadCriterion(QualkitError):
    """A stopping criterion whose parameters make no sense."""
