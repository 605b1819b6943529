"""Filters of models: what a workload needs of one, and what each fails on, with the reason.

A filter sees `Needs` alone. What they give can therefore be kept for as long as those stay the
same, whatever else an answer changes.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from advisors.model_languages import speaks
from advisors.questions.languages import NAMES
from advisors.reasoning import reasons_always
from advisors.workload import Workload
from advisors.workload_assumptions import label_of
from advisors.workload_types import Licences, Quality, UseCase
from estimators.facts.model_rows import Model
from estimators.figure import Input

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
SEEN = frozenset({"image", "video"})
"""What goes in and is looked at."""
SPEECH = {"speech": {"speech", "audio"}}
ONE_FIELD = frozenset({"code", "math", "safety classification", "speech understanding"})
"""First uses that a publisher names for a model made for that field alone."""

REASONED_TOKENS = 100.0
"""Output tokens below which an answer holds no reasoning; judged, a label or a field or two."""
NO_PROMPT = Input("input_tokens", 0.0, 0.0, 0.0, "tokens", "assumption")
ROOM = Input(
    "output_tokens", REASONED_TOKENS, REASONED_TOKENS, REASONED_TOKENS, "tokens", "assumption"
)


@dataclass(frozen=True)
class Needs:
    """The part of a workload that says which models can do it; names are those of `Workload`."""

    use_case: UseCase
    quality: Quality
    languages: tuple[str, ...]
    domain: str
    licences: Licences
    modalities: tuple[str, ...]
    committed_model: str
    input_tokens: Input
    output_tokens: Input


def needs_of(w: Workload) -> Needs:
    """What a workload needs of a model."""
    return Needs(**{item.name: getattr(w, item.name) for item in fields(Needs)})


Failed = tuple[str, str, str]
"""Rule, reason, and what would bring a model back."""
Check = Callable[[Needs | Workload, Model], Failed | None]
JUDGED = frozenset({"quality-bar", "quality-unknown", "always-reasons", "domain"})
"""Filters by scores and words of the publisher: what a model that is given misses of them is said,
it stays. What it cannot do or may not do keeps it out all the same."""


def bar_of(w: Needs | Workload) -> float:
    """Points that a model must reach for this workload."""
    return BARS[_step(w)]


def tuned_bar_of(w: Needs | Workload) -> float:
    """Points from which on a model tuned to a narrow task is considered."""
    return BARS[max(0, _step(w) - 1)] if w.use_case in NARROW else BARS[_step(w)]


def failed_filters(w: Needs | Workload, model: Model) -> list[Failed]:
    """Every filter that a model fails, whatever model is given; empty when it can do the work."""
    return [found for check in _CHECKS if (found := check(w, model)) is not None]


def roomy(w: Needs) -> Needs:
    """The same need for a call that every context holds and every answer leaves room to reason."""
    return replace(w, input_tokens=NO_PROMPT, output_tokens=ROOM)


def tokens_tell(w: Needs, model: Model) -> bool:
    """Whether the tokens of a call decide about a model; else it does what it does in `roomy`."""
    return _context(w, model) is not None or _reasons_in_brief(w, model)


def passes_barely(w: Needs | Workload, index: float) -> bool:
    """Whether a model meets the bar with little to spare."""
    return bar_of(w) <= index < BARELY * bar_of(w)


def served_by_bedrock(model: Model) -> bool:
    """Whether it can be called on Bedrock today."""
    return bool(model.bedrock_model_id) and model.bedrock_status.startswith("active")


def may_self_host(model: Model) -> bool:
    """Whether weights and licence allow the architect to serve it."""
    return model.open_weights and "research" not in model.licence.casefold()


def _step(w: Needs | Workload) -> int:
    step = STEP[w.quality]
    if w.use_case in NARROW and w.quality is not Quality.CRITICAL:
        step -= 1
    elif w.use_case in WIDE:
        step += 1
    return min(max(step, 0), len(BARS) - 1)


def index_of(w: Needs | Workload, model: Model) -> float | None:
    """Points without reasoning, lowered by the weakest language asked for."""
    if model.aa_index_nonreasoning is None:
        return None
    relative = _relative(model)
    shares = [relative[code] for code in w.languages if code in relative]
    return model.aa_index_nonreasoning * min(shares, default=1.0)


@lru_cache(maxsize=1024)
def _relative(model: Model) -> dict[str, float]:
    """Score in a language over that in English, by language."""
    pairs = (item.split(":") for item in model.lang_score_rel_en)
    return {code: float(percent) / 100.0 for code, percent in pairs}


def _lifecycle(_: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    status = model.bedrock_status
    if not status or status.startswith("active") or model.open_weights:
        return None
    why = f"Bedrock reports it as {status_in_words(model)}."
    return ("lifecycle", why, "Its successor in the same family.")


def status_in_words(model: Model) -> str:
    """What Bedrock says of a model's life, without abbreviations."""
    return re.sub(r"\beol\b", "past its end of life", model.bedrock_status).replace(
        "EOL", "end of life"
    )


def _modality(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    has = _reads(model)
    lacks = sorted(need for need in w.modalities if not SPEECH.get(need, {need}) & has)
    if not lacks:
        return None
    return (
        "modality",
        f"It reads {', '.join(sorted(has))}, not {', '.join(lacks)}.",
        "Turn it into text before the model, with Textract or Transcribe.",
    )


@lru_cache(maxsize=1024)
def _reads(model: Model) -> frozenset[str]:
    return frozenset(model.modality.split(";"))


def _language(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    lacks = [code for code in w.languages if not speaks(model, code)]
    if not lacks:
        return None
    named = [f"{NAMES[code]} ({code})" if code in NAMES else code for code in lacks]
    return (
        "language",
        f"It does not state {', '.join(named)} among its languages.",
        "A test on your own samples in that language, noted as an override.",
    )


def _context(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    needed = w.input_tokens.value + w.output_tokens.value
    if model.context_tokens is None or model.context_tokens >= needed:
        return None
    return (
        "context",
        f"Its context ends at {model.context_tokens:,} tokens, a call holds {needed:,.0f}.",
        "Shorter prompts: retrieve passages instead of whole documents.",
    )


def _licence(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
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


def asked_in_words(w: Needs | Workload) -> str:
    """The quality and the use case that set the bar, as the interview names them."""
    quality = label_of("quality", w.quality.value)
    return f"the answers '{quality}' and '{label_of('use_case', w.use_case.value)}'"


def _no_commerce(text: str) -> bool:
    return "-nc" in text or "research" in text


def _domain(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    needed = NEEDS_DOMAIN.get(w.use_case)
    if needed == "code" and "code" not in model.domains:
        return ("domain", "Its publisher does not name code among its uses.", "A code model.")
    own = model.domains[0] if model.domains else "general"
    special = own in ONE_FIELD and "general" not in model.domains
    if special and own not in {needed, w.domain}:
        return ("domain", f"It is made for {own}.", f"A workload of that field: {own}.")
    if own == "vision" and "general" not in model.domains and SEEN.isdisjoint(w.modalities):
        return ("domain", "It is made to read images; this work is text.", "Images in the request.")
    return None


def _reasons_in_brief(w: Needs | Workload, model: Model) -> bool:
    """Whether it would have to reason where the answer leaves no room for that."""
    return w.output_tokens.value < REASONED_TOKENS and reasons_always(model)


def _quality(w: Needs | Workload, model: Model) -> tuple[str, str, str] | None:
    index = index_of(w, model)
    if _reasons_in_brief(w, model):
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
