"""The engine: branching, undo, resume, autosave, progress."""

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisors.design import Design, digest, dump_design
from advisors.errors import StepError, UnknownNameError
from advisors.examples import examples, load_example
from advisors.interview import Interview
from advisors.presets import TrafficPresets
from advisors.questions import QUESTIONS, Answer, question
from advisors.validation_typed import typed
from estimators.facts import load_facts

moves = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(
                ["use_case", "hosting", "async_share", "knowledge", "requests_per_day"]
            ),
            st.sampled_from(
                ["agent", "translation", "managed", "self-hosted", "100", "0", "own-documents",
                 "general", "?", "20k", "n/a: because"]
            ),
        ),
        st.sampled_from(["undo", "redo"]),
    ),
    max_size=20,
)  # fmt: skip


def test_it_starts_at_the_first_question_and_walks_all_that_apply() -> None:
    interview = Interview(Design())
    seen = [interview.current.id]
    while (item := interview.next()) is not None:
        seen.append(item.id)
    assert seen[0] == "use_case"
    assert len(seen) == interview.progress.applicable
    assert "steps_per_request" not in seen
    assert interview.next() is None
    while interview.back() is not None:
        pass
    assert interview.current.id == "use_case"


def test_an_answer_is_taken_or_refused_with_what_to_show() -> None:
    interview = Interview(Design())
    taken = interview.answer("requests_per_day", "2k")
    assert taken.ok
    assert taken.answer == Answer(2000.0)
    refused = interview.answer("requests_per_day", "-5")
    assert not refused.ok
    assert refused.failure_descriptions == (
        "It must be from 0.001 to 10,000,000,000 requests/day.",
        "Did you mean 5? '?' takes the default.",
    )
    assert interview.design.answers["requests_per_day"].value == 2000.0
    assert taken.failure_descriptions == ()
    with pytest.raises(UnknownNameError):
        interview.answer("nothing", "x")


def test_what_does_not_apply_never_appears_and_its_answer_is_kept_for_undo() -> None:
    interview = Interview(Design())
    shown = interview.answer("use_case", "agent")
    assert shown.shown == ("steps_per_request",)
    interview.answer("steps_per_request", "12")
    hidden = interview.answer("use_case", "translation")
    assert hidden.hidden == ("steps_per_request",)
    assert interview.set_aside == ("steps_per_request",)
    assert "steps_per_request" not in interview.open_questions()
    assert all(
        item.id != "steps_per_request" for screen in interview.screens for item in screen.questions
    )
    assert interview.resolved["steps_per_request"].value == 1.0
    back = interview.undo()
    assert back.shown == ("steps_per_request",)
    assert interview.resolved["steps_per_request"].value == 12.0
    interview.answer("hosting", "managed")
    with pytest.raises(StepError, match="hosting is not managed"):
        interview.goto("skills")


def test_standing_at_a_question_that_falls_away_moves_back() -> None:
    interview = Interview(Design())
    interview.answer("use_case", "agent")
    interview.goto("steps_per_request")
    interview.undo()
    assert interview.current.id == "use_case"
    interview.redo()
    interview.answer("steps_per_request", "5")
    assert interview.current.id == "steps_per_request"


def test_undo_and_redo_need_something_to_do() -> None:
    interview = Interview(load_example("ticket-classifier"))
    assert not interview.can_undo
    with pytest.raises(StepError, match="nothing to undo"):
        interview.undo()
    interview.answer("quality", "draft")
    interview.answer("quality", "draft")
    interview.undo()
    assert not interview.can_undo
    interview.redo()
    with pytest.raises(StepError, match="nothing to redo"):
        interview.redo()


def test_an_answer_after_undo_drops_what_was_undone() -> None:
    interview = Interview(Design())
    interview.answer("quality", "draft")
    interview.undo()
    interview.answer("quality", "expert")
    assert not interview.can_redo


@given(moves)
def test_undoing_everything_gives_back_the_start_and_redoing_the_end(
    steps: list[tuple[str, str] | str],
) -> None:
    interview = Interview(Design())
    start = interview.design.answers
    for step in steps:
        if isinstance(step, tuple):
            interview.answer(*step)
        elif step == "undo" and interview.can_undo:
            interview.undo()
        elif step == "redo" and interview.can_redo:
            interview.redo()
        assert interview.resolved[interview.current.id].applies
    end = interview.design.answers
    undone = 0
    while interview.can_undo:
        interview.undo()
        undone += 1
    assert interview.design.answers == start
    for _ in range(undone):
        interview.redo()
    assert interview.design.answers == end


