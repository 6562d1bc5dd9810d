"""The wording: what may be said in a paper about new codes per interview, and no more.

A criterion is met or not met; that is all it can say. The default paragraph stops after the criterion, whether it held
afterwards and the version of the codebook.
"""

from __future__ import annotations

from qualkit.saturation.criteria import Guest
from qualkit.saturation.result import CONTENT_ORDER, Saturation

PAPER = "the criterion of Guest, Namey and Chen (2020"
NOT_RECORDED = "not recorded whether set before or after coding"
NO_VERSION = "codebook version not recorded"
LISTED = 8  # names in one sentence, at most
REFLEXIVE = (
    "In reflexive thematic analysis meaning is generated rather than excavated, and counting new codes is not "
    "consistent with its assumptions (Braun & Clarke 2019, https://doi.org/10.1080/2159676X.2019.1704846). "
    "Information power (Malterud, Siersma & Guassora 2016, https://doi.org/10.1177/1049732315617444) asks instead "
    "how broad the aim is, how specific the sample, how much theory is applied, how strong the dialogue was and "
    "whether the analysis goes across cases."
)


def paragraph(result: Saturation) -> str:
    """The sentences for the methods section, or why nothing can be said."""
    if not result.steps:
        return "There are no interviews to count."
    if not result.matrix.codes:
        return f"No code was applied in {_interviews(len(result.steps))}, so nothing can be said about new codes."
    chosen = result.chosen
    sentences = {"reached": _reached, "not reached": _not_reached}.get(chosen.status, _not_testable)
    return f"Under {_criterion(result)}, in {_scope(result)}, {sentences(result)}"


def notes(result: Saturation) -> tuple[str, ...]:
    """What a reader must know beside the numbers, one sentence each."""
    found = [
        *result.remarks,
        _order_note(result),
        _without_codes(result),
        _never_applied(result),
        "With one interview every code is new." if len(result.steps) == 1 else "",
        "The percentage of all codes is 100 at the last interview by construction, wherever one stopped."
        if result.matrix.codes
        else "",
    ]
    return tuple(filter(None, found))


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 code", "2 codes"."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def percent_text(ratio: float, threshold: float) -> str:
    """A ratio without decimals, as the paper prints it; with as many as it takes to show a breach."""
    spellings = [f"{100 * ratio:.{decimals}f}" for decimals in range(6)]
    telling = (spelled for spelled in spellings if ratio <= threshold or float(spelled) > 100 * threshold)
    return f"{next(telling, spellings[-1])}%"


def mark_words(result: Saturation) -> str:
    """The criterion's mark in a figure, in words."""
    uncoded = ", in interviews without codes" if result.uncoded_in_run else ""
    return f"criterion met: {outcome(result.chosen)}{uncoded}"


def outcome(cell: Guest) -> str:
    """One cell of the table of criteria in words: "6+2", or why there is none."""
    if cell.label is None:
        return cell.status
    return f"{cell.label}, exceeded later" if cell.later_breaches else cell.label


def caption_lines(result: Saturation) -> tuple[str, ...]:
    """What a figure's caption must say: how many interviews and codes, in which order, under which codebook."""
    size = f"n = {_interviews(len(result.steps))}, {counted(len(result.matrix.codes), result.level)}; {_scope(result)}."
    chosen = result.chosen
    if chosen.label is None:
        return (size,)
    met = f"Guest, Namey & Chen (2020), {_setting(chosen)}: met at {chosen.label}"
    later = "; exceeded again later." if chosen.later_breaches else "."
    return size, f"{met} (hatched: {_span(chosen.met_at, chosen.stop_after)}){later}"


def _criterion(result: Saturation) -> str:
    return f"{PAPER}; {_setting(result.chosen)}; {result.chosen_when or NOT_RECORDED})"


def _setting(chosen: Guest) -> str:
    return f"base {chosen.base}, run {chosen.run}, threshold {100 * chosen.threshold:g}%"


def _scope(result: Saturation) -> str:
    order = f"{result.order}{_counted_as(result)}"
    return f"{order} and {result.codebook}" if result.codebook else f"{order} ({NO_VERSION})"


