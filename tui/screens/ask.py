"""Ask: a question to the guidance, a cited answer or an honest "not covered"."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, ProgressBar, Static
from textual.worker import get_current_worker

from tui.by_fact import below, beside
from tui.citing import citation_lines
from tui.documents import own_documents
from tui.failures import explain
from tui.knowing import Guidance
from tui.rebuilt import rebuilt_note
from tui.screens.base import Place
from tui.shared import app_note
from tui.sureness import brief, in_full
from tui.widgets.footer import KeyFooter
from tui.widgets.places import Places

if TYPE_CHECKING:
    from knowledge.answer import Answer
    from knowledge.base import KnowledgeBase
    from tui.inquiry import AtHand, InquiryAnswer
    from tui.session import Session

READY = "Answers come from the guidance on this machine, with their sources. Nothing is sent."
LOADING = "The guidance is loading; type your question meanwhile."
BUILDING = "First use: the index is being built on this machine."
EXAMPLES = """\
For example:
  Is Trainium more energy efficient than GPUs for training?
  When does fine-tuning beat RAG?
  How do I measure carbon per request?"""
ABOUT_DESIGN = """\
About the design that is open, for example:
  Why not Trainium here?
  Which Region and why?
  How much would PEFT cost us?
  What if we doubled the traffic?
  Which assumption matters most?
And about the guidance, for example:
  When does fine-tuning beat RAG?"""


class AskScreen(Place):
    """A question, its answer, its sources."""

    HELP = """\
# Ask

