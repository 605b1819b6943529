"""Contradictions between the model that is given and capacity that is bought already."""

from collections.abc import Callable, Iterable, Iterator

from advisors.base import Base
from advisors.capability import capable_models, may_self_host, served_by_bedrock
from advisors.conflict_ways import Clash, Openings, Says, Way, way
from advisors.model_filters import status_in_words
from advisors.questions.model import NO_MODEL
from advisors.workload import Workload
from estimators.facts.model_rows import Model

ITSELF = "committed_model"
RESERVED, THROUGHPUT = "reserved-accelerators", "provisioned-throughput"


def given(w: Workload, base: Base) -> Model | None:
    """The model that is given; None where the choice is free or the facts do not have it."""
    return base.generative.get(w.committed_model) if w.committed_model else None


def asks(*questions: str) -> Callable[[Workload], tuple[str, ...]]:
    """The question on the model, with these beside it."""
    return lambda _: (ITSELF, *questions)


def off_bedrock(model: Model) -> str:
    """Why Bedrock does not serve a model, as a clause."""
    if not model.bedrock_model_id:
        return "Bedrock does not offer it"
    return f"Bedrock reports it as {status_in_words(model)}"


def _idle(bought: str, uses: Callable[[Model], bool], words: Callable[[Model], str]) -> Says:
    """What is bought, where the model that is given cannot use it."""

    def says(w: Workload, base: Base) -> str:
        model = given(w, base)
        if model is None or bought not in w.commitments or uses(model):
            return ""
        return words(model)

    return says


def _on_reservation(model: Model) -> str:
    return (
        f"Accelerators are reserved, but {model.name}, the model that is given, cannot run on "
        "them: its weights are not open to you."
    )


def _on_throughput(model: Model) -> str:
    return (
        f"Throughput of Bedrock is bought, but it cannot serve {model.name}, the model that is "
        f"given: {off_bedrock(model)}."
    )


def _given_up(bought: str, words: str) -> Callable[[Workload, Base], Iterable[Way]]:
    def ways(w: Workload, base: Base) -> Iterator[Way]:
        left = ", ".join(sorted(w.commitments - {bought})) or "none"
        yield way(w, words, commitments=left)
        yield from _fit_for(w, base, bought)

    return ways


def _fit_for(w: Workload, base: Base, bought: str) -> Iterator[Way]:
    """A model that uses what is bought."""
    free = way(w, "leave the choice of the model open", committed_model=NO_MODEL)
    openings = Openings(free.workload, base)
    fits = openings.by_oneself if bought == RESERVED else openings.on_bedrock
    for item in capable_models(free.workload, base)[0]:
        if not item.needs_tuning and fits(item.model):
            words = f"choose a model that uses it, such as {item.model.name}"
            yield way(w, words, committed_model=item.model.id)
            yield free
            return


BOUGHT: tuple[Clash, ...] = (
    Clash(
        "model-not-on-reservation",
        _idle(RESERVED, may_self_host, _on_reservation),
        asks("commitments"),
        _given_up(RESERVED, "let the reservation run out, or give it to other work"),
        blocks=False,
    ),
    Clash(
        "model-not-on-throughput",
        _idle(THROUGHPUT, served_by_bedrock, _on_throughput),
        asks("commitments"),
        _given_up(THROUGHPUT, "let the throughput run out, or give it to other work"),
        blocks=False,
    ),
)
"""What a model that is given can leave unused."""