def _counted_as(result: Saturation) -> str:
    """What stands in the place of codes and of interviews, where it is not they."""
    level = f", {result.level}s in place of codes" if result.level != "code" else ""
    return level + (", participants in place of interviews" if result.unit == "case" else "")


def _reached(result: Saturation) -> str:
    chosen = result.chosen
    first = chosen.new_per_run[(chosen.stop_after or 0) - chosen.base - chosen.run]
    share = percent_text(first / chosen.base_codes, chosen.threshold)
    met = (
        f"the criterion was met at interview {chosen.met_at} ({chosen.label}): "
        f"{_span(chosen.met_at, chosen.stop_after)} brought {_new(first)}, {share} of the {chosen.base_codes} "
        f"found in the first {_interviews(chosen.base)}."
    )
    return " ".join(filter(None, (met, _afterwards(result), _doubt(result))))


def _afterwards(result: Saturation) -> str:
    chosen, after = result.chosen, result.steps[result.chosen.stop_after or 0 :]
    if not after:
        return "No interview followed, so whether this held is not known."
    if not chosen.later_breaches:
        brought = sum(step.new for step in after)
        followed = f"in the {_interviews(len(after))} that followed, which brought {_new(brought)}"
        return f"No run exceeded the threshold {followed}."
    later = [str(step.place) for step in after if step.new]
    word = "interview" if len(later) == 1 else "interviews"
    runs = "a later run" if len(chosen.later_breaches) == 1 else f"{len(chosen.later_breaches)} later runs"
    return f"This did not hold: {word} {_and(later)} brought new codes, and {runs} exceeded the threshold."


def _doubt(result: Saturation) -> str:
    names = [f"“{name}”" for name in result.uncoded_in_run]
    if not names:
        return ""
    holds = "holds" if len(names) == 1 else "hold"
    return (
        f"In that run {_and(names)} {holds} no code at all: where that is coding still to be done, this says nothing."
    )


def _not_reached(result: Saturation) -> str:
    chosen, total = result.chosen, len(result.steps)
    last = percent_text(chosen.ratios[-1], chosen.threshold)
    return (
        f"the criterion was not reached in {_interviews(total)}: the last run ({_span(total - chosen.run, total)}) "
        f"brought {_new(chosen.new_per_run[-1])}, {last} of the {chosen.base_codes} found in the first "
        f"{_interviews(chosen.base)}, and no earlier run stayed within the threshold."
    )


def _not_testable(result: Saturation) -> str:
    chosen, total = result.chosen, len(result.steps)
    if chosen.base_codes == 0 and total >= chosen.base:
        return f"the criterion is undefined: the first {_interviews(chosen.base)} brought no code."
    needed = chosen.base + chosen.run
    return f"the criterion could not be tested: it needs {needed} interviews and there {_are(total)}."


def _order_note(result: Saturation) -> str:
    if not result.order.startswith(CONTENT_ORDER):
        return ""
    return (
        "Content order: a code counts from the first interview whose current codings hold it; "
        "the interview during which it was first thought of may be a later one."
    )


def _never_applied(result: Saturation) -> str:
    names = [f"“{name}”" for name in result.matrix.never_applied]
    if not names:
        return ""
    return f"{_and(names)} {'was' if len(names) == 1 else 'were'} never applied and not counted."


def _without_codes(result: Saturation) -> str:
    names = [f"“{name}”" for name in result.without_codes]
    if not names or not result.matrix.codes:
        return ""
    holds = "holds no code and keeps its place" if len(names) == 1 else "hold no code and keep their place"
    return f"{_and(names)} {holds}."


def _interviews(count: int) -> str:
    return counted(count, "interview")


def _new(count: int) -> str:
    return counted(count, "new code") if count else "no new code"


def _are(count: int) -> str:
    return "is 1" if count == 1 else f"are {count}"


def _span(before: int | None, last: int | None) -> str:
    """Interviews after `before` up to `last`, in words."""
    first = (before or 0) + 1
    return f"interview {last}" if first == last else f"interviews {first} to {last}"


def _and(words: list[str]) -> str:
    """A list in words, cut where it would fill the page."""
    if len(words) > LISTED:
        words = [*words[: LISTED - 1], f"{len(words) - LISTED + 1} more"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
