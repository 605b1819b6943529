"""How people call decisions, options and figures; patterns on option ids are those of `fnmatch`."""

from collections.abc import Mapping

from advisors.options import DecisionId

DECISIONS: Mapping[DecisionId, str] = {
    "need": "generative ai at all; genai at all; smaller approach; ai at all; llm at all",
    "hosting": "hosting; host; who runs; managed or self hosted; who operates",
    "model": "model; models; base model; llm; llms; foundation model; language model; "
    "large language model; language models",
    "customization": "customization; customisation; customizing; rung; rungs; ladder; customize",
    "silicon": "silicon; chip; chips; boxes; kit; hardware; accelerator; accelerators; "
    "instance; instances; "
    "instance type; instance types; processor; processors; machine; machines",
    "region": "region; regions; location; place; where; country; data center; data centre; site",
    "inference": "inference; technique; techniques; service level; sla; optimization; "
    "optimisation; serving; optimizations; optimisations",
    "monitoring": "monitoring; monitor; monitored; monitoring plan; alarms; watched; watch; "
    "logging; alerts; alarm; review; reviewed; reviews; revisit; look again; check quality; "
    "quality check; quality checks",
}

OPTIONS: Mapping[DecisionId, Mapping[str, str]] = {
    "need": {
        "generative": "generative model; generative ai; genai; gen ai",
        "rules": "rules; rules engine; rule engine; rule based",
        "classifier": "classifier; small classifier; classical ml; classic ml",
        "search": "embeddings; semantic search; search engine; plain search",
        "ai-service": "ai service; comprehend; textract; amazon translate; opensearch; "
        "ready made service",
    },
    "hosting": {
        "bedrock": "bedrock; managed; managed service; managed model; an api; api call; "
        "api calls; calling an api; call an api; by the token; pay per token; hosted interface; "
        "hosted api; model api; serverless api; externally hosted",
        "ec2-eks": "self hosted; self hosting; self host; selfhosted; hosting it ourselves; ec2; "
        "eks; kubernetes; own cluster; host it ourselves; run it ourselves; "
        "run that ourselves; run this ourselves; host that ourselves; host this ourselves; "
        "hosting it ourselves; own gpus; own gpu; own machines; own servers; own hardware; "
        "own boxes; own cards; own metal; own instances; own accelerators; self managed",
        "sagemaker": "sagemaker; sage maker; own endpoint",
        "hyperpod": "hyperpod",
        "serverless": "serverless; lambda",
        "endpoint": "always on endpoint; container",
    },
    "customization": {
        "prompt": "prompt engineering; prompting; few shot; zero shot; a prompt alone; "
        "good prompt; better prompt; plain prompt; well written prompt; "
        "prompt only; only a prompt; just a prompt; prompts alone; just prompting",
        "rag": "rag; retrieval; retrieval augmented generation",
        "peft": "peft; lora; qlora; adapter; adapters; fine tuning; finetuning; fine tune; "
        "finetune; tuning; fine tuned; finetuned",
        "peft-with-rag": "lora on top of rag; peft on top of rag; "
        "peft with rag; lora with rag; peft and rag; peft plus rag; lora plus rag;"
        " peft with retrieval; lora with retrieval; lora and rag",
        "full-fine-tuning": "full fine tuning; full finetuning; full fine tune; full tuning",
        "continued-pretraining": "continued pre training; continued pretraining; pretraining; "
        "pre training; domain adaptation",
        "from-scratch": "from scratch; training from scratch; own model; model of our own; "
        "train our own model; training our own model",
        "train-classifier": "train a classifier; training the classifier; train the classifier",
    },
    "silicon": {
        "trainium*": "trainium; trn",
        "inferentia*": "inferentia; inf",
        "*inf* *train*": "neuron; aws silicon; neuron chips; aws chips",
        "c*g.* graviton*": "graviton; arm",
        "c*.*": "cpu; cpus",
        "b200 b300 gb200 gb300 rtx-pro-*": "blackwell",
        "h100 h200": "hopper",
        "a100*": "a100; a100s",
        "v100*": "v100; v100s",
        "h100": "h100; h100s",
        "service": "chips of the service",
    },
    "region": {
        "eu-* eusc-*": "europe; european region; eu region",
        "us-*": "unitedstates; united states; america",
        "eu.*": "eu profile; european profile",
        "global.*": "global profile; global inference profile",
        "*.*": "cross region; cross region profile; cross region inference; inference profile",
    },
    "inference": {
        "prompt-cache": "prompt caching; prompt cache; cached prefix; caching the prompt; "
        "caching the common start; cache the prompt; cache our prompts; caching our prompts; "
        "caching the prefix; cache the prefix; caching the start; cache the start; "
        "caching the system prompt; cache the system prompt",
        "answer-cache": "answer cache; answer caching; semantic cache; semantic caching; caching; "
        "cache",
        "both-caches": "both caches; prompt and answer cache; prompt and answer caches; "
        "prompt cache and answer cache; prompt caching and answer caching; "
        "answer and prompt cache; answer cache and prompt cache; the two caches",
        "int4": "int4; 4 bit; 4 bit weights; quantization; quantisation; quantizing; quantising; "
        "quantized; quantised; awq; gptq; fewer bits",
        "speculative": "speculative decoding; speculative; draft model; speculation",
        "batch relaxed-batch": "batch; batching; batch tier; batch inference; batch api; "
        "batch mode",
        "batch relaxed-flex": "flex; flex tier; flexible tier",
        "tighter-priority": "priority tier; priority service",
        "tighter-standard": "standard tier; answers at once; no batch at all",
        "tighter-*": "tighter service level; faster tier; faster answers; stricter sla; "
        "tighter latency; a faster service level; stricter service level",
        "scale-to-zero": "scale to zero; scaling to zero; switching off at night",
        "distillation": "distillation; distilling; distil; distill; distilled model",
        "pruning": "pruning; prune; sparsity",
        "relaxed-*": "relaxed service level; relaxing the service level; relaxed; relaxing; relax; "
        "slower answers; relax the sla; relaxing the sla",
        "relaxed-first": "slower first token; slower first word; twice the time to the first word",
        "relaxed-pace": "twice the time between words",
        "relaxed-availability": "spare replica; no spare replica",
        "always-on": "always on",
    },
    "monitoring": {
        "full": "full plan; full logging; full monitoring; log everything; every call logged",
        "essential": "essential plan; essential monitoring",
        "standard": "standard plan; standard monitoring",
        "model-monitor": "model monitor; sagemaker model monitor",
        "carbon-footprint-tool": "carbon footprint tool; ccft",
    },
}

