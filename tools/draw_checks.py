"""Draw docs/checks.png, the README's picture of a failed and a passed check, with headless Chromium."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from course import check

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = """def perceptron_predict(X, w):
    return np.where(w[0] + X @ w[1:] {sign} 0, 1, -1)"""
CELL = '<pre style="background:#f7f7f8;border:1px solid #ddd;border-radius:3px;padding:.5em .8em;margin:.3em 0;font-size:13px;max-width:46rem">{}</pre>'


def shown(sign: str) -> str:
    """Return two cells and the card that the check shows."""
    code = SOLUTION.format(sign=sign)
    namespace: dict[str, object] = {"np": np}
    exec(code, namespace)
    verdict = check("perceptron_predict", namespace["perceptron_predict"])
    cells = [code, 'check("perceptron_predict", perceptron_predict)']
    return "".join(CELL.format(html.escape(c)) for c in cells) + verdict._repr_html_()


def main() -> int:
    """Write the page, take its picture."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("Chromium is needed: apt-get install chromium")
        return 1
    page = (
        f'<meta charset="utf-8"><body style="margin:18px;background:white">{shown(">=")}<p></p>{shown(">")}'
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "checks.html"
        path.write_text(page, encoding="utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--force-device-scale-factor=1.5",
        ]
        picture = ROOT / "docs" / "checks.png"
        command = [chromium, *flags, "--window-size=810,470", f"--screenshot={picture}", path.as_uri()]
        subprocess.run(command, check=True, capture_output=True)
    print(picture.relative_to(ROOT), picture.stat().st_size, "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
