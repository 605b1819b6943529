"""`wattbrief explain` with no or a wrong figure: what can be opened, one a line, in groups."""

import pytest

from advisors.advice import advise
from estimators.facts import load_facts
from tui.cli import main
from tui.commands.explain import figures_of
from tui.designs import find_design
from tui.exit_codes import ExitCode


@pytest.mark.parametrize("address", ["", "zzz"])
def test_what_can_be_opened_is_listed_one_a_line(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "insurer-support-chat", address]) == ExitCode.USAGE
    lines = [line.strip() for line in capsys.readouterr().err.splitlines()]
    figures = figures_of(advise(find_design("insurer-support-chat"), load_facts()))
    assert {name for name in figures if "/" not in name} <= set(lines)
    assert [name for name in ("Energy", "Carbon", "Water", "Cost") if name in lines] == [
        "Energy",
        "Carbon",
        "Water",
        "Cost",
    ]
    assert lines.index("Carbon") < lines.index("g_per_request") < lines.index("Water")


def test_assumptions_are_questions_and_not_ids(capsys: pytest.CaptureFixture[str]) -> None:
    main(["advise", "manuals-question-answering"])
    text = capsys.readouterr().out
    _, _, after = text.partition("~ Assumed, most influential first:\n")
    listed = after.split("\n\n")[0].splitlines()
    assert listed
    assert all("?" in line for line in listed)
    assert "corpus_refresh_per_year" not in text
