"""Which lab teaches which item of the lecture decks, and in which cell.

``docs/coverage.toml`` lists the items. A cell of a lab's text source claims
some of them on its marker line, ``# %% [markdown] covers="1 21 A7"``; the
tables of ``docs/coverage.md`` are rendered from the two.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.authoring.source import SourceCell, read_source

__all__ = ["Item", "ItemId", "Place", "find_covers", "load_items", "render", "write"]

ItemId = int | str
"""1, 2, ... for the items of the first list, "A4", "A5", ... for later ones."""

KINDS = ("exercise", "text", "mention")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.M)
FENCED = re.compile(r"^```.*?^```", re.M | re.S)
NO_HEADING = "(before the first heading)"
PREAMBLE = """\
# Coverage

Every technique, system, figure and example of the lecture decks, and the cell that teaches it.
Written by `course/authoring/coverage.py` from `docs/coverage.toml` and from the `covers="…"` marks of the
labs' cells; edit those, not this page. *Planned*: no cell claims the item yet.
The decks are listed by title in [errata.md](errata.md).
"""


@dataclass(frozen=True)
class Item:
    """One technique, system, figure or example of the decks.

    Parameters
    ----------
    id, title : int or str, str
    lab : str
        Folder name of the lab that is responsible for it.
    seeds : tuple of int
        The decks it comes from; empty where it is only implied.
    kind : {"exercise", "text", "mention"}
    tests : str
        The functions, questions and explorables that cover it.
    """

    id: ItemId
    title: str
    lab: str
    seeds: tuple[int, ...]
    kind: str
    tests: str


@dataclass(frozen=True)
class Place:
    """One cell that claims an item.

    Parameters
    ----------
    lab : str
        Stem of the source file, for example "lab01_perceptron".
    heading : str
        The heading that the cell begins with, else the nearest one above it.
    source, line : str, int
        Source file and line of the cell's marker, counted from 1, for messages.
    """

    lab: str
    heading: str
    source: str
    line: int


def load_items(path: Path) -> list[Item]:
    """Read the ``[[item]]`` tables of a TOML file, in its order.

    Raises
    ------
    ValueError
        If a field is missing or unknown, a kind is not one of the three, or an id stands twice.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8")).get("item", [])
    items = [_to_item(table, path) for table in tables]
    twice = [id_ for id_, n in Counter(item.id for item in items).items() if n > 1]
    if twice:
        raise ValueError(f"{path}: an id names one item; got {twice[0]!r} twice; renumber one of them.")
    return items


def find_covers(sources: Iterable[Path]) -> dict[ItemId, list[Place]]:
    """Collect the places that claim each item in text sources of labs (percent format).

    Returns
    -------
    dict of list of Place
        In the order of the cells; an item that nobody claims has no entry.

    Raises
    ------
    SourceError
        A source that cannot be read.
    """
    places: dict[ItemId, list[Place]] = {}
    for source in sources:
        for id_, place in _claims(source):
            places.setdefault(id_, []).append(place)
    return places


def render(items: Sequence[Item], places: Mapping[ItemId, Sequence[Place]]) -> str:
    """Write the coverage page: in Markdown, a summary, then one table a lab.

    Raises
    ------
    ValueError
        If a place claims an id that is not among the items.

    Examples
    --------
    >>> item = Item(1, "A neuron", "lab01_perceptron", (0, 1), "text", "")
    >>> render([item], {}).splitlines()[-1]
    '| 1 | A neuron | 0 1 | text |  | planned |'
    """
    _refuse_unknown(items, places)
    by_lab = {lab: [item for item in items if item.lab == lab] for lab in sorted({i.lab for i in items})}
    counts = " · ".join(f"{lab[:5]} {_count(own, places, '/')}" for lab, own in by_lab.items())
    tables = [_table(lab, own, places) for lab, own in by_lab.items()]
    return "\n".join([PREAMBLE, f"{_total(items, places)} By lab: {counts}.\n", *tables])


