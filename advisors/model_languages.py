"""Languages that a model has: those it lists, or those that its stated number is taken to hold."""

from estimators.facts.model_rows import Model

WELL_COVERED = frozenset({"de", "fr", "es", "it", "pt", "nl", "ja", "zh", "ko", "ru", "ar", "pl"})
"""Languages that a model which states a number of twenty or more is taken to have."""
MORE = "bg bn ca cs da el fa fi he hi hr hu id ms no ro sk sl sr sv ta te th tr uk ur vi"
COVERED = WELL_COVERED | frozenset(MORE.split())
"""The same for a number of a hundred or more; languages beyond these must be listed by name."""


def speaks(model: Model, code: str) -> bool:
    """Whether a model has a language, given by its code."""
    if code == "en" or code in model.languages:
        return True
    if model.languages:
        return False
    count = model.languages_count or 0
    return (count >= 100 and code in COVERED) or (count >= 20 and code in WELL_COVERED)
