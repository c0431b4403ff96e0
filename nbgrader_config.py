"""nbgrader's configuration of the course: solutions/ → labs/, and what stock nbgrader leaves open."""

import os
import secrets
import sys
from pathlib import Path

from course.authoring import release
from course.seeds import KEY_VARIABLE, course_key

root = Path(__file__).resolve().parent
os.environ["PATH"] = (
    f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic by name
)
os.environ.setdefault(
    KEY_VARIABLE, course_key(root, create=True)
)  # hidden seeds, the same as in `course grade`

c = get_config()  # noqa: F821
c.merge(release.config())
c.CourseDirectory.course_id = "deltarule"
c.CourseDirectory.root = str(root)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "labs"
c.CourseDirectory.ignore = ["*.py", "*.pyc", "figures", ".ipynb_checkpoints", "__pycache__"]
c.CourseDirectory.db_url = (
    f"sqlite:///{root / 'gradebook.db'}?timeout=60"  # waits for a lock instead of failing
)
c.GenerateAssignment.preprocessors = release.PREPROCESSORS
c.Execute.timeout = 120
c.Execute.skip_cells_with_tag = secrets.token_hex(8)  # else the tag "skip-execution" gives full marks
c.Execute.shutdown_kernel = "immediate"
