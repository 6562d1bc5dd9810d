"""Recordings on their way into a study: chosen, transcribed by a process of its own, and told about meanwhile."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import streamlit as st

from qualkit.errors import BadFile, MissingExtra, NoWeights, QualkitError
from qualkit.study import Study
from qualkit.text.times import clock
from qualkit.transcribe.engines import check_installed
from qualkit.transcribe.into_study import add_recording
from qualkit.transcribe.recordings import SUFFIXES, find_recordings
from qualkit.transcribe.speaker_weights import COMMAND
from qualkit.transcribe.speakers import needs_voices
from qualkit.transcribe.vocabulary import words_in
from qualkit.transcribe.voices import check_voices
from qualkit.ui import frame
from qualkit.ui.hearing import Ended, Hearing, Order, Transcribing, free_place, runs_of, transcribe_into

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

MODELS = {
    "base": "base: quick; for clear speech on a laptop",
    "tiny": "tiny: the quickest, with many mistakes",
    "small": "small: three times slower than base, clearly better",
    "medium": "medium: for a strong computer",
    "turbo": "turbo: nearly as good as large-v3, much quicker",
    "large-v3": "large-v3: the best; slow without a graphics card",
}
LANGUAGES = {
    "auto": "Told from each recording",
    "ar": "Arabic",
    "zh": "Chinese",
    "da": "Danish",
    "nl": "Dutch",
    "en": "English",
    "fi": "Finnish",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "no": "Norwegian",
    "fa": "Persian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "es": "Spanish",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
}
SPEAKERS = {
    "2": "Two people, as in most interviews",
    "auto": "Several; how many is told from their voices",
    "3": "Three people",
    "4": "Four people",
    "channels": "One person on each channel of the recording",
    "off": "Do not tell voices apart",
}
ABOUT_SPEAKERS = (
    "Voices are compared on this computer and forgotten afterwards. If you know how many people speak, say so: a "
    "guessed number is wrong more often. They are called Speaker 1, Speaker 2 …; you name them on the Transcript page."
)
STYLES = {
    "verbatim": "Verbatim: every um, repetition and false start",
    "clean": "Clean: without them where the engine can leave them out",
}
ROUND, FOLDER = "recordings-round", "recordings-folder"
LOOK_EVERY_S = 2.0
SHOWN_AT_ONCE = 200


def told(study: Study) -> None:
    """How far the recordings are that were sent, and what became of each; nothing where none were."""
    for run in runs_of(study.folder):
        with st.container(border=True):
            if run.is_running:
                progress(run.folder)
            else:
                finished(run)


# ---- choosing ----


def choose(study: Study) -> None:
    """Choose recordings and begin; where the part that hears is not installed, how to get it."""
    try:
        check_installed("faster-whisper")
    except MissingExtra as error:
        st.info(f"{frame.plain(error.message)}\n\n{frame.plain(error.hint)}")
        st.caption("Transcripts that you have already can be added without it.")
        return
    st.caption(
        "Whisper transcribes them on this computer: no recording leaves it. You can go on working, or close this."
    )
    suffixes = sorted(suffix[1:] for suffix in SUFFIXES)
    number = st.session_state.get(ROUND, 0)
    uploaded = st.file_uploader("Audio or video", suffixes, accept_multiple_files=True, key=f"recordings-{number}")
    place = st.text_input(
        "Or a folder or file on this computer",
        key=f"{FOLDER}-{number}",
        placeholder="/home/ada/interviews",
        help="Nothing is uploaded then: it is read from where it lies, with the folders in it.",
    )
    options = choices(study)
    with st.container(horizontal=True):
        anything = bool(uploaded or place.strip())
        if st.button("Transcribe", type="primary", disabled=not anything, key="transcribe"):
            frame.do(lambda: begin(study, uploaded, place, options))
        help_ = "Adds the recordings as they are; you type the transcript on the Transcript page while you listen."
        if st.button("Type them myself", disabled=not anything, key="type-myself", help=help_):
            frame.do(lambda: add_untyped(study, uploaded, place))


def choices(study: Study) -> dict[str, Any]:
    """How they are transcribed, in plain sentences; what is chosen stays chosen in this session."""
    left, right = st.columns(2)
    language = study.settings.language
    languages = list(LANGUAGES) if language in LANGUAGES else [language, *LANGUAGES]
    chosen: dict[str, Any] = {
        "model": left.selectbox(
            "Model", list(MODELS), format_func=MODELS.__getitem__, help="Downloaded once if needed."
        ),
        "language": right.selectbox(
            "Language", languages, languages.index(language), format_func=lambda code: LANGUAGES.get(code, code)
        ),
        "speakers": left.selectbox(
            "Who speaks", who_may_speak(), format_func=SPEAKERS.__getitem__, help=ABOUT_SPEAKERS
        ),
        "style": right.selectbox("Style", list(STYLES), format_func=STYLES.__getitem__),
    }
    with st.expander("Words to expect, translation"):
        typed = st.text_area(
            "Names, drugs, places that are said, one per line (kept in the study)", study.settings.words, key="expected"
        )
        into_english = st.checkbox("An English translation by the machine beside it, to help you read")
    return {**chosen, "task": "translate" if into_english else "transcribe", "words": words_in(typed)}


def who_may_speak() -> list[str]:
    """The ways of telling speakers apart that work here; what is missing for the others, and what to do."""
    try:
        check_voices()
    except MissingExtra as error:
        missing, remedy = error.message, error.hint
    except NoWeights as error:
        missing, remedy = error.message, f"It comes with: {COMMAND}"
    else:
        return list(SPEAKERS)
    meanwhile = "Until then you can say on the Transcript page who speaks, turn by turn."
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
    return "Transcribing; you can go on working."


def add_untyped(study: Study, uploaded: Sequence[UploadedFile], place: str) -> str:
    """Add recordings whose transcripts somebody types."""
    names = []
    for name, body in named(uploaded):
        copy = free_place(study.folder / "recordings" / name)
        copy.write_bytes(body.getvalue())
        try:
            names.append(add_recording(study, copy, by=frame.coder(study)).name)
        except QualkitError:
            copy.unlink()
            raise
    names += [add_recording(study, Path(path), by=frame.coder(study)).name for path in at_place(place)]
    next_round()
    return f"Added {', '.join(names)}. Type on the Transcript page: N begins a turn."


def at_place(place: str) -> tuple[str, ...]:
    """The recordings at a path that was typed. Raises BadFile."""
    if not place.strip():
        return ()
    path = Path(place.strip().strip("\"'")).expanduser()
    found = find_recordings([path]).recordings
    if not found:
        hint = "Check the spelling; the folder must lie on the computer on which qualkit runs."
        raise BadFile(f"There are no recordings at “{path}”.", hint=hint)
    return tuple(str(one.resolve()) for one in found)


def named(uploaded: Sequence[UploadedFile]) -> list[tuple[str, UploadedFile]]:
    """Uploaded files by their names; a browser may send a name with folders."""
    return [(PurePath(one.name.replace("\\", "/")).name, one) for one in uploaded]


def next_round() -> None:
    """Empty the fields for the next recordings."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


