"""Contradictions between the model that is given and the other answers."""

from collections.abc import Iterator
from math import ceil

from advisors.base import Base
from advisors.capability import capable_models, failed_filters, may_self_host, served_by_bedrock
from advisors.classic import FORMS, LABELS, classic_for
from advisors.conflict_places import (
    hosted_otherwise,
    limits_in_words,
    where_offered,
    wider,
)
from advisors.conflict_ways import (
    Clash,
    Openings,
    Says,
    Way,
    anywhere_near,
    placed,
    unlimited,
    way,
)
from advisors.conflicts_bought import BOUGHT, ITSELF, asks, given, off_bedrock
from advisors.demand import NETWORK_SHARE
from advisors.durations import about, duration
from advisors.places import rtt_ms
from advisors.questions.model import NO_MODEL
from advisors.workload import Workload
from advisors.workload_places import limiting_questions
from advisors.workload_types import Hosting, Licences, Quality
from estimators.facts.model_rows import Model

LATENCY_STEPS = 100.0
"""A wait that is named is rounded up to these [ms]."""


def _other(w: Workload, base: Base) -> Iterator[Way]:
    """Another model that can do all of it and has a place, and none given at all."""
    free = way(w, "leave the choice of the model open", committed_model=NO_MODEL)
    mine, openings = given(w, base), Openings(free.workload, base)
    able, _ = capable_models(free.workload, base)
    fitting = [item.model for item in able if not item.needs_tuning and openings.has(item.model)]
    fitting.sort(key=lambda item: mine is None or item.provider != mine.provider)
    if fitting:
        first = fitting[0]
        many = f", or one of {len(fitting) - 1} more that pass" if len(fitting) > 1 else ""
        yield way(w, f"choose {first.name} instead{many}", committed_model=first.id)
        yield free


def _by_law(w: Workload, base: Base) -> str:
    model = given(w, base)
    if model is None or not _hosted_so(w, model) or placed(anywhere_near(w), model, base):
        return ""
    if not placed(unlimited(w), model, base):
        return ""
    if not served_by_bedrock(model) or w.hosting is Hosting.SELF_HOSTED:
        where = "no Region that is open sells machines for it"
    else:
        where = where_offered(w, model, base)
    return f"{model.name} is the model that is given, but {limits_in_words(w)}; {where}."


def _hosted_so(w: Workload, model: Model) -> bool:
    """Whether the way of hosting goes with the model, wherever that is."""
    managed = w.hosting is not Hosting.SELF_HOSTED and served_by_bedrock(model)
    return managed or (w.hosting is not Hosting.MANAGED and may_self_host(model))


def _wider(w: Workload, base: Base) -> Iterator[Way]:
    model = given(w, base)
    if model is not None:
        yield from wider(w, base, (model,))
    yield from hosted_otherwise(w, "host it yourselves: its weights are open")
    yield from _other(w, base)


def _too_far(w: Workload, base: Base) -> str:
    model = given(w, base)
    if model is None or placed(w, model, base) or not placed(anywhere_near(w), model, base):
        return ""
    return (
        f"{model.name} is the model that is given, but where it is offered the network from "
        f"{w.user_region} uses up more than {NETWORK_SHARE:.0%} of the {duration(w.ttft_ms.value)} "
        "accepted to the first word."
    )


def _nearer(w: Workload, base: Base) -> Iterator[Way]:
    trips = (rtt_ms(w, code, base.facts) for code in base.facts.regions)
    for trip in sorted(trip for trip in trips if trip is not None):
        wait = ceil(trip / NETWORK_SHARE / LATENCY_STEPS + 0.01) * LATENCY_STEPS
        step = way(w, f"accept {about(wait)} to the first word", ttft_ms=f"{wait:.0f}")
        if not _too_far(step.workload, base):
            yield step
            break
    yield from _other(w, base)


def _not_hosted_so(w: Workload, base: Base) -> str:
    model = given(w, base)
    if model is None or w.hosting is Hosting.ANY or _hosted_so(w, model):
        return ""
    if w.hosting is Hosting.MANAGED:
        return (
            f"{model.name} is the model that is given, and only a managed service is wanted, but "
            f"{off_bedrock(model)}."
        )
    why = "its weights are closed" if not model.open_weights else f"its licence is {model.licence}"
    return f"{model.name} is the model that is given, and you shall run it yourselves, but {why}."


def _hosted_any(w: Workload, base: Base) -> Iterator[Way]:
    model = given(w, base)
    for item in hosted_otherwise(w, "allow both ways of hosting"):
        if model is not None and placed(item.workload, model, base):
            yield item
    yield from _other(w, base)


