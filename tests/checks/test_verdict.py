"""What a student, nbgrader and the staff read from a verdict."""

from __future__ import annotations

import html.parser
import json
from typing import Any

import pytest

from course.checks import Status, Verdict
from course.checks.verdict import BLANK, Part, card

EVIL = '<script>alert(1)</script> & "quotes" \''


def made(**fields: Any) -> Verdict:
    return Verdict(**{"exercise": "f", "status": Status.WRONG, "points": 1.0, "max_points": 4.0, **fields})


@pytest.mark.parametrize(
    ("points", "text"),
    [
        (4.0000000001, "4.0"),
        (5, "4.0"),
        (-1, "0.0"),
        (2 / 3, "0.6667"),
        (None, "0.0"),
        (3, "3.0"),
        (1e-9, "0.0"),
        (3.99999, "4.0"),
    ],
)
def test_the_repr_is_the_bare_number_of_points_rounded_and_clipped(points: float | None, text: str) -> None:
    assert repr(made(points=points)) == text
    assert float(repr(made(points=points))) == made(points=points).score


def test_there_is_no_pretty_repr_that_would_win_over_it() -> None:
    assert not hasattr(Verdict, "_repr_pretty_")
    assert not hasattr(Verdict, "_repr_mimebundle_")


def test_the_text_has_at_most_six_lines_whatever_it_holds() -> None:
    v = made(headline="a\nb", lines=tuple((f"h{i}", "one\ntwo\r\nthree\x0b" * 3) for i in range(9)))
    assert len(str(v).splitlines()) == 6
    assert str(v).startswith("f: a b\n  h0")


class _Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        assert not {"src", "href", "onclick", "onerror"} & {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_card_escapes_everything_and_needs_nothing_from_outside() -> None:
    v = made(
        exercise=EVIL, headline=EVIL, lines=((EVIL, EVIL),), notes=(EVIL,), hints=(EVIL, EVIL), stdout=EVIL
    )
    reader = _Reader()
    reader.feed(card(v))
    assert not reader.open
    assert "script" not in reader.tags
    assert card(v) == v._repr_html_()
    assert "http" not in card(v)


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_card(status: Status) -> None:
    assert str(status) in card(made(status=status, points=None if status in BLANK else 0.0))


def test_the_card_says_the_points_where_there_are_any() -> None:
    assert "2.5 of 4 points" in card(made(points=2.5))
    assert "points" not in card(made(status=Status.RECORDED, points=None))


def test_as_data_is_ready_for_json() -> None:
    v = made(parts=(Part("core", True, 0.7),), frames=(("f", 3, "x"),), lines=(("a", "b"),))
    data = json.loads(json.dumps(v.as_data()))
    assert (data["status"], data["points"], data["parts"][0]["name"]) == ("wrong", 1.0, "core")
