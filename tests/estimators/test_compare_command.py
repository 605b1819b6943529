"""`wattbrief estimate compare`: text, JSON and exit codes."""

import json

import pytest

from tui.cli import main
from tui.exit_codes import ExitCode

ASK = ["estimate", "compare", "--model", "qwen3-8b", "--chip", "h100"]


@pytest.mark.parametrize("tool", ["ecologits", "tdp"])
def test_text_names_factors_and_sources(tool: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--tool", tool, "--batch", "32"]) == ExitCode.OK
    text = capsys.readouterr().out
    for part in ("batch 32", "boundary", "PUE", "grid intensity", "embodied", "Sources", "https:"):
        assert part in text


def test_json_holds_factors_that_multiply(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASK, "--region", "eu-north-1", "--json"]) == ExitCode.OK
    data = json.loads(capsys.readouterr().out)
    assert data["tool"] == "EcoLogits"
    for item in data["comparisons"]:
        product = 1.0
        for factor in item["factors"]:
            product *= factor["ratio"]
            assert factor["ours"]
            assert factor["theirs"]
        assert product == pytest.approx(item["ratio"], rel=1e-12)


def test_without_ecologits_it_says_what_to_install(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("estimators.compare_ecologits.find_spec", lambda _: None)
    assert main(ASK) == ExitCode.MISSING
    talk = capsys.readouterr()
    assert talk.out == ""
    assert "pip install ecologits==0.11.3" in talk.err


@pytest.mark.parametrize(
    ("extra", "code", "said"),
    [
        (["--batch", "nan"], ExitCode.BAD_INPUT, "positive number"),
        (["--batch", "-4"], ExitCode.BAD_INPUT, "positive number"),
        (["--input-tokens", "1e6"], ExitCode.BAD_INPUT, "context ends at"),
        (["--region", "eu-north-9"], ExitCode.USAGE, "eu-north-1"),
        (["--zone", "XX"], ExitCode.BAD_INPUT, "ISO 3166"),
    ],
)
def test_bad_input_says_why(
    extra: list[str], code: ExitCode, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASK, *extra]) == code
    assert said in capsys.readouterr().err
