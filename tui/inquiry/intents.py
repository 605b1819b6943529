"""Words and turns of phrase that tell what a question asks, and whether of this design."""

import re
from collections.abc import Mapping

from tui.inquiry.answer import Intent
from tui.inquiry.aspects import Aspect
from tui.inquiry.words import word_set

INTENTS: tuple[tuple[Intent, str], ...] = (
    (Intent.WHAT_IF, r"what if|what happens if|what happens when|what would happen|suppose|assuming"
     r"|how would .* change if|what changes if|what would change if|what does .* if"),
    (Intent.SURE, r"(?:most|least) (?:uncertain|certain) "
     r"(?:recommendation|decision|choice|advice)s?|"
     r"(?:recommendation|decision|choice|advice)s? (?:are|is) (?:the )?(?:most|least) "
     r"(?:uncertain|certain)|which (?:of )?(?:the |your )?(?:recommendation|decision|choice)s? "
     r"(?:are|is) (?:the )?(?:most |least )?(?:uncertain|certain)"),
    (Intent.ASSUMPTION, r"(?:weakest|shakiest|softest|least certain|most uncertain) "
     r"(?:input|assumption|default|answer|number|figure)s?|"
     r"(?:assumption|input|default|number)s? (?:are|is) (?:the )?"
     r"(?:weakest|shakiest|softest|least certain|most uncertain)|"
     r"assum\w+|which inputs?|what inputs?|matters? (?:the )?most|"
     r"most influential|most sensitive|"
     r"moves? (?:the )?(?:answers?|results?|figures?|advice|design|outcome) (?:the )?most|"
     r"sensitive to|sensitivity|most uncertain|uncertaint\w+|"
     r"what drives|tornado|"
     r"which (?:answer|number|default)s?\b.* matter|widest|guess\w*|defaults?|how sensitive|"
     r"hurts? (?:the )?most|swings? (?:it|the result) (?:the )?most"),
    (Intent.LEVER, r"(?:could|can|should) (?:we|i|you) (?:still |even |further )?(?:halve|cut|"
     r"lower|reduce|shrink|bring down|decrease|get down)|levers?|biggest (?:saving|gain|win)s?|"
     r"largest saving|quick wins?|"
     r"(?:what|how|where) (?:can|could|should|would) (?:we|i) (?:do to )?(?:\w+ )?(?:save|lower|"
     r"reduce|cut|improve|shrink|bring down)|where (?:is|are) the savings?|"
     r"what (?:would|could|can) (?:\w+ )?(?:save|lower|reduce|cut|bring down|shrink|"
     r"help)|what else (?:would|could|can)"),
    (Intent.FLIP, r"what would change(?! if)|what would it take|"
     r"change (?:your|the|its|this) (?:mind|answer|decision|choice|recommendation|advice|order)|"
     r"when would|at (?:what|which) (?:traffic|volume|load|point|scale|price)|"
     r"(?:have|needs?|has|must) (?:to )?(?:happen|change)|tips?|tipping|flips?|"
     r"break even|breakeven|make you (?:change|choose|pick|go|prefer|recommend|say|use|take|"
     r"advise)|come back|bring .* back|unlock|"
     r"(?:makes?|let|would have) .* (?:win|come first|come out (?:first|ahead|on top))"),
    (Intent.SURE, r"how (?:sure|certain|confident|reliable|clear|robust|safe|shaky|solid|firm|"
     r"fragile|wobbly|sturdy|stable|trustworthy|well founded|rock solid)|confidence|"
     r"(?:would|could|can|should) (?:you|we|i) bet|"
     r"can (?:we|i) trust|are you (?:really |quite )?(?:sure|certain|confident)|"
     r"(?:really|still|truly) (?:the |a )?(?:best|right|good|first)|"
     r"clear winner|close call|too close"),
    (Intent.COMPARE, r"why .* (?:and not|instead of|rather than|over)|"
     r"how far (?:behind|off)|how close (?:is|are)|"
     r"vs|versus|compare\w*|comparison|difference (?:between|to)|"
     r"(?:worse|better|more|less|cheaper|greener|cleaner|faster|slower)(?: \w+){0,4} than|"
     r"against|next to|stacks? up|measures? up|fares?|"
     r"diff|gap between|delta (?:to|between)|beats?|outperforms?|face off|side by side"),
    (Intent.WHY, r"(?:what|who) (?:made|makes|led|brought|drove) you|on what grounds|"
     r"(?:what|whats) (?:is |was )?(?:the |your )?(?:reason|rationale|justification|argument)|"
     r"what (?:speaks|spoke) for"),
    (Intent.WHY_NOT, r"why (?:not|no|isnt|arent|wasnt|werent|dont|didnt|wont|cant|cannot|doesnt)|"
     r"(?:why|how come)\b.*\b(?:out|excluded|rejected|ruled|not|dropped|gone|"
     r"missing|lose|lost|eliminated|removed|fall|fell|left|discarded|worse|behind|last)|"
     r"what (?:speaks|is|was) (?:against|wrong)|whats (?:against|wrong)|"
     r"(?<!where )(?<!how )(?<!which )(?:can|could|should|may|cant|couldnt|shouldnt|may) (?:we|i)"
     r"(?: also| just| not| instead| simply| really| rather)* (?:use|take|run|go|choose|pick|have|"
     r"leave|swap|self|deploy|host|do|try|switch|move|fine|tune|train|consider|put|serve|get|buy|cache|batch|"
     r"prune|distil\w*|quanti\w*|add|skip|call|scale|relax|turn|drop)|"
     r"(?:is|are|was|were|would|could|will|might) .* (?:an option|possible|feasible|allowed|"
     r"ruled out|excluded|rejected|out|worth(?: it| a (?:try|shot|go|look))?|make sense|viable|"
     r"a candidate)|"
     r"ruled out|(?:does|do|would|will|could|can|might) .* (?:fit|work|qualify|help|make sense|"
     r"pay off|bring anything|save (?:us |me )?anything|do anything|buy us anything|"
     r"be (?:any )?(?:better|worth\w*|enough))|"
     r"reason against|\w+ worth (?:it|a (?:try|shot|go|look))$|"
     r"(?:is|are|was|isnt|arent) .* (?:overkill|necessary|needed|required|worth\w*|too much|"
     r"justified|over the top)|"
     r"(?:wouldnt|couldnt|isnt|shouldnt) .* (?:be|greener|cleaner|cheaper|better|faster|best)|"
     r"any chance|is there a way|is it possible|"
     r"what (?:prevents|stops|keeps|hinders|blocks|rules out)|"
     r"not chosen|out of the (?:race|question)|"
     r"^(?:would|could|can|will|is|are|does|do)\b.* (?:do|suffice|enough|sufficient|cope)$"),
    (Intent.HOW_MUCH, r"how (?:much|many|big|large|high|long|fast|slow|busy|"
     r"thirsty|hungry|dirty|clean|green|costly|expensive|cheap|heavy|efficient)|what (?:is|are|was|"
     r"would|will|does|do)\b|whats|cost of|price of|footprint of|amount of|"
     r"figures?|numbers?|show me|show"),
    (Intent.WHICH, r"which|do (?:we|i)(?: really| even)? need|what (?:models?|regions?|chips?|"
     r"hardware|rungs?|instances?|silicon|techniques?|optimi[sz]ations?|alarms?|"
     r"hosting|monitoring|service level|plan|llm|accelerator|machine)|how often|"
     r"where|who|recommend\w*|"
     r"what (?:should|shall|must|do) (?:we|i|be)|what (?:made|makes) sense|"
     r"what do you (?:advise|suggest|propose)|how should|suggest\w*|advise"),
    (Intent.WHY, r"(?:is|are|was|were) .* (?:included|counted|used|part of|active|"
     r"switched on|in the design)|"
     r"what about|how about|why|reasons?|how come|justif\w+|because|rationale|explain|explanation"),
)  # fmt: skip
DEICTIC = re.compile(
    r"\b(?:here|our|ours|us|we|my|mine|i|this design|the design|this case|this workload|"
    r"the workload|this project|our case|you|your|chosen|chose|picked|pick|recommend\w*|excluded|"
    r"ruled out|rejected|ranked|instead|advice|the other|runner up|second|design|alternatives?)\b"
)
NEED = re.compile(
    r"\bno (?:ai|genai|llms?|language models?)\b|"
    r"\b(?:necessary|needed|need|overkill|at all|justified|too much)\b.*"
    r"\b(?:ai|genai|llms?|language models?)\b|"
    r"\b(?:ai|genai|llms?|language models?)\b.*"
    r"\b(?:necessary|needed|overkill|at all|justified|too much)\b"
)
SMALLER = re.compile(
    r"\b(?:a|an|any|no|some|the next|the) (?:even )?smaller (?:\w+ )?(?:models?|llms?)\b|"
    r"\ba model that is smaller\b|\bwhy not (?:even )?smaller (?:models?|llms?)\b"
)
LARGER_WORDS = ("larger", "bigger", "stronger", "smarter")
LARGER = re.compile(
    rf"\b(?:a|an|any|no|some|the next|the|even) (?:even |next )?(?:{'|'.join(LARGER_WORDS)}) "
    r"(?:\w+ )?(?:models?|llms?|one)\b"
)
WOULD = re.compile(r"^(?:and |but |so )?(?:would|could|might|wouldnt|couldnt)\b")
BESIDE = re.compile(r"\b(?:compares?|stacks? up|measures? up|fares?)\b")
"""Standing beside the chosen one, with one thing named alone."""
BEATS = re.compile(r"^(?:when|does|do|is|are|can|will)\b.*\b(?:beats?|outperforms?)\b")
"""What is better than what, whatever the design."""
PARTICULAR = re.compile(r"^(?:why|would|could)\b|\b(?:vs|versus)\b")
OVERKILL = re.compile(r"^(?:is|are|isnt|arent)\b.*\b(?:overkill|over the top|too much)\b")
"""Whether a thing is more than this purpose asks for, which the question then names."""
MISSED = re.compile(r"\b(?:missing|withheld|unknown|blank|empty|not (?:given|shown|there)|no)\b")
ALONE = re.compile(r"\b(?:i|my|mine)\b")
ENOUGH = re.compile(r"^(?:would|could|can|will|is|are|does|do)\b.* (?:do|enough|suffice)$")
COUNTED = re.compile(
    r"\bhow (?:many|large|big) (?:\w+ )?(?:gpus?|instances?|chips?|accelerators?|machines?|"
    r"servers?|replicas?|processors?|fleet)\b"
)
GENERAL = re.compile(
    r"\b(?:how (?:do|does|to|should|can|could|(?:is|are) (?:made|done))\b|"
    r"in general|generally|typically|"
    r"what is (?:embodied|embedded) carbon ?$|how long (?:do|can)\b|"
    r"what is an? (?!.*\b(?:here|our|us|we|cost)\b)|"
    r"usually|always|never|(?<!how )often|in theory|"
    r"does it (?:help|hurt|pay off) to|why (?:the |a )?\w+ matters?\b|"
    r"an? (?:company|organi[sz]ation)\b|"
    r"best practices?|why (?:is|are) \w+(?: \w+)? important|"
    r"what is (?:an? )?\w+ ?$|what are (?:the )?\w+ ?$|define|definition|"
    r"meaning of|mean by|when (?:does|do|should|is|are)|guidance|who (?:invented|made|makes))\b"
)
ANY = re.compile(
    r"\b(?:an?|typical|average|most|all|any) (?:\w+ )?(?:data cent(?:er|re)|model|llm|gpu|chip|"
    r"accelerator|server|instance|processor|machine|region)s?\b|\b(?:data cent(?:er|re)s|llms)\b"
)
"""Some thing of a kind, where an amount of it is asked for."""
LIVE = re.compile(
    r"\b(?:last (?:week|month|year|quarter)|yesterday|today|right now|this (?:week|month|quarter)|"
    r"so far|actual(?:ly)?|measured|(?:aws|monthly|our|the) bill|invoiced|real world|live)\b"
)
EXTREME = re.compile(
    r"\b(?:least|lowest|smallest|fewest|cheapest|cleanest|greenest|best|fastest|leanest|"
    r"most efficient|driest)\b"
)
LEAST_OF: Mapping[str, str] = {
    "cheapest": "cost",
    "cleanest": "carbon",
    "greenest": "carbon",
}
OTHER = re.compile(r"\b(?:other|(?<!per )second|next|runner up)\b")
LISTED = re.compile(
    r"\b(?:alternatives?|options|ranking|list|rank|top \d+|shortlist|candidates?|"
    r"(?:were|was|been|you|are) (?:considered|compared|weighed|evaluated|looked at))\b"
)
FALLEN = re.compile(r"\b(?:excluded|fell out|fallen out|ruled out|rejected|dropped|out)\b")
SAID = word_set(
    """
    lookup lookups next nice runner top shortlist candidates ranking weighed evaluated twice
    far runner grams gram kg kilograms tonnes tons towards toward matter drives drive family thrown
    kicked top keep keeps using list simply licence license anything something amazon aws google
    meta mistral ai fleet ranges overlap range easily ok okay please hi hello thanks honestly
    whole entire kind type types plan plans counted part active actual chance way possible
    feasible worth already included conversation chat message between among back made led lead
    necessary needed overkill even bar set hour minute week quarter shall must makes into gonna
    want wants wanted look looks looking like bring brings brought offer offers offered serve
    served serving happen happens happened against sense viable candidate prevents stops picture
    context-free current currently present existing proposed final a about above after again all
    also am an and any are as at be been being but by can could did do does doing done for from
    get gets getting got had has have her here his how i if in is it its itself just let many
    may me might more most much my need no not now of off on one ones only or other our ours
    ourselves out over own rather same should so some such than that the their them then there
    these they thing this those though to too up us very was we were what whats when where which
    while who whom why will with within without would wouldnt you your isnt arent wasnt dont
    didnt wont cant cannot doesnt lets per each every use uses used take takes taken run runs
    running choose chosen chose choosing pick picked go going went give gives given make put
    come comes stay mean means design option options choice choices decision decisions
    recommendation recommended recommend recommending rank ranked ranking first second third
    last best better worse worst win wins winner winning behind ahead order advice advise
    advisor excluded rejected ruled fell fall dropped reason reasons because explain instead
    alternative alternatives case workload project answer answers year years yearly annual
    annually month monthly day daily total totals overall altogether least lowest smallest
    fewest cheapest cleanest greenest fastest leanest efficient high low big large long small
    difference compare compared comparison versus vs less request requests call calls query
    questions question single show tell see figure figures number numbers value values estimate
    estimated estimates expect expected cheaper greener cleaner faster slower really actually
    exactly roughly approximately good idea suggested suggest consider considered think stand
    stands standing lose lost loses missing gone left removed eliminated deploy deployed
    deploying user users customer token tokens employee seat tenant document page dollar switch
    ops operations team teams devs developers reviewers board finance customer customers were been
    weve youve theyve ive youd wed theyd thats im youre theyre whos kilos kilo
    bit part night nightly often damage beat beats stack fare single hurts bet everything pay off
    accept accepted accepting tolerate still
    switched switching move moved moving try trying host hosting service
    """
)
"""Words that carry no subject of their own beside what was recognised."""