Answers questions on sustainable generative AI on AWS, and on the design that is open.
Type a question and press **Enter**, or click an example; **PgDn** and **PgUp** scroll the answer.
The answer quotes guidance cards and names their sources.
If the guidance does not cover the question, it says so and names the nearest cards.
With a design open, questions about it are answered from its advice and figures.
The percentage is calibrated: for how many questions like yours the card cited first is
the right one. It does not doubt what the card says.
Nothing leaves this machine; a shared base of your team is asked by `wattbrief ask` alone.
"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="ask.back", tooltip="Back to where you were"),
        Binding("ctrl+g", "focus_question", "New question", id="ask.focus"),
        # Before the field of the question, which would scroll its one row.
        Binding("pagedown", "read(1)", "Read on", id="ask.on", priority=True),
        Binding("pageup", "read(-1)", "Read back", id="ask.before", show=False, priority=True),
    ]

    @dataclass
    class Answered(Message):
        """An answer to the last question."""

        question: str
        answer: "Answer | InquiryAnswer"
        facts: tuple[str, ...] = ()
        note: str = ""

    def __init__(
        self, guidance: Guidance, session: "Session | None" = None, back: str = "home"
    ) -> None:
        """Ask that guidance, as soon as it is ready, and about the design that is open.

        Args:
            guidance: What answers.
            session: The design that is open, if any.
            back: The place where Escape leads.
        """
        super().__init__()
        self._back = back
        self._guidance = guidance
        self._session = session
        self._at_hand: AtHand | None = None
        self._waiting = ""

    def compose(self) -> ComposeResult:
        """Question above, answer below."""
        yield Input(placeholder="Ask the guidance, then Enter", id="question")
        yield Static(READY, id="ask-status", markup=False)
        yield ProgressBar(id="ask-progress", show_eta=False)
        with VerticalScroll(id="answer-pane", can_focus=True):
            examples = EXAMPLES if self._session is None else ABOUT_DESIGN
            yield Static(clickable(examples), id="answer", markup=False)
            yield Static("", id="citations", markup=False)
        yield Places("ask")
        yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Show how far the guidance is."""
        self.query_one("#ask-progress").display = False
        self.query_one("#question").focus()
        self._guidance.changed.subscribe(self, self.show_state)
        self.show_state(self._guidance)

    @work(thread=True, exclusive=True, group="answer", exit_on_error=False)
    def answer(self, base: "KnowledgeBase", question: str) -> None:
        """Answer one question; a newer question makes this one void."""
        worker = get_current_worker()
        answer: Answer | InquiryAnswer
        documents = own_documents()
        if self._session is None:
            answer = base.ask(question, documents)
        else:
            from tui.inquiry import AtHand

            self._at_hand = self._at_hand or AtHand(self._session, base)
            answer = self._at_hand.ask(question, documents)
        if not worker.is_cancelled:
            design = None if self._session is None else self._session.interview.design
            facts = beside(question, answer, design)
            self.post_message(self.Answered(question, answer, facts, app_note()))

    @on(Input.Submitted, "#question")
    def ask(self, event: Input.Submitted) -> None:
        """Answer now, or as soon as the index is there."""
        self._take(event.value.strip())

    def action_try(self, question: str) -> None:
        """Ask one of the examples."""
        self.query_one("#question", Input).value = question
        self._take(question)

    def _take(self, question: str) -> None:
        if not question:
            self._say("Type a question first.")
        elif self._guidance.base is None:
            self._waiting = question
            self._say("The index is loading; your question is next.")
        else:
            self._say("Looking…")
            self.answer(self._guidance.base, question)

    def show_state(self, guidance: Guidance) -> None:
        """Show progress, an error, or take the question typed while the index loaded."""
        bar = self.query_one("#ask-progress", ProgressBar)
        bar.display = bool(guidance.total) and guidance.base is None
        if guidance.error is not None:
            self._say("! The guidance cannot be loaded")
            self.query_one("#answer", Static).update(explain(guidance.error))
        elif guidance.base is None:
            bar.update(total=guidance.total or None, progress=guidance.done)
            self._say(f"{BUILDING} {guidance.stage}" if guidance.total else LOADING)
        elif self._waiting:
            question, self._waiting = self._waiting, ""
            self._say("Looking…")
            self.answer(guidance.base, question)
        else:
            self._say(rebuilt_note(guidance.base) or READY)

    @on(Answered)
    def show_answer(self, event: Answered) -> None:
        """Show the answer, then what it rests on."""
        answer = event.answer
        self._say(f"{state_of(answer)} · {brief(answer)} · {event.question}")
        self.query_one("#answer", Static).update("\n".join((answer.answer, *below(event.facts))))
        lines = [*citation_lines(answer), "", in_full(answer)]
        lines += ["", event.note] if event.note else []
        self.query_one("#citations", Static).update("\n".join(lines))
        self.query_one("#answer-pane", VerticalScroll).scroll_home(animate=False)

    def work_failed(self, group: str, error: Exception) -> None:  # noqa: ARG002
        """Say what went wrong; the question stays in its field."""
        self.query_one("#ask-progress").display = False
        self._say("! No answer")
        self.query_one("#answer", Static).update(explain(error))
        self.query_one("#citations", Static).update("")

    async def action_leave(self) -> None:
        """Back to where the question came up."""
        await self.app.action_place(self._back)  # type: ignore[attr-defined]

    def action_read(self, by: int) -> None:
        """Scroll the answer by a page; the keyboard stays in the question."""
        pane = self.query_one("#answer-pane", VerticalScroll)
        if by > 0:
            pane.scroll_page_down(animate=False)
        else:
            pane.scroll_page_up(animate=False)

    def action_focus_question(self) -> None:
        """Back to the question field, its text marked."""
        field = self.query_one("#question", Input)
        field.focus()
        field.action_select_all()

    def _say(self, text: str) -> None:
        self.query_one("#ask-status", Static).update(text)


def clickable(examples: str) -> Content:
    """Examples of ours, a line each, of which a click asks one."""
    return Content.from_markup(
        "\n".join(
            f"  [@click=screen.try({line.strip()!r})]{line.strip()}[/]" if line[:1] == " " else line
            for line in examples.split("\n")
        )
    )


def state_of(answer: "Answer | InquiryAnswer") -> str:
    """Where an answer comes from, or who has none."""
    if getattr(answer, "design", None) is not None:
        silent = answer.abstained
        return "! This design does not say" if silent else "✔ From this design and the guidance"
    return "! Not covered" if answer.abstained else "✔ From the guidance"
