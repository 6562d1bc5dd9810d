"""The example study: built from its sources in projects/example/ the way a researcher would go, act by act."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualkit.coding.codebook import find_code
from qualkit.coding.codes import define_code, enter_code, merge_codes, rename_code, retire_code
from qualkit.coding.versions import commit_codebook
from qualkit.errors import BadAct, NotFound, StudyExists
from qualkit.exchange.actions import import_files
from qualkit.interviews import describe_case, edit_interview, find_interview
from qualkit.memos import write_memo
from qualkit.revisions import revise_transcript
from qualkit.store import reads, transcripts
from qualkit.study import Study, create_study, open_study
from qualkit.text.turns import from_labelled_text

if TYPE_CHECKING:
    from qualkit.themes.proposal import CandidateTheme, Proposal
    from qualkit.transcribe.jobs import OnEvent

EXAMPLE = Path(__file__).resolve().parent.parent / "projects" / "example"
UNFINISHED = ".unfinished"
EXPORTS = {"nvivo-codebook": "codebook.csv", "csv": "codings.csv", "xlsx": "study.xlsx"}

Step = Mapping[str, Any]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the example is made from: settings, codes by stage, steps in order, themes, participants."""

    folder: Path
    settings: dict[str, str]
    codes: dict[str, list[dict[str, str]]]
    steps: list[Step]
    themes: list[Step]
    people: list[dict[str, str]]


def read_sources(folder: Path = EXAMPLE) -> Sources:
    """The example's sources. Raises NotFound where qualkit was installed without them."""
    if not (folder / "study.toml").is_file():
        raise NotFound("folder", str(folder), hint="The example is in qualkit's own folder; run it from there.")
    settings, codes, history = (_toml(folder / name) for name in ("study.toml", "codes.toml", "history.toml"))
    with (folder / "participants.csv").open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    return Sources(folder, settings, codes, history["step"], history["theme"], people)


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


# ---- from the sources to a study ----


def build_demo(
    target: Path, sources: Sources, *, tell: Tell, on_event: OnEvent = lambda event: None, model: str | None = "base"
) -> Study:
    """Build the example study at `target`, whole or not at all; one that is there already is opened as it is.

    Parameters
    ----------
    target : Path
        The study folder.
    sources : Sources
        What `read_sources` found.
    tell : callable
        Told what is being done, a line at a time.
    on_event : callable
        Told how far the transcription is.
    model : str or None
        The Whisper model that hears the recordings. With None nothing is computed: what Whisper base wrote once is
        taken, and the themes are made by hand; that takes seconds and needs no part but the light one.

    Raises
    ------
    StudyExists
        Something else is there.
    """
    if target.exists():
        study = _there_already(target, sources)
        tell(f"{target} is there already: nothing is done again. To build it anew, delete that folder first.")
        return study
    building = target.with_name(f".{target.name}{UNFINISHED}")
    shutil.rmtree(building, ignore_errors=True)
    study = create_study(building, **sources.settings)
    try:
        if model is None:
            tell("Taking the transcripts that Whisper base wrote once")
            take_transcripts(study, sources)
        else:
            tell(f"Transcribing the recordings with Whisper {model}")
            transcribe_recordings(study, sources, model, on_event)
        carry_out(study, sources, tell=tell, suggesting=model is not None)
    finally:
        study.close()
    building.rename(target)
    return open_study(target)


def _there_already(target: Path, sources: Sources) -> Study:
    study = open_study(target) if (target / "study.yaml").is_file() else None
    if study is None or study.title != sources.settings["title"]:
        raise StudyExists(str(target))
    return study


def carry_out(study: Study, sources: Sources, *, tell: Tell, suggesting: bool = True) -> None:
    """Do to a transcribed study all that the sources tell, from correcting the transcripts to the exports."""
    for row in sources.people:
        wrong, words = correct_transcript(study, sources, row["interview"])
        tell(f"Correcting {row['interview']} by its script: {wrong} of {words} words, and punctuation")
        enter_person(study, row)
    for step in sources.steps:
        tell(_told(step))
        STEPS[next(iter(step))](study, sources, step)
    if suggesting:
        tell("Suggesting groupings of codes, and making two themes of them")
        make_themes(study, sources)
    else:
        tell("Making two themes by hand")
        make_themes_by_hand(study, sources)
    tell("Writing the exports")
    write_exports(study)