OPEN_MODELS = "open source; opensource; open weight; open weights; open; free"
CLOSED_MODELS = "closed source; closed; proprietary; commercial"

COUNTRIES: Mapping[str, str] = {
    "AE": "uae; emirates; dubai",
    "AU": "australia",
    "BH": "bahrain",
    "BR": "brazil",
    "CA": "canada; montreal",
    "CH": "switzerland",
    "CN": "china",
    "DE": "germany",
    "ES": "spain",
    "FR": "france",
    "GB": "uk; united kingdom; england; britain",
    "HK": "hong kong",
    "ID": "indonesia",
    "IE": "dublin",
    "IL": "israel",
    "IN": "india",
    "IT": "italy",
    "JP": "japan",
    "KR": "korea; south korea",
    "MX": "mexico",
    "MY": "malaysia",
    "NZ": "new zealand",
    "SE": "sweden; nordics; scandinavia; the nordics",
    "SG": "singapore",
    "TH": "thailand",
    "TW": "taiwan",
    "ZA": "south africa",
}

METRICS: Mapping[str, str] = {
    "energy": "energy; electricity; power; kwh; mwh; watt hours; wh; kilowatt hours; kilowatts; "
    "watts; power hungry; consumption; juice; energy demand; power demand",
    "carbon": "carbon; co2; co2e; co2eq; carbon dioxide; grams; grams of co2; g co2; g co2e; "
    "g of co2; kg co2; kg co2e; kg of co2; grams co2e; grams co2; kilograms of co2; tonnes; "
    "emissions; emit; emits; footprint; ghg; greenhouse gas; greenhouse gases; "
    "carbon footprint; emission; dirty; tonnes of co2; location based; gco2; gco2e; kgco2; "
    "kgco2e; tco2; greener; greenest; polluting",
    "carbon-market": "market based",
    "water": "water; litres; liters; litres of water; liters of water; litre; liter; thirsty; "
    "drink; drinks",
    "cost": "cost; costs; price; usd; dollars; dollar; money; expensive; spend; pay; bill; budget; "
    "cheap; cents; cent; set us back; set back; costly; bills; invoice; price tag; charge; fees; "
    "dearer; pricier; the damage; tco; total cost of ownership; expenditure; spending; outlay; "
    "opex; running costs; the tab; discount",
    "embodied": "embodied; embodied carbon; embedded carbon; manufacturing",
    "utilization": "utilization; utilisation; busy; idle; utilised; utilized; load factor",
    "hours": "instance hours; chip hours; gpu hours; machine hours",
    "volume": "requests a year; calls a year; calls per year; requests per year; model calls",
    "latency": "latency; fast; slow; time to first token; ttft; response time; first token; "
    "first word; tokens per second; quick",
    "effort": "effort; person weeks; work; weeks; staff",
    "logs": "logs; log volume; logged; log data; log; gigabytes",
}

FIGURES: Mapping[str, tuple[str, ...]] = {
    "energy": ("energy_kwh_per_year", "energy_it_kwh_per_year"),
    "carbon": ("carbon_location_kg_per_year", "carbon_market_kg_per_year"),
    "carbon-market": ("carbon_market_kg_per_year", "carbon_location_kg_per_year"),
    "water": ("water_l_per_year", "site_water_l_per_year", "grid_water_l_per_year"),
    "cost": ("cost_usd_per_year",),
    "embodied": ("embodied_kg_per_year",),
    "utilization": ("utilization",),
    "hours": ("instance_hours_per_year", "busy_chip_hours", "idle_chip_hours"),
    "volume": ("user_requests_per_year", "calls_per_year"),
    "logs": ("logged_gb_per_year",),
}
"""Figures of a metric, the first leads. Carbon is always shown both ways."""

METRIC_CARDS: Mapping[str, tuple[str, ...]] = {
    "energy": ("measure-energy-not-given", "infer-dominates"),
    "carbon": ("measure-market-vs-location", "measure-unit-of-work"),
    "carbon-market": ("measure-market-vs-location", "measure-unit-of-work"),
    "water": ("measure-water",),
    "cost": ("infer-idle-cost",),
    "embodied": ("measure-embodied",),
    "utilization": ("sla-utilisation-target", "infer-idle-cost"),
    "hours": ("infer-idle-cost",),
    "latency": ("sla-meet-not-exceed",),
}
"""Guidance behind a metric of the design as a whole."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a line, which semicolons part."""
    return tuple(part.strip() for part in text.split(";") if part.strip())
