"""An answer in a model's words, for the command line: asked for, agreed to, streamed."""

import signal
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.failures import UsageError
from tui.paths import CONFIG_FILE, config_dir

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.embedding import Embedder
    from knowledge.wording import Consent, WordingSettings


def settings_and_consent(*, agree: bool) -> "tuple[WordingSettings, Consent]":
    """The configured model, and the agreement to send a question there.

    Args:
        agree: The user has read where data goes and agrees; kept for this destination.

    Raises:
        UsageError: No model is configured, or nobody has agreed yet; the text that is to be read
            has gone to stderr then.
    """
    from knowledge.wording import (
        describe_destination,
        load_settings,
        recall_consent,
        remember_consent,
    )

    file = config_dir() / CONFIG_FILE
    settings = load_settings(file)
    if settings is None:
        raise UsageError(
            "no model can word the answer",
            f"none is configured in {file}",
            "Add a section `wording:` with provider (ollama, openai or bedrock), model and url.",
        )
    destination = describe_destination(settings)
    consent = recall_consent(config_dir(), settings)
    if consent is None:
        # Also where somebody agrees at once: nothing goes anywhere before this was said.
        sys.stderr.write(destination.text + "\n")
    if consent is None and agree:
        consent = destination.agreed()
        remember_consent(config_dir(), consent)
    if consent is None:
        raise UsageError(
            "nothing was sent",
            "you have not agreed yet to where the question goes",
            "Read the lines above; to agree, repeat the command with --agree (asked once).",
        )
    return settings, consent


def worded(
    answer: "Answer", question: str, embedder: "Embedder", *, agree: bool
) -> "tuple[Answer, bool]":
    """The answer in the model's words; the extractive one where the model fails, with a note.

    Where stderr is a terminal each checked sentence shows there as it comes.

    Returns:
        The answer, and whether Ctrl-C stopped the model: what stands by then is the answer.
    """
    from knowledge.wording import Sentence, WordedAnswer, word

    settings, consent = settings_and_consent(agree=agree)
    if answer.abstained:
        return answer, False
    cancel = threading.Event()
    result = answer
    before = signal.signal(signal.SIGINT, lambda *_: cancel.set())
    try:
        for event in word(answer, question, settings, consent, cancel, embedder=embedder):
            if isinstance(event, Sentence) and sys.stderr.isatty():
                sys.stderr.write(f"… {event.text}\n")
            elif isinstance(event, WordedAnswer):
                if event.note:
                    sys.stderr.write(f"{event.note}\n")
                result = replace(answer, answer=event.text)
    finally:
        signal.signal(signal.SIGINT, before)
    return result, cancel.is_set()
