"""How people hesitate in a language, and what the decoder is given to read before it listens."""

from __future__ import annotations

from collections.abc import Mapping

HESITATIONS: Mapping[str, str] = {
    "da": "Øh, altså, jeg, jeg mener, øhm, ikke?",
    "de": "Ähm, äh, ich, ich meine, weißt du, hm.",
    "en": "Um, uh, I, I mean, you know, hmm.",
    "es": "Eh, este, yo, yo quiero decir, pues, em.",
    "fr": "Euh, ben, je, je veux dire, tu vois, hum.",
    "it": "Ehm, eh, io, io voglio dire, cioè, mh.",
    "nl": "Eh, uhm, ik, ik bedoel, weet je, hm.",
    "no": "Eh, altså, jeg, jeg mener, øhm, ikke sant?",
    "pl": "Yyy, eee, ja, ja znaczy, no wiesz, hm.",
    "pt": "Hum, é, eu, eu quero dizer, sabe, hã.",
    "sv": "Eh, alltså, jag, jag menar, öh, hm.",
}
"""A line as people say it. A decoder that has read one writes fillers down; without it, it leaves them out."""


def prompt_for(words: tuple[str, ...], language: str) -> str:
    """What the decoder reads before it listens: the words to expect, and how people hesitate in this language."""
    expected = f"{', '.join(words)}. " if words else ""
    return (expected + HESITATIONS.get(language, "")).strip()
