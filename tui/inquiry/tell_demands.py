"""Answers on what the models had to meet: quality, languages, images; and on private texts."""

import re
from collections.abc import Iterable, Iterator, Sequence

from advisors.options import Advice, Decision, Exclusion, Option
from advisors.questions import question
from advisors.workload import Workload
from estimators.facts.model_rows import Model
from tui.inquiry.page import Page, decision_of, plan_lines
from tui.inquiry.spoken import spoken_in
from tui.inquiry.tell_options import listed, nothing_fits, reasons_of

SHOWN = 6
ROWS = 4
_SHUTS = re.compile(
    r"\b(?:knock\w*|rul(?:e|ed|es)|throw\w*|threw|cost us|lose|lost|loses|exclud\w+|drop\w*|"
    r"eliminat\w+|shut\w*|clos\w+|out)\b"
)
"""Words by which a language may shut models out."""
_FIGURES = ("carbon_location_kg_per_year", "carbon_market_kg_per_year", "cost_usd_per_year")


def quality(page: Page, advice: Advice, workload: Workload, lead: Sequence[str] = ()) -> str:
    """The bar, the scores, and how quality is measured; returns the id of the chosen model.

    Args:
        page: Written to.
        advice: The models.
        workload: How quality is measured.
        lead: What is said first instead of the score of the chosen model.
    """
    decision = decision_of(advice, "model")
    if decision is None or decision.chosen is None:
        return _none(page, decision)
    chosen = decision.chosen
    score = next((line for line in chosen.reasons if line.startswith("Scores")), "")
    for line in lead or (f"{chosen.label}: {score or 'it has no score on the common scale.'}",):
        page.say(line)
    bar = [_after_id(line) for line in decision.trace if "quality-bar" in line]
    page.section("The bar", (*bar, f"{chosen.label}: {score}" if lead and score else ""))
    page.section("Scores of others that pass", _scores(decision))
    page.section("Below the bar", out_by(decision, "quality-bar"))
    measures = {c.id: c.label for c in question("quality_measure").choices}
    said = sorted(measures.get(key, key) for key in workload.quality_measures)
    page.section(
        "How it is measured",
        (f"{question('quality_measure').text} {', '.join(said) or 'not decided yet'}.",
         *(note for note in chosen.notes if "committing" in note or "bar" in note),
         *plan_lines(advice, "Quality")),
    )  # fmt: skip
    page.show(chosen.figures, _FIGURES, f"{chosen.label}, in figures")
    page.support(
        ("frame-acceptable-performance", "model-eval-workflow", "model-bedrock-evaluations")
    )
    return chosen.id


def languages(page: Page, advice: Advice, workload: Workload, text: str = "") -> str:
    """Whether the chosen model has the languages asked for; returns its id.

    Args:
        page: Written to.
        advice: The chosen model, and what fell out.
        workload: The languages answered.
        text: The question, folded; a language that it names is told first.
    """
    decision = decision_of(advice, "model")
    if decision is None or decision.chosen is None:
        return _none(page, decision)
    chosen, asked = decision.chosen, workload.languages
    named = spoken_in(text)
    for code, name in named.items():
        if _SHUTS.search(text):
            page.say(_shut_out(decision, code, name))
        page.say(f"{chosen.label}, {name}: {_stated(page, chosen, (code,))}{_weighed(code, asked)}")
    if named:
        page.say("How good it is in one language is no figure of the advice: its score is overall.")
    page.say(f"{chosen.label}, for answers in {', '.join(asked)}: {_stated(page, chosen, asked)}")
    page.section("As answered", (f"{question('languages').text} {', '.join(asked)}.",))
    page.section("To know", (note for note in chosen.notes if "language" in note))
    page.section("Out for a language", out_by(decision, "language"))
    page.section(
        "Another language", ("add it to `languages` in the interview: models without it fall out.",)
    )
    page.show(chosen.figures, _FIGURES, f"{chosen.label}, in figures")
    page.support(("model-domain-multilingual", "model-selection-questions"))
    return chosen.id


def _shut_out(decision: Decision, code: str, name: str) -> str:
    """How many models fell out for a language."""
    out = [item for item in decision.exclusions if item.rule == "language"]
    found = [item.label for item in out if f"({code})" in item.reason]
    if not found:
        return f"No model fell out for {name}."
    count = "One model" if len(found) == 1 else f"{len(found)} models"
    return (
        f"{count} fell out for want of {name}, other languages missing too or not: "
        f"{listed(found)}. Those that fell out by an earlier filter are not among them."
    )


