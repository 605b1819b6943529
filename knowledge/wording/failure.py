"""Why a model gave no words, in one clause that a person can act on."""

from collections.abc import Iterator

from knowledge.errors import KnowledgeError
from knowledge.wording.sentences import printable
from knowledge.wording.settings import WordingSettings

_UNTRUSTED = frozenset({"SSLCertVerificationError", "CertificateError"})
_UNREACHABLE = frozenset({"ConnectError", "EndpointConnectionError", "ConnectionRefusedError"})
_BROKEN = frozenset(
    {
        "RemoteProtocolError",
        "ReadError",
        "ConnectionResetError",
        "ConnectionClosedError",
        "ResponseStreamingError",
        "IncompleteRead",
    }
)
_SIGNED_OUT = frozenset(
    {
        "CredentialRetrievalError",
        "NoCredentialsError",
        "PartialCredentialsError",
        "ProfileNotFound",
        "SSOError",
        "TokenRetrievalError",
    }
)
_LONGEST_MESSAGE = 160
_STATUS_ADVICE = {
    400: "it refuses the request; check the name of the model",
    401: "it refuses the key",
    403: "it refuses access to this model",
    404: "it does not know this address or model",
    429: "it asks to slow down",
}


def explain(error: BaseException, settings: WordingSettings) -> str:
    """Say what went wrong between us and the model.

    Args:
        error: Whatever the call raised.
        settings: How the model is reached; the key is taken out of every message.
    """
    if isinstance(error, KnowledgeError):
        return f"{error.what}: {error.why}"
    if isinstance(error, ImportError):
        return (
            f"the Python package for {settings.provider} is not installed "
            "(pip install 'wattbrief[llm]')"
        )
    chain = list(_chain(error))
    status = next((code for item in chain if (code := _status(item))), 0)
    if status:
        advice = _STATUS_ADVICE.get(status, "the server failed")
        said = _said(chain, settings)
        return f"{settings.endpoint} answered with HTTP {status}: {advice}{said}"
    return _by_name(chain, settings)


def _by_name(chain: list[BaseException], settings: WordingSettings) -> str:
    """Tell errors apart by the names of their classes: importing three clients costs seconds."""
    names = {base.__name__ for item in chain for base in type(item).__mro__}
    where = settings.endpoint
    if names & _UNTRUSTED:
        return (
            f"the certificate of {where} is not one that this machine trusts; behind a company's "
            "proxy, name its certificates in SSL_CERT_FILE (AWS_CA_BUNDLE for Bedrock)"
        )
    if names & _UNREACHABLE:
        return f"no model server answers at {where}; start it, or correct the address"
    if any("Timeout" in name for name in names):
        return f"{where} said nothing for {settings.timeout_s:g} s"
    if names & _BROKEN:
        return f"{where} broke off the connection"
    if names & _SIGNED_OUT:
        return "there are no AWS credentials; sign in, or name a `profile`"
    return f"{where} sent something unreadable ({type(chain[0]).__name__})"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def _status(error: BaseException) -> int:
    status = getattr(error, "status_code", None)
    if status is None:
        response = getattr(error, "response", None)
        metadata = response.get("ResponseMetadata", {}) if isinstance(response, dict) else {}
        status = metadata.get("HTTPStatusCode")
    return status if isinstance(status, int) and status >= 300 else 0


def _said(chain: list[BaseException], settings: WordingSettings) -> str:
    text = " ".join(printable(str(chain[0])).split())
    key = _key(settings)
    if key:
        text = text.replace(key, "…")
    return f" (“{text[:_LONGEST_MESSAGE]}”)" if text else ""


def _key(settings: WordingSettings) -> str:
    try:
        return settings.api_key()
    except KnowledgeError:
        return ""
