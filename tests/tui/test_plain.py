"""The plain interview: in one fixed order for pipes, the most telling first for a person."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisors.advice import advise
from advisors.design import SUFFIX, Design, load_design
from advisors.examples import load_example
from advisors.interview import Interview
from advisors.questions import QUESTIONS, Answer, question
from advisors.record import build_record, render_json, render_markdown
from estimators.facts import load_facts
from tests.tui.test_cli import wattbrief
from tests.tui.test_journey import DATE, SCRIPT
from tui import plain
from tui.exit_codes import ExitCode
from tui.opening import create_design

EXAMPLE = "ticket-classifier"


class Answers:
    """Types the scripted answer to whatever question is asked; Enter for any other."""

    def __init__(self, path: Path, script: dict[str, str], *, person: bool = False) -> None:
        self._path = path
        self._script = script
        self._person = person
        self.asked: list[str] = []

    def isatty(self) -> bool:
        return self._person

    def readline(self, *_: object) -> str:
        self.asked.append(Interview(load_design(self._path)).current.id)
        return self._script.get(self.asked[-1], "") + "\n"


class Lines(Answers):
    """Types given lines, whatever is asked; then the input ends."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        super().__init__(path, {})
        self._lines = lines

    def readline(self, *_: object) -> str:
        super().readline()
        return f"{self._lines.pop(0)}\n" if self._lines else ""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "same.design.yaml"


def without(*keys: str) -> Design:
    design = load_example(EXAMPLE)
    return replace(design, answers={k: v for k, v in design.answers.items() if k not in keys})


