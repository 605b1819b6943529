"""Sources of the defaults that the interview takes for "don't know".

Figures that come from the facts (token profiles, Regions) carry the facts' own sources; these are
the further ones.
"""

from collections.abc import Mapping

from advisors.errors import UnknownNameError
from estimators.figure import Source

PLANNING = "wattbrief-planning"
MLPERF = "mlperf-inference-v5"
BEDROCK_SLA = "aws-bedrock-sla"
TOKEN_RULE = "openai-token-rule"  # noqa: S105 (the key of a source, not a secret)
RANK_WEIGHTS = "barron-barrett-1996"

SOURCES: dict[str, Source] = {
    item.id: item
    for item in (
        Source(
            PLANNING,
            "Planning assumption of this tool: judgement, not a measurement",
            "Wattbrief",
            "",
            "2026-11",
            "Apache-2.0",
        ),
        Source(
            MLPERF,
            "MLPerf Inference v5.0: latency limits of the Llama 2 70B server (2 s, 200 ms) and "
            "interactive (450 ms, 40 ms) scenarios",
            "MLCommons",
            "https://mlcommons.org/2025/04/llm-inference-v5",
            "2025-04",
            "facts only",
        ),
        Source(
            BEDROCK_SLA,
            "Amazon Bedrock Service Level Agreement",
            "Amazon Web Services",
            "https://aws.amazon.com/bedrock/sla/",
            "2023-10-04",
            "facts only",
        ),
        Source(
            TOKEN_RULE,
            "What are tokens and how to count them",
            "OpenAI",
            "https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them",
            "2025",
            "facts only",
        ),
        Source(
            RANK_WEIGHTS,
            "Decision Quality Using Ranked Attribute Weights, Management Science 42 (11)",
            "Barron and Barrett",
            "https://doi.org/10.1287/mnsc.42.11.1515",
            "1996",
            "facts only",
        ),
    )
}


def source(source_id: str, known: Mapping[str, Source]) -> Source:
    """A source of a default or of a fact.

    Args:
        source_id: Key.
        known: The sources of the facts.

    Raises:
        UnknownNameError: Neither the facts nor the interview have it.
    """
    found = SOURCES.get(source_id) or known.get(source_id)
    if found is None:
        raise UnknownNameError("source", source_id, {*SOURCES, *known})
    return found
