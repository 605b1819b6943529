"""The rules that filter and rank: an id, a sentence, and the guidance behind it.

A rule is named wherever it fires: in an exclusion, in a trace, at the head of a decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of thumb, law or limit.

    Attributes:
        id: Stable key, kebab case.
        sentence: What it says.
        cards: Guidance cards that carry it, best first.
    """

    id: str
    sentence: str
    cards: tuple[str, ...] = ()


_RULES = (
    # law and place
    Rule(
        "residency",
        "Data stays where law and contract allow; that comes before any ranking.",
        ("region-two-step",),
    ),
    Rule(
        "allowed-regions",
        "Only the Regions that the architect allows are considered.",
        ("region-two-step",),
    ),
    Rule(
        "partition",
        "Regions of another partition need an account and contract of their own.",
        ("region-two-step",),
    ),
    Rule(
        "region-disrupted",
        "A Region whose service is disrupted is not chosen for new work.",
        ("region-two-step",),
    ),
    Rule(
        "region-latency",
        "The network alone may not use up the time that users accept to the first word.",
        ("region-two-step", "sla-meet-not-exceed"),
    ),
    Rule(
        "not-offered-there",
        "An option has to be sold in the Region at all.",
        ("region-hardware-availability",),
    ),
    Rule(
        "profile-leaves-area",
        "A cross-Region profile may not send data outside the area that the law allows.",
        ("region-cross-region-inference",),
    ),
    # capability
    Rule(
        "lifecycle",
        "A model that is retired or about to be is no start.",
        ("model-lifecycle-review",),
    ),
    Rule(
        "modality",
        "The model has to read what goes into a request.",
        ("model-selection-questions",),
    ),
    Rule(
        "language",
        "The model has to state the languages of the answers.",
        ("model-domain-multilingual",),
    ),
    Rule("context", "Prompt and answer have to fit the context.", ("model-selection-questions",)),
    Rule("licence", "The licence has to allow the use.", ("model-selection-questions",)),
    Rule(
        "committed-model",
        "A model that is given leaves no other open; what that costs is shown.",
        ("model-selection-questions", "model-right-size"),
    ),
    Rule(
        "quality-bar",
        "The smallest model that meets the quality bar comes first; below it nothing counts.",
        ("model-right-size", "frame-acceptable-performance"),
    ),
    Rule(
        "quality-unknown",
        "Without a score on the common scale a model cannot be held against the bar.",
        ("model-public-evidence", "model-eval-workflow"),
    ),
    Rule(
        "always-reasons",
        "A model that always reasons writes several times the tokens; it needs a measured reason.",
        ("model-reasoning-cost",),
    ),
    Rule(
        "domain",
        "A model made for one field is not asked about another.",
        ("model-domain-multilingual",),
    ),
    # hosting and silicon
    Rule(
        "hosting-choice",
        "The architect has ruled out this way of hosting.",
        ("frame-managed-services",),
    ),
    Rule(
        "no-weights", "Only open weights can be served by oneself.", ("frame-bedrock-vs-sagemaker",)
    ),
    Rule(
        "not-on-bedrock",
        "Only models that Bedrock offers can be called there.",
        ("frame-bedrock-vs-sagemaker",),
    ),
    Rule(
        "not-sized",
        "Without size and shape nothing can be computed.",
        ("measure-energy-not-given",),
    ),
    Rule(
        "neuron-support",
        "Trainium and Inferentia pay off only for models that the Neuron SDK serves.",
        ("silicon-neuron-compile",),
    ),
    Rule(
        "inf1-legacy",
        "Inferentia1 is no longer supported by current Neuron releases.",
        ("silicon-inf1-legacy",),
    ),
    Rule("does-not-fit", "Weights and cache have to fit into memory.", ("silicon-match-workload",)),
    Rule(
        "no-precision",
        "The chip has to compute in the format of the weights.",
        ("silicon-match-workload",),
    ),
    Rule(
        "too-slow",
        "The service level has to be met at batch 1 at least.",
        ("sla-meet-not-exceed", "sla-adjust-response-time"),
    ),
    Rule(
        "no-on-demand",
        "What is sold in blocks only needs a reservation.",
        ("region-hardware-availability",),
    ),
    Rule(
        "no-chip-data",
        "A chip without published rates cannot be estimated.",
        ("silicon-not-automatic",),
    ),
    # customization
    Rule(
        "knowledge-changes",
        "Facts that change are looked up, not trained in.",
        ("rag-avoid-training",),
    ),
    Rule("nothing-to-retrieve", "Retrieval needs documents.", ("frame-customisation-ladder",)),
    Rule(
        "unknown-knowledge",
        "A prompt alone does not bring what the model never saw.",
        ("frame-customisation-ladder",),
    ),
    Rule("few-examples", "Tuning needs examples of the task.", ("peft-data-quality",)),
    Rule(
        "small-corpus", "Further pre-training needs a large corpus.", ("fullft-domain-adaptation",)
    ),
    Rule("last-resort", "Training from scratch is the last resort.", ("scratch-last-resort",)),
    Rule(
        "closed-weights",
        "Weights that are closed cannot be trained.",
        ("fullft-customised-hosting",),
    ),
    # need
    Rule(
        "needs-free-text",
        "Free text in, free text out needs a generative model.",
        ("frame-need-for-genai",),
    ),
    Rule(
        "fixed-answers",
        "Answers from a fixed list need a classifier, not a writer.",
        ("frame-need-for-genai",),
    ),
    Rule("fixed-rules", "What a checklist decides needs no model.", ("frame-need-for-genai",)),
    Rule("ranked-hits", "A ranked list of hits is search.", ("frame-need-for-genai",)),
    Rule("no-labels", "A classifier needs labelled examples.", ("frame-early-small-experiments",)),
    # service level
    Rule("someone-waits", "Work that someone waits for cannot be deferred.", ("sla-queue-async",)),
    Rule(
        "always-on",
        "A cold start of minutes breaks a service level of seconds.",
        ("infer-scale-to-zero",),
    ),
    Rule(
        "never-pays-back",
        "What making something takes has to come back within the horizon.",
        ("frame-lifetime-total",),
    ),
    Rule("not-there", "The technique has nothing to work on here.", ("infer-dominates",)),
    Rule("already-there", "The recommended design does this already.", ("infer-dominates",)),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _RULES}


def cards_of(rule_id: str) -> tuple[str, ...]:
    """Cards behind a rule; KeyError for an unknown one."""
    return RULES[rule_id].cards
