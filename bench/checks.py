"""How long a student waits: `import course`, the first and the second call of each check, as shares of what is allowed.

The last line has the worst share of each; below 1 keeps the promise (import 0.3 s, a check 0.5 s).
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMPORT_S, CHECK_S = 0.3, 0.5


def seconds_of_import() -> float:
    """Return the least of five imports in fresh processes, the start of Python taken off."""

    def least(code: str) -> float:
        times = []
        for _ in range(5):
            started = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
            times.append(time.perf_counter() - started)
        return min(times)

    return least("from course import check") - least("pass")


def main(lab: str = "lab01_perceptron") -> None:
    """Measure one lab."""
    from course import check
    from course.authoring.source import solved
    from course.exercises import find_lab

    imported = seconds_of_import()
    print(f"import course: {imported:.3f} s")
    namespace, worst = solved(ROOT / "solutions" / f"{lab}.py"), 0.0
    for exercise in find_lab(lab).exercises:
        if not exercise.is_question:
            times = []
            for _ in range(2):
                started = time.perf_counter()
                check(exercise.name, namespace[exercise.name])
                times.append(time.perf_counter() - started)
            worst = max(worst, *times)
            print(f"{exercise.name:<24} first {times[0]:.3f} s, second {times[1]:.3f} s")
    print(f"import={imported / IMPORT_S:.2f} check={worst / CHECK_S:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
