"""`qualkit retrieve table|together|words|context`: looking across a study."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualkit.cli.common import json_option, print_json, print_table, reports_errors, study_argument, tell

if TYPE_CHECKING:
    from qualkit.retrieval.charts import Chart
    from qualkit.study import Study

SHOWN = 40
figure_option = click.option(
    "--figure", metavar="FILE", type=click.Path(path_type=Path), help="A .svg or .png as well."
)


@click.group()
def retrieve() -> None:
    """Look across a study: codes by participants, codes that stand together, words.

    \b
    Example:
      qualkit retrieve table night-shifts --by age
    """


@retrieve.command()
@study_argument
@click.option("--by", default="participant", show_default=True, metavar="participant|interview|ATTRIBUTE")
@figure_option
@json_option
@reports_errors
def table(study: str, by: str, figure: Path | None, as_json: bool) -> None:
    """How often each code was used for each participant, interview, or value of an attribute.

    \b
    Example:
      qualkit retrieve table night-shifts --by participant
    """
    from qualkit.retrieval.actions import crosstab, crosstab_table
    from qualkit.retrieval.charts import counts_chart
    from qualkit.study import open_study

    counted = crosstab(open_study(study), by)
    rows = crosstab_table(counted)
    paths, labels = [entry.path for entry in counted.codes], [group.label for group in counted.groups]
    _draw(figure, counts_chart(paths, labels, counted.references.tolist()))
    if as_json:
        print_json({"by": by, "groups": labels, "codes": rows.to_dict("records")})
    else:
        print_table([str(name).capitalize() for name in rows.columns], rows.to_numpy().tolist())


@retrieve.command()
@study_argument
@json_option
@reports_errors
def together(study: str, as_json: bool) -> None:
    """Pairs of codes whose passages share words, most often first.

    \b
    Example:
      qualkit retrieve together night-shifts
    """
    from qualkit.retrieval.actions import codes_together
    from qualkit.study import open_study

    opened = open_study(study)
    names = _paths(opened)
    pairs = [
        (names[p.first], names[p.second], p.together, p.interviews, round(p.share, 2)) for p in codes_together(opened)
    ]
    if as_json:
        keys = ("first", "second", "together", "interviews", "share")
        print_json({"pairs": [dict(zip(keys, pair, strict=True)) for pair in pairs]})
    elif not pairs:
        tell("No two codes stand on the same words yet.")
    else:
        print_table(("Code", "With", "Passages", "Interviews", "Of all"), pairs)


@retrieve.command()
@study_argument
@click.option("--all", "every", is_flag=True, help="With small words such as “the”.")
@figure_option
@json_option
@reports_errors
def words(study: str, every: bool, figure: Path | None, as_json: bool) -> None:
    """How often each word was said; its forms (walk, walked) count as one where that is known.

    \b
    Example:
      qualkit retrieve words night-shifts
    """
    from qualkit.retrieval.actions import spoken, word_frequencies
    from qualkit.retrieval.charts import bars_chart
    from qualkit.study import open_study
    from qualkit.themes.lemmas import small_words

    opened = open_study(study)
    forms = _forms(opened, (word for own in spoken(opened).values() for word in own))
    found = word_frequencies(opened, forms, small=() if every else small_words(opened.settings.language))
    _draw(figure, bars_chart([one.word for one in found], [one.times for one in found]))
    if as_json:
        keys = ("word", "times", "interviews", "forms")
        print_json({"words": [{key: getattr(one, key) for key in keys} for one in found]})
    else:
        rows = [(one.word, one.times, one.interviews, ", ".join(one.forms)) for one in found[:SHOWN]]
        print_table(("Word", "Times", "Interviews", "Forms"), rows)


@retrieve.command()
@study_argument
@click.argument("word")
@json_option
@reports_errors
def context(study: str, word: str, as_json: bool) -> None:
    """Every place where a word is said, in any of its forms, between its neighbours.

    \b
    Example:
      qualkit retrieve context night-shifts tired
    """
    from qualkit.interviews import interviews_table
    from qualkit.retrieval.actions import spoken, words_in_context
    from qualkit.study import open_study

    opened = open_study(study)
    said = {one for own in spoken(opened).values() for one in own}
    found = words_in_context(opened, word, _forms(opened, {*said, *word.casefold().split()}))
    names = dict(interviews_table(opened)[["id", "name"]].itertuples(index=False, name=None))
    rows = [(names[one.interview_id], one.before, one.word, one.after, one.start) for one in found]
    if as_json:
        keys = ("interview", "before", "word", "after", "start")
        print_json({"places": [dict(zip(keys, row, strict=True)) for row in rows]})
    elif not rows:
        tell(f"“{word}” is not said in any interview.")
    else:
        print_table(("Interview", "Before", "Word", "After"), [row[:4] for row in rows])


def _forms(study: Study, said: Iterable[str]) -> dict[str, set[str]]:
    """Forms that count as one word; none where they are not known, which is told."""
    from qualkit.errors import QualkitError
    from qualkit.themes.lemmas import word_forms

    try:
        return word_forms(said, study.settings.language)
    except QualkitError as error:
        tell(f"Words are counted as they stand. {error.message}")
        return {}


def _paths(study: Study) -> dict[str, str]:
    """Paths of codes by id."""
    from qualkit.coding.codebook import entries
    from qualkit.store import reads

    with study.reading() as connection:
        return {entry.code.id: entry.path for entry in entries(reads.codes(connection), {})}


def _draw(figure: Path | None, chart: Chart) -> None:
    from qualkit.pictures import chart_to_svg, write_picture

    if figure and chart:
        write_picture(figure, chart_to_svg(chart))
        tell(f"Wrote {figure}.")
    elif figure:
        tell("There is nothing to draw, or so much that it could not be read.")
