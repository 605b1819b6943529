"""How often questions are answered right is said as it was measured."""

from collections.abc import Mapping

from tui.inquiry import Inquiry
from tui.sureness import brief, in_full

_ASKED, _RIGHT, _ANSWERED = 50, 22, 45
"""Questions of a stranger, answered from the design, and of these answered right."""


def test_the_share_that_is_shown_is_the_one_measured(inquiries: Mapping[str, Inquiry]) -> None:
    answer = inquiries["s"].ask("why not Trainium here?")
    assert answer.confidence == _RIGHT / _ANSWERED
    assert "49% of such questions are answered right" in in_full(answer)
    assert f"on {_ASKED} questions of a stranger" in in_full(answer)
    assert brief(answer) == "49% of such questions are answered right"
