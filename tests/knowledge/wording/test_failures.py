"""Whatever a model does, the extractive answer stands and a note says why."""

import threading
import time

import pytest

from knowledge.answer import Answer
from knowledge.embedding import Embedder
from knowledge.wording import WordedAnswer, describe_destination, word
from tests.knowledge.wording.asking import QUESTION, ask, settings_of
from tests.knowledge.wording.conftest import PASSAGES
from tests.knowledge.wording.servers import PATIENCE_S, PROVIDERS, ModelServer, running

KEPT = f"{PASSAGES[0]} [1] "


def extractive(answer: Answer, last: WordedAnswer) -> bool:
    """Whether the answer stands as it was."""
    return not last.worded and last.text == answer.answer and last.answer is answer


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_server(provider: str, answer: Answer, embedder: Embedder) -> None:
    with running(ModelServer(provider)) as server:
        url = server.url
    _, _, last = ask(answer, settings_of(provider, url), embedder)
    assert extractive(answer, last)
    assert f"no model server answers at {url}" in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("status", [500, 403])
def test_an_error_status(
    provider: str,
    status: int,
    answer: Answer,
    embedder: Embedder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TEAM_KEY", "sk-secret-123")
    more = {"api_key_env": "TEAM_KEY"} if provider == "openai" else {}
    with running(ModelServer(provider, status=status)) as server:
        _, _, last = ask(answer, settings_of(provider, server.url, **more), embedder)
    assert len(server.calls) == 1
    assert extractive(answer, last)
    assert f"HTTP {status}" in last.note
    assert ("failed" if status == 500 else "refuses access") in last.note
    if provider == "openai":
        assert "sk-secret-123" not in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
def test_silence(provider: str, answer: Answer, embedder: Embedder) -> None:
    with running(ModelServer(provider, KEPT, first_wait_s=PATIENCE_S)) as server:
        settings = settings_of(provider, server.url, timeout_s=0.3)
        _, _, last = ask(answer, settings, embedder)
    assert extractive(answer, last)
    assert "said nothing for 0.3 s" in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
@pytest.mark.parametrize("raw", [b"<html>Welcome to the portal</html>", b"\x00\xff\x10{]"])
def test_garbage(provider: str, raw: bytes, answer: Answer, embedder: Embedder) -> None:
    with running(ModelServer(provider, raw=raw)) as server:
        _, _, last = ask(answer, settings_of(provider, server.url), embedder)
    assert extractive(answer, last)
    assert "did not finish" in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_empty_reply(provider: str, answer: Answer, embedder: Embedder) -> None:
    with running(ModelServer(provider, "")) as server:
        _, _, last = ask(answer, settings_of(provider, server.url), embedder)
    assert extractive(answer, last)
    assert "empty reply" in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_failure_midway_keeps_what_was_whole(
    provider: str, answer: Answer, embedder: Embedder
) -> None:
    reply = f"{KEPT}Pause-and-resume reached up"
    with running(ModelServer(provider, reply, fail_midway=True)) as server:
        sentences, _, last = ask(answer, settings_of(provider, server.url), embedder)
    assert len(sentences) == 1
    assert last.worded
    assert "Pause" not in last.text
    assert "did not finish" in last.note


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_redirect_is_not_followed(provider: str, answer: Answer, embedder: Embedder) -> None:
    with (
        running(ModelServer(provider, KEPT)) as elsewhere,
        running(ModelServer(provider, status=307, location=f"{elsewhere.url}/x")) as server,
    ):
        _, _, last = ask(answer, settings_of(provider, server.url), embedder)
        assert len(server.calls) == 1
    assert elsewhere.calls == []
    assert extractive(answer, last)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_cancelling_during_silence_returns_at_once(
    provider: str, answer: Answer, embedder: Embedder
) -> None:
    cancel = threading.Event()
    with running(ModelServer(provider, KEPT, first_wait_s=PATIENCE_S)) as server:
        settings = settings_of(provider, server.url)
        helper = _once_arrived(server, cancel)
        _, _, last = ask(answer, settings, embedder, cancel)
        helper.join()
        assert not server.spoke.is_set()
    assert extractive(answer, last)
    assert "cancelled" in last.note


def test_cancelling_midway_ends_the_connection_and_keeps_the_sentences(
    answer: Answer, embedder: Embedder
) -> None:
    cancel = threading.Event()
    with running(ModelServer("openai", KEPT, endless=True, piece_wait_s=0.005)) as server:
        settings = settings_of("openai", server.url)
        consent = describe_destination(settings).agreed()
        events = word(answer, QUESTION, settings, consent, cancel, embedder=embedder)
        next(events)
        cancel.set()
        *_, last = events
        assert server.left.wait(PATIENCE_S)
    assert isinstance(last, WordedAnswer)
    assert last.worded
    assert "cancelled" in last.note


def test_a_waiting_read_is_ended_and_not_left_to_its_time_out(
    answer: Answer, embedder: Embedder
) -> None:
    cancel = threading.Event()
    with running(ModelServer("ollama", KEPT, first_wait_s=PATIENCE_S)) as server:
        settings = settings_of("ollama", server.url, timeout_s=2 * PATIENCE_S)
        helper = _once_arrived(server, cancel)
        ask(answer, settings, embedder, cancel)
        helper.join()
        ends = time.monotonic() + PATIENCE_S / 2
        while _readers() and time.monotonic() < ends:
            time.sleep(0.02)
        assert _readers() == []


def _once_arrived(server: ModelServer, cancel: threading.Event) -> threading.Thread:
    """Cancel as soon as the server has the request."""

    def later() -> None:
        assert server.arrived.wait(PATIENCE_S)
        cancel.set()

    helper = threading.Thread(target=later)
    helper.start()
    return helper


def _readers() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "wording"]


@pytest.mark.parametrize("piece_wait_s", [0.0, 0.05])
def test_a_reply_without_end_is_cut_off(
    piece_wait_s: float, answer: Answer, embedder: Embedder
) -> None:
    server = ModelServer("ollama", "blah blah. " * 20, endless=True, piece_wait_s=piece_wait_s)
    server.piece_characters = 5 if piece_wait_s else 220
    with running(server):
        settings = settings_of("ollama", server.url, limit_s=1.0 if piece_wait_s else PATIENCE_S)
        _, _, last = ask(answer, settings, embedder)
        assert server.left.wait(PATIENCE_S)
    assert extractive(answer, last)
    expected = "after 12,000 characters" if not piece_wait_s else "still writing after 1 s"
    assert expected in last.note


def test_missing_packages_are_named(
    answer: Answer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "llama_index.llms.ollama", None)
    _, _, last = ask(answer, settings_of("ollama", "http://127.0.0.1:9"), embedder)
    assert extractive(answer, last)
    assert "wattbrief[llm]" in last.note


def test_a_missing_key_is_named_and_nothing_is_sent(answer: Answer, embedder: Embedder) -> None:
    with running(ModelServer("openai", KEPT)) as server:
        settings = settings_of("openai", server.url, api_key_env="NO_SUCH_KEY")
        _, _, last = ask(answer, settings, embedder)
    assert server.calls == []
    assert "NO_SUCH_KEY" in last.note


def test_a_proxy_of_the_environment_is_not_used_for_this_machine(
    answer: Answer, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for provider in PROVIDERS:
        with (
            running(ModelServer(provider, KEPT)) as proxy,
            running(ModelServer(provider, KEPT)) as server,
        ):
            monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{proxy.port}")
            monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{proxy.port}")
            _, _, last = ask(answer, settings_of(provider, server.url), embedder)
        assert last.worded
        assert proxy.calls == []