def transcribe_recordings(study: Study, sources: Sources, model: str, on_event: OnEvent) -> None:
    """The example's recordings as interviews of the study. Raises BadAct where one of them could not be heard."""
    from qualkit.transcribe.actions import transcribe
    from qualkit.transcribe.transcription import Options

    options = Options(model=model)
    report = transcribe([sources.folder / "recordings"], study, options=options, on_event=on_event)
    for outcome in report.outcomes:
        if outcome.status == "failed":
            raise BadAct(f"The example's recording {outcome.path.name} was not transcribed: {outcome.message}")


def take_transcripts(study: Study, sources: Sources) -> None:
    """The example's recordings as interviews of the study, with the transcripts that lie beside them."""
    from qualkit.transcribe.formats import from_json
    from qualkit.transcribe.into_study import enter_transcription

    for recording in sorted((sources.folder / "recordings").iterdir()):
        heard = sources.folder / "heard" / f"{recording.stem}.json"
        enter_transcription(study, recording, from_json(heard.read_text(encoding="utf-8")))
        shutil.copy(heard, study.folder / "transcripts")


def correct_transcript(study: Study, sources: Sources, interview: str) -> tuple[int, int]:
    """Correct a transcript by the script that was spoken; how many words of how many were not as they were said.

    What the engine wrote stays as the first revision, and in the transcripts folder.
    """
    said = (sources.folder / "script" / f"{interview}.txt").read_text(encoding="utf-8").strip()
    with study.reading() as connection:
        heard = transcripts.transcript(connection, find_interview(connection, interview).id)
    revise_transcript(study, interview, said, why="Corrected by the script: words, punctuation, names of speakers.")
    return words_misheard(_spoken(heard.text if heard else ""), _spoken(said))


def words_misheard(heard: Sequence[str], said: Sequence[str]) -> tuple[int, int]:
    """How many of the words that were said are not in what was heard, in order, and how many were said."""
    matches = SequenceMatcher(None, heard, said, autojunk=False).get_matching_blocks()
    return len(said) - sum(block.size for block in matches), len(said)


def _spoken(text: str) -> list[str]:
    """The words without labels, punctuation and capitals."""
    turns = from_labelled_text(text).turns
    return [word for turn in turns for word in re.findall(r"\w+", text[turn.text_start : turn.end].casefold())]


def enter_person(study: Study, row: Mapping[str, str]) -> None:
    """A participant with their attributes, and the date of their interview."""
    attributes = {key: text for key, text in row.items() if key not in ("interview", "participant", "date")}
    describe_case(study, row["participant"], attributes)
    edit_interview(study, row["interview"], date=row["date"], cases=(row["participant"],))


# ---- one step of the history each ----


def _codes(study: Study, sources: Sources, step: Step) -> None:
    with study.acting(why=step.get("why", "")) as act:
        for code in sources.codes[step["codes"]]:
            texts = {key: text for key, text in code.items() if key not in ("name", "under")}
            parent = find_code(reads.codes(act.connection), code["under"]) if "under" in code else None
            enter_code(act, code["name"], parent=parent, **texts)


def _codings(study: Study, sources: Sources, step: Step) -> None:
    report = import_files(study, [sources.folder / "codings" / f"{name}.csv" for name in step["codings"]])
    if report.problems:
        first = report.problems[0]
        raise BadAct(f"{len(report.problems)} codings of the example found no place. {first.where}: {first.what}.")


def _memo(study: Study, sources: Sources, step: Step) -> None:
    with study.reading() as connection:
        about_id = None
        if step["about"] == "interview":
            about_id = find_interview(connection, step["name"]).id
        elif step["about"] == "code":
            about_id = find_code(reads.codes(connection), step["name"]).id
    write_memo(study, step["text"], about=step["about"], about_id=about_id, kind=step["memo"])