@settings(max_examples=20)
@given(st.permutations(sorted(load_example("insurer-support-chat").answers)))
def test_the_order_of_answering_does_not_matter(order: list[str]) -> None:
    whole = load_example("insurer-support-chat")
    interview = Interview(Design(name=whole.name))
    for key in order:
        interview.import_answers({key: whole.answers[key]})
    assert digest(interview.design) == digest(whole)
    ours = dump_design(interview.design).split("position:")[0].rstrip(".\n")
    assert ours == dump_design(whole).rstrip(".\n")


def test_progress_counts_dont_know_and_not_applicable_as_answers() -> None:
    interview = Interview(Design())
    before = interview.progress
    assert (before.answered, before.total) == (0, len(QUESTIONS))
    interview.dont_know("domain")
    interview.not_applicable("growth_per_year", "capped")
    after = interview.progress
    assert (after.answered, after.core_answered) == (2, 2)
    assert interview.resolved["domain"].origin == "assumption"
    assert interview.resolved["growth_per_year"].value == 0.0
    assert not interview.not_applicable("domain", "x").ok
    assert not interview.not_applicable("growth_per_year", " ").ok


def test_clear_annotate_and_import_are_single_steps() -> None:
    interview = Interview(Design())
    interview.answer("requests_per_day", "5k")
    interview.annotate("requests_per_day", " from the log ")
    assert interview.design.answers["requests_per_day"] == Answer(5000.0, note="from the log")
    interview.clear("requests_per_day")
    assert "requests_per_day" not in interview.design.answers
    interview.undo()
    interview.import_answers({"input_tokens": Answer(900.0), "output_tokens": Answer(80.0)})
    interview.undo()
    assert set(interview.design.answers) == {"requests_per_day"}


def test_the_same_answer_again_keeps_its_note_and_another_drops_it() -> None:
    interview = Interview(Design())
    interview.answer("requests_per_day", "18000 (12000 to 30000)")
    interview.annotate("requests_per_day", "from the log")
    interview.answer("requests_per_day", "18k (12k to 30k)")
    assert interview.design.answers["requests_per_day"].note == "from the log"
    interview.undo()
    assert not interview.design.answers["requests_per_day"].note
    interview.redo()
    interview.answer("requests_per_day", "18k")
    assert not interview.design.answers["requests_per_day"].note
    interview.annotate("requests_per_day", "guess")
    interview.annotate("requests_per_day", "")
    assert not interview.design.answers["requests_per_day"].note


def test_open_questions_can_be_ordered_by_influence_after_the_core_ones() -> None:
    interview = Interview(Design())
    plain = interview.open_questions()
    core = [key for key in plain if question(key).core]
    assert list(plain[: len(core)]) == core
    ordered = interview.open_questions({"priorities": 2.0, "sensitivity": 1.0})
    assert ordered[: len(core)] == plain[: len(core)]
    assert ordered[len(core) : len(core) + 2] == ("priorities", "sensitivity")
    assert sorted(ordered) == sorted(plain)


def test_presets_give_the_token_defaults_once_they_are_there() -> None:
    interview = Interview(Design(answers={"use_case": Answer("support-chat")}))
    assert interview.resolved["input_tokens"].value == question("input_tokens").default.value
    interview.presets = TrafficPresets(load_facts())
    found = interview.resolved["input_tokens"]
    preset = load_facts().preset("support-chat").input("input_tokens")
    assert (found.value, found.low, found.high) == (preset.value, preset.low, preset.high)
    assert found.sources == preset.sources
    assert interview.presets is not None


def test_typed_answers_give_the_same_design_as_the_file() -> None:
    for whole in examples().values():
        interview = Interview(Design(name=whole.name))
        for key, answer in whole.answers.items():
            outcome = interview.answer(key, typed(question(key), answer))
            assert outcome.ok, outcome.error
            if answer.note:
                interview.annotate(key, answer.note)
        assert interview.design.answers == whole.answers


def test_the_engine_loads_no_heavy_module() -> None:
    code = (
        "import advisors.questions, advisors.design, advisors.interview, sys;"
        "heavy = {'numpy', 'scipy', 'textual', 'yaml', 'torch', 'boto3', 'llama_index'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_screens_never_hold_more_than_four_questions() -> None:
    cases = ["agent", "code-assistant", "document-qa", "translation"]
    for use_case, hosting in itertools.product(cases, ["managed", "self-hosted"]):
        interview = Interview(Design())
        interview.answer("use_case", use_case)
        interview.answer("hosting", hosting)
        assert max(len(screen.questions) for screen in interview.screens) <= 4
