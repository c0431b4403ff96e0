"""A real JupyterLab and a real Chromium for tests: `lab([...cells])` opens a notebook and gives a `Lab`."""

from __future__ import annotations

import ast
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTUP_S = 90
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy must not see localhost


def missing(what: str) -> None:
    """Skip with the reason; under CI=true what is missing is a failure."""
    reason = f"{what} is missing, so the notebook cannot be opened in a real browser"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def isolated(home: Path) -> dict[str, str]:
    """Return an environment in which Jupyter reads and writes only below `home`."""
    folders = {
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
        "MPLCONFIGDIR": home / "matplotlib",
    }
    for folder in folders.values():
        folder.mkdir(parents=True)
    config = {
        "LabApp": {
            "expose_app_in_browser": True,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "news_url": None,
        },
        "IdentityProvider": {"token": ""},
        "ServerApp": {"password": "", "open_browser": False, "allow_root": True},
    }
    (home / "config" / "jupyter_lab_config.json").write_text(json.dumps(config))
    quiet = home / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True)
    quiet.write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    return {**os.environ, **{name: str(folder) for name, folder in folders.items()}, "PYTHONPATH": str(ROOT)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with OPENER.open(f"{url}/api/status", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a running JupyterLab and the folder of its notebooks."""
    home = tmp_path_factory.mktemp("jupyter")
    folder = home / "notebooks"
    folder.mkdir()
    url = f"http://127.0.0.1:{(port := free_port())}"
    command = [sys.executable, "-m", "jupyterlab", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    log = home / "jupyterlab.log"
    with log.open("wb") as sink:
        server = subprocess.Popen(
            [*command, f"--ServerApp.root_dir={folder}"],
            stdout=sink, stderr=subprocess.STDOUT, env=isolated(home), cwd=folder,
        )  # fmt: skip
        try:
            end = time.monotonic() + STARTUP_S
            while not answers(url):
                if server.poll() is not None or time.monotonic() > end:
                    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")
                time.sleep(0.1)  # between two looks at its state
            yield url, folder
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), bundled)
        if not Path(found).exists():
            missing("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


class Lab:
    """A notebook open in JupyterLab; everything goes through `window.jupyterapp`, no menus, no sleeps."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.url = url
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda entry: entry.type == "error" and self.errors.append(entry.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, name: str) -> None:
        self.page.goto(f"{self.url}/lab/tree/{name}?reset")
        self.page.wait_for_function(
            """() => window.jupyterapp?.shell.currentWidget?.context?.isReady
                  && window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"""
        )

    def run_all(self) -> None:
        """Run all cells; returns when the last one is done."""
        assert self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')") is not False

    def python(self, expression: str) -> Any:
        """Evaluate an expression in the kernel, after every message that the widgets have sent so far."""
        text = self.page.evaluate(
            """async (expression) => {
                const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
                const request = { code: '', silent: true, user_expressions: { value: expression } };
                const reply = await kernel.requestExecute(request).done;
                const value = reply.content.user_expressions.value;
                return value.data ? value.data['text/plain'] : value.ename + ': ' + value.evalue;
            }""",
            expression,
        )
        return ast.literal_eval(text)

    def n_cells(self) -> int:
        return int(self.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def theme(self, name: str) -> None:
        """Switch to 'JupyterLab Dark' or 'JupyterLab Light'."""
        self.page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
        light = "true" if "Light" in name else "false"
        self.page.wait_for_selector(f'body[data-jp-theme-light="{light}"][data-jp-theme-name="{name}"]', state="attached")

    def external(self) -> list[str]:
        """Return the requests that left this machine."""
        local = (self.url, self.url.replace("http", "ws", 1), "blob:", "data:")
        return [request for request in self.requests if not request.startswith(local)]

    def close(self) -> None:
        self.page.evaluate("window.jupyterapp?.serviceManager.sessions.shutdownAll()")
        self.page.context.close()


@pytest.fixture
def lab(
    jupyter: tuple[str, Path], chromium: Any, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Lab]]:
    """Open a notebook of the given code cells and run it: ``lab(["1 + 1"])``."""
    url, folder = jupyter
    opened: list[Lab] = []

    def start(cells: Sequence[str], width: int = 1060, height: int = 1000, **context: Any) -> Lab:
        name = f"{request.node.originalname}-{len(opened)}.ipynb"
        (folder / name).write_text(json.dumps(notebook(cells)))
        page = chromium.new_context(viewport={"width": width, "height": height}, **context).new_page()
        opened.append(Lab(page, url))
        opened[-1].open(name)
        opened[-1].run_all()
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def notebook(cells: Sequence[str]) -> dict[str, Any]:
    """Return notebook JSON with one code cell a text."""
    code = [
        {"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for n, text in enumerate(cells)
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": code, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


# Contrast of each visible text below `root` with what lies behind it, as WCAG 2 defines it: [[text, ratio], …].
CONTRAST = """root => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map(k => top[k] * top[3] + below[k] * (1 - top[3])).concat(1);
  const ground = (node) => {
    if (!node) return [255, 255, 255, 1];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(node.parentElement));
  };
  const light = (c) => { const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(c[0]) + 0.7152 * f(c[1]) + 0.0722 * f(c[2]); };
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || !node.checkVisibility() || node.closest('.xp-hidden')) continue;
    const style = getComputedStyle(node), back = ground(node);
    const [a, b] = [over(rgba(node instanceof SVGElement ? style.fill : style.color), back), back].map(light);
    found.push([text, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
  }
  return found;
}"""


@pytest.fixture
def contrasts() -> Callable[[Any], list[tuple[str, float]]]:
    """Contrast ratio of every text in a widget: ``contrasts(page.locator(".xp"))``."""
    return lambda locator: [(str(text), float(ratio)) for text, ratio in locator.evaluate(CONTRAST)]
