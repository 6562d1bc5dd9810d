"""`qualkit saturation plan`: sample-size arithmetic before there are data."""

from __future__ import annotations

import click

from qualkit.cli.common import json_option, print_json, print_table, reports_errors

DISPUTED = (
    "All of these take themes for things that are there or not, always found when voiced, in people drawn at random; "
    "whether that suits qualitative work is disputed (Braun & Clarke 2016). A planning aid, not a justification."
)


@click.command()
@click.option("--prevalence", type=float, default=0.1, show_default=True, help="Share of people who hold a theme.")
@click.option("--power", type=float, default=0.8, show_default=True, help="Chance to hear it (Fugard & Potts).")
@click.option("--instances", type=click.IntRange(1), default=1, show_default=True, help="How often it has to be heard.")
@click.option("--probability", type=float, default=0.95, show_default=True, help="Chance for the other two.")
@click.option("--codes", type=click.IntRange(1), default=20, show_default=True, help="Codes that all have to be seen.")
@click.option("--interviews", type=click.IntRange(1), help="What so many interviews would achieve.")
@json_option
@reports_errors
def plan(
    prevalence: float,
    power: float,
    instances: int,
    probability: float,
    codes: int,
    interviews: int | None,
    as_json: bool,
) -> None:
    """How many interviews three published formulas give. No data are needed.

    \b
    Example:
      qualkit saturation plan --prevalence 0.1 --instances 2
    """
    from qualkit.saturation.planning import achieved_power, all_seen, galvin, interviews_for_all, sample_size

    document: dict[str, object] = {
        "fugard_potts": sample_size(prevalence, power=power, instances=instances),
        "galvin": galvin(prevalence, probability=probability),
        "van_rijnsoever": interviews_for_all([prevalence] * codes, probability=probability),
    }
    if interviews is not None:
        document["achieved_power"] = achieved_power(interviews, prevalence, instances=instances)
        document["all_codes_seen"] = all_seen(interviews, [prevalence] * codes)
    settings = {"prevalence": prevalence, "power": power, "instances": instances, "probability": probability}
    if as_json:
        print_json({**document, **settings, "codes": codes, "interviews": interviews, "warnings": [DISPUTED]})
        return
    _show(document, prevalence, (f"{instances} or more times, chance {power:g}", probability, codes))


def _show(document: dict[str, object], prevalence: float, asked: tuple[str, float, int]) -> None:
    heard, probability, codes = asked
    rows: list[tuple[object, ...]] = [
        ("Fugard & Potts (2015)", f"the theme is heard {heard}", document["fugard_potts"]),
        ("Galvin (2015)", f"the theme is heard once, chance {probability:g}", document["galvin"]),
        ("van Rijnsoever (2017)", f"all of {codes} codes are seen, chance {probability:g}", document["van_rijnsoever"]),
    ]
    print_table(("Formula", "So that", "Interviews"), rows, title=f"Themes held by {100 * prevalence:g}% of people")
    for name, words in (("achieved_power", "hear the theme that often"), ("all_codes_seen", "see all codes")):
        if name in document:
            click.echo(f"The interviews asked about would {words} with a chance of {document[name]:.3f}.")
    click.echo(f"Note: {DISPUTED}")
