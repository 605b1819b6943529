"""Decision: how far up the customization ladder, from a prompt to a model of one's own."""

from collections.abc import Mapping
from dataclasses import replace

from advisors.candidates import Candidate
from advisors.classic import MADE_BY, Classic
from advisors.criteria import Measured
from advisors.desk import PLAIN, Changes, Desk
from advisors.format import value as value_of
from advisors.options import Decision, Exclusion
from advisors.places import Place
from advisors.ranking import Case, Rated, decide
from advisors.rival import rival_of, tokens_note
from advisors.rules import cards_of
from advisors.rungs import (
    LABELS,
    TRAINED_IN,
    TUNED,
    Rung,
    needs_documents,
    prompt_tokens,
    try_first,
)
from advisors.search_machines import not_counted
from advisors.shown import Said, classic_design, design, rated
from advisors.workload_assumptions import label_of
from advisors.workload_types import Hosting, Sensitivity

CASE = Case(
    id="customization",
    title="Customization",
    question="How is the model made to fit the task?",
    cards=(
        "frame-customisation-ladder",
        "rag-avoid-training",
        "peft-principle",
        "frame-lifetime-total",
    ),
    rule="The rungs that bring what the base model lacks; of those, the least weighted sum over "
    "the horizon, training and retrieval included.",
)
GOOD_FOR: Mapping[Rung, tuple[str, tuple[str, ...]]] = {
    Rung.PROMPT: (
        "Instructions and a few examples in the prompt: nothing to train, changed in minutes.",
        ("prompt-zero-few-shot", "prompt-concise"),
    ),
    Rung.RAG: (
        "Passages looked up for each request: knowledge stays current and can be cited.",
        ("rag-avoid-training", "rag-retrieval-depth"),
    ),
    Rung.PEFT: (
        "An adapter learns format, style and task: shorter prompts, and a smaller model may do.",
        ("peft-principle", "peft-lora-figures"),
    ),
    Rung.PEFT_RAG: (
        "An adapter for format and style, retrieval for the knowledge.",
        ("peft-principle", "rag-avoid-training"),
    ),
    Rung.FULL: (
        "All weights learn the task: several times the energy of an adapter for little more.",
        ("fullft-when", "fullft-instruction-tuning"),
    ),
    Rung.PRETRAIN: (
        "The model reads the field's own texts first: for terms that no base model knows.",
        ("fullft-domain-adaptation",),
    ),
    Rung.SCRATCH: (
        "A model of one's own from random weights.",
        ("scratch-last-resort", "scratch-compute-optimal"),
    ),
}
HEAVY = frozenset({Rung.FULL, Rung.PRETRAIN, Rung.SCRATCH})
PLAIN_RUNGS, LIGHT_RUNGS = frozenset({"prompt", "rag"}), frozenset({"peft", "peft-with-rag"})
PRIVATE = frozenset({Sensitivity.PERSONAL, Sensitivity.REGULATED})
PRIVATE_RISK = (
    "Personal or regulated data passes through: what is in the training examples cannot be "
    "withdrawn from the weights, should a person ask for it. Mask it before training, and plan for "
    "training again without it."
)
BESIDE = ("tuning_it_kwh", "index_it_kwh", "retrieval_wh")


def advise_customization(desk: Desk) -> Decision:
    """Ranked rungs, each with its best model, over the whole horizon."""
    if desk.classic is not None and desk.classic_place is not None:
        return _classic(desk, desk.classic, desk.classic_place)
    options: list[Rated] = []
    fallen = list(desk.search.rung_exclusions)
    chosen = {rung: _best(desk, rung) for rung in desk.search.rungs}
    desk.foresee((item, _trained(rung)) for rung, item in chosen.items() if item is not None)
    for rung, item in chosen.items():
        if item is None:
            fallen.append(_out(desk, rung))
        else:
            options.append(_option(desk, rung, item))
    case = replace(
        CASE,
        trace=_trace(desk),
        flips=_flips(desk, options),
        rivals=frozenset(item.rung.value for item in desk.search.near),
    )
    return _retrieval_first(desk, decide(desk, case, options, fallen))


def _best(desk: Desk, rung: Rung) -> Candidate | None:
    """Best candidate on a rung; heavier training is served like an adapter of the same model."""
    if rung not in HEAVY:
        return desk.search.best_of(rung=rung)
    return desk.search.best_of(rung=Rung.PEFT) or desk.search.best_of(rung=Rung.PEFT_RAG)


def _trained(rung: Rung) -> Changes:
    """What a rung changes in figures of the candidate that it is served like."""
    return Changes(trained=rung) if rung in HEAVY else PLAIN


def _option(desk: Desk, rung: Rung, item: Candidate) -> Rated:
    why, cards = GOOD_FOR[rung]
    measured = desk.measure(item, _trained(rung))
    tokens = prompt_tokens(desk.workload, item.rung, desk.base)
    said = Said(
        (
            why,
            f"{design(desk, replace(item, rung=rung))}.",
            f"{tokens:,.0f} tokens of prompt a call.",
            *_beside(desk, measured),
        ),
        cards,
        _notes(desk, rung, measured),
    )
    return rated(desk, rung.value, LABELS[rung], measured, said)


def _notes(desk: Desk, rung: Rung, measured: Measured) -> tuple[str, ...]:
    """What to try before a rung, what it takes to build, and what cannot be undone."""
    notes = [
        try_first(rung),
        f"{measured.effort_weeks:.0f} person-weeks in the first year, judged.",
        not_counted(desk.base, rung),
    ]
    if rung in TRAINED_IN and needs_documents(desk.workload):
        notes.append("Knowledge in weights cannot be cited or withdrawn: test for invented facts.")
    if rung in TUNED and desk.workload.sensitivity in PRIVATE:
        notes.append(PRIVATE_RISK)
    return tuple(note for note in notes if note)


