"""Every move is saved; the interview opens again where it was left, and loses nothing."""

from pathlib import Path

from advisors.design import Design, load_design, save_design
from advisors.interview import Interview
from advisors.questions import QUESTIONS, Answer


def test_every_move_is_saved_and_resumed_at_the_exact_question(tmp_path: Path) -> None:
    path = tmp_path / "a.design.yaml"
    interview = Interview(Design(name="A"), path)
    for item in QUESTIONS[:12]:
        interview.goto(item.id)
        interview.dont_know(item.id)
        again = Interview.open(path)
        assert again.current.id == item.id
        assert again.design == interview.design
        assert again.screen.group == interview.screen.group


def test_a_position_that_does_not_apply_any_more_resumes_at_the_first_open_question() -> None:
    design = Design(answers={"use_case": Answer("translation")}, position="steps_per_request")
    assert Interview(design).current.id == "answer_form"


def test_a_finished_interview_opens_at_its_start() -> None:
    interview = Interview(Design())
    for item in QUESTIONS:
        interview.dont_know(item.id)
    done = Design(answers=interview.design.answers)
    assert Interview(done).open_questions() == ()
    assert Interview(done).current.id == "use_case"


def test_a_failed_save_keeps_the_answer_and_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    interview = Interview(Design(), folder / "a.design.yaml")
    outcome = interview.answer("quality", "draft")
    assert outcome.ok
    assert outcome.unsaved is not None
    assert "does not exist" in outcome.unsaved.why
    assert interview.design.answers["quality"].value == "draft"
    folder.mkdir()
    interview.next()
    assert interview.unsaved is None
    assert load_design(folder / "a.design.yaml").answers == interview.design.answers


def test_a_file_changed_by_someone_else_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.design.yaml"
    interview = Interview(Design(name="Ours"), path)
    interview.answer("quality", "draft")
    save_design(path, Design(name="Theirs, and longer"))
    outcome = interview.answer("quality", "expert")
    assert outcome.unsaved is not None
    assert "someone else" in outcome.unsaved.why
    assert load_design(path).name == "Theirs, and longer"
    interview.save(overwrite=True)
    assert load_design(path).answers["quality"].value == "expert"
