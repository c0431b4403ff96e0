"""The set-up cell on a machine without the course, such as Colab: it installs the wheel beside the notebook, nothing else."""

import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAB = "lab01_perceptron"
pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A Python that sees this environment's packages, but not the course."""
    folder = tmp_path_factory.mktemp("machine")
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    site = next((folder / "venv").glob("lib/python*/site-packages"))
    (site / "packages.pth").write_text(
        sysconfig.get_paths()["purelib"] + "\n"
    )  # its own .pth files are not read
    return folder


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "course", source / "course", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(source / "dist"), str(source)]
    subprocess.run(command, check=True, capture_output=True)
    return next((source / "dist").glob("deltarule-*.whl"))


def setup_cell() -> str:
    cells = json.loads((ROOT / "labs" / LAB / f"{LAB}.ipynb").read_text())["cells"]
    return "".join(next(c["source"] for c in cells if c["id"] == "setup"))


def run(machine: Path, code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    python = machine / "venv" / "bin" / "python"
    env = {"PATH": "/usr/bin:/bin", "HOME": str(cwd), "MPLBACKEND": "Agg", "PIP_NO_INDEX": "1"}
    return subprocess.run([str(python), "-c", code], cwd=cwd, env=env, capture_output=True, text=True)


def test_without_a_wheel_it_says_how_to_get_one(machine, tmp_path):
    done = run(machine, setup_cell(), tmp_path)
    assert done.returncode == 1
    assert "Upload deltarule-….whl, which comes with the course, beside this notebook" in done.stderr


def test_with_the_wheel_beside_it_the_checks_work_and_nothing_else_is_installed(machine, wheel, tmp_path):
    shutil.copy(wheel, tmp_path)
    code = setup_cell() + '\nprint(check("add_bias", lambda X: np.column_stack([np.ones(len(X)), X])).score)'
    done = run(machine, code, tmp_path)
    assert done.stdout.strip() == "4.0", done.stderr
    installed = {
        p.name.split("-")[0] for p in (machine / "venv").glob("lib/python*/site-packages/*.dist-info")
    }
    assert installed <= {"pip", "setuptools", "deltarule"}
