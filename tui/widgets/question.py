"""One question as a field: what is asked, where the answer goes, what is wrong with it."""

from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.markup import escape
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from advisors.questions import Answer, Question
from advisors.validation_models import names
from tui.editing import DONT_KNOW, NOT_APPLICABLE, editable
from tui.widgets.choices import Choices
from tui.widgets.pick import Pick

OPENS = "Enter opens the list"


class QuestionField(Vertical):
    """A question with the control that suits its kind, and its state in symbol and word.

    Posts `Given` when the architect answers, `Entered` when the keyboard comes to it. It never
    changes the design: the screen asks the engine and calls `show`.

    Attributes:
        wrong: Whether what stands in the control was refused.
    """

    @dataclass
    class Given(Message):
        """An answer as typed or chosen."""

        field: "QuestionField"
        raw: object
        onward: bool

    @dataclass
    class Entered(Message):
        """The keyboard is in this field now."""

        field: "QuestionField"

    def __init__(self, question: Question, answer: Answer | None, default: str) -> None:
        """A field for a question with the answer it has; `default` is what "don't know" takes."""
        super().__init__(id=f"field-{question.id}", classes="question")
        self.question = question
        # Textual reads HELP from the instance; only its annotation says class variable.
        self.HELP = help_text(question, default)  # type: ignore[misc]
        self._answer = answer
        self._default = default
        self._seen: object = editable(question, answer)
        self.wrong = False

    def compose(self) -> ComposeResult:
        """Label, control, problem."""
        yield Static(self._label(), id="label", markup=False)
        yield self._control()
        problem = Static("", id="problem", classes="problem", markup=False)
        problem.display = False
        yield problem

    @property
    def control(self) -> Widget:
        """The widget that takes the answer."""
        return self.query_one("#control")

    @property
    def raw(self) -> object:
        """What stands in the control now."""
        control = self.control
        if isinstance(control, Input):
            return control.value
        if isinstance(control, Choices):
            return control.chosen
        choice = self.query_one("#control", Select)
        return None if choice.is_blank() else choice.value

    @property
    def touched(self) -> bool:
        """Whether the control holds something that was not sent yet."""
        return self.raw != self._seen

    def show(self, answer: Answer | None, problem: str = "") -> None:
        """Show the state after the engine has spoken; what was typed stays when it was refused."""
        shown = self.query_one("#problem", Static)
        shown.update(f"! {problem}" if problem else "")
        shown.display = self.wrong = bool(problem)
        self._seen = self.raw
        if problem:
            return
        self._answer = answer
        self._seen = editable(self.question, answer)
        with self.prevent(Input.Changed, Select.Changed):
            self._fill(self._seen)
        self.query_one("#label", Static).update(self._label())

    def focus_control(self) -> None:
        """Put the keyboard into the field."""
        self.control.focus()

    @on(events.Click)
    def point(self, event: events.Click) -> None:
        """A click beside the control, on what is asked for example, goes to the question."""
        inside = event.widget is not None and self.control in event.widget.ancestors_with_self
        if not inside and not self.has_focus_within:
            self.focus_control()

    @on(events.DescendantFocus)
    def enter(self) -> None:
        """Tell the screen which question is at hand."""
        self._mark()
        self.post_message(self.Entered(self))

    @on(events.DescendantBlur)
    def _mark(self) -> None:
        """Stand a bar, not colour alone, beside the question that has the keyboard.

        A rule on the focus in the style sheet would style all the fields anew at each Tab.
        """
        if self.has_focus_within:
            self.styles.border_left = ("outer", self.app.theme_variables["primary"])
        else:
            self.styles.border_left = ("blank", "transparent")

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Enter answers and goes on; an empty field is passed over."""
        event.stop()
        self._give(onward=True)

    @on(Input.Blurred)
    def leave(self, event: Input.Blurred) -> None:
        """Leaving a changed field answers it."""
        event.stop()
        if self.touched:
            self._give(onward=False)

    @on(Select.Changed)
    def choose(self, event: Select.Changed) -> None:
        """A choice answers at once, and goes on."""
        event.stop()
        if self.touched:
            self._give(onward=True)

    @on(Choices.Changed)
    def mark(self, event: Choices.Changed) -> None:
        """Every mark answers at once."""
        event.stop()
        self._give(onward=False)

    @on(Choices.Done)
    def marked(self, event: Choices.Done) -> None:
        """Enter goes on with what is marked."""
        event.stop()
        self._give(onward=True)

    def _give(self, *, onward: bool) -> None:
        raw = self.raw
        if raw in ("", None, []) and self._answer is None:
            raw = None
        self._seen = self.raw
        self.post_message(self.Given(self, raw, onward))

    def _control(self) -> Widget:
        question, value = self.question, self._seen
        if question.kind in {"choice", "model"}:
            options = _options(question)
            chosen = value if isinstance(value, str) and value else Select.NULL
            prompt = escape(self._prompt())
            return Pick(options, value=chosen, prompt=prompt, compact=True, id="control")
        if question.kind == "multi":
            marked = value if isinstance(value, list) else []
            items = [(item.id, _choice(item.label, item.hint)) for item in question.choices]
            return Choices(items, marked, "control")
        return Input(str(value), placeholder=self._prompt(), compact=True, id="control")

    def _fill(self, value: object) -> None:
        control = self.control
        if isinstance(control, Input):
            control.value = str(value)
            control.placeholder = self._prompt()
        elif isinstance(control, Select):
            control.prompt = escape(self._prompt())
            control.value = value if isinstance(value, str) and value else Select.NULL
        elif isinstance(control, Choices) and isinstance(value, list):
            control.choose(value)

    def _prompt(self) -> str:
        if self._answer is not None and self._answer.dont_know:
            return f"{DONT_KNOW}: {self._default}"
        if self._answer is not None and self._answer.not_applicable:
            return f"{NOT_APPLICABLE}: {self._answer.not_applicable}"
        example = _example(self.question)
        if self.question.kind in {"choice", "model"}:
            return f"Enter opens the list; for example {example}" if example else OPENS
        return f"for example {example}" if example else ""

    def _label(self) -> str:
        unit = f" [{self.question.unit}]" if self.question.unit else ""
        return f"{self._state()} {self.question.text}{unit}"

    def _state(self) -> str:
        if self._answer is None:
            return "·"
        if self._answer.dont_know:
            return "~"
        return "–" if self._answer.not_applicable else "✔"


def help_text(question: Question, default: str) -> str:
    """Help for the focused question, as Markdown."""
    return (
        f"# {question.text}\n\n{question.why_we_ask}\n\n**A good answer:** {question.good_answer}"
        f"\n\n**Don't know** takes {default}: {question.default.why}"
    )


def _example(question: Question) -> str:
    """The example as a person reads it in the list, not as a file names it."""
    if question.kind == "model":
        return names().get(question.example, question.example)
    labels = {item.id: item.label for item in question.choices}
    return labels.get(question.example, question.example)


def _options(question: Question) -> list[tuple[str, str]]:
    """Text and id of each answer; typed letters find one in an open list."""
    if question.kind == "model":
        return [(name, key) for key, name in names().items()]
    return [(_choice(item.label, item.hint), item.id) for item in question.choices]


def _choice(label: str, hint: str) -> str:
    return f"{label} – {hint}" if hint else label
