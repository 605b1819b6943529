"""What is asked of the design as a whole: its summary, what fell out, parts, formulas, inputs.

The turns are matched over the whole question, so that nothing of the guidance is taken for them.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from tui.inquiry.aliases import phrases


class Aspect(StrEnum):
    """What is asked of the design as a whole."""

    SUMMARY = "summary"
    EXCLUDED = "excluded"
    PARTS = "parts"
    EXPLAIN = "explain"
    SOURCES = "sources"
    RANGE = "range"
    INPUT = "input"
    PLACE = "place"
    SERVICE = "service"
    BUDGET = "budget"
    DURATION = "duration"
    LEVEL = "level"
    IDLE = "idle"
    LICENCE = "licence"
    MEMORY = "memory"
    OUTAGE = "outage"
    PARETO = "pareto"
    SMALLEST = "smallest"
    CONFLICTS = "conflicts"
    NEXT = "next"
    EFFORT = "effort"
    QUALITY = "quality"
    LANGUAGES = "languages"
    MODALITIES = "modalities"
    RISKS = "risks"
    REPORTING = "reporting"
    PRIVACY = "privacy"


OF_ADVICE = (
    *(Aspect.NEXT, Aspect.EFFORT, Aspect.QUALITY, Aspect.LANGUAGES),
    *(Aspect.MODALITIES, Aspect.RISKS, Aspect.REPORTING, Aspect.PRIVACY),
)
"""What follows from the advice for those who sign it; each has an intent of its own."""

_METRIC = (
    r"(?:(?:embodied )?carbon|co2e?|emissions?|footprint|energy|electricity|power|kwh|water|costs?|"
    r"price|bill|consumption)"
    r"(?: (?:figures?|values?|numbers?|estimates?|use|consumption|footprint|emissions?|bill))?"
)
_THE = r"(?:(?:all|most|of|the|our|your|this|that|these|those|its|my|whole|recommended|total) )*"
_OUR = (
    r"(?:(?:all|most|of) )*(?:the|our|your|this|that|these|those|its|my) "
    r"(?:(?:whole|recommended|total|high|low) )*"
)
_DESIGN = (
    r"(?:design|advice|recommendations?|results?|outcome|solution|architecture|plan|proposal|"
    r"set ?up|everything|decisions?|case)"
)
_IT = rf"(?:it|this|that|{_THE}{_DESIGN})"
_POLITE = r"(?:(?:please|so|ok|and|but|just|can you|could you|hi|hello) )*"
_END = (
    r"(?: (?:please|pls|plz|quickly|short version|in one (?:line|sentence)|tldr|here|for us|for me|"
    r"again|overall|now|in short|briefly|exactly|at all))*"
)
_NUMBERS = r"(?:figures?|numbers?|totals?|results?|values?|estimates?|kpis?|metrics)"
_PART = (
    r"(?:embodied|embodied carbon|hardware|manufacturing|idle|standby|idling|retrieval|rag|index|"
    r"indexing|embeddings?|training|tuning|electricity|operational|operation|serving|inference|"
    r"grid|cooling|site|data cent(?:er|re)|on site)"
)
_VERB = r"(?:use|emit|need|take|cost|consume|cause)"
_TURNS: tuple[tuple[Aspect, str], ...] = (
    (Aspect.SUMMARY,
     rf"(?:summari\w+|sum up|recap|outline|describe|an? overview of|(?:give|show|tell) me) {_IT}|"
     r"(?:quick |short |brief )?(?:summary|overview|recap)|tl ?dr|"
     r"(?:give|tell|show) (?:me|us) (?:a|the|your|an) (?:\w+ )?(?:pitch|run ?down|short version|"
     r"picture|low ?down)(?: (?:of|on|for) .*)?|"
     rf"(?:walk|talk|run) (?:me|us) through {_IT}|"
     r"(?:in a nutshell|bottom line)|"
     r"sum (?:it|this|that) up|"
     r"(?:give|show|tell) me (?:a|the|an) (?:short |quick |brief |executive )?"
     r"(?:summary|overview|recap|gist)(?: of .*)?|"
     r"what (?:do|would|did|have) you (?:recommend(?:ed)?|advised?|suggest(?:ed)?|proposed?)"
     r"(?: overall| in total| us)?|"
     rf"what(?:s| is| are)? {_THE}(?:recommendations?|recommended design|advice|proposal|verdict|"
     r"conclusion|result|outcome|design|bottom line)|"
     r"what should (?:we|i) (?:do|build|go for|go with)|"
     rf"what does {_THE}{_DESIGN} (?:look like|say|consist of|contain)|"
     rf"{_THE}(?:five |main |key |headline |annual |yearly )*{_NUMBERS}|"
     rf"(?:give|show|tell) (?:me|us) (?:the |your )?(?:\w+ )?{_NUMBERS} for (?:the|a|my|our) \w+|"
     rf"(?:what(?: are|s)|show(?: me)?|give me|list) {_THE}(?:five |main |key |headline |annual )*"
     rf"{_NUMBERS}|"
     rf"how (?:green|sustainable|clean|eco friendly|efficient|big) is {_IT}|"
     rf"is {_IT} (?:green|sustainable|clean|eco friendly|efficient|any good|good|ok)"),
    (Aspect.EXCLUDED,
     r"(?:what|which(?: (?:options?|things?|choices?|alternatives?|candidates?|ones?))?|why)"
     r"(?: (?:was|were|is|are|has|have|been|did|do|you|we|so|many|much|else|all|everything|"
     r"anything|options?|things?|choices?|alternatives?))* (?:excluded?|ruled? out|rejected?|"
     r"dropped?|fell out|fall out|fallen out|left out|leave out|out|eliminated?|discarded?|"
     r"thrown out|filtered out)(?: and (?:why|for what reasons?)| why| on what grounds)?"),
    (Aspect.PARTS,
     rf"where (?:does|do|is|are) {_OUR}{_METRIC} (?:come from|coming from|go|going|spent|used)|"
     rf"(?:what|which part) (?:dominates|drives|causes|makes up|contributes(?: the)?(?: most)? to|"
     rf"is behind|is in|goes into|is included in|is counted in|makes) {_OUR}{_METRIC}"
     r"(?: so (?:high|low|big|small))?|"
     rf"(?:how much|(?:what|which|how (?:big|large|high) an?) (?:share|part|percentage|fraction|"
     rf"portion|percent))(?: (?:of )?{_OUR}{_METRIC})? (?:is|are) "
     rf"(?:due to |for |from )?{_PART}(?: (?:vs|versus|and|or) {_PART})?|"
     rf"how much (?:{_METRIC} )?(?:does|do) {_THE}{_PART} (?:add|contribute)(?: to it)?|"
     rf"how much (?:{_METRIC} )?(?:does|do) {_OUR}{_PART} {_VERB}|"
     rf"how much (?:{_METRIC} )?(?:does|do) {_PART} {_VERB} (?:us|here|in our case|in this design)|"
     rf"why (?:is|are) {_OUR}{_METRIC} (?:so |that |this |too )*"
     r"(?:high|low|big|small|large|much|little)|"
     rf"(?:show me |give me )?(?:a |the )?(?:break ?down|split)(?: (?:of|by part of|for))? "
     rf"{_THE}{_METRIC}|{_METRIC} (?:break ?down|split)"),
    (Aspect.EXPLAIN,
     rf"how (?:is|was|are|were|did you|have you|did they) (?:it|{_OUR}(?:{_METRIC}|{_NUMBERS})) "
     r"(?:computed|calculated|estimated|worked out|derived|determined|obtained|made)|"
     rf"how (?:do|did) you (?:compute|calculate|estimate|work out|derive|get|get to|arrive at) "
     rf"(?:{_OUR}(?:{_METRIC}|{_NUMBERS})|it|that)|"
     rf"(?:show|tell|give) (?:me )?the (?:formula|equation|calculation|method|maths?)s?"
     rf"(?: (?:for|of|behind) {_THE}{_METRIC})?|"
     rf"what is the (?:formula|equation|calculation|method) (?:for|of|behind|used for) "
     rf"(?:our |your |this |that |the |design |design s )*{_METRIC}|"
     rf"explain {_OUR}(?:{_METRIC}|{_NUMBERS})"),
    (Aspect.SOURCES,
     r"(?:which|what) sources?(?: (?:do|did|are|have|you|we|is|behind|used|use|using|this|these|"
     r"those|it|the|that|your|figures|numbers|of))+|what are (?:the|your) sources|"
     rf"where (?:do|does|did) {_THE}(?:{_NUMBERS}|data|inputs?) (?:come|stem|originate) from|"
     rf"where did you get {_THE}{_NUMBERS}(?: from)?|"
     rf"(?:how (?:old|recent|fresh|new|up to date|current)|when|from when) (?:is|are|was|were) "
     rf"{_THE}(?:{_NUMBERS}|data|prices?|facts|sources)(?: (?:from|updated|taken))?|"
     rf"(?:on )?what (?:are|is) {_THE}{_NUMBERS} based on"),
    (Aspect.RANGE,
     r"(?:how (?:wide|large|big|broad) (?:is|are)|what(?:s| is| are)) (?:the |your |our )?"
     r"(?:ranges?|errors?(?: (?:bars?|margins?))?|uncertaint(?:y|ies)|margins?(?: of error)?|"
     r"spread|confidence intervals?|plus minus)"
     rf"(?: (?:of|on|for|in|around) {_THE}(?:{_METRIC}|{_NUMBERS}))?|"
     r"how (?:good|accurate|precise|exact|solid|trustworthy|reliable|certain|sure|uncertain|"
     rf"confident) (?:is|are)(?: you (?:about|of|in|on))? {_THE}(?:{_METRIC}|{_NUMBERS})|"
     rf"(?:can|could|should) (?:we|i) (?:trust|rely on|believe) {_THE}(?:{_METRIC}|{_NUMBERS})"),
    (Aspect.BUDGET,
     r"(?:do|will|would|can|could|are|is|does) (?:we|it|this|the design|our design|this design) "
     r"(?:(?:be|stay|remain|keep|fit|still|meet|hold|respect|exceed) )*"
     r"(?:(?:in|within|under|inside|below|on|over) )?(?:the |our |my )?(?:\w+ )?budgets?|"
     r"(?:is|are|was) (?:the|our) (?:\w+ )?budgets? (?:met|kept|enough|exceeded|held|respected)|"
     r"what(?:s| is) our (?:\w+ )?budget"),
    (Aspect.DURATION,
     r"how (?:long|many (?:hours|minutes)) (?:does|do|will|would|is|takes?) "
     r"(?:the|our|a|one|each|every|that|this) (?:whole |nightly |daily |overnight |batch |night |"
     r"bulk )*(?:run|job|batch|processing|batch run|batch job|night run)s?"
     r"(?: (?:take|takes|run|last|need|be|going to take))?|"
     r"(?:when|at what time) (?:does|do|will|would|is) (?:the|our) (?:whole |nightly |daily |"
     r"overnight |batch |night )*(?:run|job|batch|processing)s? (?:finish|end|done|finished|"
     r"complete|over|be done|be finished)"),
    (Aspect.PLACE,
     r"(?:does|do|will|is|are|may|can|must) (?:the|our|any|all|my|customer|personal|user)?"
     r"(?: (?:the|our|personal|customer|user))? ?data (?:be )?(?:allowed to |have to |ever )?"
     r"(?:stay|leave|remain|kept|processed|stored|go|cross)(?: .*)?|"
     r"where (?:is|does|will|are) (?:the|our|all|my)?(?: (?:customer|personal|user))? ?data "
     r"(?:be )?(?:processed|stored|go|stay|live|kept|held)|"
     r"(?:which|what) (?:data )?(?:residency|residence)(?: rules?)?(?: (?:applies|apply|holds?|"
     r"is set|did we set|do we have|is assumed))?|"
     r"(?:is|are) (?:gdpr|(?:the )?data residency|data protection|residency)(?: rules?)? "
     r"(?:covered|considered|respected|met|taken into account|handled|observed|included)|"
     r"which (?:regions|countries|places) (?:are|were) (?:allowed|open|possible|permitted)|"
     r"(?:are|is) (?:we|it|this|the design|our design|this design) (?:gdpr )?(?:compliant|gdpr)"
     r"(?: with (?:the )?gdpr)?|"
     r"(?:how|which) (?:sensitive is our data|sensitivity (?:is|was) (?:set|assumed))"),
    (Aspect.SERVICE,
     r"(?:do|will|can|would|does|could) (?:we|it|the design|this design|this|our design) "
     r"(?:still )?(?:meet|hold|reach|keep|satisfy|fulfil) (?:the |our |its |that )?"
     r"(?:latency|service levels?|sla|slo|response times?|time to first token|ttft|speed)"
     r"(?: (?:target|targets|requirements?|limits?|goals?))?|"
     r"(?:what|which) (?:service level|sla|slo|availability|uptime|latency|response time|ttft|"
     r"throughput)(?: (?:target|level))?(?: (?:is|was|promised?|agreed?|did|do|does|we|it|you|"
     r"designed|set|assumed|asked|ask|get|reach|achieve|have|for|expect|applies|offered|reached|the|design|meet))*|"
     r"what(?:s| is) (?:our|the) (?:service level|sla|slo|availability|latency target|"
     r"response time|ttft target|availability target)(?: target)?|"
     r"how (?:fast|quick|slow|responsive) (?:is|will be) (?:it|this|the design|our design)|"
     r"how (?:available|reliable) (?:is|must) (?:it|the design|our design)(?: be)?"),
)  # fmt: skip
_COMPILED = tuple(
    (aspect, re.compile(rf"{_POLITE}(?:{pattern}){_END}")) for aspect, pattern in _TURNS
)

INPUTS: Mapping[str, str] = {
    "pue": "pue; power usage effectiveness",
    "wue_l_per_kwh": "wue; water usage effectiveness",
    "location_g_per_kwh": "grid intensity; carbon intensity; grid carbon intensity; "
    "emission factor; emission factors; grid factor; grid mix; grid carbon; grid emission factor; "
    "carbon intensity of the grid; intensity of the grid",
    "grid_water_l_per_kwh": "grid water; water intensity",
    "requests_per_day": "traffic; volume; load; requests; number of requests; request volume; "
    "queries; tickets; invoices; questions; conversations; chats; users",
    "input_tokens": "input tokens; prompt length; length of the prompt; prompt size; "
    "prompt tokens; context length; tokens per request; tokens per call; tokens a request; "
    "token counts; tokens; input size; size of the input; input length; length of the input",
    "output_tokens": "output tokens; answer length; response length; output length; answer size",
    "steps_per_request": "calls per request; steps per request; model calls per request; steps",
    "peak_factor": "peak factor; peak; peaks; peak load; peak traffic; busiest hour; rush hour",
    "growth_per_year": "growth; growth rate; yearly growth; annual growth",
    "horizon_years": "horizon; planning horizon; time horizon",
    "availability": "availability; uptime",
    "ttft_ms": "time to first token; first token target; latency target; ttft",
    "inter_token_ms": "token pace; time between tokens; inter token latency",
    "async_share": "deferred share; async share; share that may wait; nobody waits; no one waits",
    "repeat_share": "repeat share; repeated requests; repeats; repetition; repeat; repeat rate; "
    "repeated questions; repeated enquiries; repeat themselves",
    "shared_prefix_share": "shared prefix; common prefix; prefix share",
    "corpus_tokens": "corpus; corpus size; document volume",
    "labelled_examples": "labelled examples; labeled examples; training examples; examples; "
    "labels; labelled data; labeled data",
    "corpus_refresh_per_year": "documents change; documents changed; corpus refresh",
    "commitments": "savings plan; savings plans; reserved instances; reserved instance; ris; "
    "reservations; commitments; commitment; committed spend; credits",
    "model_refresh_per_year": "model refresh; retraining; retrainings; retrain; re train",
    "lifetime_years": "hardware lifetime; lifetime of the hardware; service life; "
    "server lifetime; amortisation; amortization",
    "managed_effective_batch": "batch size; effective batch; batch",
    "weights": "weights; priorities; criteria; weighting; weight; weighted; weighed",
    "price": "token price; price per token; instance price; hourly price; list price; "
    "price list; prices",
}
"""Inputs that can be asked for, by the name of the leaf."""
_INPUT = {phrase: key for key, line in INPUTS.items() for phrase in phrases(line)}
INPUT_WORDS = frozenset(word for phrase in _INPUT for word in phrase.split())
"""Words of the inputs, so that none is taken for a misspelt name."""
_KEY = "|".join(sorted(map(re.escape, _INPUT), key=len, reverse=True))
_USED = (
    r"(?:(?:do|did|does|have|has|are|is|was|were|you|we|i|it|this|the|design|advice|figures?|"
    r"use|used|using|assume|assumed|assuming|take|taken|took|apply|applied|applies|expect|"
    r"expected|plan|planned|set|entered|enter|count|counted|calculate|calculated|reckon|based|"
    r"on|with|for|here|in|about|per|day|a|year|request|call|ask|asked|state|stated|give|gave|"
    r"given|there|behind|into|go|goes|account|got|get) ?)*"
)
_INPUT_TURNS = tuple(
    re.compile(rf"{_POLITE}(?:{pattern}){_END}")
    for pattern in (
        rf"(?:what|which|how (?:much|many|high|large|long|big))(?: kind of)? (?P<a>{_KEY}) "
        rf"(?=.*\b(?:use|used|using|assumed?|assuming|taken?|took|appl\w+|expect\w*|plan\w*|set|"
        rf"entered?|counted?|calculated?|reckon|based|asked?|have|here|given|gave|behind|get)\b)"
        rf"{_USED}(?:(?:for|in|of) \w+(?: \w+)?)?",
        rf"(?:what|which|how (?:high|large|long|big|wide)) (?:is|are|was|were) "
        rf"(?:our|your|the assumed|this design s|the design s) (?:assumed )?(?P<a>{_KEY})",
        rf"what(?:s| is) the (?P<a>{_KEY}) (?:here|for us|in our (?:case|region|design)|"
        r"of our region|in this design|you use|you used|you assume|you assumed)",
        r"how (?:long|high|large|big) is (?:the|our) (?P<a>planning horizon|horizon|corpus|"
        r"peak factor|growth|availability|prompt length|answer length)",
        r"(?:how many|what) (?P<a>requests) (?:per|a) (?:second|minute|hour)"
        r"(?: (?:at|in) (?:the )?(?:peak|busiest hour|peak hour))?(?: do we (?:get|have|expect))?",
        r"(?:what is |how high is |how big is )?(?:the |our )(?P<a>peak load|peak traffic|peak)"
        r"(?: traffic| load)?",
        rf"what (?:did|do) you (?:assume|take|use) (?:about|for|as|on) (?:the |our )?(?P<a>{_KEY})"
        r"(?: (?:in|of|for) .*)?",
        r"how many (?P<a>tokens|requests|queries|tickets|invoices|questions|chats|conversations|"
        r"calls per request|steps)(?: (?:per|a|in|do we have per) (?:request|call|day|month|year|"
        r"answer|prompt))",
        rf"(?:what|which) (?P<a>{_KEY}) (?:in|of|for) .* (?:use|used|assumed?|take|taken)",
        r"what (?P<a>pue|wue|grid intensity|carbon intensity) did you (?:assume|use|take) .*",
    )
)


def aspect_of(text: str) -> Aspect | None:
    """What of the whole design a folded question asks; None when it asks something else."""
    for aspect, pattern in _COMPILED:
        if pattern.fullmatch(text):
            return aspect
    return Aspect.INPUT if input_of(text) else None


_TAKEN = re.compile(
    rf"(?:.* )?(?P<a>{_KEY}) (?:was|is|were|are) (?:left |still |not |an? )*(?:open|unknown|given|"
    r"answered|unanswered|blank|empty|guess)\b.*\bwhat (?:value )?(?:did|do|have|is|was)\b.*"
)
"""What stands in for an answer: `peak factor was left open, what did you take?`."""


def input_named(text: str) -> str:
    """The input whose words stand anywhere in a folded question; empty when none does."""
    hit = re.search(rf"\b(?:{_KEY})\b", text)
    return _INPUT[hit[0]] if hit else ""


def input_of(text: str) -> str:
    """The input that a folded question asks for; empty when none."""
    if taken := _TAKEN.fullmatch(text):
        return _INPUT.get(taken["a"], "")
    for pattern in _INPUT_TURNS:
        hit = pattern.fullmatch(text)
        if hit:
            return _INPUT.get(hit["a"], "")
    return ""
