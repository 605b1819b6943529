"""Decision: is generative AI needed at all, or does a smaller, classic approach do?"""

from advisors.classic import FORMS, LABELS, Approach
from advisors.desk import Desk
from advisors.options import Decision, Exclusion, Option
from advisors.ranking import Head, Rated, decide
from advisors.rules import RULES
from advisors.rungs import FEW
from advisors.shown import classic_design, design, rated, unmeasured
from advisors.workload_types import AnswerForm, UseCase

HEAD = Head("need", "Need", "Is generative AI needed, or does a smaller approach do?")
CARDS = ("frame-need-for-genai", "model-simple-baseline", "frame-goal-alignment")
RULE_OF: dict[AnswerForm, str] = {
    AnswerForm.RULES: "fixed-rules",
    AnswerForm.FIXED_LIST: "fixed-answers",
    AnswerForm.RANKING: "ranked-hits",
    AnswerForm.STRUCTURED: "needs-free-text",
    AnswerForm.OPEN_TEXT: "needs-free-text",
}
WHY: dict[Approach, str] = {
    "rules": "A right answer follows fixed rules; code decides that exactly and repeatably.",
    "classifier": "A right answer is one of a fixed list, and labelled examples exist to learn it.",
    "search": "A right answer is a ranked list of what is there already; nothing is written.",
}
SERVICES: dict[UseCase, tuple[str, str]] = {
    UseCase.CLASSIFICATION: ("Amazon Comprehend", "it classifies text without a model of your own"),
    UseCase.EXTRACTION: ("Amazon Textract", "it reads forms, tables and invoices"),
    UseCase.TRANSLATION: ("Amazon Translate", "it translates with models made for that alone"),
    UseCase.SEARCH: ("Amazon OpenSearch Service", "it searches by words and vectors"),
}


def advise_need(desk: Desk) -> Decision:
    """Ranked approaches; the smallest that can do the work comes first."""
    w = desk.workload
    rule = RULES[RULE_OF[w.answer_form]]
    options: list[Rated] = []
    first = ""
    if desk.classic is not None and desk.classic_place is not None:
        item, place = desk.classic, desk.classic_place
        measured = desk.measure_classic(item, place)
        reasons = (
            WHY[item.approach],
            f"{classic_design(desk, item)} in {place.label}, up only while requests come.",
        )
        cards = ("frame-need-for-genai", "silicon-classifiers-on-cpu")
        first = item.approach
        options.append(rated(desk, first, LABELS[item.approach], measured, reasons, cards))
    if desk.best is not None:
        reasons = _generative_reasons(desk)
        options.append(
            rated(
                desk,
                "generative",
                "Generative model",
                desk.measure(desk.best),
                reasons,
                ("frame-need-for-genai", "model-right-size"),
            )
        )
        first = first or "generative"
    trace = [f"{rule.id}: the answers are {w.answer_form.value}"]
    if w.answer_form in FORMS and desk.classic is None:
        trace.append(f"no smaller approach: {_blocked(desk)}")
    return decide(
        desk,
        HEAD,
        options,
        _exclusions(desk),
        cards=CARDS,
        trace=trace,
        rule=f"{rule.sentence} The smallest approach that can do the work comes first.",
        flips=_flips(desk),
        first=first,
        unranked=_services(desk),
    )


def _generative_reasons(desk: Desk) -> tuple[str, ...]:
    shown = design(desk, desk.best) if desk.best else ""
    if desk.classic is None:
        why = "The answers are worded or composed anew, which no smaller approach does."
    else:
        why = "It would do the work too, with a larger model than the work needs."
    return (why, f"Best design: {shown}.")


def _services(desk: Desk) -> tuple[Option, ...]:
    found = SERVICES.get(desk.workload.use_case)
    if found is None:
        return ()
    name, why = found
    return (
        unmeasured(
            "ai-service",
            f"Ready-made service: {name}",
            f"{name} publishes neither energy nor the price of this use in the facts here; your "
            "bill and the carbon tool of your account would show them.",
            (f"{name}: {why}. Try it on the same test set before a model is built.",),
            ("frame-ai-services-first", "model-purpose-built-extraction"),
        ),
    )


def _exclusions(desk: Desk) -> tuple[Exclusion, ...]:
    """Approaches that cannot do this work."""
    suited = FORMS.get(desk.workload.answer_form)
    found = []
    for form, approach in FORMS.items():
        if desk.classic is not None and desk.classic.approach == approach:
            continue
        if approach == suited:
            reason, rule = _blocked(desk), "no-labels"
            unlock = f"At least {FEW:g} labelled examples of plain text."
        else:
            rule = "needs-free-text"
            reason = (
                f"Answers are {desk.workload.answer_form.value}; {LABELS[approach].lower()} gives "
                f"{form.value} only."
            )
            unlock = f"Answers of the form {form.value}."
        found.append(Exclusion(approach, LABELS[approach], rule, reason, unlock, RULES[rule].cards))
    return tuple(found)


def _blocked(desk: Desk) -> str:
    w = desk.workload
    if w.modalities != {"text"}:
        return f"requests hold {', '.join(sorted(w.modalities))}, a text classifier reads text"
    return f"{w.labelled_examples.value:,.0f} labelled examples are too few to train a classifier"


def _flips(desk: Desk) -> tuple[str, ...]:
    if desk.classic is None:
        return (
            "answers from a fixed list, by rules or by rank: a smaller approach would come first",
        )
    return (
        "answers that must be worded anew: a generative model would come first",
        "an evaluation in which the smaller approach misses the quality bar",
    )
