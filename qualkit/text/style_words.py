"""The words that the clean style goes by, for each language of which we are sure.

Sounds that mean something are not among the fillers: "mhm", "uh-huh", "oh", "ah", a German "er" or "so".
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS: dict[str, frozenset[str]] = {
    "en": _set("um umm uh uhh uhm erm er ehm hm hmm hmmm mm mmm"),
    "de": _set("äh ähm öh öhm ähh hm hmm hmmm mm mmm"),
    "fr": _set("euh euhm heu hum hm hmm mm mmm"),
    "es": _set("eh ehm em mmm mm hm hmm"),
    "it": _set("ehm uhm mmm mm hm hmm"),
    "nl": _set("uh uhm eh ehm hm hmm mm mmm"),
    "pt": _set("hum hm hmm mm mmm ãh"),
    "sv": _set("öh öhm ehm hm hmm mm"),
}
ASIDES: dict[str, tuple[tuple[str, ...], ...]] = {"en": (("you", "know"), ("i", "mean"), ("like",))}
"""What says nothing where it stands between commas."""

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    "en": _set("""i you he she it we they the a an and but or so because if when this there to of in on at for with from
        my your his her our their was are were am be it's i'm i've we're they're he's she's there's what who where how
        have has did can could would will just as not don't didn't then"""),
    "de": _set("ich du er sie wir und aber oder ein eine einen zu in im mit von auf ist war weil wenn"),
    "fr": _set("je tu il elle on le la les un une des et mais ou à dans pour que qui c'est j'ai est ne"),
    "es": _set("yo el la los las un una de y pero en que con por para mi es era porque cuando no"),
    "it": _set("io il lo la i gli le un una di e ma in che con per mi è era perché quando non"),
    "nl": _set("ik je hij zij ze we het een de en maar of in op met van voor is was omdat als niet"),
    "pt": _set("eu o a os as um uma de e mas em que com por para é era porque quando não"),
    "sv": _set("jag du han hon vi och men eller en ett i på med av för är var att inte"),
}
"""Small words: said twice in a row they are a stumble, where "work, work, work" may be emphasis."""

SAID_TWICE = _set("very really so too much many more no yes yeah never ever far long had that do is")
"""Twice in a row they mean something, or are grammar ("what it is is", "that that")."""

NUMBERS = _set("zero oh one two three four five six seven eight nine ten hundred")
