"""The CSV: one row in, one row out; the good are done, the others say why."""

import csv
import json
import os
from pathlib import Path

import pytest

from estimators.batch import OUTPUT, Counts, serve_csv
from estimators.errors import InputError
from estimators.facts import load_facts

LLAMA_8B = {
    "architectures": ["LlamaForCausalLM"],
    "hidden_size": 4096,
    "intermediate_size": 14336,
    "num_attention_heads": 32,
    "num_hidden_layers": 32,
    "num_key_value_heads": 8,
    "vocab_size": 128256,
    "max_position_embeddings": 131072,
}


def run(
    folder: Path, rows: list[dict[str, object]], configs: tuple[str, ...] = ()
) -> tuple[Counts, list[dict[str, str]]]:
    source, target = folder / "in.csv", folder / "out.csv"
    names = list(dict.fromkeys(name for row in rows for name in row))
    with source.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    counts = serve_csv(source, target, load_facts(), configs)
    with target.open(newline="", encoding="utf-8") as file:
        return counts, list(csv.DictReader(file))


def test_rows_keep_their_order_and_none_is_lost(tmp_path: Path) -> None:
    counts, answers = run(
        tmp_path,
        [
            {"row_id": "a", "model": "Qwen/Qwen3-8B", "chip": "H100", "batch": 64},
            {"row_id": "b", "model": "no/such-model", "chip": "h100"},
            {"row_id": "c", "model": "QWEN3-8B", "chip": "no-such-chip"},
            {"row_id": "d", "model": "qwen3-8b", "chip": "b200", "batch": "NaN"},
            {"row_id": "e", "model": "qwen3-8b", "chip": "a100-40gb", "precision": "fp8"},
            {"row_id": "f", "model": "llama-3.1-405b", "chip": "l40s", "chips": 1, "tp": 1},
            {"row_id": "g", "model": "nova-pro", "chip": "h100"},
            {"row_id": "h", "model": "gpt-oss-20b", "chip": "trn2", "scope": "node"},
        ],
    )
    assert counts == Counts(done=2, unknown=3, error=3)
    assert [row["row_id"] for row in answers] == list("abcdefgh")
    states = [row["status"] for row in answers]
    assert states == ["ok", "unknown", "unknown", "error", "error", "error", "unknown", "ok"]
    assert list(answers[0]) == list(OUTPUT)
    assert "no model called" in answers[1]["reason"]
    assert "no chip called" in answers[2]["reason"]
    assert "batch cannot be 'NaN'" in answers[3]["reason"]
    assert "cannot run fp8" in answers[4]["reason"]
    assert "GiB" in answers[5]["reason"]
    assert all(not row["energy_j_per_output_token"] for row in answers[1:7])


def test_figures_lie_in_their_bands(tmp_path: Path) -> None:
    _, answers = run(tmp_path, [{"row_id": 1, "model": "qwen3-8b", "chip": "h100"}])
    row = {name: float(value) for name, value in answers[0].items() if name in OUTPUT[3:]}
    assert row["energy_low"] < row["energy_j_per_output_token"] < row["energy_high"]
    assert row["itl_low"] < row["inter_token_latency_ms"] < row["itl_high"]
    assert row["ttft_low"] < row["ttft_ms"] < row["ttft_high"]


def test_a_node_draws_more_than_its_chips(tmp_path: Path) -> None:
    row: dict[str, object] = {"model": "llama-3.1-70b", "chip": "h200", "chips": 8, "batch": 512}
    _, answers = run(
        tmp_path, [row | {"scope": "gpu"}, row | {"scope": "node"}, row | {"scope": ""}]
    )
    gpu, node, blank = (float(answer["energy_j_per_output_token"]) for answer in answers)
    assert 1.2 < node / gpu < 1.8
    assert blank == gpu


