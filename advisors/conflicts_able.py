"""Contradiction among what a model must be able to do: no model can do all of it."""

from collections.abc import Iterator
from dataclasses import replace

from advisors.base import Base
from advisors.capability import capable_models
from advisors.classic import classic_for
from advisors.conflict_ways import Clash, Way, way
from advisors.questions import question
from advisors.questions.languages import NAMES
from advisors.workload import Workload
from advisors.workload_types import Hosting, Licences, Quality

ASKED = ("languages", "modalities", "licences", "quality", "domain")
"""Answers that close models whatever the place, the hosting and the pace."""
SPOKEN = "speech"


def _language(code: str) -> str:
    """A language by its name, with the code that stands in the file."""
    return f"{NAMES[code]} ({code})" if code in NAMES else code


def _none_able(w: Workload, base: Base) -> str:
    """No model passes the filters of capability, and nothing smaller does the work."""
    if w.committed_model or classic_for(w, base) is not None or not _demands(w):
        return ""
    stated = {code for model in base.facts.models.values() for code in model.languages}
    if not stated.issuperset(w.languages):
        return ""  # said of the languages as such
    # A prompt that no context holds is a clash of its own.
    short = replace(w.input_tokens, value=1.0, low=1.0, high=1.0)
    able, _ = capable_models(replace(w, input_tokens=short), base)
    if any(not item.needs_tuning or w.hosting is not Hosting.MANAGED for item in able):
        return ""
    parts = {
        "languages": f"good answers in {', '.join(map(_language, w.languages))}",
        "modalities": f"requests that hold {' and '.join(sorted(w.modalities))}",
        "licences": f"the licence '{_label('licences', w.licences.value)}'",
        "quality": f"the quality '{_label('quality', w.quality.value)}'",
        "domain": f"the field '{_label('domain', w.domain)}'",
    }
    said = [parts[name] for name in ASKED if name in _demands(w)]
    return f"No model of the catalogue is known to meet all of these: {'; '.join(said)}."


def _label(name: str, value: str) -> str:
    return question(name).choice(value).label


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
        words = "put Amazon Transcribe before the model, and a voice of Amazon Polly after it"
        yield way(w, words, modalities=", ".join(sorted(w.modalities - {SPOKEN})))
    if w.modalities - {SPOKEN} != {"text"}:
        yield way(w, "turn what is no text into text first", modalities="text")
    if set(w.languages) != {"en"}:
        words = "let the model answer in English, and translate with Amazon Translate"
        yield way(w, words, languages="en")
    levels = list(Quality)
    for level in reversed(levels[: levels.index(w.quality)]):
        words = f"accept the quality '{_label('quality', level.value)}', and evaluate first"
        yield way(w, words, quality=level.value)
    if w.licences is not Licences.ANY:
        words = "accept any licence that allows commercial use"
        yield way(w, words, licences=Licences.ANY.value)


NO_MODEL_ABLE = Clash("no-model-able", _none_able, _demands, _ways)
"""Each demand is met by some model, and all of them together by none."""