def test_a_person_is_asked_the_core_first_then_what_tells_most_and_may_stop(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_design(path, without("horizon_years", "hosting", "unit_of_work", "sensitivity"))
    script = {"hosting": "managed", "horizon_years": "3", "sensitivity": "internal"}
    person = Answers(path, script, person=True)
    monkeypatch.setattr("sys.stdin", person)
    assert plain.interview(path) == ExitCode.OK
    # unit_of_work stands before sensitivity, but turns nothing: Enter at the offer ends it there.
    assert person.asked[:3] == ["hosting", "horizon_years", "sensitivity"]
    assert len(person.asked) == 4
    shown = capsys.readouterr()
    assert "It could turn 1 of 8 decisions: monitoring." in shown.err
    assert "No single further answer would change what is recommended." in shown.err
    assert '4 questions are left: Enter stops here, "more" goes on.' in shown.err
    assert shown.out == f"{path}\n"


def test_at_the_offer_one_may_go_on_or_back(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_design(path, without("unit_of_work", "sensitivity"))
    lines = ["internal", "hm", "back", "", "more", "closed ticket"]
    typed = Lines(path, lines)
    monkeypatch.setattr("sys.stdin", typed)
    assert plain.interview(path, most_telling_first=True) == ExitCode.OK
    assert (
        typed.asked[:6]
        == ["sensitivity", *["unit_of_work"] * 2, "sensitivity"] + ["unit_of_work"] * 2
    )
    assert load_design(path).answers["unit_of_work"].value == "closed ticket"
    assert capsys.readouterr().err.count("questions are left") == 3


def test_what_is_not_known_is_named_where_it_could_still_turn_something(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_design(path, without("sensitivity"))
    monkeypatch.setattr("sys.stdin", Answers(path, {"sensitivity": "?"}, person=True))
    assert plain.interview(path) == ExitCode.OK
    text = capsys.readouterr().err
    assert "What you do not know or left open could: sensitivity." in text
    assert "No single further answer" not in text


def test_lines_from_a_pipe_meet_the_questions_in_their_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_design(path)
    typed = Lines(path, ["", "", "", ""])
    monkeypatch.setattr("sys.stdin", typed)
    plain.interview(path)
    assert typed.asked == [item.id for item in QUESTIONS[:5]]


def test_a_finished_design_has_nothing_more_to_ask(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = load_example(EXAMPLE)
    for key in ("carbon_budget_kg_per_year", "cost_budget_usd_per_year"):
        design = design.answered(key, replace(design.answers["horizon_years"], value=1000.0))
    design = design.answered("committed_model", Answer("none"))
    create_design(path, design)
    typed = Lines(path, [])
    monkeypatch.setattr("sys.stdin", typed)
    assert plain.interview(path, most_telling_first=True) == ExitCode.OK
    assert typed.asked == []


@pytest.mark.slow
def test_the_order_of_asking_leaves_no_trace_in_the_record(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = []
    orders = []
    for first in (True, False):
        path.unlink(missing_ok=True)
        create_design(path)
        answers = Answers(path, SCRIPT)
        monkeypatch.setattr("sys.stdin", answers)
        assert plain.interview(path, most_telling_first=first) == ExitCode.OK
        design = load_design(path)
        record = build_record(design, advise(design, load_facts()), load_facts(), date=DATE)
        records.append((render_markdown(record), render_json(record)))
        orders.append(answers.asked)
    assert records[0] == records[1]
    core = [question(key).core for key in orders[0]]
    assert core == sorted(core, reverse=True)
    assert orders[0] != orders[1]


class Meddler(Lines):
    """Lets somebody else change the file before the second line."""

    def readline(self, *_: object) -> str:
        if self.asked:
            self._path.write_text("# theirs\n" + self._path.read_text())
        return super().readline()


@pytest.mark.parametrize("last", ["quit", ""])
def test_answers_that_could_not_be_saved_are_never_called_saved(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], last: str
) -> None:
    create_design(path)
    monkeypatch.setattr("sys.stdin", Meddler(path, ["support-chat", "open-text", last]))
    assert plain.interview(path) == ExitCode.BAD_INPUT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "aved as" not in shown.err
    assert "NOT saved" in shown.err
    aside = path.with_name(f"{path.name.removesuffix(SUFFIX)}.unsaved{SUFFIX}")
    assert f"They stand in {aside}" in shown.err
    assert load_design(aside).answers["use_case"].value == "support-chat"
    assert path.read_text().startswith("# theirs")
    assert "give your last answers there." in shown.err
    assert "# theirs" in path.read_text()


def test_a_pipe_can_ask_for_the_most_telling_first(path: Path) -> None:
    create_design(path, without("sensitivity", "unit_of_work"))
    command = ("open", str(path), "--plain", "--most-telling-first")
    done = wattbrief(*command, stdin="internal\n\n", cwd=path.parent)
    assert done.returncode == ExitCode.OK, done.stderr
    assert load_design(path).answers["sensitivity"].value == "internal"
    assert done.stdout == f"{path}\n"


def test_a_question_left_open_says_what_counts_instead(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_design(path, Design(answers={"residency": Answer("one-region")}))
    monkeypatch.setattr("sys.stdin", Lines(path, [""] * 30))
    plain.interview(path, most_telling_first=False)
    told = capsys.readouterr().err
    assert "Left open; this counts until it is answered: us-east-1." in told
    assert "What goes into a request?" in {item.text for item in QUESTIONS}


def test_an_answer_is_taken_back_and_repeated(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    create_design(path, Design())
    lines = ["undo", "agent", "open-text", "undo", "undo", "undo", "redo", "quit"]
    script = Lines(path, lines)
    monkeypatch.setattr("sys.stdin", script)
    assert plain.interview(path) == ExitCode.OK
    said = capsys.readouterr().err
    assert said.count("! There is nothing to undo") == 2
    assert f"Taken back: {question('answer_form').text}" in said
    assert f"Repeated: {question('use_case').text}" in said
    assert script.asked[-3:] == ["use_case"] * 3
    assert load_design(path).answers == {"use_case": Answer("agent")}
    monkeypatch.setattr("sys.stdin", Lines(path, ["redo", "quit"]))
    assert plain.interview(path) == ExitCode.OK
    assert set(load_design(path).answers) == {"use_case", "answer_form"}