def write(root: Path, check: bool = False) -> bool:
    """Bring ``docs/coverage.md`` up to date, or tell whether it is.

    Parameters
    ----------
    root : Path
    check : bool, default False
        Compare only and write nothing.

    Returns
    -------
    bool
        False if `check` is set and the page differs from what would be written, else True.
    """
    items = load_items(root / "docs" / "coverage.toml")
    sources = sorted((root / "solutions").glob("lab[0-9][0-9]_*.py"))
    page, text = root / "docs" / "coverage.md", render(items, find_covers(sources))
    if check:
        return page.is_file() and page.read_text(encoding="utf-8") == text
    page.write_text(text, encoding="utf-8", newline="\n")
    return True


def _to_item(table: dict[str, Any], path: Path) -> Item:
    name = f"{path}: item {table.get('id', '?')!r}"
    fields = set(Item.__dataclass_fields__)
    wrong = ", ".join(sorted(fields ^ set(table)))
    if wrong:
        raise ValueError(f"{name}: has exactly {', '.join(sorted(fields))}; got a difference in {wrong}.")
    if table["kind"] not in KINDS:
        raise ValueError(f"{name}: kind is one of {', '.join(KINDS)}; got {table['kind']!r}.")
    return Item(**{**table, "seeds": tuple(table["seeds"])})


def _claims(path: Path) -> Iterator[tuple[ItemId, Place]]:
    source, heading = read_source(path), NO_HEADING
    for cell in source.cells:
        titles = _titles(cell)
        begins = bool(titles) and cell.text.lstrip().startswith("#")
        place = Place(source.lab, titles[0] if begins else heading, str(path), cell.line)
        words = cell.attributes.get("covers", "").split()
        yield from ((int(word) if word.isdecimal() else word, place) for word in dict.fromkeys(words))
        heading = titles[-1] if titles else heading


def _titles(cell: SourceCell) -> list[str]:
    """Headings of a markdown cell, without what merely looks like one inside a code fence."""
    return HEADING.findall(FENCED.sub("", cell.text)) if cell.kind == "markdown" else []


def _refuse_unknown(items: Sequence[Item], places: Mapping[ItemId, Sequence[Place]]) -> None:
    known = {item.id for item in items}
    for id_, where in places.items():
        if id_ not in known:
            raise ValueError(
                f"{where[0].source}:{where[0].line}: covers names items of docs/coverage.toml; got "
                f"{str(id_)!r}, which is not there; correct the id or add an [[item]] for it."
            )


def _total(items: Sequence[Item], places: Mapping[ItemId, Sequence[Place]]) -> str:
    first = _count([item for item in items if isinstance(item.id, int)], places, " of ")
    later = _count([item for item in items if isinstance(item.id, str)], places, " of ")
    return f"**{first} covered**, and {later} further items (A…)."


def _count(items: Sequence[Item], places: Mapping[ItemId, Sequence[Place]], of: str) -> str:
    return f"{sum(item.id in places for item in items)}{of}{len(items)}"


def _table(lab: str, items: Sequence[Item], places: Mapping[ItemId, Sequence[Place]]) -> str:
    head = ["| # | item | decks | kind | checked by | where |", "|---|---|---|---|---|---|"]
    rows = [_row(item, places.get(item.id, ())) for item in items]
    return "\n".join([f"## {lab}", "", *head, *rows, ""])


def _row(item: Item, places: Sequence[Place]) -> str:
    decks = " ".join(map(str, item.seeds)) or "implied"
    cells = [str(item.id), item.title, decks, item.kind, item.tests, _where(item, places)]
    return "| " + " | ".join(text.replace("|", r"\|") for text in cells) + " |"


def _where(item: Item, places: Sequence[Place]) -> str:
    """Headings, each once, with the lab's name where it is not the item's own."""
    names = [p.heading if p.lab == item.lab else f"{p.lab}: {p.heading}" for p in places]
    return "; ".join(dict.fromkeys(names)) or "planned"