def test_architecture_columns_stand_for_a_model_outside_the_catalogue(tmp_path: Path) -> None:
    shape = {
        "params_total_b": 8.03,
        "layers": 32,
        "hidden_size": 4096,
        "attention_heads": 32,
        "kv_heads": 8,
        "head_dim": 128,
    }
    given: dict[str, object] = {"chip": "h100", "batch": 32, "output_tokens": 390}
    counts, answers = run(
        tmp_path,
        [given | shape | {"model": "mine/new-8b"}, given | {"model": "llama-3.1-8b"}],
    )
    assert counts.done == 2
    mine, known = (float(row["energy_j_per_output_token"]) for row in answers)
    assert mine == pytest.approx(known, rel=0.02)


def test_a_hugging_face_config_stands_for_a_model_outside_the_catalogue(tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text(json.dumps(LLAMA_8B), encoding="utf-8")
    given: dict[str, object] = {"chip": "h100", "batch": 32, "output_tokens": 390}
    counts, answers = run(
        tmp_path,
        [given | {"model": "Mine/New-8B"}, given | {"model": "llama-3.1-8b"}],
        (f"mine/new-8b={config}",),
    )
    assert counts.done == 2
    mine, known = (float(row["energy_j_per_output_token"]) for row in answers)
    assert mine == pytest.approx(known, rel=0.02)


def test_what_was_assumed_is_said(tmp_path: Path) -> None:
    _, answers = run(
        tmp_path,
        [
            {"model": "qwen3-8b", "chip": "h100"},
            {"model": "mixtral-8x7b", "chip": "h100", "chips": 2, "batch": 64},
            {"model": "mixtral-8x7b", "chip": "h100", "chips": 2, "batch": 64, "engine": "current"},
        ],
    )
    assert "batch 256 assumed" in answers[0]["reason"]
    assert "tokens assumed" in answers[0]["reason"]
    assert "engine of 2024" in answers[1]["reason"]
    assert "engine of 2024" not in answers[2]["reason"]
    older, current = (float(row["energy_j_per_output_token"]) for row in answers[1:])
    assert older > current


def test_labels_of_engines_are_understood(tmp_path: Path) -> None:
    names = ["bfloat16", "bf16/fp16 (model default)", "FP16", "default", ""]
    rows: list[dict[str, object]] = [
        {"model": "qwen3-8b", "chip": "h100", "batch": 8, "precision": name} for name in names
    ]
    _, answers = run(tmp_path, rows)
    assert len({row["energy_j_per_output_token"] for row in answers}) == 1
    assert {row["status"] for row in answers} == {"ok"}


@pytest.mark.parametrize("value", ["0", "-3", "inf", "many", "1.5"])
def test_bad_chip_counts_are_errors_of_their_row(tmp_path: Path, value: str) -> None:
    counts, answers = run(tmp_path, [{"model": "qwen3-8b", "chip": "h100", "chips": value}])
    assert counts == Counts(0, 0, 1)
    assert "chips" in answers[0]["reason"]


def test_a_file_without_models_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("row_id,chip\n1,h100\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column model"):
        serve_csv(source, tmp_path / "out.csv", load_facts())


@pytest.mark.parametrize("piped", ["in.csv", "config.json"])
def test_a_pipe_is_refused_at_once(tmp_path: Path, piped: str) -> None:
    """Opening it would wait until somebody writes to it."""
    source, config = tmp_path / "in.csv", tmp_path / "config.json"
    for path in (source, config):
        path.write_text("model,chip\nx,h100\n", encoding="utf-8")
    (tmp_path / piped).unlink()
    os.mkfifo(tmp_path / piped)
    with pytest.raises(InputError, match=f"{piped} cannot be read: it is a pipe or a device"):
        serve_csv(source, tmp_path / "out.csv", load_facts(), [str(config)])


def test_a_broken_config_is_refused(tmp_path: Path) -> None:
    source, config = tmp_path / "in.csv", tmp_path / "config.json"
    source.write_text("model,chip\nx,h100\n", encoding="utf-8")
    config.write_text("[1]", encoding="utf-8")
    with pytest.raises(InputError, match="not a JSON object"):
        serve_csv(source, tmp_path / "out.csv", load_facts(), [str(config)])
