"""What is known of languages: how people hesitate in them, and how well Whisper hears them."""

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

WELL_HEARD = frozenset(
    ("ca", "de", "en", "es", "fi", "fr", "id", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "zh")
)
"""Languages that make up much of the transcribed speech that Whisper was trained on; of the others it heard little."""
SMALL_MODELS = ("tiny", "base", "small")


def prompt_for(words: tuple[str, ...], language: str) -> str:
    """What the decoder reads before it listens: the words to expect, and how people hesitate in this language."""
    expected = f"{', '.join(words)}. " if words else ""
    return (expected + HESITATIONS.get(language, "")).strip()


def weakness(language: str, model: str) -> str:
    """What to warn of where a model is known to be weak in a language; empty where it is not.

    References
    ----------
    Radford et al. (2022), Robust Speech Recognition via Large-Scale Weak Supervision, arXiv:2212.04356: word errors
    fall as there is more training data in a language, and with the size of the model.
    """
    if language in WELL_HEARD or not model.startswith(SMALL_MODELS):
        return ""
    return (
        f"The model {model} is weak in the language {language}, of which there was little training data: expect many "
        "wrong words, and check them against the recording. A larger model (--model medium or large-v3) makes fewer."
    )