def _version(study: Study, sources: Sources, step: Step) -> None:
    commit_codebook(study, step["message"], name=step["version"])


def _rename(study: Study, sources: Sources, step: Step) -> None:
    rename_code(study, step["rename"], step["to"], why=step["why"])


def _define(study: Study, sources: Sources, step: Step) -> None:
    texts = {key: step[key] for key in ("definition", "include", "exclude") if key in step}
    define_code(study, step["define"], why=step["why"], **texts)


def _merge(study: Study, sources: Sources, step: Step) -> None:
    merge_codes(study, step["merge"], into=step["into"], why=step["why"])


def _retire(study: Study, sources: Sources, step: Step) -> None:
    retire_code(study, step["retire"], why=step["why"])


STEPS: dict[str, Callable[[Study, Sources, Step], None]] = {
    "codes": _codes,
    "codings": _codings,
    "memo": _memo,
    "version": _version,
    "rename": _rename,
    "define": _define,
    "merge": _merge,
    "retire": _retire,
}


SAYINGS = {
    "codes": "Entering the {} codes",
    "codings": "Coding {}",
    "memo": "Writing a {} memo",
    "version": "Saving the codebook: {}",
    "rename": "Renaming the code {}",
    "define": "Redefining the code {}",
    "merge": "Merging the code {}",
    "retire": "Retiring the code {}",
}


def _told(step: Step) -> str:
    """A step as a person would say it."""
    kind = next(iter(step))
    what = step[kind]
    return SAYINGS[kind].format(", ".join(what) if isinstance(what, list) else what)


# ---- themes ----


def make_themes(study: Study, sources: Sources) -> None:
    """Confirm the suggested grouping nearest to each theme, then move codes in and out of it, as a researcher does."""
    from qualkit.themes.actions import confirm_candidate, propose
    from qualkit.themes.making import place_code, take_code_out
    from qualkit.themes.review import Naming

    proposal = propose(study)
    with study.reading() as connection:
        codes = reads.codes(connection)
    for wanted in sources.themes:
        ids = {find_code(codes, name).id for name in wanted["codes"]}
        nearest = _nearest(proposal, ids)
        naming = Naming(wanted["name"], wanted["concept"])
        theme = confirm_candidate(study, nearest.id, naming, why=wanted["why"])
        for code_id in sorted(ids - set(nearest.code_ids)):
            place_code(study, theme.id, code_id, why="It shares the idea, whatever its words.")
        for code_id in sorted(set(nearest.code_ids) - ids):
            take_code_out(study, theme.id, code_id, why="It sounds alike but does not share the idea.")
        write_memo(study, wanted["memo"], about="theme", about_id=theme.id, kind="theoretical")


def make_themes_by_hand(study: Study, sources: Sources) -> None:
    """The same themes without a look at suggested groupings."""
    from qualkit.themes.making import create_theme
    from qualkit.themes.review import Naming

    for wanted in sources.themes:
        naming = Naming(wanted["name"], wanted["concept"])
        theme = create_theme(study, naming, wanted["codes"], why=wanted["why"])
        write_memo(study, wanted["memo"], about="theme", about_id=theme.id, kind="theoretical")


def _nearest(proposal: Proposal, code_ids: set[str]) -> CandidateTheme:
    """The grouping of any cut that shares most with these codes, as a part of all codes in either."""

    def shared(candidate: CandidateTheme) -> float:
        theirs = set(candidate.code_ids)
        return len(code_ids & theirs) / len(code_ids | theirs)

    return max((one for _, one in proposal.candidates), key=shared)


# ---- exports ----


def write_exports(study: Study) -> None:
    """The files that an examiner, NVivo and a spreadsheet ask for, in the study's exports folder."""
    from qualkit.exchange.actions import export_study
    from qualkit.saturation.actions import saturation
    from qualkit.saturation.figures import write_figure

    folder = study.folder / "exports"
    for format_name, name in EXPORTS.items():
        export_study(study, format_name, folder / name)
    write_figure(saturation(study), folder / "new-codes.svg")
