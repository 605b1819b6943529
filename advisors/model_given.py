"""What a model that is given costs against the best free choice."""

from advisors.desk import Desk
from advisors.ranking import Rated, against
from advisors.ranking import with_reason as reasoned
from advisors.shown import Said, design, model_name, rated


def with_cost(desk: Desk, item: Rated) -> Rated:
    """An option with what choosing it beforehand costs; unchanged where the choice is free."""
    said = cost_of_the_commitment(desk, item)
    return reasoned(item, said) if said else item


def cost_of_the_commitment(desk: Desk, item: Rated) -> str:
    """Figures of the model that is given against those of the best free choice, in words."""
    free = desk.free
    if free is None:
        return ""
    if free.best is None:
        return "Your answer names it; without that answer nothing else could be served either."
    if free.best.model == desk.workload.committed_model:
        return "Your answer names it; it is the best free choice too, so that costs nothing."
    best = rated(free, free.best.model, "", free.measure(free.best), Said((), ()))
    other = f"the best free choice ({design(free, free.best)})"
    return f"Your answer names it. {against(best, item, other)}"


def given_in_words(desk: Desk) -> tuple[str, ...]:
    """The rule as it fired, for the trace."""
    if not desk.workload.committed_model:
        return ()
    name = model_name(desk, desk.workload.committed_model)
    return (f"committed-model: your answer names {name}, no other model is open",)


def given_flips(desk: Desk) -> tuple[str, ...]:
    """What would come first without the commitment."""
    free = desk.free
    if free is None or free.best is None or free.best.model == desk.workload.committed_model:
        return ()
    return (f"no model given beforehand: {model_name(free, free.best.model)} would come first",)
