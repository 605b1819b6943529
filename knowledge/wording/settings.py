"""Which model may put answers into words: the `wording:` section of the configuration file."""

import math
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from knowledge.config_file import fill, read_section
from knowledge.errors import ConfigError

SECTION = "wording"
PROVIDERS = ("ollama", "openai", "bedrock")
_DEFAULT_URLS = {"ollama": "http://127.0.0.1:11434"}


@dataclass(frozen=True, slots=True)
class WordingSettings:
    """A model and how it is reached.

    Attributes:
        provider: `ollama`, `openai` (any endpoint that speaks its protocol) or `bedrock`.
        model: Name of the model at that provider.
        url: Base address; for `openai` up to and with `/v1`, for `bedrock` a private endpoint.
        region: AWS Region, for `bedrock` alone.
        profile: AWS profile, for `bedrock` alone.
        api_key_env: Name of the environment variable with the key, for `openai` alone.
        timeout_s: Silence after which the model counts as failed, seconds.
        limit_s: Time that one answer may take in all, seconds.
        max_tokens: Longest answer.
        context_tokens: Context that is asked of an Ollama server.
        enabled: False keeps the section and asks no model.
    """

    provider: str
    model: str
    url: str = ""
    region: str = ""
    profile: str = ""
    api_key_env: str = ""
    timeout_s: float = 60.0
    limit_s: float = 180.0
    max_tokens: int = 600
    context_tokens: int = 8192
    enabled: bool = True

    def __post_init__(self) -> None:
        """Refuse settings that cannot work.

        Raises:
            ConfigError: A value is out of range, or a setting does not go with the provider.
        """
        if self.provider not in PROVIDERS:
            raise _wrong("provider", self.provider, f"Use one of {', '.join(PROVIDERS)}")
        if not self.model.strip():
            raise _wrong("model", self.model, "Name the model as the provider does")
        for name in ("timeout_s", "limit_s", "max_tokens", "context_tokens"):
            value = getattr(self, name)
            if not math.isfinite(value) or value <= 0:
                raise _wrong(name, value, "Use a number above zero")
        self._check_fit()
        if self.endpoint:
            _check_url(self.endpoint)

    @property
    def endpoint(self) -> str:
        """Address that is called, without a slash at its end."""
        if self.provider == "bedrock" and not self.url:
            suffix = ".cn" if self.region.startswith("cn-") else ""
            return f"https://bedrock-runtime.{self.region}.amazonaws.com{suffix}"
        return (self.url or _DEFAULT_URLS.get(self.provider, "")).rstrip("/")

    def api_key(self) -> str:
        """The key from the environment; empty where none is configured.

        Raises:
            ConfigError: The variable is named but not set.
        """
        if not self.api_key_env:
            return ""
        key = os.environ.get(self.api_key_env, "")
        if not key:
            raise ConfigError(
                f"there is no key for {self.model}",
                f"the environment variable {self.api_key_env} is empty",
                "Set it, or remove `api_key_env` for a server that asks for no key",
            )
        return key

    def _check_fit(self) -> None:
        if self.provider == "bedrock":
            if not self.region.replace("-", "").isalnum():
                raise _wrong("region", self.region, "Name the AWS Region of the model")
        elif self.region or self.profile:
            name = "region" if self.region else "profile"
            raise _wrong(name, getattr(self, name), "It goes with provider `bedrock` alone")
        if self.api_key_env and self.provider != "openai":
            raise _wrong("api_key_env", self.api_key_env, "It goes with provider `openai` alone")
        if self.provider == "openai" and not self.url:
            raise _wrong("url", self.url, "Give the address of the endpoint, up to and with /v1")


def load_settings(path: Path) -> WordingSettings | None:
    """The settings of the configuration file.

    Args:
        path: The file; it need not exist.

    Returns:
        Settings, or None where the file, or its `wording:` section, is absent or switched off.

    Raises:
        ConfigError: The file or a setting is wrong; says which and what to write.
    """
    section = read_section(path, SECTION)
    if section is None:
        return None
    settings = fill(WordingSettings, section, SECTION)
    return settings if settings.enabled else None


def _check_url(url: str) -> None:
    parts = _split(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _wrong("url", url, "Write it like http://127.0.0.1:11434 or https://host/v1")
    if parts.username or parts.password:
        raise ConfigError(
            f"`{SECTION}.url` holds a user name or a password",
            "addresses are shown on screen and kept in notes",
            "Put the key into an environment variable and name it in `api_key_env`",
        )
    if parts.query or parts.fragment or any(char.isspace() or ord(char) < 32 for char in url):
        raise _wrong("url", url, "Give the base address alone: no question mark, hash or blank")


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise _wrong("url", url, f"Correct it: {error}") from error
    return parts


def _wrong(name: str, value: object, fix: str) -> ConfigError:
    return ConfigError(f"`{SECTION}.{name}` is {value!r}", "that cannot be used", fix)
