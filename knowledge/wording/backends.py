"""Models through llama-index: Ollama, an OpenAI-compatible endpoint, Bedrock Converse.

Each call goes to the address that the person agreed to and nowhere else: redirects are not
followed, keys and addresses are not taken from variables that the settings do not name.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from knowledge.wording.destination import describe_destination
from knowledge.wording.prompt import Prompt
from knowledge.wording.settings import WordingSettings

if TYPE_CHECKING:
    from httpx import Client, Request

_NO_KEY = "none"
_UNASKED_HEADERS = ("authorization", "openai-organization", "openai-project")


@dataclass(frozen=True, slots=True)
class Backend:
    """A model that is ready to be asked once.

    Attributes:
        stream: Gives the pieces of the reply as they come.
        cut: Ends the connection from another thread.
        close: Frees what the call held.
    """

    stream: Callable[[Prompt], Iterator[str]]
    cut: Callable[[], None]
    close: Callable[[], None]


class Line:
    """The sockets of an HTTP client, so that a waiting read can be ended from outside."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._ended = False
        self._sockets: list[socket.socket] = []

    def prepare(self, request: "Request") -> None:
        """Watch a request's connection and take off headers that the settings do not ask for.

        Raises:
            ConnectionAbortedError: `cut` came first.
        """
        if self._ended:
            raise ConnectionAbortedError
        for name in _UNASKED_HEADERS:
            if name in request.headers:
                del request.headers[name]
        if self._key:
            request.headers["authorization"] = f"Bearer {self._key}"
        request.extensions["trace"] = self._watch

    def cut(self) -> None:
        """End all connections, also one just being made; a read that waits returns at once."""
        self._ended = True
        for known in self._sockets:
            with suppress(OSError):
                known.shutdown(socket.SHUT_RDWR)

    def _watch(self, event: str, details: dict[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = details["return_value"].get_extra_info("socket")
            if found is not None:
                self._sockets.append(found)
        if self._ended:
            self.cut()


class StreamingClient:
    """A Bedrock client that closes its streams, which the integration leaves open on errors."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - boto3 makes its classes at run time
        self.exceptions = client.exceptions
        self._client = client
        self._streams: list[Any] = []

    def converse_stream(self, **request: Any) -> Any:  # noqa: ANN401 - as above
        """The call itself."""
        response = self._client.converse_stream(**request)
        self._streams.append(response["stream"])
        return response

    def close(self) -> None:
        """Close streams and connections."""
        for stream in self._streams:
            stream.close()
        self._client.close()


def open_backend(settings: WordingSettings) -> Backend:
    """Make a model ready; sends nothing yet.

    Raises:
        ImportError: The optional packages are not installed.
        ConfigError: The key is not in the environment.
    """
    return {"ollama": _ollama, "openai": _openai, "bedrock": _bedrock}[settings.provider](settings)


def _ollama(settings: WordingSettings) -> Backend:
    from llama_index.llms.ollama import Ollama
    from ollama import Client

    line = Line("")
    client = Client(
        host=settings.endpoint,
        timeout=settings.timeout_s,
        follow_redirects=False,
        trust_env=not describe_destination(settings).on_this_machine,
        event_hooks={"request": [line.prepare]},
    )
    model = Ollama(
        model=settings.model,
        base_url=settings.endpoint,
        temperature=0.0,
        # Naming the context keeps the integration from asking the server for it first.
        context_window=settings.context_tokens,
        request_timeout=settings.timeout_s,
        additional_kwargs={"num_predict": settings.max_tokens},
        client=client,
        is_function_calling_model=False,
    )
    return Backend(lambda prompt: _pieces(model, prompt), line.cut, client.close)


def _openai(settings: WordingSettings) -> Backend:
    from llama_index.llms.openai_like import OpenAILike

    key = settings.api_key()
    line = Line(key)
    client = _http_client(settings, line)
    model = OpenAILike(
        model=settings.model,
        api_base=settings.endpoint,
        api_key=key or _NO_KEY,
        temperature=0.0,
        max_tokens=settings.max_tokens,
        context_window=settings.context_tokens,
        is_chat_model=True,
        max_retries=0,
        timeout=settings.timeout_s,
        http_client=client,
    )
    return Backend(lambda prompt: _pieces(model, prompt), line.cut, client.close)


def _bedrock(settings: WordingSettings) -> Backend:
    import boto3
    from botocore.config import Config
    from llama_index.core.llms import LLMMetadata
    from llama_index.llms.bedrock_converse import BedrockConverse

    class AnyModel(BedrockConverse):
        """The integration refuses models, and inference profiles, that its own table lacks."""

        @property
        def metadata(self) -> LLMMetadata:
            """What the table would have said."""
            return LLMMetadata(
                context_window=settings.context_tokens,
                num_output=settings.max_tokens,
                is_chat_model=True,
                model_name=settings.model,
            )

    local = describe_destination(settings).on_this_machine
    config = Config(
        retries={"total_max_attempts": 1},
        connect_timeout=min(settings.timeout_s, 10.0),
        read_timeout=settings.timeout_s,
        proxies={} if local else None,
    )
    session = boto3.Session(profile_name=settings.profile or None, region_name=settings.region)
    # The address is given, since botocore would otherwise take one from the environment.
    client = StreamingClient(
        session.client("bedrock-runtime", endpoint_url=settings.endpoint, config=config)
    )
    model = AnyModel(
        model=settings.model,
        temperature=0.0,
        max_tokens=settings.max_tokens,
        region_name=settings.region,
        profile_name=settings.profile or None,
        client=client,
        max_retries=1,
    )
    return Backend(lambda prompt: _pieces(model, prompt), _nothing, client.close)


class _Streams(Protocol):
    def stream_chat(self, messages: Any) -> Iterator[Any]: ...  # noqa: ANN401 - llama-index's types


def _pieces(model: _Streams, prompt: Prompt) -> Iterator[str]:
    from llama_index.core.llms import ChatMessage, MessageRole

    messages = [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.system),
        ChatMessage(role=MessageRole.USER, content=prompt.user),
    ]
    for response in model.stream_chat(messages):
        if response.delta:
            yield str(response.delta)


def _http_client(settings: WordingSettings, line: Line) -> "Client":
    import httpx

    return httpx.Client(
        timeout=settings.timeout_s,
        follow_redirects=False,
        trust_env=not describe_destination(settings).on_this_machine,
        event_hooks={"request": [line.prepare]},
    )


def _nothing() -> None:
    return None
