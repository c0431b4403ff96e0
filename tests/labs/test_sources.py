"""The budgets and habits of a lab's text, held over every source."""

import re
import statistics
from pathlib import Path

import pytest

from course.authoring.build import sources
from course.authoring.source import read_source

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [pytest.param(p, id=p.stem) for p in sources(ROOT)]
BANNED = re.compile(r"\b(simply|obviously|just|trivially|of course)\b", re.I)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff]")


def words(cell) -> int:
    """Words of prose: formulas, code and markup are not read as words."""
    text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|!\[.*?\]\(.*?\)|\{\{.*?\}\}", " x ", cell.text, flags=re.S)
    return len(re.findall(r"[A-Za-zÀ-ž]{2,}", text))


@pytest.mark.parametrize("path", SOURCES)
def test_prose_cells_are_short(path):
    cells = [c for c in read_source(path).cells if c.kind == "markdown" and c.role != "answer"]
    too_long = [(c.line, words(c)) for c in cells if words(c) > 120]
    assert not too_long
    assert statistics.median(map(words, cells)) <= 45


@pytest.mark.parametrize("path", SOURCES)
def test_code_cells_are_short(path):
    lengths = {c.line: len(c.text.splitlines()) for c in read_source(path).cells if c.kind == "code"}
    assert not {line: n for line, n in lengths.items() if n > 25}
    assert statistics.median(lengths.values()) <= 8


@pytest.mark.parametrize("path", SOURCES)
def test_the_voice_is_calm(path):
    found = [
        (c.line, m[0])
        for c in read_source(path).cells
        if c.kind == "markdown"
        for m in BANNED.finditer(c.text)
    ]
    assert not found
    assert not EMOJI.search(path.read_text())


@pytest.mark.parametrize("path", SOURCES)
def test_a_lab_has_two_sessions_of_a_sensible_size(path):
    cells = read_source(path).cells
    cut = next(i for i, c in enumerate(cells) if c.text.lstrip().startswith("---\n# Session B"))
    assert 40 <= cut <= 75
    assert 40 <= len(cells) - cut <= 78


@pytest.mark.parametrize("path", SOURCES)
def test_the_set_up_is_one_cell_of_six_lines(path):
    from course.authoring.roles import INSTALL

    setups = [c for c in read_source(path).cells if c.role == "setup"]
    assert len(setups) == 1
    assert len(INSTALL.splitlines()) + len(setups[0].text.splitlines()) <= 6


@pytest.mark.parametrize("path", SOURCES)
def test_one_title_and_numbered_sections(path):
    headings = [
        line
        for c in read_source(path).cells
        if c.kind == "markdown"
        for line in c.text.splitlines()
        if line.startswith("#")
    ]
    assert headings[0].startswith("# ")
    assert sum(h.startswith("# ") and "Session" not in h for h in headings) == 1
