"""`What if we doubled the traffic?` as changed answers: `requests_per_day=8000`."""

import re
from collections.abc import Callable, Iterable, Mapping

from advisors.workload import Workload
from estimators.figure import Input

_NUMBER = r"(\d[\d.,]*)\s*(k|m|thousand|million)?"
_SUBJECTS: Mapping[str, str] = {
    "growth_per_year": r"growth|grow(?:s|ing)? by",
    "peak_factor": r"peaks?|peak factor|peak hour",
    "steps_per_request": r"steps?|calls per request|calls a request|agent loop",
    "labelled_examples": r"(?:labell?ed )?examples|labels",
    "corpus_refresh_per_year": r"(?:documents?|corpus|manuals?|texts?)(?: (?:had|have|has|were|are|"
    r"was|is|to|be|get|got))* (?:changes?|changed|refresh(?:es|ed)?|updates?|updated)|"
    r"re ?index\w*",
    "corpus_tokens": r"corpus|documents?|manuals?",
    "horizon_years": r"horizon|years",
    "input_tokens": r"prompts?|prompt length|input tokens?|inputs?|context",
    "output_tokens": r"answers?|answer length|outputs?|output tokens?|responses?|repl(?:y|ies)",
    "ttft_ms": r"time to first token|first (?:token|word)|ttft|latency|response time|"
    r"wait(?:ing)? time|to (?:start|begin)|start\w* (?:after|within|in)",
    "inter_token_ms": r"time between tokens|inter token latency|token pace",
    "availability": r"availability|uptime",
    "async_share": r"async(?:hronous)?|could wait|can wait|may wait|deferred|nobody waits|"
    r"overnight",
    "repeat_share": r"repeats?|repeated (?:requests|questions)|same questions",
    "shared_prefix_share": r"shared prefix|common prefix|same prompt|prefix",
    "model_refresh_per_year": r"model refresh(?:es)?|retrain(?:ing)?s?",
    "requests_per_day": r"traffic|requests?|volume|load|users?|usage|demand|customers|queries|"
    r"tickets|invoices|conversations|chats|messages|calls|cases|orders|e?mails|"
    r"questions|en?quir(?:y|ies)|inquir(?:y|ies)|chat|visitors|people|staff|team|developers|"
    r"agents|patients|students|members|employees|sessions|searches|prompts a day",
}
"""Question that a word stands for, the most particular first."""
_PERCENT = frozenset(
    {"growth_per_year", "availability", "async_share", "repeat_share", "shared_prefix_share"}
)
_FACTORS: tuple[tuple[str, float], ...] = (
    (r"doubl\w*|twice|two times|two fold|twofold", 2.0),
    (r"tripl\w*|three times|threefold|thrice", 3.0),
    (r"quadrupl\w*|four times|fourfold", 4.0),
    (r"ten times|tenfold|order of magnitude more", 10.0),
    (r"a hundred times|hundred times|hundredfold", 100.0),
    (r"halv\w*|half|one half", 0.5),
    (r"a third of", 1.0 / 3.0),
    (r"a quarter of", 0.25),
    (r"a tenth of", 0.1),
)
_TIMES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:x|times|fold)\b|\bx\s*(\d+(?:\.\d+)?)")
_MORE = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:%|percent)\s*(more|higher|less|fewer|lower|longer|shorter)"
)
_BY = re.compile(
    r"(grew|grows?|rose|rises?|increased?|went up|fell|falls?|drop\w*|shrank|decreased?|cut|"
    r"reduced?)\b.{0,30}?\bby\s*(\d+(?:\.\d+)?)\s*(?:%|percent)"
)
_FALLING = re.compile(r"fell|fall|drop|shrank|decreas|cut|reduc|less|fewer|lower|shorter")
_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|percent)")
_PER_MINUTES: Mapping[str, float] = {"second": 86400.0, "minute": 1440.0, "hour": 24.0}
_RATE = re.compile(_NUMBER + r"\s*(?:\w+\s+)?(?:per|a|an|each|/)\s*(day|hour|minute|second|month)")
_SECONDS = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec|seconds?|minutes?)\b")
_ABSOLUTE = re.compile(
    _NUMBER + r"(?!\s*(?:%|percent|x\b|times|fold|ms\b|s\b|sec|minutes?))(?![\d.,])"
)

_STANDS = re.compile(r"\d[\d.,]*(?=[^\d].*\bwhat if\b.*\d)|\binstead of \d[\d.,]*")
"""Numbers that stand now: before "what if" with another one, and after "instead of"."""

