"""Grade a whole class: collect, look, judge, write; one bad notebook never stops the rest."""

from __future__ import annotations

import hashlib
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from course import __version__, seeds
from course.checks import Lab
from course.exercises import find_lab
from course.grading import tables
from course.grading.collect import Submission, collect
from course.grading.feedback import write_feedback
from course.grading.grade import blank_result, guarded, judge_sight, look
from course.grading.gradebook import GradebookError, gradebook_url, open_gradebook
from course.grading.observer import Limits, Observer
from course.grading.outline import Outline, read_outline
from course.grading.preflight import Places, PreflightError, preflight
from course.grading.result import GRADED, Result
from course.grading.runner import SubprocessObserver
from course.grading.verdicts import Sight, Task, tasks_of

Progress = Callable[[Result, int, int], None]


@dataclass(frozen=True)
class Report:
    """What a run has graded, and where everything lies."""

    lab: Lab
    results: tuple[Result, ...]
    out: Path
    files: dict[str, Path]
    isolation: str
    seconds: float
    trouble: tuple[str, ...] = ()

    @property
    def all_graded(self) -> bool:
        """True if no exercise of any submission is left to a person for want of a verdict."""
        return all(r.status == GRADED for r in self.results)

    @property
    def median(self) -> float:
        """Seconds (wall) to observe a submission: half of the class took longer."""
        seconds = [r.seconds for r in self.results if r.seconds]
        return statistics.median(seconds) if seconds else 0.0


def grade_class(
    lab: str,
    folder: Path,
    out: Path,
    *,
    root: Path = Path(),
    reference: Path | None = None,
    students: Sequence[str] = (),
    workers: int = 1,
    db_url: str | None = None,
    limits: Limits | None = None,
    observer: Observer | None = None,
    progress: Progress | None = None,
) -> Report:
    """Grade all submissions in `folder` and write gradebook, feedback pages, grades and results to `out`.

    Parameters
    ----------
    lab : str
        Name or number of the lab.
    root : Path
        The course: `solutions/`, `labs/` and the course key.
    reference : Path or None
        The instructor's notebook, if it is not in its place under `root`.
    students : sequence of str
        Only these; default: all.
    workers : int
        Submissions that are observed at the same time.
    db_url : str or None
        Another gradebook than `out/gradebook.db`.
    progress : callable (result, number, total) or None
        Called after each submission.

    Raises
    ------
    PreflightError
        The reference solution does not earn 100 %, or is not there.
    FileNotFoundError
        There is no such folder, or no such student in it.
    """
    start = time.monotonic()
    found = find_lab(lab)
    places, limits, observer = (
        Places(root, found.name, reference),
        limits or Limits(),
        observer or SubprocessObserver(),
    )
    submissions = wanted(collect(found.name, folder), students, folder)
    key = seeds.course_key(root, create=True) or ""
    tasks = tasks_of(found, key)
    preflight(places, tasks, observer, limits)
    outline = read_outline(places.release, places.solution)
    out.mkdir(parents=True, exist_ok=True)
    results, trouble = [], list[str]()
    for result in graded(submissions, tasks, observer, limits, outline, workers):
        results.append(result)
        if progress is not None:
            progress(result, len(results), len(submissions))
    results.sort(key=lambda r: r.student.casefold())
    files = {"results": out / "results.json", "grades": out / "grades.csv", "feedback": out / "feedback"}
    head = _head(found, tasks, key, observer.isolation)
    tables.write_json(files["results"], head, results)
    tables.write_csv(files["grades"], found, results)
    trouble += _feedback(found, results, outline, files["feedback"])
    if outline is not None:
        files["gradebook"] = out / "gradebook.db"
        trouble += _gradebook(db_url or gradebook_url(files["gradebook"]), found, outline, results)
    return Report(
        found, tuple(results), out, files, observer.isolation, time.monotonic() - start, tuple(trouble)
    )


def wanted(submissions: list[Submission], students: Sequence[str], folder: Path) -> list[Submission]:
    """Return the submissions of `students`, all if none are named."""
    names = {s.student for s in submissions}
    missing = [s for s in students if s not in names]
    if missing or not submissions:
        what = f"no submission of {', '.join(missing)}" if missing else "no submission"
        message = f"{folder} holds {what}; it should hold one folder or one notebook a student"
        raise FileNotFoundError(message)
    return [s for s in submissions if s.student in students] if students else submissions


def graded(
    submissions: Sequence[Submission],
    tasks: Sequence[Task],
    observer: Observer,
    limits: Limits,
    outline: Outline | None,
    workers: int,
) -> Iterator[Result]:
    """Yield results as they come: observed in up to `workers` threads, judged in this one."""
    with ThreadPoolExecutor(max(workers, 1)) as pool:
        waiting: dict[Future[Sight], Submission] = {}
        queue = list(submissions)
        while queue or waiting:
            while queue and len(waiting) < max(workers, 1):
                one = queue.pop(0)
                if one.notebook is None:
                    yield blank_result(one, tasks, one.reason)
                else:
                    waiting[pool.submit(look, one, tasks, observer, limits)] = one
            done, _ = wait(waiting, return_when=FIRST_COMPLETED) if waiting else (set[Future[Sight]](), None)
            for future in done:
                yield _judged(future, waiting.pop(future), tasks, outline)


def _judged(
    sight: Future[Sight], submission: Submission, tasks: Sequence[Task], outline: Outline | None
) -> Result:
    return guarded(submission, tasks, lambda: judge_sight(sight.result(), tasks, outline))


def _head(lab: Lab, tasks: Sequence[Task], key: str, isolation: str) -> dict[str, object]:
    """What is recorded with every run: version, fingerprint of the key, seeds, isolation."""
    return {
        "lab": lab.name,
        "title": lab.title,
        "deltarule": __version__,
        "isolation": isolation,
        "key": hashlib.sha256(key.encode()).hexdigest()[:12],
        "seeds": {t.exercise.name: str(t.seed) for t in tasks},
    }


def _feedback(lab: Lab, results: Sequence[Result], outline: Outline | None, folder: Path) -> list[str]:
    """Write a page a student; one that cannot be written is told, and stops no other."""
    trouble = []
    for r in results:
        try:
            write_feedback(folder, lab, r, outline)
        except Exception as e:
            trouble.append(f"no feedback page for {r.student}: {type(e).__name__}: {e}")
    return trouble


def _gradebook(url: str, lab: Lab, outline: Outline, results: Sequence[Result]) -> list[str]:
    trouble = []
    try:
        with open_gradebook(url, lab.name, outline) as book:
            for r in results:
                try:
                    book.write(r)
                except GradebookError as e:
                    trouble.append(f"{r.student}: {e}")
    except GradebookError as e:
        trouble.append(str(e))
    return trouble


__all__ = ["PreflightError", "Report", "grade_class"]
