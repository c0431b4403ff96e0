"""Who tries the jail: this user; as root also with an interpreter that all may read, and as an ordinary user."""

from __future__ import annotations

import hashlib
import http.server
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from course.grading import jail
from course.grading.jail import identity, readable

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
NOBODY = 65534
SYSTEM_PYTHON = Path("/usr/bin/python3")
PACKAGES = sysconfig.get_path("purelib")


@dataclass
class Who:
    """An interpreter and a user that run trials; the reports of a set are kept."""

    name: str
    python: str
    uid: int
    reports: dict = field(default_factory=dict)

    def run(self, world: dict, module: str, names: list[str]) -> dict:
        """Run the trials `names` in one program and return their reports by name."""
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{ROOT}:{PACKAGES}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        done = subprocess.run(
            [self.python, "-P", str(HERE / "warden.py")], text=True, capture_output=True, cwd="/", env=environment,
            input=json.dumps({"world": world, "module": module, "names": names, "packages": [PACKAGES]}),
            **({} if self.uid == os.geteuid() else {"user": self.uid, "group": self.uid, "extra_groups": []}),
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        reports = map(json.loads, done.stdout.splitlines())
        return {r["name"]: r for r in reports}

    def report(self, world: dict, module: str, names: list[str], name: str) -> dict:
        """Return the report of one trial; the whole set runs at once, when the first is asked for."""
        key = (module, tuple(names))
        if key not in self.reports:
            self.reports[key] = self.run(world, module, names)
        return self.reports[key][name]


def _same_version(python: Path) -> bool:
    command = [python, "-c", "import sys; print(sys.version_info[:2])"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() == str(sys.version_info[:2])


def people() -> list[Who]:
    """Return all that this machine lets us be."""
    me = Who("root" if os.geteuid() == 0 else "user", sys.executable, os.geteuid())
    if os.geteuid() != 0:
        return [me]
    rules = [r.path for r in readable.everything()]
    if identity.can_be_another([sys.executable, *rules, PACKAGES, str(HERE / "warden.py")]):
        return [me, Who("user", sys.executable, NOBODY)]
    if (
        SYSTEM_PYTHON.exists()
        and _same_version(SYSTEM_PYTHON)
        and identity.can_be_another([PACKAGES, str(HERE)])
    ):
        public = str(SYSTEM_PYTHON)
        return [me, Who("root, public Python", public, 0), Who("user", public, NOBODY)]
    return [me]


LEVEL = jail.probe()
PEOPLE = people() if LEVEL.full else []


@pytest.fixture(params=PEOPLE, ids=lambda w: w.name)
def who(request):
    return request.param


@pytest.fixture(scope="session")
def world():
    """What lies around the jail, and must lie there unchanged afterwards."""
    outside = Path(tempfile.mkdtemp(prefix="course-outside-"))
    ada = outside / "submissions" / "ada" / "lab.ipynb"
    ada.parent.mkdir(parents=True)
    for path in (ada, outside / "secret", outside / "gradebook.db"):
        path.write_text("what no submission may see")
    for path in (outside, *outside.rglob("*")):  # no mode of a file keeps anybody out: only the jail does
        path.chmod(0o777 if path.is_dir() else 0o666)
    course, hidden = (
        ROOT / "course",
        ("checks/*.py", "exercises/**/*.py", "grading/*.py", "authoring/*.py", "lab.py"),
    )
    files = {p for pattern in hidden for p in course.glob(pattern)} - {
        Path(r.path) for r in readable.course()
    }
    folders = (
        "tests/**/*.py",
        "solutions/**/*.py",
        "examples/**/*",
        "pyproject.toml",
        ".git/config",
        "README.md",
    )
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {
        "root": str(ROOT),
        "outside": str(outside),
        "course_files": sorted(map(str, files)),
        "project_files": sorted(str(p) for pattern in folders for p in ROOT.glob(pattern) if p.is_file()),
        "readable_file": next(r.path for r in readable.course() if r.path.endswith(".py")),
        "secret": "the course's key",
        "port": server.server_port,
    }
    server.shutdown()
    server.server_close()
    shutil.rmtree(outside)


def state(folder: Path) -> dict:
    """Return all that can be changed of a folder: names, contents, modes, owners, times."""
    found = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        s = path.stat()
        text = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else sorted(os.listdir(path))
        found[str(path)] = (text, s.st_mode, s.st_uid, s.st_gid, s.st_mtime_ns, s.st_nlink)
    return found
