"""Find the submissions in a folder: one folder a student, or one file a student."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from course.grading.notebook import Notebook, UnreadableNotebook, read_notebook

LAB_FOLDER = re.compile(r"lab\d\d_")
_NOT_STUDENTS = frozenset({"__MACOSX", "__pycache__", "feedback"})


@dataclass(frozen=True)
class Submission:
    """What a student has handed in.

    Attributes
    ----------
    student : str
        The name of the folder or the file.
    path : Path or None
    notebook : Notebook or None
        None where there is nothing to read; `reason` then says why.
    repairs : tuple of str
        What was out of the ordinary and cost nothing.
    """

    student: str
    path: Path | None = None
    notebook: Notebook | None = None
    reason: str = ""
    repairs: tuple[str, ...] = ()


def collect(lab: str, folder: Path) -> list[Submission]:
    """Return the submissions of `lab` in `folder`, by student; an unreadable one says so.

    Parameters
    ----------
    lab : str
        Name of the lab, which is the name of its notebook.
    folder : Path
        Holds `<student>/<lab>.ipynb`, `<student>/<lab>/<lab>.ipynb`, `<student>.ipynb` or
        `<student>_<lab>.ipynb`; or one student's own work, `<lab>/<lab>.ipynb`, graded as "me".

    Raises
    ------
    FileNotFoundError
        There is no such folder.
    """
    if not folder.is_dir():
        message = f"{folder} is no folder; give the folder that holds one folder (or one notebook) a student"
        raise FileNotFoundError(message)
    found: dict[str, Submission] = {}
    for one in _found(lab, folder):
        first = found.setdefault(one.student, one)
        if first is not one:
            note = f"handed in twice: {_name(first)} is graded, {_name(one)} is not"
            found[one.student] = replace(first, repairs=(*first.repairs, note))
    return [found[s] for s in sorted(found, key=str.casefold)]


def _found(lab: str, folder: Path) -> Iterator[Submission]:
    entries = sorted(
        p for p in folder.iterdir() if not p.name.startswith(".") and p.name not in _NOT_STUDENTS
    )
    for path in entries:
        if path.is_dir() and path.name == lab:  # the folder of one student's own work
            yield replace(_of_folder(lab, path), student="me")
        elif path.is_dir() and not LAB_FOLDER.match(path.name):
            yield _of_folder(lab, path)
    for path in entries:
        if path.is_file() and path.suffix.lower() == ".ipynb":
            yield _read(student_of(path.stem, lab), path)


def student_of(stem: str, lab: str) -> str:
    """Return the student in the name of a flat file.

    Examples
    --------
    >>> [student_of(s, "lab01_perceptron") for s in ("ada_lab01_perceptron", "ada_lab01 (2)", "lab01-ada")]
    ['ada', 'ada', 'ada']
    """
    number = re.escape(lab.split("_")[0])
    for pattern in (
        rf"[ _-]{re.escape(lab)}.*$",
        rf"[ _-]{number}\b.*$",
        rf"[ _-]{number}_.*$",
        rf"^{re.escape(lab)}[ _-]+",
        rf"^{number}[ _-]+",
    ):
        short = re.sub(pattern, "", stem, flags=re.IGNORECASE)
        if short and short != stem:
            return short
    return stem


def _of_folder(lab: str, folder: Path) -> Submission:
    candidates = [
        p for p in sorted(folder.rglob("*.ipynb")) if ".ipynb_checkpoints" not in p.parts and p.is_file()
    ]
    if not candidates:
        return Submission(folder.name, reason=f"there is no notebook in the folder {folder.name}")
    by_rank = sorted(candidates, key=lambda p: (_rank(p, lab), len(p.parts), p.name))
    best = by_rank[0]
    submission = _read(folder.name, best)
    repairs = list(submission.repairs)
    if best.stem != lab:
        repairs.append(f"the file is called {best.name}; it was taken for {lab}")
    if len(candidates) > 1:
        repairs.append(f"{len(candidates)} notebooks in the folder; {best.relative_to(folder)} is graded")
    return replace(submission, repairs=tuple(repairs))


def _rank(path: Path, lab: str) -> int:
    """0 for the lab's own name, 1 for a copy of it, 2 for the lab's number, 3 for anything else."""
    if path.stem == lab:
        return 0
    return 1 if lab in path.stem else 2 if lab.split("_")[0] in path.stem else 3


def _read(student: str, path: Path) -> Submission:
    try:
        return Submission(student, path, read_notebook(path))
    except UnreadableNotebook as e:
        return Submission(student, path, reason=str(e))


def _name(s: Submission) -> str:
    return str(s.path.name if s.path else s.student)