INTENT_WORDS = word_set(
    """
    why which what where uncertainty widest compare versus assumption
    assumptions lever levers biggest largest
    reduce lower save saving savings confident certain sure doubled traffic requests halved
    excluded recommended instead change matters influential sensitive uncertain happens suppose
    flip break even sensitivity confidence clear winner reliable trust close twice cut
    """
)
TURN_WORDS = frozenset(word for _, pattern in INTENTS for word in re.findall(r"[a-z]{4,}", pattern))
"""Words of the turns of phrase, so that none is taken for a misspelt name."""
OWN = frozenset(
    {
        *(Intent.LIMIT, Intent.SUMMARY, Intent.EXCLUDED),
        *(Intent.PARTS, Intent.EXPLAIN, Intent.INPUT),
        *(Intent.PARETO, Intent.SMALLEST, Intent.CONFLICTS),
        *(Intent.NEXT, Intent.EFFORT, Intent.QUALITY, Intent.LANGUAGES),
        *(Intent.MODALITIES, Intent.RISKS, Intent.REPORTING, Intent.PRIVACY),
        *(Intent.LEVEL, Intent.IDLE, Intent.LICENCE, Intent.MEMORY),
    }
)
"""Intents that are about the design by their turn alone."""
OF_ASPECT: Mapping[Aspect, Intent] = {
    Aspect.SUMMARY: Intent.SUMMARY,
    Aspect.EXCLUDED: Intent.EXCLUDED,
    Aspect.PARTS: Intent.PARTS,
    Aspect.EXPLAIN: Intent.EXPLAIN,
    Aspect.SOURCES: Intent.EXPLAIN,
    Aspect.RANGE: Intent.SURE,
    Aspect.INPUT: Intent.INPUT,
    Aspect.PLACE: Intent.INPUT,
    Aspect.SERVICE: Intent.INPUT,
    Aspect.DURATION: Intent.INPUT,
    Aspect.OUTAGE: Intent.INPUT,
    Aspect.BUDGET: Intent.LIMIT,
}