_COUNTS: Mapping[str, int] = {"two": 2, "three": 3, "four": 4, "five": 5}
_NINES = re.compile(r"\b(two|three|four|five) nines\b")
_OFTEN: Mapping[str, str] = {
    r"daily|every (?:day|night)|nightly|each day": "365",
    r"weekly|every week|each week|once a week": "52",
    r"monthly|every month|each month|once a month": "12",
    r"quarterly|every quarter|four times a year": "4",
    r"twice a year|every six months|half yearly": "2",
    r"yearly|every year|annually|once a year": "1",
}
_ALL_THAT = r"(?:was|were|is) (?:all|the only thing) (?:that |which )?(?:matter\w*|count\w*)"

_CHOICES: tuple[tuple[str, str], ...] = (
    (r"(?:drop\w*|lift\w*|remove\w*|relax\w*|without) (?:the |our |any )?"
     r"(?:(?:open|permissive) )?(?:weights?|licen[cs]es?)(?: condition| rule| limit| requirement)?",
     "licences=any-commercial"),
    (r"(?:self host\w*|host(?:ed)? it ourselves|ran it ourselves|run it ourselves)",
     "hosting=self-hosted"),
    (r"managed|bedrock", "hosting=managed"),
    (r"no preference|hosting (?:was|were) open|either hosting", "hosting=any"),
    (r"(?:any|every|all) regions?|anywhere|no (?:limit|restriction)s? on regions?|"
     r"(?:data|it|we) (?:could|can|may|might|were allowed to|was allowed to) leave (?:the )?"
     r"(?:eu|europe|country|us)|(?:drop\w*|lift\w*|remove\w*|relax\w*|without|no) "
     r"(?:the |any |our )?(?:\w+ )?(?:data )?residency(?: rules?| limits?| requirements?)?",
     "residency=anywhere,allowed_regions="),
    (r"market based", "reporting_method=market-based"),
    (r"location based", "reporting_method=location-based"),
    (r"any (?:commercial )?licen[cs]e", "licences=any-commercial"),
    (r"licen[cs](?:es?|ing) (?:did not|didnt|didn't|does not|doesnt|doesn't|do not|dont|don't|no "
     r"longer|never) (?:matter|count)", "licences=any-commercial"),
    *((rf"(?:only|just) (?:{word}) (?:matter|count)\w*|(?:{word}) {_ALL_THAT}|"
       rf"(?:only|just) (?:cared? about|counted?|weighed) (?:{word})", f"priorities={key} 100")
      for word, key in (("carbon|co2|emissions", "carbon"), ("water", "water"),
                        ("costs?|money|price", "cost"), ("latency|speed", "latency"))),
    (r"open weights", "licences=open-weights"),
    (r"(?:permissive) licen[cs]e", "licences=permissive"),
    (r"(?:a |only )?drafts?(?: (?:was|were|is) enough| quality)", "quality=draft"),
    (r"expert quality|as good as an expert", "quality=expert"),
    (r"errors? (?:were|was|is|are) costly|critical quality", "quality=critical"),
    (r"nobody (?:waits|waited)|everything (?:could|can|may) wait|all (?:of it )?(?:could|can|may) "
     r"wait|ran (?:it )?overnight", "async_share=100"),
    (r"around the clock", "daily_curve=around-the-clock"),
    (r"office hours|during the day|in the day ?time|by day", "daily_curve=office-hours"),
    (r"(?:no|zero|without) growth|growth (?:is|was|were|stays at|at) (?:zero|nil|0)",
     "growth_per_year=0"),
)  # fmt: skip


def changes_in(text: str, workload: Workload, regions: Iterable[str] = ()) -> tuple[str, ...]:
    """The answers that a "what if" changes, as `question=answer`; empty when it names none.

    Args:
        text: Question in lower case, hyphens and numbers as typed.
        workload: What the design says now.
        regions: Regions that are named; the design is then held to them.
    """
    text = _STANDS.sub("", text)
    found: dict[str, str] = {}
    plain = text.replace("-", " ")
    for pattern, change in _CHOICES:
        if re.search(rf"\b(?:{pattern})\b", plain):
            for part in change.split(","):
                key, _, value = part.partition("=")
                found.setdefault(key, value)
    if regions:
        found["allowed_regions"] = ", ".join(regions)
    for clause in _clauses(text):
        for key in _subjects(clause.replace("-", " ")):
            new = _value(key, clause, workload) if key not in found else None
            if new is not None:
                found[key] = new
                break  # a number belongs to one answer alone
    return tuple(f"{key}={value}" for key, value in found.items())


def _clauses(text: str) -> tuple[str, ...]:
    """Parts that change one answer each."""
    return tuple(re.split(r"\band\b|\bwhile\b|\bplus\b|[;,](?!\d)", text))


