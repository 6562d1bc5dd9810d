"""In which languages Whisper makes many mistakes, by what its authors measured."""

from __future__ import annotations

from collections.abc import Mapping

LARGE: Mapping[str, float] = {
    "es": 3.0, "it": 4.0, "en": 4.2, "pt": 4.3, "de": 4.5, "ja": 5.3, "pl": 5.4, "ru": 5.6, "nl": 6.7, "id": 7.1,
    "ca": 7.3, "fr": 8.3, "tr": 8.4, "sv": 8.5, "uk": 8.6, "ms": 8.7, "no": 9.5, "fi": 9.7, "vi": 10.3, "th": 11.5,
    "sk": 11.7, "el": 12.5, "cs": 13.3, "hr": 13.4, "da": 13.8, "tl": 13.8, "ko": 14.3, "ro": 14.4, "bg": 14.6,
    "zh": 14.7, "gl": 15.4, "bs": 15.7, "ar": 16.0, "mk": 16.5, "hu": 17.0, "ta": 17.5, "hi": 21.5, "et": 21.9,
    "ur": 22.6, "lv": 23.1, "sl": 23.1, "az": 23.4, "he": 27.1, "lt": 28.1, "fa": 32.9, "cy": 33.0, "sr": 33.9,
    "af": 36.7, "kn": 37.0, "kk": 37.7, "is": 38.2, "mr": 38.3, "mi": 38.5, "sw": 39.3,
}  # fmt: skip
"""Words of 100 that large-v2 gets wrong in read speech; in every other language it is 40 or more.

Of Chinese, Japanese and Thai, which are written without spaces, it is the signs that were counted.

References
----------
Radford, A., et al. (2022). Robust speech recognition via large-scale weak supervision. arXiv:2212.04356, appendix
D.2.4, table 13 (Fleurs), the row of large-v2. The numbers were taken from a published copy of that row, not from the
paper itself.
"""
TIMES: Mapping[str, float] = {"tiny": 6, "base": 4, "small": 2.2, "medium": 1.4}
"""How many times as many mistakes a smaller model makes.

Read off the columns of the same table for German, Spanish, Dutch, Indonesian, Malay and Russian (tiny 5.3 to 7.3, base
3.3 to 4.9, small 1.9 to 2.4, medium 1.2 to 1.5); a rule of thumb, not a measurement of each language.
"""
MANY = 20.0
"""From so many wrong words in 100 on it is often quicker to type than to correct."""


def weakness(language: str, model: str) -> str:
    """What to warn of where a model is likely to be weak in a language; empty where it is not, or nothing is known."""
    size = model.partition("-")[0]
    if model.endswith(".en") or (size not in TIMES and size not in ("large", "turbo")):
        return ""
    large, times = LARGE.get(language), TIMES.get(size, 1)
    if large is not None and large * times < MANY:
        return ""
    return f"The model {model} is weak in the language {language}: {_measured(large)}{_more(times)}. {_remedy(size)}"


def _measured(large: float | None) -> str:
    wrong = "40 or more" if large is None else f"about {large:.0f}"
    return f"in read speech Whisper's large model got {wrong} words of 100 wrong"


def _more(times: float) -> str:
    return f", and one of this size makes about {times:g} times as many mistakes" if times > 1 else ""


def _remedy(size: str) -> str:
    larger = " A larger model (--model medium or large-v3) makes fewer." if size in TIMES else ""
    return f"Check the words against the recording.{larger}"