# ---- the queue ----


@st.fragment(run_every=LOOK_EVERY_S)
def progress(folder: Path) -> None:
    """How far a run is, in minutes of sound; looked at every two seconds."""
    run = Transcribing(folder)
    if not run.is_running:
        st.rerun()
    now = run.state()
    done, total = sum(now.done.values()), sum(now.lengths.values())
    left = now.seconds_left(time.time())
    soon = f", about {clock(round(left * 1000))} left" if left is not None else ""
    st.progress(now.share, text=f"{clock(done)} of {clock(total)} of sound{soon}" if total else "Getting ready …")
    notices(now)
    outcomes(now.outcomes)
    for number, file in enumerate(now.waiting[:SHOWN_AT_ONCE]):
        waiting(run, now, file, number)
    if len(now.waiting) > 1 and st.button("Cancel all", key=f"cancel-{folder.name}"):
        run.stop()
        st.rerun()


def waiting(run: Transcribing, now: Hearing, file: str, number: int) -> None:
    """A recording that is being heard, or waits for it."""
    how_far, cancel = st.columns([8, 1], vertical_alignment="center")
    done, length = now.done.get(file, 0), now.lengths.get(file, 0)
    waits = f"{clock(length)}, waits" if length else "waits"
    state = f"{clock(done)} of {clock(length)}" if file in now.done else waits
    how_far.markdown(f":gray[:material/hourglass_empty:] {frame.plain(file)} :gray[{state}]")
    if cancel.button("Cancel", key=f"cancel-{run.folder.name}-{number}", help="Leaves this recording out."):
        run.go_on([one for one in now.waiting if one != file])
        st.rerun()


def finished(run: Transcribing) -> None:
    """What became of each recording, and what one may do about those that failed or were left."""
    ended = run.state()
    if ended.problem:
        st.error(frame.plain(ended.problem) + (f"\n\n{frame.plain(ended.hint)}" if ended.hint else ""))
    notices(ended)
    outcomes(ended.outcomes)
    for file in ended.waiting:
        st.markdown(f":gray[:material/pause_circle:] {frame.plain(file)} :gray[was not transcribed]")
    again = [*ended.failed, *ended.waiting]
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Done", key=f"done-{run.folder.name}", type="primary" if not again else "secondary"):
            run.clear()
            st.rerun()
        label = "Go on" if ended.waiting else "Try again"
        if again and st.button(label, key=f"again-{run.folder.name}", type="primary"):
            run.go_on(again)
            st.rerun()
        if any(one.status == "done" for one in ended.outcomes):
            frame.link("transcript", "Read and check them on the Transcript page")


def notices(now: Hearing) -> None:
    """What a person should know of the whole run, such as a model that is weak in a language."""
    for notice in dict.fromkeys(now.notices):
        st.caption(frame.plain(notice))


def outcomes(ended: Sequence[Ended]) -> None:
    """One line for each recording that has been dealt with."""
    for one in ended:
        name = frame.plain(one.file)
        if one.status == "failed":
            named_already = "" if one.file in one.message else f"{name}: "
            st.error(f"{named_already}{frame.plain(one.message)} {frame.plain(one.hint)}")
        else:
            why = f", {frame.plain(one.message)}" if one.message else ""
            st.markdown(
                f":green[:material/check:] {name} {'is transcribed' if one.status == 'done' else 'known' + why}"
            )