def _nowhere(w: Workload, base: Base) -> str:
    """Retired, not yet there, or with no way to run it, whatever the other answers are."""
    model = given(w, base)
    if model is None or (w.hosting is not Hosting.ANY and not _hosted_so(w, model)):
        return ""
    if placed(unlimited(w), model, base):
        return ""
    if not may_self_host(model):
        closed = "its weights are not open to you"
    else:
        closed = "too little of its architecture is published to size it on own machines"
    return (
        f"{model.name} is the model that is given, but {off_bedrock(model)}, and {closed}."
        if not served_by_bedrock(model)
        else f"{model.name} is the model that is given, but no Region that is known offers it, and "
        f"{closed}."
    )


def _filter(rule: str) -> Says:
    """A filter of the model decision, which the model that is given does not pass."""

    def says(w: Workload, base: Base) -> str:
        model = given(w, base)
        if model is None:
            return ""
        reasons = [reason for name, reason, _ in failed_filters(w, model) if name == rule]
        return f"{model.name} is the model that is given. {reasons[0]}" if reasons else ""

    return says


def _licences(w: Workload, base: Base) -> Iterator[Way]:
    labels = {
        Licences.OPEN_WEIGHTS: "accept any model with open weights",
        Licences.ANY: "accept any licence that allows commercial use",
    }
    for licences, words in labels.items():
        yield way(w, words, licences=licences.value)
    yield from _other(w, base)


def _languages(w: Workload, base: Base) -> Iterator[Way]:
    says = _filter("language")
    spoken = [code for code in w.languages if not says(way(w, "", languages=code).workload, base)]
    if spoken:
        named = ", ".join(spoken)
        yield way(w, f"ask it for {named} alone and translate the rest", languages=named)
    yield from _other(w, base)


def _modalities(w: Workload, base: Base) -> Iterator[Way]:
    says = _filter("modality")
    read = [
        name for name in sorted(w.modalities)
        if not says(way(w, "", modalities=name).workload, base)
    ]  # fmt: skip
    words = "turn the rest into text before the model, with Textract or Transcribe"
    yield way(w, words, modalities=", ".join(read or ["text"]))
    yield from _other(w, base)


def _context(w: Workload, base: Base) -> Iterator[Way]:
    model = given(w, base)
    room = (model.context_tokens or 0) - w.output_tokens.value if model is not None else 0.0
    if room >= 1.0:
        words = f"hold a prompt to {room:,.0f} tokens: retrieve passages instead of whole documents"
        yield way(w, words, input_tokens=f"{room:.0f}")
    yield from _other(w, base)


def _quality(w: Workload, base: Base) -> Iterator[Way]:
    levels = list(Quality)
    for level in reversed(levels[: levels.index(w.quality)]):
        step = way(w, f"accept answers of the quality '{level.value}'", quality=level.value)
        if not _filter("quality-bar")(step.workload, base):
            yield step
            break
    yield from _other(w, base)


def _domain(w: Workload, base: Base) -> Iterator[Way]:
    model = given(w, base)
    for own_field in model.domains if model is not None else ():
        if own_field in {"code", "math", "medical", "law", "finance", "science"}:
            words = f"say that the work is about {own_field}, if it is"
            yield way(w, words, domain=own_field)
    yield from _other(w, base)


def _unneeded(w: Workload, base: Base) -> str:
    model = given(w, base)
    smaller = classic_for(w, base) if w.answer_form in FORMS else None
    if model is None or smaller is None:
        return ""
    return (
        f"{model.name} is given, but answers of the form '{w.answer_form.value}' need no "
        f"generative model: {LABELS[smaller.approach].lower()} gives them."
    )


def _needed(w: Workload, _: Base) -> Iterator[Way]:
    words = "leave the choice of the model open: the smaller approach is compared then"
    yield way(w, words, committed_model=NO_MODEL)
    yield way(w, "choose free text, if answers are worded anew", answer_form="open-text")


GIVEN: tuple[Clash, ...] = (
    Clash("model-outside-law", _by_law, lambda w: (ITSELF, *limiting_questions(w)), _wider),
    Clash("model-not-hosted-so", _not_hosted_so, asks("hosting"), _hosted_any),
    Clash("model-nowhere", _nowhere, asks(), _other),
    Clash("model-too-far", _too_far, asks("ttft_ms", "user_region"), _nearer),
    Clash("model-licence", _filter("licence"), asks("licences"), _licences),
    Clash("model-language", _filter("language"), asks("languages"), _languages),
    Clash("model-modality", _filter("modality"), asks("modalities"), _modalities),
    Clash("model-context", _filter("context"), asks("input_tokens"), _context),
    Clash("model-below-bar", _filter("quality-bar"), asks("quality"), _quality, blocks=False),
    Clash("model-of-other-field", _filter("domain"), asks("use_case"), _domain, blocks=False),
    *BOUGHT,
    Clash("model-without-need", _unneeded, asks("answer_form"), _needed, blocks=False),
)
"""What a model that is given can clash with; what blocks comes first."""