def _retrieval_first(desk: Desk, found: Decision) -> Decision:
    """Says why tuning alone stands before retrieval, where it does for own documents."""
    rungs = [Rung(item.id) for item in found.options]
    if not rungs or rungs[0] not in TRAINED_IN or not needs_documents(desk.workload):
        return found
    note = "The guidance says retrieval first: tuning is for behaviour, and not for knowledge."
    if Rung.RAG in rungs:
        prompts = [prompt_tokens(desk.workload, rung, desk.base) for rung in (Rung.RAG, rungs[0])]
        note += (
            f" Volume is why it is not first here: {desk.workload.requests_per_day.value:,.0f} "
            f"requests a day, each {prompts[0] - prompts[1]:,.0f} tokens of prompt shorter."
        )
    note += " Build retrieval first and evaluate it; tune alone only if that answers as well."
    first = found.options[0]
    cards = tuple(dict.fromkeys((*first.cards, "rag-avoid-training")))
    first = replace(first, notes=(note, *first.notes), cards=cards)
    return replace(found, options=(first, *found.options[1:]))


def _beside(desk: Desk, measured: Measured) -> tuple[str, ...]:
    """Training, index and retrieval in numbers, where there are any."""
    figures = measured.outcome.figures
    years = desk.workload.horizon_years.value
    words = {
        "tuning_it_kwh": f"Training takes {{}} of IT energy over {in_years(years)}.",
        "index_it_kwh": f"The index takes {{}} of IT energy over {in_years(years)}.",
        "retrieval_wh": "Each retrieval takes {}.",
    }
    return tuple(
        words[name].format(value_of(figures[name]))
        for name in BESIDE
        if name in figures and figures[name].value
    )


def in_years(years: float) -> str:
    """A horizon in words."""
    return "a year" if years == 1 else f"{years:g} years"


def _out(desk: Desk, rung: Rung) -> Exclusion:
    if rung in TUNED and desk.workload.hosting is Hosting.MANAGED:
        return Exclusion(
            rung.value,
            LABELS[rung],
            "closed-weights",
            "A tuned model on Bedrock is served on capacity of its own, whose price and energy are "
            "not in the facts.",
            "Hosting 'no preference', so that an open model can be tuned and served.",
            cards_of("closed-weights"),
        )
    return Exclusion(
        rung.value,
        LABELS[rung],
        "not-offered-there",
        "No model that passes the filters can be served on this rung in the open Regions.",
        "See the model decision for what would let more models in.",
        cards_of("not-offered-there"),
    )


def _trace(desk: Desk) -> tuple[str, ...]:
    w = desk.workload
    knows = (label_of("knowledge", name.value) for name in sorted(w.knowledge))
    return (
        f"must know: {', '.join(knows)}; {w.corpus_tokens.value:,.0f} tokens of own "
        f"text, changed {w.corpus_refresh_per_year.value:g} times a year",
        f"{w.labelled_examples.value:,.0f} labelled examples; horizon: "
        f"{in_years(w.horizon_years.value)}",
    )


def _flips(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    """Volume at which tuning pays back in energy."""
    plain = next((o for o in options if o.option.id in PLAIN_RUNGS), None)
    tuned = next((o for o in options if o.option.id in LIGHT_RUNGS), None)
    if plain is None or tuned is None:
        return ()
    saved = _figure(plain, "serving_it_kwh_per_year") - _figure(tuned, "serving_it_kwh_per_year")
    more = _figure(tuned, "extra_it_kwh_per_year") - _figure(plain, "extra_it_kwh_per_year")
    today = desk.workload.requests_per_day.value
    if saved <= 0:
        return (
            "volume: at today's traffic tuning saves no energy; on a fleet that is busy, shorter "
            "prompts would",
        )
    if more <= 0:
        return ("tuning needs less energy from the first request on; effort and cost decide",)
    return (
        f"volume: above about {more / saved * today:,.0f} requests a day tuning saves more energy "
        f"than it takes ({today:,.0f} today)",
    )


def _figure(item: Rated, name: str) -> float:
    found = item.measured.outcome.figures.get(name)
    return 0.0 if found is None or found.value is None else found.value


def _classic(desk: Desk, item: Classic, place: Place) -> Decision:
    names = {
        "classifier": "Train the classifier on the labelled examples",
        "search": "Index the texts; nothing is trained",
        "rules": "Write the rules down as code",
    }
    first, label = MADE_BY[item.approach], names[item.approach]
    measured = desk.measure_classic(item, place)
    said = Said(
        (f"{classic_design(desk, item)}.", *_beside(desk, measured)),
        ("model-simple-baseline", "train-retrain-on-drift"),
    )
    options = [rated(desk, first, label, measured, said)]
    rival = rival_of(desk)
    if (best := rival.best) is not None:
        why, cards = GOOD_FOR[best.rung]
        notes = tuple(note for note in (try_first(best.rung), tokens_note(desk)) if note)
        other = Said((why, f"{design(rival, best)}."), cards, notes)
        words = f"{LABELS[best.rung]} of a generative model"
        options.append(rated(desk, best.rung.value, words, rival.measure(best), other))
    case = replace(
        CASE,
        trace=("the need decision chose a smaller approach",),
        rule="What the smaller approach needs, and nothing more.",
        flips=("labels that change every week: a prompt is changed faster than a training set",),
        first=first,
    )
    return decide(desk, case, options, desk.search.rung_exclusions)
