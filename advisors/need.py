"""Decision: is generative AI needed at all, or does a smaller, classic approach do?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from advisors.ai_services import COMMON, SERVICES, figures_of
from advisors.classic import FORMS, LABELS, Approach
from advisors.desk import Desk
from advisors.options import Decision, Exclusion, Option
from advisors.ranking import Case, Rated, decide
from advisors.rival import rival_of, tokens_note
from advisors.rules import RULES
from advisors.rungs import FEW
from advisors.shown import UP, Said, classic_design, design, rated
from advisors.workload_assumptions import label_of
from advisors.workload_types import AnswerForm, UseCase

CARDS = ("frame-need-for-genai", "model-simple-baseline", "frame-goal-alignment")
RULE_OF: Mapping[AnswerForm, str] = {
    AnswerForm.RULES: "fixed-rules",
    AnswerForm.FIXED_LIST: "fixed-answers",
    AnswerForm.RANKING: "ranked-hits",
    AnswerForm.STRUCTURED: "needs-free-text",
    AnswerForm.OPEN_TEXT: "needs-free-text",
}
WHY: Mapping[Approach, str] = {
    "rules": "A right answer follows fixed rules; code decides that exactly and repeatably.",
    "classifier": "A right answer is one of a fixed list, and labelled examples exist to learn it.",
    "search": "A right answer is a ranked list of what is there already; nothing is written.",
}


GIVES: Mapping[Approach, str] = {
    "rules": "what fixed rules decide",
    "classifier": "one of a fixed list",
    "search": "a ranked list of what is there already",
}
RIGHT: Mapping[AnswerForm, str] = {
    AnswerForm.RULES: "what fixed rules decide",
    AnswerForm.FIXED_LIST: "one of a fixed list",
    AnswerForm.RANKING: "a ranked list",
    AnswerForm.STRUCTURED: "fields or JSON with values from the input",
    AnswerForm.OPEN_TEXT: "free text, worded anew",
}


def advise_need(desk: Desk) -> Decision:
    """Ranked approaches; the smallest that can do the work comes first."""
    w = desk.workload
    rule = RULES[RULE_OF[w.answer_form]]
    trace = [f"{rule.id}: the form of a right answer is '{_form(w.answer_form)}'"]
    if w.answer_form in FORMS and desk.smaller is None:
        trace.append(f"no smaller approach: {_blocked(desk)}")
    case = Case(
        id="need",
        title="Need",
        question="Is generative AI needed, or does a smaller approach do?",
        cards=CARDS,
        rule=f"{rule.sentence} Of the approaches that can do the work, rules and search come "
        "first; a classifier is held against the best generative design.",
        trace=tuple(trace),
        flips=_flips(desk),
        first=_first(desk),
    )
    found = decide(desk, case, _options(desk), _exclusions(desk), _services(desk))
    return _by_rule(desk, found) if case.first and found.options else found


def _by_rule(desk: Desk, found: Decision) -> Decision:
    """The decision with the confidence of its rule: no figure has a say in it."""
    sure = not desk.workload.assumed("answer_form")
    reason = "It follows by rule from the form of a right answer, not from figures."
    if not sure:
        reason = f"{reason} That form is assumed."
    confidence: Literal["high", "medium"] = "high" if sure else "medium"
    return replace(found, confidence=confidence, confidence_reason=reason)


def _first(desk: Desk) -> str:
    """Approach that the rule alone puts first; empty when the figures decide."""
    item = desk.smaller
    if item is None:
        return "generative" if desk.best is not None else ""
    return item.approach if item.approach != "classifier" else ""


def _options(desk: Desk) -> list[Rated]:
    options = []
    item, place = desk.smaller, desk.classic_place
    if item is not None and place is not None:
        said = Said(
            (
                WHY[item.approach],
                f"{classic_design(desk, item)} in {place.label}, {UP[item.mode]}.",
            ),
            ("frame-need-for-genai", "silicon-classifiers-on-cpu"),
        )
        measured = desk.measure_classic(item, place)
        options.append(rated(desk, item.approach, LABELS[item.approach], measured, said))
    rival = rival_of(desk)
    if rival.best is not None:
        note = tokens_note(desk)
        said = Said(
            (_why_generative(desk), f"Best design: {design(rival, rival.best)}."),
            ("frame-need-for-genai", "model-right-size"),
            (note,) if note else (),
        )
        measured = rival.measure(rival.best)
        options.append(rated(desk, "generative", "Generative model", measured, said))
    return options


def _form(form: AnswerForm) -> str:
    return label_of("answer_form", form.value)


def _why_generative(desk: Desk) -> str:
    """Why a generative model stands where it stands; its place against a classifier is measured."""
    if desk.smaller is None:
        return "The answers are worded or composed anew, which no smaller approach does."
    if desk.classic is None:
        return (
            "A classifier could do the work, but it must be trained, hosted and kept up; under "
            "your weights the generative design comes out ahead."
        )
    return "It does the work too, with a larger model than the work needs."


def _services(desk: Desk) -> tuple[Option, ...]:
    found = SERVICES.get(desk.workload.use_case)
    if found is None:
        return ()
    return (
        Option(
            "ai-service",
            f"Ready-made service: {found.name}",
            figures_of(desk, found),
            (f"{found.name}: {found.why}. Try it on the same test set before a model is built.",),
            ("frame-ai-services-first", "model-purpose-built-extraction"),
            (f"{found.priced} {COMMON}", *_reads_scans(desk)),
        ),
    )


def _reads_scans(desk: Desk) -> tuple[str, ...]:
    """That the service for documents takes files, where the requests hold text alone."""
    w = desk.workload
    if w.use_case is not UseCase.EXTRACTION or w.modalities != {"text"}:
        return ()
    return ("It reads scans and PDF files; your requests hold text alone, which it does not take.",)


def _exclusions(desk: Desk) -> tuple[Exclusion, ...]:
    """Approaches that cannot do this work."""
    form = desk.workload.answer_form
    own = desk.smaller.approach if desk.smaller is not None else ""
    found = []
    for other, approach in FORMS.items():
        if approach == own:
            continue
        if other is form:
            rule, reason = "no-labels", f"It cannot be had here: {_blocked(desk)}."
            unlock = f"Plain text, an open Region, and at least {FEW:g} labelled examples."
        else:
            rule = "needs-free-text"
            reason = f"It gives {GIVES[approach]}; a right answer is {RIGHT[form]} here."
            unlock = f"The answer '{_form(other)}' where the form of a right answer is asked for."
        cards = RULES[rule].cards
        found.append(Exclusion(approach, LABELS[approach], rule, reason, unlock, cards))
    return (*found, *_no_generative(desk))


def _no_generative(desk: Desk) -> tuple[Exclusion, ...]:
    """That a generative model would be needed, or could be had beside, but none passes."""
    if rival_of(desk).best is not None:
        return ()
    rule = "not-offered-there"
    return (
        Exclusion(
            "generative",
            "Generative model",
            rule,
            "No design with one passes the filters; the hosting and model decisions say which "
            "stopped each.",
            "What those decisions name for each model and host, or the ways out of answers that "
            "clash.",
            RULES[rule].cards,
        ),
    )


def _blocked(desk: Desk) -> str:
    w = desk.workload
    if w.modalities != {"text"}:
        return f"requests hold {', '.join(sorted(w.modalities))}, and it reads text"
    if not desk.search.regions:
        return "no Region is open"
    return f"{w.labelled_examples.value:,.0f} labelled examples are too few to train a classifier"


def _flips(desk: Desk) -> tuple[str, ...]:
    if desk.smaller is None:
        return (
            "answers from a fixed list, by rules or by rank: a smaller approach would come first",
        )
    if desk.classic is None:
        return (
            "answers that fixed rules give, or that rank what is there: rules or search would come "
            "first",
            "tests in which a small classifier reaches the quality bar and the generative models "
            "that pass here miss it: the classifier would come first",
        )
    return (
        "answers that must be worded anew: a generative model would come first",
        "a test in which the smaller approach misses the quality bar",
    )