def _subjects(text: str) -> tuple[str, ...]:
    """Questions whose words stand in the text; a later word inside an earlier match is not one."""
    left = text
    found = []
    for key, pattern in _SUBJECTS.items():
        hit = re.search(rf"\b(?:{pattern})\b", left)
        if hit:
            found.append(key)
            left = left[: hit.start()] + " " * len(hit[0]) + left[hit.end() :]
    if "years" in text and "horizon_years" in found and not re.search(r"horizon|\d+ years", text):
        found.remove("horizon_years")
    return tuple(found)


def _value(key: str, text: str, workload: Workload) -> str | None:
    for reader in _READERS:
        value = reader(key, text, workload)
        if value is not None:
            return value
    return None


def _half(key: str, text: str, workload: Workload) -> str | None:
    """Half of all that come, where a share is asked for."""
    del workload
    return "50" if key in _PERCENT and re.search(r"\bhalf\b", text) else None


def _scaled(key: str, text: str, workload: Workload) -> str | None:
    factor = _factor(text)
    item = workload.inputs().get(key)
    if factor is None or item is None or (key in _PERCENT and not re.search("doubl|hal", text)):
        return None
    scale = 100.0 if key in _PERCENT else 1.0
    whole = key == "labelled_examples"
    return _shown(item, factor * scale, whole=whole)


def _shown(item: Input, factor: float, *, whole: bool) -> str:
    """A value times a factor, its range scaled along."""
    numbers = [number * factor for number in (item.value, item.low, item.high)]
    texts = [f"{round(number)}" if whole else _plain(number) for number in numbers]
    return texts[0] if item.certain else f"{texts[0]} ({texts[1]} to {texts[2]})"


def _plain(number: float) -> str:
    """A number without exponent or float dust."""
    return f"{float(f'{number:.12g}'):.12f}".rstrip("0").rstrip(".")


def _factor(text: str) -> float | None:
    if more := _MORE.search(text):
        share = float(more[1]) / 100.0
        return 1.0 - share if _FALLING.search(more[2]) else 1.0 + share
    if by := _BY.search(text):
        share = float(by[2]) / 100.0
        return 1.0 - share if _FALLING.search(by[1]) else 1.0 + share
    if times := _TIMES.search(text):
        return float(times[1] or times[2])
    for pattern, factor in _FACTORS:
        if re.search(rf"\b(?:{pattern})\b", text.replace("-", " ")):
            return factor
    return None


def _share(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _SHARE.search(text)
    return hit[1] if hit and key in _PERCENT else None


def _rate(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _RATE.search(text)
    if hit is None or key != "requests_per_day":
        return None
    number = _number(hit[1], hit[2])
    if hit[3] == "month":
        return _plain(number * 12.0 / 365.2425)
    return _plain(number * _PER_MINUTES.get(hit[3], 1.0))


def _seconds(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _SECONDS.search(text)
    if hit is None or key not in {"ttft_ms", "inter_token_ms"}:
        return None
    unit = hit[2]
    scale = 1.0 if unit.startswith(("ms", "milli")) else 60000.0 if unit[:3] == "min" else 1000.0
    return _plain(float(hit[1]) * scale)


def _nines(key: str, text: str, workload: Workload) -> str | None:
    """An availability, which is a percentage with or without its sign: `99.99`, `four nines`."""
    del workload
    if key != "availability":
        return None
    if nines := _NINES.search(text):
        digits = "9" * _COUNTS[nines[1]]
        return f"{digits[:2]}.{digits[2:]}".removesuffix(".")
    hit = re.search(r"\b(?:9\d(?:\.\d+)?|100)\b", text)
    return hit[0] if hit else None


def _frequency(key: str, text: str, workload: Workload) -> str | None:
    """How often a year something happens: `monthly`, `every week`, `twice a year`."""
    del workload
    if not key.endswith("_refresh_per_year"):
        return None
    for pattern, times in _OFTEN.items():
        if re.search(rf"\b(?:{pattern})\b", text):
            return times
    return None


def _absolute(key: str, text: str, workload: Workload) -> str | None:
    del workload
    hit = _ABSOLUTE.search(text)
    if hit is None or key in _PERCENT or key in {"ttft_ms", "inter_token_ms"}:
        return None
    return _plain(_number(hit[1], hit[2]))


def _number(digits: str, suffix: str | None) -> float:
    size = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6}.get(suffix or "", 1.0)
    text = digits.rstrip(".,")
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+", text)
    return float(text.replace(",", "" if grouped else ".")) * size


_READERS: tuple[Callable[[str, str, Workload], str | None], ...] = (
    _half,
    _scaled,
    _share,
    _rate,
    _seconds,
    _nines,
    _frequency,
    _absolute,
)
