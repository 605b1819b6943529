"""Where a question would go, said before it goes; and the agreement that it may."""

import hashlib
import ipaddress
import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from knowledge.errors import ConsentError
from knowledge.store import write_atomically
from knowledge.wording.settings import WordingSettings

CONSENT_FILE = "wording-consent.json"
_PROVIDER_NAMES = {
    "ollama": "Ollama",
    "openai": "an OpenAI-compatible endpoint",
    "bedrock": "Amazon Bedrock",
}
SENT = (
    "your question, word for word",
    "the passages that the answer quotes, word for word, also those of your own documents",
)
NOT_SENT = ("the design", "other documents", "file names", "AWS account data")


@dataclass(frozen=True, slots=True)
class Consent:
    """Agreement to one destination; worthless for any other.

    Attributes:
        destination: `Destination.key` of what was shown.
    """

    destination: str


@dataclass(frozen=True, slots=True)
class Destination:
    """What a person must see before the first call.

    Attributes:
        provider: Name of the provider.
        model: Name of the model.
        endpoint: Address that is called.
        on_this_machine: Whether the address is the machine's own.
        encrypted: Whether the connection is encrypted.
        proxy: Address of the proxy in between; empty without one.
        account: AWS profile whose credentials sign the call; empty for none.
    """

    provider: str
    model: str
    endpoint: str
    on_this_machine: bool
    encrypted: bool
    proxy: str
    account: str

    @property
    def key(self) -> str:
        """Changes with anything that a person would want to be asked about again."""
        parts = (self.provider, self.model, self.endpoint, self.proxy, self.account)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    @property
    def text(self) -> str:
        """The whole of it in sentences."""
        place = "on this machine" if self.on_this_machine else "it leaves this machine"
        lines = [
            f"Words would come from the model {self.model} at {self.endpoint} "
            f"({self.provider}; {place}).",
            f"Each question sends {' and '.join(SENT)}. Not sent: {', '.join(NOT_SENT)}.",
        ]
        if self.account:
            lines.append(f"The call is signed and billed to the AWS profile {self.account}.")
        if self.proxy:
            lines.append(f"It passes through the proxy {self.proxy}.")
        if not self.encrypted and not self.on_this_machine:
            lines.append("The connection is not encrypted: others on the way can read it.")
        if not self.on_this_machine:
            lines.append("What is kept there, and for how long, is up to its operator.")
        return "\n".join(lines)

    def agreed(self) -> Consent:
        """The agreement of a person who has read `text`."""
        return Consent(self.key)


def describe_destination(settings: WordingSettings) -> Destination:
    """Where data would go with these settings; calls nothing."""
    parts = urlsplit(settings.endpoint)
    host = parts.hostname or ""
    local = is_loopback(host)
    account = ""
    if settings.provider == "bedrock":
        account = settings.profile or "of the environment"
    return Destination(
        provider=_PROVIDER_NAMES[settings.provider],
        model=settings.model,
        endpoint=settings.endpoint,
        on_this_machine=local,
        encrypted=parts.scheme == "https",
        proxy="" if local else proxy_for(parts.scheme, host),
        account=account,
    )


def require_consent(settings: WordingSettings, consent: Consent | None) -> None:
    """Stop unless a person has agreed to exactly this destination.

    Raises:
        ConsentError: Nobody has, or to another one.
    """
    destination = describe_destination(settings)
    if consent is None or consent.destination != destination.key:
        why = "nobody has agreed yet" if consent is None else "the agreement was for another one"
        raise ConsentError(
            f"the question was not sent to {destination.endpoint}",
            why,
            "Read where it would go and agree, or do without a model",
        )


def remember_consent(folder: Path, consent: Consent) -> None:
    """Keep an agreement in the user's configuration folder."""
    content = json.dumps({"destination": consent.destination})
    write_atomically(folder / CONSENT_FILE, content.encode())


def recall_consent(folder: Path, settings: WordingSettings) -> Consent | None:
    """The agreement kept for this destination; None for a changed one or an unreadable file."""
    try:
        kept = json.loads((folder / CONSENT_FILE).read_bytes())
    except (OSError, ValueError):
        return None
    key = describe_destination(settings).key
    known = isinstance(kept, dict) and kept.get("destination") == key
    return Consent(key) if known else None


def withdraw_consent(folder: Path) -> None:
    """Forget the agreement; the next question asks again."""
    (folder / CONSENT_FILE).unlink(missing_ok=True)


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_for(scheme: str, host: str) -> str:
    """Host and port of the proxy that the environment sets for a host; empty without one."""
    proxies = getproxies()
    proxy = proxies.get(scheme) or proxies.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname}{port}"
