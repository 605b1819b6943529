"""Words from a model for an answer that already stands: streamed, checked, cancellable.

The extractive answer is complete without this. Whatever goes wrong here ends in a note beside it.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from knowledge.answer import Answer
from knowledge.wording.backends import Backend, open_backend
from knowledge.wording.destination import Consent, require_consent
from knowledge.wording.failure import explain
from knowledge.wording.prompt import Prompt, build_prompt
from knowledge.wording.sentences import LONGEST_REPLY, Claim, SentenceReader
from knowledge.wording.settings import WordingSettings
from knowledge.wording.support import Embeds, Remembering, why_unsupported

_POLL_S = 0.05
_QUEUE_PIECES = 256


class Cancel(Protocol):
    """What can be asked whether to stop; `threading.Event` can."""

    def is_set(self) -> bool:
        """Whether to stop."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A supported sentence.

    Attributes:
        text: With its marks, as `Spot cuts the bill [1][3].`
        citations: Numbers that count `Answer.citations` from one.
    """

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that the passages do not support; for a log, not for the reader.

    Attributes:
        text: What the model said.
        reason: Why it was dropped.
    """

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordedAnswer:
    """The end of a wording.

    Attributes:
        text: The supported sentences; the extractive text where there are none.
        worded: Whether `text` is the model's.
        answer: The extractive answer, whose citations the marks count.
        sentences: What was kept, in order.
        dropped: What was not.
        note: What the reader should know: failure, cancellation, sentences dropped. May be empty.
    """

    text: str
    worded: bool
    answer: Answer
    sentences: tuple[Sentence, ...]
    dropped: tuple[Dropped, ...]
    note: str


Event = Sentence | Dropped | WordedAnswer


def word(
    answer: Answer,
    question: str,
    settings: WordingSettings,
    consent: Consent | None,
    cancel: Cancel | None = None,
    *,
    embedder: Embeds,
) -> Iterator[Event]:
    """Put an answer into a model's words.

    Args:
        answer: The extractive answer; its passages are all that the model may use.
        question: As typed.
        settings: Which model.
        consent: Agreement to where the question goes; see `describe_destination`.
        cancel: Looked at all the time; once set, the model is left within a tenth of a second.
        embedder: `KnowledgeBase.embedder`.

    Returns:
        Sentences as they come, each already checked, those dropped, and one `WordedAnswer` at the
        end, whatever happens in between.

    Raises:
        ConsentError: Nobody agreed to this destination; nothing was sent.
    """
    require_consent(settings, consent)
    return _write(answer, question, settings, cancel or threading.Event(), embedder)


def _write(
    answer: Answer, question: str, settings: WordingSettings, cancel: Cancel, embedder: Embeds
) -> Iterator[Event]:
    if answer.abstained or not answer.citations:
        yield _extractive(answer, "There are no passages to put into words; no model was asked.")
        return
    prompt = build_prompt(answer.citations, question)
    if not prompt.passages:
        yield _extractive(answer, f"No model was asked. {_left_out(prompt)}".strip())
        return
    kept: list[Sentence] = []
    dropped: list[Dropped] = []
    failure = ""
    call = _Call(settings, prompt)
    remembering = Remembering(embedder)
    try:
        for claim in call.claims(cancel):
            reason = why_unsupported(claim, prompt.passages, remembering)
            event = Dropped(claim.text, reason) if reason else _sentence(claim)
            if isinstance(event, Sentence):
                kept.append(event)
            else:
                dropped.append(event)
            yield event
        failure = call.failure
    finally:
        call.stop()
    yield _result(answer, tuple(kept), tuple(dropped), failure, prompt)


class _Call:
    """One call, read in a thread of its own, so that waiting never blocks a cancellation."""

    def __init__(self, settings: WordingSettings, prompt: Prompt) -> None:
        self.failure = ""
        self._settings = settings
        self._prompt = prompt
        self._pieces: queue.Queue[str | BaseException | None] = queue.Queue(_QUEUE_PIECES)
        self._stopped = threading.Event()
        self._cut: Callable[[], None] | None = None

    def claims(self, cancel: Cancel) -> Iterator[Claim]:
        """Whole sentences as they come; sets `failure` when the stream does not end well."""
        threading.Thread(target=self._read, name="wording", daemon=True).start()
        reader = SentenceReader()
        for piece in self._wait(cancel):
            yield from reader.feed(piece)
            if reader.length > LONGEST_REPLY:
                self.failure = f"the reply was cut off after {LONGEST_REPLY:,} characters"
                return
        if not cancel.is_set():
            yield from reader.finish()
        if not reader.length and not self.failure:
            self.failure = "the model gave an empty reply"

    def stop(self) -> None:
        """Leave the model: end the connection and let the thread run out."""
        self._stopped.set()
        if self._cut is not None:
            self._cut()

    def _wait(self, cancel: Cancel) -> Iterator[str]:
        ends = time.monotonic() + self._settings.limit_s
        while True:
            if cancel.is_set():
                self.failure = "it was cancelled"
                return
            if time.monotonic() > ends:
                self.failure = f"the model was still writing after {self._settings.limit_s:g} s"
                return
            try:
                item = self._pieces.get(timeout=_POLL_S)
            except queue.Empty:
                continue
            if item is None:
                return
            if isinstance(item, BaseException):
                self.failure = explain(item, self._settings)
                return
            yield item

    def _read(self) -> None:
        backend: Backend | None = None
        try:
            backend = open_backend(self._settings)
            self._cut = backend.cut
            for piece in backend.stream(self._prompt):
                if not self._put(piece):
                    return
            self._put(None)
        except Exception as error:  # noqa: BLE001 - foreign clients raise anything; it becomes a note
            self._put(error)
        finally:
            if backend is not None:
                backend.close()

    def _put(self, item: str | BaseException | None) -> bool:
        while not self._stopped.is_set():
            try:
                self._pieces.put(item, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False


def _sentence(claim: Claim) -> Sentence:
    marks = "".join(f"[{number}]" for number in claim.cites)
    end = claim.text[-1] if claim.text[-1] in ".!?" else ""
    body = claim.text.removesuffix(end).rstrip() if end else claim.text
    return Sentence(f"{body} {marks}{end or '.'}", claim.cites)


def _result(
    answer: Answer,
    kept: tuple[Sentence, ...],
    dropped: tuple[Dropped, ...],
    failure: str,
    prompt: Prompt,
) -> WordedAnswer:
    notes = [_left_out(prompt)]
    if failure:
        notes.append(f"The model did not finish: {failure}.")
    if dropped:
        total = len(kept) + len(dropped)
        notes.append(
            f"{len(dropped)} of {total} sentences were dropped: the passages do not support them."
        )
    if not kept:
        notes.append("The answer above is quoted from the guidance.")
    text = " ".join(sentence.text for sentence in kept)
    note = " ".join(part for part in notes if part)
    if not kept:
        return WordedAnswer(answer.answer, False, answer, (), dropped, note)
    return WordedAnswer(text, True, answer, kept, dropped, note)


def _extractive(answer: Answer, note: str) -> WordedAnswer:
    return WordedAnswer(answer.answer, False, answer, (), (), note)


def _left_out(prompt: Prompt) -> str:
    parts = []
    if prompt.withheld:
        numbers = ", ".join(f"[{n}]" for n in prompt.withheld)
        parts.append(f"Not sent, since it gives orders to a model: {numbers}.")
    if prompt.cut:
        numbers = ", ".join(f"[{n}]" for n in prompt.cut)
        parts.append(f"Not sent, for lack of room: {numbers}.")
    return " ".join(parts)
