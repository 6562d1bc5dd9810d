"""Texts for the items that journals ask for: COREQ 12 and 22, SRQR's sampling item, and a methods paragraph.

They are filled with what was counted and what people recorded; what was not recorded is said not to have been.

References
----------
Tong, Sainsbury & Craig (2007), International Journal for Quality in Health Care 19, 349-357.
https://doi.org/10.1093/intqhc/mzm042 (COREQ)
O'Brien et al. (2014), Academic Medicine 89, 1245-1251. https://doi.org/10.1097/ACM.0000000000000388 (SRQR)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from qualkit.saturation.advanced import Advanced
from qualkit.saturation.depth import depth_sentence
from qualkit.saturation.frequencies import Estimate, Undefined
from qualkit.saturation.meaning import meaning_sentence
from qualkit.saturation.report import counted, paragraph
from qualkit.saturation.result import Saturation

NO_RATIONALE = "The reason for this number was not recorded."
NOT_ENDED = "Why recruitment ended was not recorded."
NOT_RANDOM = "assumes interviews are like a random sample, which purposive sampling is not"
COUNTS_LEFT_OUT = (
    "Saturation was not used as a criterion: in reflexive thematic analysis meaning is generated rather than excavated "
    "(Braun & Clarke 2019)."
)
POWER_NAMES = {
    "aim": "the aim",
    "specificity": "the specificity of the sample",
    "theory": "the use of established theory",
    "dialogue": "the quality of dialogue",
    "analysis": "the strategy of analysis",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """What people recorded; texts oldest first, empty where there is none.

    Attributes
    ----------
    power : mapping of str to str
        Notes on information power by dimension, and the judgement under "information power".
    judgements : tuple of (str, str)
        Day and text of each judgement that there was enough.
    meaning, depth : str
        A sentence on each, which says so where it was not assessed.
    """

    reflexive: bool = False
    rationale: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    judgements: tuple[tuple[str, str], ...] = ()
    guide_changes: int = 0
    power: Mapping[str, str] = field(default_factory=dict)
    meaning: str = meaning_sentence(())
    depth: str = depth_sentence(())


NOTHING_RECORDED = Records()


def reporting_items(result: Saturation, records: Records = NOTHING_RECORDED) -> dict[str, str]:
    """Each item's text by its name in the document: coreq_12, coreq_22, srqr, methods."""
    return {
        "coreq_12": _joined(_size(result), *_reasons(records), _power(records)),
        "coreq_22": _joined(_sufficiency(result, records), _scope(records), *_judgements(records), _ended(records)),
        "srqr": _joined("Grounds for deciding whether more sampling was necessary:", *_grounds(result, records)),
        "methods": methods(result, records),
    }


def methods(result: Saturation, records: Records = NOTHING_RECORDED, advanced: Advanced | None = None) -> str:
    """A paragraph for the methods section; orders and estimates are in it only where they were asked for."""
    return _joined(
        _size(result),
        *_reasons(records),
        _power(records),
        _sufficiency(result, records),
        advanced_sentences(result, advanced) if advanced else "",
        _scope(records),
        _guide(records),
        *_judgements(records),
        _ended(records),
    )


def advanced_sentences(result: Saturation, advanced: Advanced) -> str:
    """How often other orders meet the criterion, how many codes rest on one interview, and what one more would add."""
    return _joined(_orders(result, advanced), _unseen(advanced))


def _orders(result: Saturation, advanced: Advanced) -> str:
    shares, chosen = advanced.in_orders.get(result.chosen.criterion), result.chosen
    if shares is None or not shares.size or chosen.status not in ("reached", "not reached"):
        return ""
    orders = f"{len(advanced.orders.curves):,} orders of the same interviews"
    if chosen.met_at is None:
        return f"It is met within these interviews in {100 * shares[-1]:.0f}% of {orders}."
    met = f"The criterion was met by interview {chosen.met_at} in {100 * shares[chosen.met_at - 1]:.0f}% of {orders}"
    return f"{met}, and by the last interview in {100 * shares[-1]:.0f}%."


def _unseen(advanced: Advanced) -> str:
    found, chao2, more = advanced.found, advanced.estimates["chao2"], advanced.expected_new_codes
    if not isinstance(chao2, Estimate) or isinstance(more, Undefined):
        return ""
    alone = f"{found.q(1)} of {counted(found.codes, 'code')} {'rests' if found.q(1) == 1 else 'rest'} on one interview"
    bound = f"Chao2 lower bound {chao2.estimate:.1f}, 95% CI {chao2.low:.1f} to {chao2.high:.1f}; {NOT_RANDOM}"
    return f"{alone}; the next interview would be expected to add {more:.2f} codes ({bound})."


def _size(result: Saturation) -> str:
    total = len(result.steps)
    noun = "participant" if result.unit == "case" else "interview"
    return f"The sample comprised {counted(total, noun)}."


def _reasons(records: Records) -> list[str]:
    return [_sentence(text) for text in records.rationale] or [NO_RATIONALE]


def _ended(records: Records) -> str:
    if not records.ended:
        return NOT_ENDED
    return " ".join(_because(text) for text in records.ended)


def _because(text: str) -> str:
    return _sentence(text if text.lower().startswith("recruitment") else f"Recruitment ended because {text}")


def _power(records: Records) -> str:
    """The notes in the researchers' words, under the names of the five dimensions (Malterud et al. 2016)."""
    told = [f"{name} ({records.power[key].rstrip('.')})" for key, name in POWER_NAMES.items() if key in records.power]
    considered = f"Information power was considered by {', '.join(told)}." if told else ""
    return _joined(considered, _sentence(records.power.get("information power", "")))


def _sufficiency(result: Saturation, records: Records) -> str:
    return COUNTS_LEFT_OUT if records.reflexive else paragraph(result)


def _judgements(records: Records) -> list[str]:
    return [f"On {day} the researchers noted: “{text}”" for day, text in records.judgements]


def _grounds(result: Saturation, records: Records) -> list[str]:
    return [_sufficiency(result, records), *_judgements(records), _power(records), _ended(records)]


def _scope(records: Records) -> str:
    """What counting codes leaves out; a reflexive study reports no count, so there is nothing to limit."""
    return "" if records.reflexive else f"This concerns code saturation only. {records.meaning} {records.depth}"


def _guide(records: Records) -> str:
    changes = records.guide_changes
    times = "once" if changes == 1 else f"{changes} times"
    return f"The interview guide was changed {times} as interviews went on." if changes else ""


def _sentence(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?”' else '.'}"


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
