"""Which models can do the work at all: filters before any ranking, each with its reason."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from advisors.base import Base
from advisors.model_languages import speaks
from advisors.options import Exclusion
from advisors.questions.languages import NAMES
from advisors.reasoning import in_words, reasons_always
from advisors.rules import cards_of
from advisors.workload import Workload
from advisors.workload_assumptions import label_of
from advisors.workload_types import Licences, Quality, UseCase
from estimators.facts import Facts
from estimators.facts.model_rows import Model

BARS = (1.5, 3.0, 6.0, 12.0, 20.0)
"""Least points on the intelligence index of Artificial Analysis (2026-08) by step. Judged from
where models stand that teams use for such work: 3 is Gemma 3 12B and phi-4, 6 Llama 3.1 8B and
Ministral 3, 12 gpt-oss 20B and Mistral Small 4, 20 Gemma 4 and Claude Haiku 4.5."""
BARELY = 1.2
"""Points over the bar below which a model passes only just, judged: another set of questions, or
another language, moves an index by as much."""
STEP = {Quality.DRAFT: 1, Quality.BUSINESS: 2, Quality.EXPERT: 3, Quality.CRITICAL: 4}
NARROW = frozenset(
    {
        UseCase.CLASSIFICATION,
        UseCase.EXTRACTION,
        UseCase.SUMMARIZATION,
        UseCase.TRANSLATION,
        UseCase.SEARCH,
        UseCase.BATCH,
    }
)
"""Tasks with one well-defined output: small models do them one step below their general score."""
WIDE = frozenset({UseCase.AGENT, UseCase.CODE})
"""Tasks whose errors add up over steps or lines: one step above."""
NEEDS_DOMAIN = {UseCase.CODE: "code", UseCase.AGENT: "agents"}
SPEECH = {"speech": {"speech", "audio"}}
ONE_FIELD = frozenset({"code", "math", "safety classification", "speech understanding"})
"""First uses that a publisher names for a model made for that field alone."""

REASONED_TOKENS = 100.0
"""Output tokens below which an answer holds no reasoning; judged, a label or a field or two."""


@dataclass(frozen=True)
class Capable:
    """A model that passed, with what follows for the ranking.

    Attributes:
        index: Points on the common scale, lowered by its weakest language where that is published.
        needs_tuning: It meets the bar only once it is tuned to the task.
        notes: What to verify.
        doubts: For a model that is given: what would have kept it out of a free choice.
    """

    model: Model
    index: float
    needs_tuning: bool
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


Failed = tuple[str, str, str]
"""Rule, reason, and what would bring a model back."""
Check = Callable[[Workload, Model], Failed | None]
JUDGED = frozenset({"quality-bar", "quality-unknown", "always-reasons", "domain"})
"""Filters by scores and words of the publisher: what a model that is given misses of them is said,
it stays. What it cannot do or may not do keeps it out all the same."""


def bar_of(w: Workload) -> float:
    """Points that a model must reach for this workload."""
    return BARS[_step(w)]


def tuned_bar_of(w: Workload) -> float:
    """Points from which on a model tuned to a narrow task is considered."""
    return BARS[max(0, _step(w) - 1)] if w.use_case in NARROW else BARS[_step(w)]


def capable_models(w: Workload, base: Base) -> tuple[tuple[Capable, ...], tuple[Exclusion, ...]]:
    """Models that pass every filter, smallest first, and why the others fall out, nearest first."""
    kept: list[Capable] = []
    fallen: list[tuple[tuple[float, ...], Exclusion]] = []
    for model in base.generative.values():
        failed = failed_filters(w, model)
        given = model.id == w.committed_model
        if w.committed_model and not given:
            failed.append(_not_given(base.generative[w.committed_model]))
        doubts = [item for item in failed if given and item[0] in JUDGED]
        if len(doubts) == len(failed):
            kept.append(_capable(w, model, base.facts, tuple(item[1] for item in doubts)))
            continue
        rule, reason, unlock = failed[0]
        out = Exclusion(model.id, model.name, rule, reason, unlock, cards_of(rule))
        missed = _missed_by(w, model, [item[0] for item in failed])
        fallen.append(((float(not given), *missed), out))
    near = sorted(fallen, key=lambda pair: (pair[0], pair[1].id))
    return tuple(sorted(kept, key=_size)), tuple(item for _, item in near)


def failed_filters(w: Workload, model: Model) -> list[Failed]:
    """Every filter that a model fails, whatever model is given; empty when it can do the work."""
    return [found for check in _CHECKS if (found := check(w, model)) is not None]


def _not_given(given: Model) -> Failed:
    return (
        "committed-model",
        f"Your answer names {given.name}, so no other model is open.",
        "No answer on the model that is already chosen, or this model there.",
    )


def passes_barely(w: Workload, index: float) -> bool:
    """Whether a model meets the bar with little to spare."""
    return bar_of(w) <= index < BARELY * bar_of(w)


def served_by_bedrock(model: Model) -> bool:
    """Whether it can be called on Bedrock today."""
    return bool(model.bedrock_model_id) and model.bedrock_status.startswith("active")


def may_self_host(model: Model) -> bool:
    """Whether weights and licence allow the architect to serve it."""
    return model.open_weights and "research" not in model.licence.casefold()


def _step(w: Workload) -> int:
    step = STEP[w.quality]
    if w.use_case in NARROW and w.quality is not Quality.CRITICAL:
        step -= 1
    elif w.use_case in WIDE:
        step += 1
    return min(max(step, 0), len(BARS) - 1)


def _index(w: Workload, model: Model) -> float | None:
    """Points without reasoning, lowered by the weakest language asked for."""
    if model.aa_index_nonreasoning is None:
        return None
    relative = dict(item.split(":") for item in model.lang_score_rel_en)
    shares = [float(relative[code]) / 100.0 for code in w.languages if code in relative]
    return model.aa_index_nonreasoning * min(shares, default=1.0)


def _missed_by(w: Workload, model: Model, failed: Sequence[str]) -> tuple[float, ...]:
    """How far a model is from being one of the kept: retired, filters failed, short of the bar."""
    index = _index(w, model)
    short = 1.0 if index is None else max(0.0, 1.0 - index / bar_of(w))
    return (float("lifecycle" in failed), float(len(failed)), short)


def _capable(w: Workload, model: Model, facts: Facts, doubts: tuple[str, ...] = ()) -> Capable:
    index = _index(w, model) or 0.0
    notes = [f"Your answer names it; a free choice would pass it by: {why}" for why in doubts]
    unlisted = [code for code in w.languages if code != "en" and code not in model.languages]
    if unlisted:
        notes.append(
            f"States {model.languages_count} or more languages without a list: test "
            f"{', '.join(unlisted)} on your own samples."
        )
    if "Mantle" in model.bedrock_status:
        notes.append("Offered through one Bedrock endpoint only.")
    if reasons_always(model):
        notes.append(in_words(facts, model))
    tuned = index < bar_of(w) and model.id != w.committed_model
    return Capable(model, index, tuned, tuple(notes), doubts)


def _size(item: Capable) -> tuple[float, str]:
    """Active parameters, then the price where the size is unpublished."""
    model = item.model
    size = model.params_active_b or model.params_total_b
    return (
        size if size is not None else 1e4 + (model.usd_per_million_output_tokens or 1e3),
        model.id,
    )


def _lifecycle(_: Workload, model: Model) -> tuple[str, str, str] | None:
    status = model.bedrock_status
    if not status or status.startswith("active") or model.open_weights:
        return None
    return ("lifecycle", f"Bedrock reports it as {status}.", "Its successor in the same family.")


def _modality(w: Workload, model: Model) -> tuple[str, str, str] | None:
    has = set(model.modality.split(";"))
    lacks = sorted(need for need in w.modalities if not SPEECH.get(need, {need}) & has)
    if not lacks:
        return None
    return (
        "modality",
        f"It reads {', '.join(sorted(has))}, not {', '.join(lacks)}.",
        "Turn it into text before the model, with Textract or Transcribe.",
    )


def _language(w: Workload, model: Model) -> tuple[str, str, str] | None:
    lacks = [code for code in w.languages if not speaks(model, code)]
    if not lacks:
        return None
    named = [f"{NAMES[code]} ({code})" if code in NAMES else code for code in lacks]
    return (
        "language",
        f"It does not state {', '.join(named)} among its languages.",
        "A test on your own samples in that language, noted as an override.",
    )


def _context(w: Workload, model: Model) -> tuple[str, str, str] | None:
    needed = w.input_tokens.value + w.output_tokens.value
    if model.context_tokens is None or model.context_tokens >= needed:
        return None
    return (
        "context",
        f"Its context ends at {model.context_tokens:,} tokens, a call holds {needed:,.0f}.",
        "Shorter prompts: retrieve passages instead of whole documents.",
    )


def _licence(w: Workload, model: Model) -> tuple[str, str, str] | None:
    licence = model.licence
    text = licence.casefold()
    if w.licences is Licences.PERMISSIVE:
        fine = licence in {"Apache 2.0", "MIT"}
    elif w.licences is Licences.OPEN_WEIGHTS:
        fine = model.open_weights and not _no_commerce(text)
    else:
        fine = not _no_commerce(text) or (served_by_bedrock(model) and "(weights)" in text)
    if fine:
        return None
    return (
        "licence",
        f"Its licence is {licence}; you ask for: {label_of('licences', w.licences.value)}.",
        "Another licence class, or a commercial licence from its publisher.",
    )


def asked_in_words(w: Workload) -> str:
    """The quality and the use case that set the bar, as the interview names them."""
    quality = label_of("quality", w.quality.value)
    return f"the answers '{quality}' and '{label_of('use_case', w.use_case.value)}'"


def _no_commerce(text: str) -> bool:
    return "-nc" in text or "research" in text


def _domain(w: Workload, model: Model) -> tuple[str, str, str] | None:
    needed = NEEDS_DOMAIN.get(w.use_case)
    if needed == "code" and "code" not in model.domains:
        return ("domain", "Its publisher does not name code among its uses.", "A code model.")
    own = model.domains[0] if model.domains else "general"
    special = own in ONE_FIELD and "general" not in model.domains
    if special and own not in {needed, w.domain}:
        return ("domain", f"It is made for {own}.", f"A workload of that field: {own}.")
    if own == "vision" and "general" not in model.domains and "image" not in w.modalities:
        return ("domain", "It is made to read images; this work is text.", "Images in the request.")
    return None


def _quality(w: Workload, model: Model) -> tuple[str, str, str] | None:
    index = _index(w, model)
    if reasons_always(model) and w.output_tokens.value < REASONED_TOKENS:
        return (
            "always-reasons",
            f"It reasons before every answer; {w.output_tokens.value:,.0f} output tokens leave no "
            "room for that.",
            "Output tokens of your own trial with it, reasoning included.",
        )
    if index is None and model.aa_index_reasoning is not None:
        return (
            "always-reasons",
            "Its score was taken with reasoning, which writes several times the tokens; how many "
            "for this work is not known.",
            "Token counts of your own trial with it.",
        )
    if index is None:
        return (
            "quality-unknown",
            "It has no score on the scale that the others are compared on.",
            "A score from your own evaluation.",
        )
    if index < tuned_bar_of(w):
        return (
            "quality-bar",
            f"It scores {index:.1f} for a bar of {bar_of(w):g} (intelligence index), which is "
            f"that of {asked_in_words(w)}.",
            "A lower bar, or an evaluation on your own examples that it passes.",
        )
    return None


_CHECKS: Iterable[Check] = (_lifecycle, _modality, _language, _context, _licence, _domain, _quality)
