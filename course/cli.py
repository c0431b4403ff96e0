"""The command line: parse and print only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from course.grading.command import Report

FOLDER = click.Path(path_type=Path, file_okay=False)
BLANK = 3  # exit code: all done, but some exercises wait for a person


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deltarule", prog_name="course")
def main() -> None:
    """Build labs, hand them out, grade a class."""


@main.command()
@click.argument("lab")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("-o", "--out", type=FOLDER, default=Path("graded"), show_default=True, help="Where results go.")
@click.option(
    "--root", type=FOLDER, default=Path(), show_default=True, help="The course: solutions/, labs/, its key."
)
@click.option("--student", "students", multiple=True, help="Grade only this student; may be repeated.")
@click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, help="Submissions observed at a time."
)
@click.option(
    "--wall",
    type=click.FloatRange(0.1),
    default=10.0,
    show_default=True,
    help="Seconds an exercise may take.",
)
@click.option(
    "--memory", type=click.IntRange(256), default=4096, show_default=True, help="MiB a submission may take."
)
@click.option(
    "--isolation",
    type=click.Choice(["jail", "process"]),
    default="jail",
    show_default=True,
    help="jail: no files, network or processes for student code (Linux); process: limits only, for code you trust.",
)
@click.option("--db-url", default=None, help="Another gradebook than OUT/gradebook.db.")
def grade(
    lab: str,
    folder: Path,
    out: Path,
    root: Path,
    students: tuple[str, ...],
    workers: int,
    wall: float,
    memory: int,
    isolation: str,
    db_url: str | None,
) -> None:
    """Grade the submissions of LAB in FOLDER: gradebook, feedback pages, grades.

    FOLDER holds one folder a student (ada/lab01_perceptron.ipynb) or one file a student (ada.ipynb).
    Exit code 0: all graded; 3: something waits for a person; 1: nothing graded; 2: wrong usage.
    """
    from course.grading.command import PreflightError, grade_class
    from course.grading.isolation import IsolationError, observer_for
    from course.grading.observer import Limits

    limits = Limits(wall=wall, cpu=wall, memory=memory << 20)
    try:
        with observer_for(isolation) as observer:
            report = grade_class(
                lab,
                folder,
                out,
                root=root,
                students=students,
                workers=workers,
                db_url=db_url,
                limits=limits,
                observer=observer,
            )
    except (PreflightError, FileNotFoundError, IsolationError) as e:
        raise click.ClickException(str(e)) from e
    except ValueError as e:  # no such lab
        raise click.UsageError(str(e)) from e
    print_report(report)
    sys.exit(0 if report.all_graded and not report.trouble else BLANK)


def print_report(report: Report) -> None:
    """Print the table of a class, and where everything lies."""
    from rich.console import Console

    from course.grading.tables import table

    console = Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 120)
    console.print(table(report.lab, report.results))
    each = f"{report.seconds:.1f} s in all, {report.median:.2f} s a submission (median)"
    console.print(f"{each} · isolation: {report.isolation}", style="dim", soft_wrap=True)
    for name, path in report.files.items():
        console.print(f"{name:<10} {path}", soft_wrap=True, markup=False)
    for line in report.trouble:
        console.print(line, style="red", markup=False)


@main.command()
@click.option(
    "-o", "--out", type=FOLDER, default=Path("build/demo"), show_default=True, help="Where results go."
)
@click.option("--root", type=FOLDER, default=Path(), show_default=True, help="The course.")
def demo(out: Path, root: Path) -> None:
    """Build the labs and grade the sample class of each: what an instructor gets, in one go."""
    from course.authoring import build as building
    from course.grading.command import grade_class
    from course.grading.isolation import best_observer
    from course.grading.observer import Limits
    from course.grading.sample import build_class

    root, out = root.resolve(), out.resolve()
    building.build(root)
    for texts in sorted((root / "examples" / "sample_class").glob("lab*")):
        lab, folder = texts.name, out / texts.name
        works = build_class(root / "labs" / lab / f"{lab}.ipynb", texts, folder / "submissions")
        with best_observer() as observer:
            report = grade_class(
                lab,
                folder / "submissions",
                folder,
                root=root,
                limits=Limits(wall=3),
                workers=2,
                observer=observer,
            )
        print_report(report)
        deserved = {w.student: w.expected for w in works}
        wrong = [r.student for r in report.results if r.score != deserved[r.student]]
        if wrong:
            message = f"{lab}: another score than the work deserves: {', '.join(wrong)}"
            raise click.ClickException(message)


@main.command()
def doctor() -> None:
    """Say how well this machine can lock student code up."""
    from course.grading.jail import probe

    level = probe()
    click.echo(f"isolation: {level.name} · {level.sentence}")
    for feature in level.missing:
        click.echo(f"  missing: {feature}")


@main.command()
@click.argument("lab", required=False)
@click.option(
    "--check", is_flag=True, help="Change nothing; fail if a notebook is not what its source gives."
)
@click.option("--root", type=FOLDER, default=Path(), show_default=True, help="The course: solutions/, labs/.")
def build(lab: str | None, check: bool, root: Path) -> None:
    """Build the notebooks of LAB, or of all labs, from their text sources; and docs/coverage.md."""
    from course.authoring import build as building
    from course.authoring import coverage

    root = root.resolve()
    try:
        changed = building.drifts(root, lab) if check else building.build(root, lab)
        covered = not (root / "docs").exists() or coverage.write(root, check=check)
    except ValueError as e:
        raise click.ClickException(str(e)) from e
    for item in changed:
        click.echo(item)
    if check and not covered:
        click.echo(
            "docs/coverage.md: it differs from docs/coverage.toml and the labs' covers=; run `course build`"
        )
    if check and (changed or not covered):
        sys.exit(1)
    if not changed:
        click.echo("Every notebook is what its source gives.")


@main.command()
@click.argument("lab")
@click.option("--into", type=FOLDER, default=Path("work"), show_default=True, help="Where you work.")
@click.option("--root", type=FOLDER, default=Path(), show_default=True, help="The course: labs/.")
@click.option("--open", "open_lab", is_flag=True, help="Open it in JupyterLab.")
def start(lab: str, into: Path, root: Path, open_lab: bool) -> None:
    """Copy LAB to where you work; a notebook that is there already is left as it is."""
    from course.authoring.start import open_in_jupyterlab, start_lab

    try:
        path, fresh = start_lab(root.resolve(), lab, into)
    except (ValueError, FileNotFoundError) as e:
        raise click.ClickException(str(e)) from e
    click.echo(f"{path}: {'copied' if fresh else 'yours, left as it is'}")
    if open_lab:
        sys.exit(open_in_jupyterlab(path))


if __name__ == "__main__":
    main()
