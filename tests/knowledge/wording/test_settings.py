"""The `wording:` section: off by default, wrong settings named."""

from pathlib import Path

import pytest

from knowledge.errors import ConfigError
from knowledge.wording import WordingSettings, load_settings


def write(folder: Path, text: str) -> Path:
    """A configuration file."""
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet\n",
        "shared_base:\n  table: x\n",
        "wording:\n",
        "wording:\n  provider: ollama\n  model: m\n  enabled: false\n",
    ],
)
def test_off_unless_asked_for(text: str, tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, text)) is None


def test_off_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.yaml") is None


def test_settings_of_each_provider(tmp_path: Path) -> None:
    ollama = load_settings(write(tmp_path, "wording:\n  provider: ollama\n  model: llama3.2\n"))
    assert ollama == WordingSettings("ollama", "llama3.2")
    assert ollama.endpoint == "http://127.0.0.1:11434"
    text = (
        "wording:\n  provider: openai\n  model: m\n  url: https://llm.example.org/v1/\n"
        "  api_key_env: KEY\n  timeout_s: 5\n"
    )
    openai = load_settings(write(tmp_path, text))
    assert openai is not None
    assert openai.endpoint == "https://llm.example.org/v1"
    assert openai.timeout_s == 5.0
    text = "wording:\n  provider: bedrock\n  model: m\n  region: eu-north-1\n"
    bedrock = load_settings(write(tmp_path, text))
    assert bedrock is not None
    assert bedrock.endpoint == "https://bedrock-runtime.eu-north-1.amazonaws.com"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("wording: yes\n", "not a section"),
        ("- a\n", "holds no settings"),
        ("wording: [\n", "not YAML"),
        ("wording:\n  provider: ollama\n", "lacks `model`"),
        ("wording:\n  provider: ollama\n  model: m\n  modle: x\n", "Did you mean `model`"),
        ("wording:\n  provider: gpt\n  model: m\n", "Use one of ollama, openai, bedrock"),
        ("wording:\n  provider: ollama\n  model: ''\n", "Name the model"),
        ("wording:\n  provider: ollama\n  model: 3\n", "must be a text"),
        ("wording:\n  provider: ollama\n  model: m\n  timeout_s: -1\n", "above zero"),
        ("wording:\n  provider: ollama\n  model: m\n  timeout_s: .nan\n", "above zero"),
        ("wording:\n  provider: ollama\n  model: m\n  timeout_s: true\n", "must be a number"),
        ("wording:\n  provider: ollama\n  model: m\n  region: eu-west-1\n", "`bedrock` alone"),
        ("wording:\n  provider: ollama\n  model: m\n  api_key_env: K\n", "`openai` alone"),
        ("wording:\n  provider: openai\n  model: m\n", "Give the address"),
        ("wording:\n  provider: bedrock\n  model: m\n", "Name the AWS Region"),
        ("wording:\n  provider: bedrock\n  model: m\n  region: a/b.c\n", "Name the AWS Region"),
        ("wording:\n  provider: ollama\n  model: m\n  url: ftp://x\n", "Write it like"),
        ("wording:\n  provider: ollama\n  model: m\n  url: http://x:99999\n", "Correct it"),
        ("wording:\n  provider: ollama\n  model: m\n  url: http://a:b@x\n", "user name"),
        ("wording:\n  provider: ollama\n  model: m\n  url: http://x/?a=b\n", "base address"),
    ],
)
def test_wrong_settings_say_what_to_write(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=words):
        load_settings(write(tmp_path, text))


def test_files_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_bytes(b"\xff\xfe\x00wording")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(path)
    path.write_text("a: b\n" * 400_000, encoding="utf-8")
    with pytest.raises(ConfigError, match="larger than 1 MiB"):
        load_settings(path)


def test_a_key_never_shows_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEY", "sk-secret")
    settings = WordingSettings("openai", "m", "https://x.example/v1", api_key_env="KEY")
    assert settings.api_key() == "sk-secret"
    assert "sk-secret" not in repr(settings)
