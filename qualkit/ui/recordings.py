"""Recordings for a study: chosen, with how they are transcribed; a process of its own takes them from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

from qualkit.errors import BadFile, MissingExtra, NoWeights, QualkitError
from qualkit.model import Interview
from qualkit.study import Study
from qualkit.transcribe.engines import check_installed
from qualkit.transcribe.into_study import add_recording
from qualkit.transcribe.recordings import SUFFIXES, find_recordings
from qualkit.transcribe.speaker_weights import COMMAND
from qualkit.transcribe.speakers import needs_voices
from qualkit.transcribe.vocabulary import words_in
from qualkit.transcribe.voices import check_voices
from qualkit.ui import frame, recordings_queue
from qualkit.ui.hearing import Order, free_place, transcribe_into
from qualkit.ui.language import _, marked, spoken

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MODELS = {
    "base": marked("base: quick; for clear speech on a laptop"),
    "tiny": marked("tiny: the quickest, with many mistakes"),
    "small": marked("small: three times slower than base, clearly better"),
    "medium": marked("medium: for a strong computer"),
    "turbo": marked("turbo: nearly as good as large-v3, much quicker"),
    "large-v3": marked("large-v3: the best; slow without a graphics card"),
}
LANGUAGES = {
    "auto": marked("Told from each recording"),
    "ar": marked("Arabic"),
    "zh": marked("Chinese"),
    "da": marked("Danish"),
    "nl": marked("Dutch"),
    "en": marked("English"),
    "fi": marked("Finnish"),
    "fr": marked("French"),
    "de": marked("German"),
    "el": marked("Greek"),
    "he": marked("Hebrew"),
    "hi": marked("Hindi"),
    "it": marked("Italian"),
    "ja": marked("Japanese"),
    "ko": marked("Korean"),
    "no": marked("Norwegian"),
    "fa": marked("Persian"),
    "pl": marked("Polish"),
    "pt": marked("Portuguese"),
    "ru": marked("Russian"),
    "es": marked("Spanish"),
    "sv": marked("Swedish"),
    "tr": marked("Turkish"),
    "uk": marked("Ukrainian"),
    "ur": marked("Urdu"),
    "vi": marked("Vietnamese"),
}
SPEAKERS = {
    "2": marked("Two people, as in most interviews"),
    "auto": marked("Several; how many is told from their voices"),
    "3": marked("Three people"),
    "4": marked("Four people"),
    "channels": marked("One person on each channel of the recording"),
    "off": marked("Do not tell voices apart"),
}
ABOUT_SPEAKERS = marked(
    "Voices are compared on this computer and forgotten afterwards. If you know how many "
    "people speak, say so: a guessed number is wrong more often. They are called Speaker 1, "
    "Speaker 2 …; you name them on the Transcript page."
)
ROUND, FOLDER = "recordings-round", "recordings-folder"


def choose(study: Study) -> None:
    """Choose recordings and begin; where the part that hears is not installed, how to get it."""
    try:
        check_installed("faster-whisper")
    except MissingExtra as error:
        st.info(f"{frame.plain(error.message)}\n\n{frame.plain(error.hint)}")
        st.caption(_("Transcripts that you have already can be added without it."))
        return
    st.caption(
        _(
            "Whisper transcribes them on this computer: no recording leaves it. You can go on working meanwhile, or "
            "close the browser: it goes on as long as this computer runs."
        )
    )
    uploaded, place = pick()
    options, anything = choices(study), bool(uploaded or place.strip())
    kind: Literal["primary", "secondary"] = "primary" if anything else "secondary"
    with st.container(horizontal=True):
        hear = st.button(_("Transcribe"), type=kind, disabled=not anything, key="transcribe")
        help_ = _("Adds the recordings as they are; you type the transcript on the Transcript page while you listen.")
        by_hand = st.button(_("Type them myself"), disabled=not anything, key="type-myself", help=help_)
    if hear:
        frame.do(lambda: begin(study, uploaded, place, options))
    if by_hand:
        type_myself(study, uploaded, place)


def pick() -> tuple[list[UploadedFile], str]:
    """Recordings that are uploaded, and the place of others on this computer."""
    suffixes = sorted(suffix[1:] for suffix in SUFFIXES)
    number = st.session_state.get(ROUND, 0)
    uploaded = st.file_uploader(_("Audio or video"), suffixes, accept_multiple_files=True, key=f"recordings-{number}")
    place = st.text_input(
        _("Or a folder or file on this computer"),
        key=f"{FOLDER}-{number}",
        placeholder="/home/ada/interviews",
        help=_("Nothing is uploaded then: it is read from where it lies, with the folders in it."),
    )
    return uploaded, place


def choices(study: Study) -> dict[str, Any]:
    """How they are transcribed, in plain sentences; what is chosen stays chosen in this session."""
    left, right = st.columns(2)
    language = study.settings.language
    languages = list(LANGUAGES) if language in LANGUAGES else [language, *LANGUAGES]
    chosen: dict[str, Any] = {
        "language": left.selectbox(
            _("Language"),
            languages,
            languages.index(language),
            format_func=lambda code: _(LANGUAGES.get(code, code or "")),
        ),
        "speakers": right.selectbox(
            _("Who speaks"), who_may_speak(), format_func=spoken(SPEAKERS), help=_(ABOUT_SPEAKERS)
        ),
        "model": st.selectbox(
            _("Model"), list(MODELS), format_func=spoken(MODELS), help=_("Downloaded once if needed.")
        ),
    }
    st.caption(_("Every um, repetition and false start is written down; the clean style can leave them out later."))
    with st.expander(_("Words to expect, translation")):
        typed = st.text_area(
            _("Names, drugs, places that are said, one per line (kept in the study)"),
            study.settings.words,
            key="expected",
        )
        into_english = st.checkbox(_("An English translation by the machine beside it, to help you read"))
    return {**chosen, "task": "translate" if into_english else "transcribe", "words": words_in(typed)}


def who_may_speak() -> list[str]:
    """The ways of telling speakers apart that work here; what is missing for the others, and what to do."""
    try:
        check_voices()
    except MissingExtra as error:
        missing, remedy = error.message, error.hint
    except NoWeights as error:
        missing, remedy = error.message, _("It comes with: {command}", command=COMMAND)
    else:
        return list(SPEAKERS)
    meanwhile = _("Until then you can say on the Transcript page who speaks, turn by turn.")
    st.info("\n\n".join(map(frame.plain, (missing, remedy, meanwhile))))
    return [one for one in SPEAKERS if not needs_voices(one)]


def begin(study: Study, uploaded: Sequence[UploadedFile], place: str, options: Mapping[str, Any]) -> str:
    """Start the process that transcribes. Raises BadFile where the place holds no recording."""
    here = at_place(place)
    expected = "\n".join(options["words"])
    if expected != study.settings.words:
        study.change_settings(words=expected)
    transcribe_into(study.folder, named(uploaded), Order(by=frame.coder(study), paths=here, options=options))
    next_round()
    return _("Transcribing; you can go on working.")


def type_myself(study: Study, uploaded: Sequence[UploadedFile], place: str) -> None:
    """Add recordings whose transcripts somebody types, and open the first of them."""
    with frame.telling_errors():
        added = add_untyped(study, uploaded, place)
        names = ", ".join(one.name for one in added)
        frame.note_done(_("Added {names}. Type on the Transcript page: N begins a turn.", names=names))
        next_round()
        recordings_queue.open_transcript(added[0].id)


def add_untyped(study: Study, uploaded: Sequence[UploadedFile], place: str) -> list[Interview]:
    """Recordings as interviews without a transcript. Raises BadFile."""
    added = []
    for name, body in named(uploaded):
        copy = free_place(study.folder / "recordings" / name)
        copy.write_bytes(body.getvalue())
        try:
            added.append(add_recording(study, copy, by=frame.coder(study)))
        except QualkitError:
            copy.unlink()
            raise
    return added + [add_recording(study, Path(path), by=frame.coder(study)) for path in at_place(place)]


def at_place(place: str) -> tuple[str, ...]:
    """The recordings at a path that was typed. Raises BadFile."""
    if not place.strip():
        return ()
    path = Path(place.strip().strip("\"'")).expanduser()
    found = find_recordings([path]).recordings
    if not found:
        hint = _("Check the spelling; the folder must lie on the computer on which qualkit runs.")
        raise BadFile(f"There are no recordings at “{path}”.", hint=hint)
    return tuple(str(one.resolve()) for one in found)


def named(uploaded: Sequence[UploadedFile]) -> list[tuple[str, UploadedFile]]:
    """Uploaded files by their names; a browser may send a name with folders."""
    return [(PurePath(one.name.replace("\\", "/")).name, one) for one in uploaded]


def next_round() -> None:
    """Empty the fields for the next recordings."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
