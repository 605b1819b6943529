"""Contradiction among what a model must be able to do: none can do all of it, or be hosted so."""

from collections.abc import Iterator
from dataclasses import replace

from advisors.base import Base
from advisors.capability import capable_models, may_self_host, served_by_bedrock
from advisors.classic import classic_for
from advisors.conflict_places import hosted_otherwise
from advisors.conflict_ways import Clash, Way, way
from advisors.conflicts_level import surely
from advisors.questions.languages import named
from advisors.workload import Workload
from advisors.workload_assumptions import label_of
from advisors.workload_types import Hosting, Licences, Quality
from estimators.facts.model_rows import Model

ASKED = ("languages", "modalities", "licences", "quality", "domain")
"""Answers that close models whatever the place, the hosting and the pace."""
NAMED = 3
"""Models that a sentence names before it counts the rest."""
SPOKEN = "speech"
SPOKEN_TO = frozenset({"support-chat", "agent"})
"""Uses in which who speaks may want to hear the answer."""


def _none_able(w: Workload, base: Base) -> str:
    """No model passes the filters of capability, and nothing smaller does the work."""
    if w.committed_model or classic_for(w, base) is not None or not _demands(w):
        return ""
    stated = {code for model in base.facts.models.values() for code in model.languages}
    if not stated.issuperset(w.languages):
        return ""  # said of the languages as such
    # A prompt that no context holds is a clash of its own.
    short = replace(w.input_tokens, value=1.0, low=1.0, high=1.0)
    if _able(replace(w, input_tokens=short), base):
        return ""
    return f"No model of the catalogue is known to meet all of these: {_said(w)}."


def _able(w: Workload, base: Base) -> list[Model]:
    """Models that can do the work; one that must be tuned first only where it can be hosted."""
    able, _ = capable_models(w, base)
    managed = w.hosting is Hosting.MANAGED
    return [item.model for item in able if not (item.needs_tuning and managed)]


def _said(w: Workload) -> str:
    """What was answered that closes models, in words."""
    parts = {
        "languages": f"good answers in {', '.join(map(named, w.languages))}",
        "modalities": f"requests that hold {' and '.join(sorted(w.modalities))}",
        "licences": f"the licence '{label_of('licences', w.licences.value)}'",
        "quality": f"the quality '{label_of('quality', w.quality.value)}'",
        "domain": f"the field '{label_of('domain', w.domain)}'",
    }
    return "; ".join(parts[name] for name in ASKED if name in _demands(w))


def _none_hosted(w: Workload, base: Base) -> str:
    """Models can do the work, and none of them can be served in the way that is asked for."""
    if w.committed_model or w.hosting is Hosting.ANY or not _demands(w):
        return ""
    if classic_for(w, base) is not None:
        return ""
    able = _able(w, base)
    if not able or any(_servable(w, model, base) for model in able):
        return ""
    first = ", ".join(model.name for model in able[:NAMED])
    rest = f" and {len(able) - NAMED} more" if len(able) > NAMED else ""
    wish, why = "You ask for a managed service", "offered by one"
    if w.hosting is Hosting.SELF_HOSTED:
        wish, why = "You ask to run the model yourselves", "known with weights that you may run"
    return (
        f"{wish}, and of the models that meet all of these ({_said(w)}) none is {why}: "
        f"{first}{rest}."
    )


def _servable(w: Workload, model: Model, base: Base) -> bool:
    """Whether a model can be served in the way of hosting that is asked for, wherever that is."""
    if w.hosting is Hosting.SELF_HOSTED:
        return may_self_host(model) and model.id in base.architectures
    return served_by_bedrock(model) and base.managed_size(model) is not None


def _leads(w: Workload, base: Base) -> bool:
    return classic_for(w, base) is not None or surely(w, base)


def _demands(w: Workload) -> tuple[str, ...]:
    """Questions whose answers ask for more than any model gives, and that were answered."""
    more = {
        "languages": set(w.languages) != {"en"},
        "modalities": w.modalities != {"text"},
        "licences": w.licences is not Licences.ANY,
        "quality": w.quality is not Quality.DRAFT,
        "domain": w.domain != "general",
    }
    return tuple(name for name in ASKED if more[name] and not w.assumed(name))


def _ways(w: Workload, _: Base) -> Iterator[Way]:
    if SPOKEN in w.modalities:
        words = "put Amazon Transcribe before the model"
        if w.use_case in SPOKEN_TO:
            words += ", and a voice of Amazon Polly after it if it is to answer aloud"
        yield way(w, words, modalities=", ".join(sorted(w.modalities - {SPOKEN})))
    if w.modalities - {SPOKEN} != {"text"}:
        yield way(w, "turn what is no text into text first", modalities="text")
    if set(w.languages) != {"en"}:
        words = "let the model answer in English, and translate with Amazon Translate"
        yield way(w, words, languages="en")
    levels = list(Quality)
    for level in reversed(levels[: levels.index(w.quality)]):
        words = f"accept the quality '{label_of('quality', level.value)}', and evaluate first"
        yield way(w, words, quality=level.value)
    if w.licences is not Licences.ANY:
        words = "accept any licence that allows commercial use"
        yield way(w, words, licences=Licences.ANY.value)


def _ways_hosted(w: Workload, base: Base) -> Iterator[Way]:
    yield from hosted_otherwise(w, "allow both ways of hosting")
    yield from _ways(w, base)


NO_MODEL_ABLE = Clash("no-model-able", _none_able, _demands, _ways, leads=_leads)
"""Each demand is met by some model, and all of them together by none."""
NO_MODEL_HOSTED = Clash(
    "no-model-hosted",
    _none_hosted,
    lambda w: ("hosting", *_demands(w)),
    _ways_hosted,
    leads=_leads,
)
"""Models can do the work, and none can be hosted as is asked for."""
