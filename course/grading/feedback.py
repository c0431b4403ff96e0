"""Feedback: one self-contained page a student, which opens anywhere and loads nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from course import __version__
from course.checks import Exercise, Lab, Status, Verdict
from course.checks.verdict import BLANK, card
from course.grading.outline import Outline, Written
from course.grading.result import Result

MAX_PAGE, MAX_CODE, MAX_ANSWER = 300_000, 6_000, 8_000
_TONES = {Status.PASSED: "right", Status.WRONG: "part", Status.NOT_ATTEMPTED: "none", Status.RECORDED: "none"}


@dataclass(frozen=True)
class Entry:
    """One exercise on the page."""

    name: str
    title: str
    status: str
    tone: str
    points: str
    share: float
    weight: float
    card: Any
    code: Any
    is_question: bool
    is_open: bool
    options: dict[str, str]


def write_feedback(folder: Path, lab: Lab, result: Result, outline: Outline | None = None) -> Path:
    """Write the page of one student to `folder` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.@ -]", "_", result.student)
    path = folder / f"{name}.html"
    path.write_text(page(lab, result, outline), encoding="utf-8")
    return path


def page(lab: Lab, result: Result, outline: Outline | None = None) -> str:
    """Return the page of one student, at most 300 kB: colours of the code are the first to go."""
    text = _page(lab, result, outline, coloured=True)
    return text if len(text.encode()) <= MAX_PAGE else _page(lab, result, outline, coloured=False)


def _page(lab: Lab, result: Result, outline: Outline | None, coloured: bool) -> str:
    entries = [
        _entry(lab.find(v.exercise), v, (result.sources or {}).get(v.exercise, ""), coloured)
        for v in result.verdicts
    ]
    return str(_template().render(
        lab=lab, result=result, version=__version__,
        functions=[e for e in entries if not e.is_question], questions=[e for e in entries if e.is_question],
        entries=entries,
        score="–" if result.score is None else f"{result.score:g}", most=f"{result.max_points:g}",
        summary=summary(result), answers=[_answer(w, outline) for w in result.written],
        code_style=_code_style() if coloured else "",
    ))  # fmt: skip


def summary(result: Result) -> str:
    """Say in one sentence how the work stands.

    Examples
    --------
    >>> summary(Result("ada", (Verdict("f", Status.PASSED, 6.0, 6.0),)))
    'All is right.'
    """
    if result.score is None:
        return "This submission could not be graded by machine; a person will look at it."
    counts = [
        (sum(v.passed for v in result.verdicts), "right"),
        (sum(v.status is Status.WRONG for v in result.verdicts), "not right yet"),
        (sum(v.status in (Status.ERROR, Status.TIMEOUT, Status.MEMORY) for v in result.verdicts), "stopped"),
        (sum(v.status is Status.NOT_ATTEMPTED for v in result.verdicts), "not attempted"),
        (sum(v.status in BLANK for v in result.verdicts), "to be looked at by a person"),
    ]
    told = [f"{n} {what}" for n, what in counts if n]
    return "All is right." if counts[0][0] == len(result.verdicts) else ", ".join(told) + "."


def _entry(exercise: Exercise, verdict: Verdict, code: str, coloured: bool) -> Entry:
    from markupsafe import Markup

    blank = verdict.points is None
    share = verdict.score / verdict.max_points if verdict.max_points and not blank else 0.0
    shown = "–" if blank else f"{verdict.score:g}"
    tone = _TONES.get(verdict.status, "blank" if verdict.status in BLANK else "stopped")
    return Entry(
        name=exercise.name,
        title=exercise.law,
        status=str(verdict.status),
        tone=tone,
        points=f"{shown} of {verdict.max_points:g}",
        share=round(100 * share, 2),
        weight=verdict.max_points,
        card=Markup(card(verdict)),
        code=Markup(highlighted(code, coloured)) if code.strip() else "",
        is_question=exercise.is_question,
        is_open=not verdict.passed,
        options=exercise.options,
    )


def _answer(written: Written, outline: Outline | None) -> dict[str, Any]:
    prompt = unmarked(outline.question(written.name)) if outline else ""
    text = written.text[:MAX_ANSWER]
    return {
        "name": written.name,
        "prompt": prompt[:1_500],
        "text": text,
        "answered": written.answered,
        "points": f"{written.points:g}",
    }


def unmarked(text: str) -> str:
    """Return the text of a Markdown cell without headings, marks of emphasis and line ends.

    Examples
    --------
    >>> unmarked("### 7.2\\nWhy is it *slow*,\\nand what helps?")
    'Why is it slow, and what helps?'
    """
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return re.sub(r"(\*{1,2})(\S(?:.*?\S)?)\1", r"\2", " ".join(lines)).strip()


def highlighted(code: str, coloured: bool = True) -> str:
    """Return code as HTML, escaped, at most `MAX_CODE` characters of it.

    Examples
    --------
    >>> highlighted("a < b", coloured=False)
    '<pre>a &lt; b</pre>'
    """
    short = code if len(code) <= MAX_CODE else code[:MAX_CODE] + "\n# … cut here"
    if not coloured:
        return f"<pre>{html.escape(short)}</pre>"
    from pygments import highlight  # type: ignore[import-untyped,unused-ignore]
    from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped,unused-ignore]
    from pygments.lexers import PythonLexer  # type: ignore[import-untyped,unused-ignore]

    return str(highlight(short, PythonLexer(stripnl=False), HtmlFormatter(cssclass="hl", wrapcode=True)))


@cache
def _code_style() -> str:
    """Return the colours of code, for light and for dark pages; backgrounds are the page's own."""
    from pygments.formatters import HtmlFormatter

    def rules(style: str) -> str:
        lines = HtmlFormatter(style=style).get_style_defs(".hl").splitlines()
        return "\n".join(
            x.split("/*")[0].strip() for x in lines if x.startswith(".hl .") and ".hl .err" not in x
        )

    return (
        f"{rules('friendly')}\n@media screen and (prefers-color-scheme: dark) {{\n{rules('github-dark')}\n}}"
    )


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent / "templates")
    return Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    ).get_template("feedback.html")


__all__: Sequence[str] = ["highlighted", "page", "summary", "write_feedback"]
