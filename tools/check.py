"""Everything that CI checks, one line a step; the first failure stops with the command that repeats it.

With CI=true, missing Debian packages are installed, and a step that had to be left out fails.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI") == "true"
PY = sys.executable
BIN = Path(PY).parent


@dataclass(frozen=True)
class Step:
    """A command, and what it needs beside the project's own packages."""

    name: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()


def pytest(*arguments: str) -> tuple[str, ...]:
    """Return a pytest command that prints little and reports what was skipped."""
    return (PY, "-m", "pytest", "-q", *arguments)


STEPS = (
    Step("format", (PY, "-m", "ruff", "format", "--check", ".")),
    Step("lint", (PY, "-m", "ruff", "check", ".")),
    Step("types", (PY, "-m", "mypy")),
    Step("layers", (str(BIN / "lint-imports"),)),
    Step("drift", (PY, "-m", "course.cli", "build", "--check")),
    Step("unit", pytest("-m", "not (proof or kernel or browser or torch)")),
    Step("torch", pytest("-m", "torch and not proof"), ("torch",)),
    Step("proof", (PY, "-m", "tests.proof.prove")),
    Step("labs", pytest("-m", "kernel")),
    Step("browser", pytest("-m", "browser"), ("chromium", "node")),
)

NEEDS: dict[str, tuple[Callable[[], bool], str]] = {
    "torch": (lambda: importlib.util.find_spec("torch") is not None, "pip install -e '.[torch]'"),
    "chromium": (
        lambda: bool(
            shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        ),
        "install Chromium (Debian: apt-get install chromium)",
    ),
    "node": (lambda: shutil.which("node") is not None, "install Node.js (Debian: apt-get install nodejs)"),
}
DEBIAN = {"chromium": "chromium", "node": "nodejs"}


def install_debian_packages() -> None:
    """Install what is missing, in CI only; a person installs for themselves."""
    missing = [package for need, package in DEBIAN.items() if not NEEDS[need][0]()]
    if missing and shutil.which("apt-get"):
        for command in (
            ["apt-get", "update", "-qq"],
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing],
        ):
            subprocess.run(
                command,
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )


def run(step: Step) -> bool:
    """Run one step; show its output if it fails, and the closing line of pytest in any case."""
    started = time.monotonic()
    env = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "MPLBACKEND": "Agg",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(step.command, cwd=ROOT, env=env, capture_output=True, text=True)
    output = (done.stdout + done.stderr).strip()
    last = output.splitlines()[-1] if output else ""
    skipped = CI and " skipped" in last and "pytest" in step.command
    ok = done.returncode == 0 and not skipped
    print(f"{'ok  ' if ok else 'FAIL'} {step.name:<9}{time.monotonic() - started:6.1f} s", flush=True)
    if "pytest" in step.command or step.name == "proof" or not ok:
        print(last if ok else output[-20_000:], flush=True)
    if skipped:
        print("A skipped test in CI is a failure.")
    if not ok:
        print(f"repeat: {' '.join(step.command)}", flush=True)
    return ok


def main() -> int:
    """Run all steps whose needs are met; say what was left out."""
    if CI:
        install_debian_packages()
    lacking = {need: remedy for need, (has, remedy) in NEEDS.items() if not has()}
    left_out = []
    for step in STEPS:
        missing = [n for n in step.needs if n in lacking]
        if missing:
            left_out.append(f"{step.name}: {'; '.join(lacking[n] for n in missing)}")
        elif not run(step):
            return 1
    for line in left_out:
        print(f"left out · {line}")
    return 1 if CI and left_out else 0


if __name__ == "__main__":
    sys.exit(main())
