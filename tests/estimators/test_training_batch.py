"""A table of training runs in, a table of energies out."""

import csv
import os
from pathlib import Path

import pytest

from estimators.errors import InputError
from estimators.facts import load_facts
from estimators.training_batch import RESULTS, estimate_training_csv

FACTS = load_facts()
HEADER = "row_id,model,params_b,active_params_b,tokens_b,method,chip,chips,scope\n"


def estimated(folder: Path, *rows: str, header: str = HEADER) -> list[dict[str, str]]:
    source, target = folder / "in.csv", folder / "out.csv"
    source.write_text(header + "\n".join(rows) + "\n", encoding="utf-8")
    estimate_training_csv(FACTS, source, target)
    with target.open(encoding="utf-8") as file:
        reader = csv.DictReader(file)
        found = list(reader)
        assert tuple(reader.fieldnames or ()) == RESULTS
    return found


def test_a_model_of_the_catalogue_and_its_parameters_agree(tmp_path: Path) -> None:
    by_id, by_name, by_size = estimated(
        tmp_path,
        "a,llama-3.1-8b,,,1,full,H100,8,node",
        "b,meta-llama/llama-3.1-8B,,,1,,h100,8,",
        "c,,8.03,,1,sft,h100-sxm,8,node",
    )
    assert by_id["status"] == by_name["status"] == by_size["status"] == "ok"
    assert by_id["energy_kwh"] == by_name["energy_kwh"]
    assert float(by_size["energy_kwh"]) == pytest.approx(float(by_id["energy_kwh"]), rel=0.02)
    assert float(by_id["low"]) < float(by_id["energy_kwh"]) < float(by_id["high"])
    assert float(by_id["accelerator_hours"]) > 0


def test_a_mixture_of_experts_counts_active_parameters(tmp_path: Path) -> None:
    sparse, dense = estimated(
        tmp_path, "a,,109,17,10,pretrain,h100,64,gpu", "b,,17,,10,pretrain,h100,64,gpu"
    )
    assert sparse["energy_kwh"] == dense["energy_kwh"]


def test_the_node_takes_more_than_the_accelerators(tmp_path: Path) -> None:
    gpu, node = estimated(tmp_path, "a,,7,,1,lora,a100,8,gpu", "b,,7,,1,lora,a100,8,node")
    assert float(gpu["energy_kwh"]) < float(node["energy_kwh"])


@pytest.mark.parametrize(
    ("row", "status", "word"),
    [
        ("x,no-such-model,,,1,full,h100,8,", "unknown", "no-such-model"),
        ("x,,7,,1,full,abacus,8,", "unknown", "abacus"),
        ("x,nova-micro,,,1,full,h100,8,", "unknown", "Nova Micro"),
        ("x,,7,,1,full,graviton4,8,", "unknown", "Graviton4"),
        ("x,,7,,,full,h100,8,", "invalid", "tokens_b"),
        ("x,,7,,nan,full,h100,8,", "invalid", "tokens"),
        ("x,,7,,-3,full,h100,8,", "invalid", "tokens"),
        ("x,,seven,,1,full,h100,8,", "invalid", "params_b"),
        ("x,,7,,1,alchemy,h100,8,", "invalid", "alchemy"),
        ("x,,7,,1,full,h100,0,", "invalid", "accelerators"),
        ("x,,7,,1,full,h100,8,galaxy", "invalid", "galaxy"),
        ("x,,7,,1,full,,8,", "invalid", "chip"),
        ("x,,,,1,full,h100,8,", "invalid", "model"),
    ],
)
def test_a_bad_row_says_why_and_the_next_is_done(
    tmp_path: Path, row: str, status: str, word: str
) -> None:
    bad, good = estimated(tmp_path, row, "y,,7,,1,full,h100,8,")
    assert bad["status"] == status
    assert word in bad["reason"]
    assert bad["energy_kwh"] == bad["low"] == bad["high"] == bad["accelerator_hours"] == ""
    assert good["status"] == "ok"


def test_columns_in_any_case_order_and_number(tmp_path: Path) -> None:
    (row,) = estimated(tmp_path, "7,h100,1,q", header="Params_B,CHIP,Tokens_B,Row_Id\n")
    assert (row["row_id"], row["status"]) == ("q", "ok")


@pytest.mark.parametrize(
    "text", ["", "chip,colour\nh100,red\n", "row_id,chip,tokens_b\n1,h100,1\n"]
)
def test_another_kind_of_file_is_refused(tmp_path: Path, text: str) -> None:
    source = tmp_path / "in.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="no table of training runs"):
        estimate_training_csv(FACTS, source, tmp_path / "out.csv")
    assert not (tmp_path / "out.csv").exists()


def test_an_absent_or_binary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        estimate_training_csv(FACTS, tmp_path / "none.csv", tmp_path / "out.csv")
    (tmp_path / "in.csv").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(InputError, match="cannot be read"):
        estimate_training_csv(FACTS, tmp_path / "in.csv", tmp_path / "out.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(InputError, match="it is a pipe or a device"):
        estimate_training_csv(FACTS, tmp_path / "pipe.csv", tmp_path / "out.csv")


def test_a_target_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEADER + "a,,7,,1,full,h100,8,\n", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be written"):
        estimate_training_csv(FACTS, tmp_path / "in.csv", tmp_path / "no" / "folder" / "out.csv")
    assert [item.name for item in tmp_path.iterdir() if item.is_file()] == ["in.csv"]
