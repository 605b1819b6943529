"""What is said before the first call, and how long an agreement holds."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.wording import (
    WordingSettings,
    describe_destination,
    recall_consent,
    remember_consent,
    withdraw_consent,
)
from knowledge.wording.destination import CONSENT_FILE

LOCAL = WordingSettings("ollama", "llama3.2")
REMOTE = WordingSettings("openai", "big", "http://llm.example.org:8000/v1")
AWS = WordingSettings("bedrock", "amazon.nova-lite-v1:0", region="eu-north-1", profile="team")


def test_it_names_model_place_and_what_is_sent() -> None:
    text = describe_destination(LOCAL).text
    for part in ("llama3.2", "http://127.0.0.1:11434", "on this machine", "your question"):
        assert part in text
    assert "not encrypted" not in text
    text = describe_destination(REMOTE).text
    for part in ("llm.example.org:8000", "leaves this machine", "not encrypted", "own documents"):
        assert part in text
    text = describe_destination(AWS).text
    for part in ("bedrock-runtime.eu-north-1.amazonaws.com", "billed to the AWS profile team"):
        assert part in text
    assert "not encrypted" not in text


def test_a_proxy_in_between_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    before = describe_destination(AWS)
    monkeypatch.setenv("HTTPS_PROXY", "http://me:secret@proxy.example.org:3128")
    monkeypatch.setenv("https_proxy", "http://me:secret@proxy.example.org:3128")
    text = describe_destination(AWS).text
    assert "proxy.example.org:3128" in text
    assert "secret" not in text
    assert describe_destination(AWS).key != before.key


def test_an_agreement_holds_for_one_destination_alone(tmp_path: Path) -> None:
    assert recall_consent(tmp_path, LOCAL) is None
    remember_consent(tmp_path, describe_destination(LOCAL).agreed())
    assert recall_consent(tmp_path, LOCAL) == describe_destination(LOCAL).agreed()
    for other in (
        REMOTE,
        WordingSettings("ollama", "another"),
        WordingSettings("ollama", "llama3.2", "http://10.0.0.7:11434"),
    ):
        assert recall_consent(tmp_path, other) is None
    withdraw_consent(tmp_path)
    withdraw_consent(tmp_path)
    assert recall_consent(tmp_path, LOCAL) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"destination": 3}'])
def test_a_damaged_agreement_is_none(content: str, tmp_path: Path) -> None:
    (tmp_path / CONSENT_FILE).write_text(content, encoding="utf-8")
    assert recall_consent(tmp_path, LOCAL) is None


def test_other_bedrock_addresses_of_the_environment_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://elsewhere.example")
    monkeypatch.setenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://elsewhere.example")
    from knowledge.wording.backends import open_backend

    backend = open_backend(AWS_NO_PROFILE)
    backend.close()
    assert describe_destination(AWS_NO_PROFILE).endpoint.endswith("eu-north-1.amazonaws.com")


AWS_NO_PROFILE = WordingSettings("bedrock", "amazon.nova-lite-v1:0", region="eu-north-1")

LOADED = """
import sys
from knowledge.wording import WordingSettings, describe_destination, load_settings, word
light = {"llama_index", "httpx", "boto3", "openai", "ollama", "torch"} & set(sys.modules)
from knowledge.wording.backends import open_backend
for settings in (
    WordingSettings("ollama", "m"),
    WordingSettings("openai", "m", "http://127.0.0.1:9/v1"),
    WordingSettings("bedrock", "m", region="eu-north-1"),
):
    open_backend(settings).close()
print(sorted(light), "torch" in sys.modules, "transformers" in sys.modules)
"""


def test_importing_is_light_and_no_model_loads_torch() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] False False"
