"""Text that a style sheet inside the page, or its colour, hides."""

import time
from contextlib import suppress

import pytest

from knowledge.documents.block import SkippedError
from knowledge.documents.extract import extract

SHEET = "<style>.x{display:none}</style>"


def _text(page: str) -> str:
    return " ".join(" ".join(block.text.split()) for block in extract(page.encode(), ".html"))


@pytest.mark.parametrize(
    "page",
    [
        f"{SHEET}<p class='a x'>SECRET</p>seen",
        f"seen<p class=x>SECRET</p>{SHEET}",
        "<style>\n/* } */ p , #one{\ncolor:red;visibility:hidden}</style><b id=one>SECRET</b>seen",
        "<style>aside{font-size:0}</style><aside>SECRET</aside>seen",
        "<style>p.x.y{opacity:0}</style><p class='y x'>SECRET</p><p class=x>seen</p>",
        "<style>.\\78{display:none}.x{display:n\\6fne}</style><i class=x>SECRET</i>seen",
        "<style>@import 'a.css';.x{display:none}</style><i class=x>SECRET</i>seen",
        "<style>@media screen and (min-width:600px){.x{display:none}}</style>"
        "<i class=x>SECRET</i>seen",
        "<style>body .x{display:none!important}</style>"
        "<i class=x style='display:block'>SECRET</i>seen",
        "<STYLE media='screen'>.x{position:absolute;left:-9999px}</STYLE><i class=x>SECRET</i>seen",
        "<style>.x{color:#fff;background:white}</style><i class=x>SECRET</i>seen",
        "<i style='color:white'>SECRET</i>seen",
        "<i style='color:#FFF;background:#fefefe'>SECRET</i>seen",
        "<div style='background-color:rgb(0,0,0)'><i style='color:#000'>SECRET</i></div>seen",
    ],
)
def test_what_a_sheet_or_a_colour_hides_is_left_out(page: str) -> None:
    assert _text(page) == "seen"


@pytest.mark.parametrize(
    "page",
    [
        "<style>@media print{.x{display:none}}</style><i class=x>seen</i>",
        "<style media=print>.x{display:none}</style><i class=x>seen</i>",
        "<style>@media (max-width:600px){.x{display:none}}</style><i class=x>seen</i>",
        "<style>.x{display:none}.x{display:block}</style><i class=x>seen</i>",
        "<style>p.x{display:block}.x{display:none}</style><p class=x>seen</p>",
        f"{SHEET}<i class=x style='display:inline'>seen</i>",
        f"{SHEET}<i class='xx X'>seen</i>",
        "<style>.a:hover .x,.x[open],.menu > .x{display:none}</style><i class=x>seen</i>",
        f"<!-- {SHEET} --><i class=x>seen</i>",
        f"<script>'{SHEET}'</script><i class=x>seen</i>",
        "<link rel=stylesheet href=dark.css><i style='color:white'>seen</i>",
        "<div style='background:#123'><i style='color:white'>seen</i></div>",
        "<div style='background:url(a.png) #fff'><i style='color:white'>seen</i></div>",
        "<style>body{background:#fff}.x{display:none}</style><i style='color:white'>seen</i>",
        "<i style='color:white'><a href=b>seen</a></i>",
    ],
)
def test_what_is_shown_stays(page: str) -> None:
    assert _text(page) == "seen"


@pytest.mark.parametrize(
    "page",
    [
        "<style>" * 60_000 + "seen",
        "<style>" + "@media print{" * 60_000 + "</style>seen",
        "<style>" + "/*" * 200_000 + "</style>seen",
        "<style>" + ".x{display:none}" * 6_000 + "</style>" + "<i class=x>a</i>" * 6_000 + "seen",
        SHEET + "".join(f"<i class='c{n}'>a</i>" for n in range(6_000)) + "seen",
        "<!-- " * 100_000 + "<style>",
        "<style a='" * 50_000,
    ],
)
def test_hostile_sheets_take_no_longer_than_they_are(page: str) -> None:
    begin = time.process_time()
    with suppress(SkippedError):  # some of them hold no text
        _text(page)
    assert time.process_time() - begin < 5
