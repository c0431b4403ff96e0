"""Copy a lab to where a student works; a file that is there already is never touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from course.exercises import find_lab


def start_lab(root: Path, lab: str, into: Path) -> tuple[Path, bool]:
    """Copy the released notebook of `lab` to `into/<lab>/`.

    Returns
    -------
    path : Path
        The student's notebook.
    fresh : bool
        True if it was copied now, False if it was there already and was left as it is.

    Raises
    ------
    FileNotFoundError
        The lab has not been built.
    """
    name = find_lab(lab).name
    released = root / "labs" / name / f"{name}.ipynb"
    if not released.exists():
        message = f"{released}: the released notebook is missing; run `course build {name}`"
        raise FileNotFoundError(message)
    path = into / name / released.name
    if path.exists():
        return path, False
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(released, path)
    return path, True


def open_in_jupyterlab(path: Path) -> int:
    """Open a notebook in JupyterLab, without its news and update questions; return the exit status."""
    options = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")  # a container; JupyterLab would refuse to start
    try:
        return subprocess.run([sys.executable, "-m", "jupyterlab", *options, str(path)]).returncode
    except KeyboardInterrupt:
        return 0