def _weighed(code: str, asked: Iterable[str]) -> str:
    """That a language is none of those answered, so that no model was held to it."""
    if code in asked:
        return ""
    return " It is none of the languages answered, so no model fell out for it."


def _stated(page: Page, chosen: Option, asked: Iterable[str]) -> str:
    row: Model | None = page.facts.models.get(chosen.id)
    if row is None:
        return "its languages are not in the facts; test them on your own samples."
    missing = [code for code in asked if code != "en" and code not in row.languages]
    if not missing:
        return "it states all of them." if len(tuple(asked)) > 1 else "it states it."
    if row.languages:
        return f"it does not state {', '.join(missing)}; test on your own samples."
    return (
        f"it states {row.languages_count or 'several'} languages without a list; test "
        f"{', '.join(missing)} on your own samples."
    )


def modalities(page: Page, advice: Advice, workload: Workload) -> str:
    """What goes into a request, and whether the chosen model reads it; returns its id."""
    decision = decision_of(advice, "model")
    if decision is None or decision.chosen is None:
        return _none(page, decision)
    chosen = decision.chosen
    row: Model | None = page.facts.models.get(chosen.id)
    has = sorted(row.modality.split(";")) if row is not None else []
    asked = sorted(workload.modalities)
    reads = f"reads {' and '.join(has)}" if has else "is of unknown modality"
    page.say(f"{chosen.label} {reads}; the design asks for {' and '.join(asked)}.")
    if "image" in has and "image" not in asked:
        page.say("Images would be read, but their tokens are not counted in the figures.")
    page.section("Out as they do not read it", out_by(decision, "modality"))
    page.section(
        "To change it",
        ("answer `modalities` in the interview anew; models that lack one fall out.",),
    )  # fmt: skip
    page.show(chosen.figures, _FIGURES, f"{chosen.label}, in figures")
    page.support(("model-selection-questions", "model-purpose-built-extraction"))
    return chosen.id


def privacy(page: Page, advice: Advice, workload: Workload) -> str:
    """What follows from how sensitive the texts are; returns the id of the monitoring plan."""
    decision = decision_of(advice, "monitoring")
    if decision is None or decision.chosen is None:
        return _none(page, decision)
    chosen, asked = decision.chosen, question("sensitivity")
    label = next(c.label for c in asked.choices if c.id == workload.sensitivity.value)
    page.say(f"{asked.text} {label}; so the monitoring plan is: {chosen.label}.")
    page.section(
        "What is kept", (*chosen.reasons[:1], *(n for n in chosen.notes if "ersonal" in n))
    )
    page.section(
        "Other plans",
        (f"{item.label}: {item.reasons[0]}" for item in decision.options[1:] if item.reasons),
    )
    page.section("In other decisions", dict.fromkeys(_on_persons(advice)))
    page.show(chosen.figures, tuple(chosen.figures), "In figures")
    page.section("What it does not say", ("Whether that satisfies a law is for your own counsel.",))
    page.support(("store-log-retention", "data-classification", "store-genai-byproducts"))
    return chosen.id


def _on_persons(advice: Advice) -> Iterator[str]:
    for decision in advice.decisions:
        if decision.id != "monitoring":
            for option in decision.options:
                yield from (f"{option.label}: {n}" for n in option.notes if "ersonal or" in n)


def _scores(decision: Decision) -> Iterator[str]:
    for option in decision.options[1 : SHOWN + 1]:
        yield from (f"{option.label}: {x}" for x in option.reasons if x.startswith("Scores"))


def out_by(decision: Decision, rule: str) -> list[str]:
    """Reasons of what fell out by a rule, each once."""
    items: list[Exclusion] = [item for item in decision.exclusions if item.rule == rule]
    return reasons_of(items)[:ROWS] if items else []


def _after_id(line: str) -> str:
    text = line.partition(": ")[2] or line
    return f"{text[:1].upper()}{text[1:]}."


def _none(page: Page, decision: Decision | None) -> str:
    if decision is None:
        page.unanswered = True
        page.say("The advice on this design did not take that decision.")
        return ""
    return nothing_fits(page, decision)
