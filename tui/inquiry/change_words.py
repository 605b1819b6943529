"""Words that stand for the answers of a design, for shares and factors, and for choices."""

from collections.abc import Mapping

SUBJECTS: Mapping[str, str] = {
    "growth_per_year": r"growth|grow(?:s|ing)? by|"
    r"gr(?:ow|ows|owing|ew)(?= \d+(?:[.,]\d+)? ?% (?:a|per|every|each|yearly|annually))",
    "peak_factor": r"peaks?|peak factor|peak hour",
    "steps_per_request": r"steps?|calls per request|calls a request|agent loop",
    "labelled_examples": r"(?:labell?ed )?examples|labels",
    "corpus_refresh_per_year": r"(?:documents?|corpus|manuals?|texts?)(?: (?:had|have|has|were|are|"
    r"was|is|to|be|get|got))* (?:changes?|changed|refresh(?:es|ed)?|updates?|updated)|"
    r"re ?index\w*",
    "corpus_tokens": r"corpus|documents?|manuals?",
    "horizon_years": r"horizon|(?<!every \d )(?<!each \d )(?<!every two )(?<!each two )years",
    "input_tokens": r"prompts?|prompt length|input tokens?|inputs?|context",
    "output_tokens": r"answers?|answer length|outputs?|output tokens?|responses?|repl(?:y|ies)",
    "ttft_ms": r"(?:live with|wait|accept|be fine with|fine with|tolerate) (?:up to |about |even )?"
    r"(?=\d[\d.,]* ?(?:ms|s|sec|seconds?)\b)|time to first token|first (?:token|word)|ttft|"
    r"latency|response time|"
    r"wait(?:ing)? time|to (?:start|begin)|start\w* (?:after|within|in)",
    "inter_token_ms": r"(?:time )?between (?:the )?(?:tokens?|words?)|inter token latency|"
    r"token pace",
    "availability": r"availability|uptime",
    "async_share": r"async(?:hronous)?|could wait|can wait|may wait|deferred|nobody waits|"
    r"overnight",
    "repeat_share": r"repeats?|repeated (?:requests|questions)|same questions",
    "shared_prefix_share": r"shared prefix|common prefix|same prompt|prefix",
    "model_refresh_per_year": r"model refresh(?:es)?|retrain(?:ing)?s?|(?:chang|swap|switch|replac|"
    r"refresh|renew|updat)\w* (?:of )?(?:the |our )?models? (?=.*\b(?:every|each|yearly|annually|"
    r"monthly|quarterly|(?:a|per) year)\b)|new model (?=(?:every|each)\b)",
    "requests_per_day": r"traffic|requests?|reqs?|volume|load|users?|usage|demand|customers|"
    r"queries|tickets|invoices|conversations|chats|messages|calls|cases|orders|e?mails|"
    r"questions|en?quir(?:y|ies)|inquir(?:y|ies)|chat|visitors|people|staff|team|developers|"
    r"agents|patients|students|members|employees|sessions|searches|prompts a day",
}
"""Question that a word stands for, the most particular first."""
PERCENT = frozenset(
    {"growth_per_year", "availability", "async_share", "repeat_share", "shared_prefix_share"}
)
FACTORS: tuple[tuple[str, float], ...] = (
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
FRACTIONS = {
    "three quarters": "75",
    "two thirds": "67",
    "half": "50",
    "a third": "33",
    "a quarter": "25",
    "a tenth": "10",
}
OFTEN: Mapping[str, str] = {
    r"(?:every|each) (?:other|second|two|2) years?|once in two years": "0.5",
    r"(?:every|each) (?:three|third|3) years?": "0.3333",
    r"daily|every (?:day|night)|nightly|each day": "365",
    r"weekly|every week|each week|once a week": "52",
    r"monthly|every month|each month|once a month": "12",
    r"quarterly|every quarter|four times a year": "4",
    r"twice a year|every six months|half yearly": "2",
    r"yearly|(?:every|each) (?:single )?year|annually|once a year": "1",
}
_ALL_THAT = r"(?:was|were|is) (?:all|the only thing) (?:that |which )?(?:matter\w*|count\w*)"

CHOICES: tuple[tuple[str, str], ...] = (
    (r"(?:drop\w*|lift\w*|remove\w*|relax\w*|without) (?:the |our |any )?"
     r"(?:(?:open|permissive) )?(?:weights?|licen[cs]es?)(?: condition| rule| limit| requirement)?",
     "licences=any-commercial"),
    (r"(?:self host\w*|host(?:ed)? it ourselves|ran it ourselves|run it ourselves)",
     "hosting=self-hosted"),
    (r"(?:managed|bedrock)(?! (?:\w+ )?(?:prices?|tariffs?|rates?))", "hosting=managed"),
    (r"no preference|hosting (?:was|were) open|either hosting", "hosting=any"),
    (r"(?:any|every|all) regions?|anywhere|no (?:limit|restriction)s? on regions?|"
     r"(?:data|it|we) (?:could|can|may|might|were allowed to|was allowed to) leave (?:the )?"
     r"(?:eu|europe|country|us)|(?:drop\w*|lift\w*|remove\w*|relax\w*|without|no) "
     r"(?:the |any |our )?(?:\w+ )?(?:data )?residency(?: rules?| limits?| requirements?)?",
     "residency=anywhere,allowed_regions="),
    (r"residency (?:rule|limit|requirement)s? (?:fell|falls?|went|goes|lapsed|(?:was|were) gone)",
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
    (r"expert (?:quality|level)|as good as an expert", "quality=expert"),
    (r"errors? (?:were|was|is|are) costly|critical quality", "quality=critical"),
    (r"nobody (?:waits|waited)|everything (?:could|can|may) wait|all (?:of it )?(?:could|can|may) "
     r"wait|ran (?:it )?overnight", "async_share=100"),
    (r"(?:part|some|half) of (?:the |our |them )?(?:\w+ )?(?:could|can|may|might) wait|"
     r"answers? after (?:a few |some |several )?hours", "async_share=50"),
    (r"around the clock", "daily_curve=around-the-clock"),
    (r"office hours|during the day|in the day ?time|by day", "daily_curve=office-hours"),
    (r"(?:nobody|no one) (?:had |has |have )?(?:ever )?label\w+|(?:without|no|zero) (?:the |our |"
     r"any |those )?(?:labell?ed )?(?:examples|labels)|(?:did not|didn'?t|had not|hadn'?t) "
     r"(?:have|had|label\w*) (?:the |those |our |any )?(?:labell?ed )?(?:examples|labels)",
     "labelled_examples=0"),
    (r"(?:no|zero|without) growth|growth (?:is|was|were|stays at|at) (?:zero|nil|0)",
     "growth_per_year=0"),
)  # fmt: skip
GOALS: Mapping[str, str] = {
    "carbon": r"carbon|co2e?|emissions?|climate",
    "water": r"water",
    "cost": r"costs?|money|prices?",
    "latency": r"latency|speed",
    "effort": r"effort",
}
"""Words for what the weights are on."""
PEOPLE = (
    r"users?|customers?|people|persons?|developers?|devs?|staff|patients?|students?|members?|"
    r"employees?|visitors?|colleagues?|clerks?|dealers?|seats?|agents?"
)
"""Those who ask; how much each of them asks is another number."""
OF_PASSAGES = r"passages?|chunks?|snippets?|excerpts?|retrieved (?:documents?|texts?|context)"
"""Parts of a prompt that an index finds."""
