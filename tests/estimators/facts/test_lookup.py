"""Rows are found by the names that people use, and misses name the nearest."""

import csv

import pytest

from estimators.errors import EvidenceError, UnknownFactError
from estimators.facts import Facts
from estimators.facts.load import DATA


@pytest.mark.parametrize(
    ("name", "chip"),
    [
        ("h100", "h100"),
        ("H100", "h100"),
        ("NVIDIA H100", "h100"),
        ("H100-SXM-80GB", "h100"),
        ("H100 80GB HBM3", "h100"),
        ("h200", "h200"),
        ("b200", "b200"),
        ("b300", "b300"),
        ("gb200", "gb200"),
        ("a100", "a100-80gb"),
        ("a100-40gb", "a100-40gb"),
        ("A100 80GB", "a100-80gb"),
        ("NVIDIA A100-SXM4-40GB", "a100-40gb"),
        ("l4", "l4"),
        ("L40S", "l40s"),
        ("a10g", "a10g"),
        ("t4", "t4"),
        ("V100", "v100-16gb"),
        ("trn1", "trainium1"),
        ("trn2", "trainium2"),
        ("Trainium3", "trainium3"),
        ("inf1", "inferentia1"),
        ("inf2", "inferentia2"),
        ("AWS Graviton4", "graviton4"),
        (" h100 ", "h100"),
    ],
)
def test_chip_names(facts: Facts, name: str, chip: str) -> None:
    assert facts.chip(name).id == chip


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("Qwen/Qwen3-8B", "qwen3-8b"),
        ("qwen/qwen3-8b", "qwen3-8b"),
        ("meta-llama/Meta-Llama-3.1-8B-Instruct", "llama-3.1-8b"),
        ("openai/gpt-oss-120b", "gpt-oss-120b"),
        ("Claude Haiku 4.5", "claude-haiku-4-5"),
        ("anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5"),
        ("NOVA-MICRO", "nova-micro"),
        ("nvidia/NVIDIA-Nemotron-Nano-12B-v2", "nemotron-nano-12b-v2"),
    ],
)
def test_model_names(facts: Facts, name: str, model: str) -> None:
    assert facts.model(name).id == model


def test_instances_and_regions(facts: Facts) -> None:
    assert facts.instance("P5.48xlarge").chip == "h100"
    assert facts.region("EU-NORTH-1").name == "Europe (Stockholm)"
    assert facts.region("Europe (Stockholm)").id == "eu-north-1"


def test_no_two_rows_claim_one_name() -> None:
    for table in ("chips", "instances", "regions", "models", "latency"):
        with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            claimed: dict[str, str] = {}
            for row in csv.DictReader(file):
                names = [row["id"], row["name"], row.get("bedrock_model_id", "")]
                names += row.get("aliases", "").split(";") + row.get("hf_ids", "").split(";")
                for name in filter(None, names):
                    owner = claimed.setdefault(name.casefold(), row["id"])
                    assert owner == row["id"], f"{name} is {owner} and {row['id']}"


def test_aliases_are_lower_case(facts: Facts) -> None:
    for chip in facts.chips.values():
        assert all(alias == alias.casefold() for alias in chip.aliases), chip.id


@pytest.mark.parametrize("name", ["h1000", "rtx 5090", "", "tpu", "trainium9"])
def test_unknown_chip_is_never_guessed(facts: Facts, name: str) -> None:
    with pytest.raises(UnknownFactError) as caught:
        facts.chip(name)
    assert caught.value.kind == "chip"


def test_a_miss_names_the_nearest(facts: Facts) -> None:
    with pytest.raises(UnknownFactError, match="eu-north-1"):
        facts.region("eu-nort-1")
    with pytest.raises(UnknownFactError) as caught:
        facts.model("qwen3-9b")
    assert "qwen3-8b" in caught.value.near
    with pytest.raises(UnknownFactError, match=r"p5\.48xlarge"):
        facts.instance("p5.48xlrge")
    with pytest.raises(UnknownFactError, match="pue_aws"):
        facts.constant("pue_awss")
    with pytest.raises(UnknownFactError):
        facts.source("no-such-source")
    with pytest.raises(UnknownFactError):
        facts.preset("poetry")


def test_round_trip_is_symmetric(facts: Facts) -> None:
    there, back = facts.rtt("us-east-1", "eu-west-1"), facts.rtt("eu-west-1", "us-east-1")
    assert there == back
    assert there.unit == "ms"
    assert there.confidence == "measured"
    assert there.low < there.value < there.high


def test_modelled_round_trips_say_so_and_are_wider(facts: Facts) -> None:
    modelled = facts.rtt("af-south-1", "ap-east-2")
    assert modelled.confidence == "estimated"
    assert "latency-model" in modelled.sources
    assert (modelled.low, modelled.value, modelled.high) == (215, 253, 334)


def test_round_trip_within_a_region_and_to_nowhere(facts: Facts) -> None:
    assert facts.rtt("eu-west-1", "eu-west-1").value < 5
    with pytest.raises(EvidenceError, match="cn-north-1"):
        facts.rtt("us-east-1", "cn-north-1")
    with pytest.raises(UnknownFactError):
        facts.rtt("us-east-1", "us-east-9")
