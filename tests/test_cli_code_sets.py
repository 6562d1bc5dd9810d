from __future__ import annotations

import json

from click.testing import CliRunner, Result

from qualkit.cli.main import qualkit
from qualkit.study import Study


def run(study: Study, *words: str) -> Result:
    return CliRunner().invoke(qualkit, ["codebook", "sets", str(study.folder), *words])


def test_a_set_is_made_filled_emptied_and_listed(study: Study) -> None:
    assert "There are no sets" in run(study).stderr
    assert "2 codes came in" in run(study, "outdoors", "--add", "rain", "--add", "rain > shoes").stderr
    assert "1 went out" in run(study, "outdoors", "--remove", "rain", "--why", "too wide").stderr
    (told,) = json.loads(run(study, "--json").stdout)
    assert (told["set"], [code["name"] for code in told["codes"]]) == ("outdoors", ["shoes"])
    assert study.recent_acts(1)[0].why == "too wide"


def test_mistakes_are_told_with_the_remedy(study: Study) -> None:
    assert "Which set?" in run(study, "--add", "rain").stderr
    missing = run(study, "feelings")
    assert missing.exit_code == 2 and "feelings" in missing.stderr
