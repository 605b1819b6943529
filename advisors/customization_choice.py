"""Decision: how far up the customization ladder, from a prompt to a model of one's own."""

from dataclasses import replace

from advisors.candidates import Candidate, Row
from advisors.desk import Desk, Measured
from advisors.figures import Priced, outcome_of
from advisors.options import Decision, Exclusion
from advisors.ranking import Head, Rated, against, decide
from advisors.rules import cards_of
from advisors.rungs import LABELS, TUNED, Rung, added, needs_documents, prompt_tokens
from advisors.shown import classic_design, design, rated
from advisors.weights import CLOSE, effort_weeks
from advisors.workload_types import Hosting

HEAD = Head("customization", "Customization", "How is the model made to fit the task?")
CARDS = (
    "frame-customisation-ladder",
    "rag-avoid-training",
    "peft-principle",
    "frame-lifetime-total",
)
GOOD_FOR: dict[Rung, tuple[str, tuple[str, ...]]] = {
    Rung.PROMPT: (
        "Instructions and a few examples in the prompt: nothing to train, changed in minutes.",
        ("prompt-zero-few-shot", "prompt-concise"),
    ),
    Rung.RAG: (
        "Passages looked up for each request: knowledge stays current and can be cited.",
        ("rag-avoid-training", "rag-retrieval-depth"),
    ),
    Rung.PEFT: (
        "A small adapter learns format, style and task: shorter prompts, and a smaller model may "
        "do.",
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


def advise_customization(desk: Desk) -> Decision:
    """Ranked rungs, each with its best model, over the whole horizon."""
    if desk.classic is not None:
        return _classic(desk)
    options: list[Rated] = []
    fallen = list(desk.search.rung_exclusions)
    for rung in desk.search.rungs:
        found = _option(desk, rung)
        if isinstance(found, Rated):
            options.append(found)
        else:
            fallen.append(found)
    options.sort(key=lambda item: (item.score, item.option.id))
    options = [
        item
        if index == 0
        else replace(
            item,
            option=replace(item.option, reasons=(*item.option.reasons, against(options[0], item))),
        )
        for index, item in enumerate(options)
    ]
    return decide(
        desk,
        HEAD,
        options,
        fallen,
        cards=CARDS,
        trace=_trace(desk),
        rule="The lowest rung that brings what the base model lacks; of those that do, the least "
        "weighted sum over the horizon, training and retrieval included.",
        flips=_flips(desk, options),
        rivals=sorted({item.rung.value for item in desk.search.near(CLOSE)}),
    )


def _option(desk: Desk, rung: Rung) -> Rated | Exclusion:
    item = desk.search.best_of(_on(rung)) if rung not in HEAVY else _heavy(desk)
    if item is None:
        return _out(desk, rung)
    why, cards = GOOD_FOR[rung]
    measured = desk.measure(item) if rung not in HEAVY else _measure_heavy(desk, item, rung)
    tokens = prompt_tokens(desk.workload, rung, desk.base)
    reasons = [
        why,
        f"{design(desk, replace(item, rung=rung))}.",
        f"{tokens:,.0f} tokens of prompt a call.",
    ]
    notes = [f"{measured.effort_weeks:.0f} person-weeks in the first year, judged."]
    extra = added(desk.workload, rung, item.model if rung in TUNED else "", desk.base)
    if extra.tuning_kwh.value > 0:
        reasons.append(f"Training adds {extra.tuning_kwh.value:,.3g} kWh of IT energy a year.")
        notes.append(extra.tuning_kwh.note + ".")
    if extra.retrieval_kwh.value > 0:
        reasons.append(f"Retrieval adds {extra.retrieval_kwh.value:,.3g} kWh of IT energy a year.")
        notes.append(extra.retrieval_kwh.note + ".")
    if rung in TUNED and needs_documents(desk.workload) and rung is not Rung.PEFT_RAG:
        notes.append("Knowledge in weights cannot be cited or withdrawn: test for invented facts.")
    return rated(desk, rung.value, LABELS[rung], measured, reasons, cards, notes)


def _on(rung: Rung):  # type: ignore[no-untyped-def]
    def test(row: Row) -> bool:
        return row.rung is rung

    return test


def _heavy(desk: Desk) -> Candidate | None:
    """Heavier training is served like an adapter of the same model."""
    for rung in (Rung.PEFT, Rung.PEFT_RAG):
        item = desk.search.best_of(_on(rung))
        if item is not None:
            return item
    return None


def _measure_heavy(desk: Desk, item: Candidate, rung: Rung) -> Measured:
    """Serving as tuned, with the training of this rung."""
    base = desk.price(item)
    extra = added(desk.workload, rung, item.model, desk.base)
    priced = Priced(
        base.option,
        base.demand,
        base.site,
        base.tokens,
        replace(
            base.extra,
            tuning_it_kwh_per_year=extra.tuning_kwh,
            tuning_usd_per_year=extra.tuning_usd,
        ),
    )
    row, column = desk.search.locate(item)
    return Measured(
        outcome_of(priced),
        float(desk.search.latency_ms[row, column]),
        effort_weeks(desk.workload, "self", rung, neuron=False),
    )


def _out(desk: Desk, rung: Rung) -> Exclusion:
    if rung in TUNED and desk.workload.hosting is Hosting.MANAGED:
        return Exclusion(
            rung.value,
            LABELS[rung],
            "closed-weights",
            "A tuned model on Bedrock is served on capacity of its own, whose price and energy are "
            "not in the facts.",
            "Hosting 'no preference', so that an open model can be tuned and served.",
            ("fullft-customised-hosting", *cards_of("closed-weights")),
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
    return (
        f"must know: {', '.join(sorted(w.knowledge))}; {w.corpus_tokens.value:,.0f} tokens of own "
        f"text, changed {w.corpus_refresh_per_year.value:g} times a year",
        f"{w.labelled_examples.value:,.0f} labelled examples; horizon {w.horizon_years.value:g} years",
    )


def _flips(desk: Desk, options: list[Rated]) -> tuple[str, ...]:
    """Volume at which tuning pays back, from the energy of both."""
    plain = next((o for o in options if o.option.id in {"prompt", "rag"}), None)
    tuned = next((o for o in options if o.option.id in {"peft", "peft-with-rag"}), None)
    if plain is None or tuned is None or plain.measured is None or tuned.measured is None:
        return ()
    saved = _serving(plain) - _serving(tuned)
    training = tuned.measured.outcome.figures["energy_it_kwh_per_year"].value or 0.0
    cost = max(training - _serving(tuned), 0.0)
    if saved <= 0:
        return ("prompts long enough that a tuned model's shorter ones save energy",)
    break_even = cost / saved * desk.workload.requests_per_day.value
    return (
        f"volume: above about {break_even:,.0f} requests a day tuning saves more energy than it "
        f"takes ({desk.workload.requests_per_day.value:,.0f} today)",
    )


def _serving(item: Rated) -> float:
    figures = item.measured.outcome.figures if item.measured else {}
    found = figures.get("serving_it_kwh_per_year")
    return (found.value or 0.0) if found is not None else 0.0


def _classic(desk: Desk) -> Decision:
    options: list[Rated] = []
    item, place = desk.classic, desk.classic_place
    first = ""
    if item is not None and place is not None:
        words = {
            "classifier": ("train-classifier", "Train the classifier on the labelled examples"),
            "search": ("index", "Index the texts; nothing is trained"),
            "rules": ("write-rules", "Write the rules down as code"),
        }
        first, label = words[item.approach]
        options.append(
            rated(
                desk,
                first,
                label,
                desk.measure_classic(item, place),
                (f"{classic_design(desk, item)}: minutes of training, repeated when it drifts.",),
                ("model-simple-baseline", "train-retrain-on-drift"),
            )
        )
    if desk.best is not None:
        why, cards = GOOD_FOR[desk.best.rung]
        options.append(
            rated(
                desk,
                desk.best.rung.value,
                f"{LABELS[desk.best.rung]} of a generative model",
                desk.measure(desk.best),
                (why, f"{design(desk, desk.best)}."),
                cards,
            )
        )
    return decide(
        desk,
        HEAD,
        options,
        desk.search.rung_exclusions,
        cards=CARDS,
        trace=("the need decision chose a smaller approach",),
        rule="What the smaller approach needs, and nothing more.",
        flips=("labels that change every week: a prompt is changed faster than a training set",),
        first=first,
    )
