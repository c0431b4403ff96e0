"""A real JupyterLab and a real Chromium for tests: `lab([...cells])` opens a notebook and gives a `Lab`."""

from __future__ import annotations

import ast
import json
import os
import re
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
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--ip=127.0.0.1",
        f"--port={port}",
        "--ServerApp.port_retries=0",
    ]
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
    """One context of a headless Chromium for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    with sync_playwright() as playwright:
        bundled = playwright.chromium.executable_path
        found = next(
            filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), bundled
        )
        if not Path(found).exists():
            missing("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser.new_context()  # one cache for all pages: JupyterLab is loaded once
        browser.close()


class Lab:
    """JupyterLab with one notebook open; everything goes through `window.jupyterapp`: no menus, no sleeps."""

    def __init__(self, page: Any, url: str) -> None:
        self.page = page
        self.url = url
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda entry: entry.type == "error" and self.errors.append(entry.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.load()

    def load(self) -> None:
        self.page.goto(f"{self.url}/lab?reset")
        self.page.wait_for_function("window.jupyterapp?.commands.hasCommand('docmanager:open')")
        self.page.evaluate("window.jupyterapp.restored")
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")

    def open(self, name: str) -> None:
        self.errors.clear()
        self.page.evaluate("path => window.jupyterapp.commands.execute('docmanager:open', { path })", name)
        self.page.wait_for_function(
            """(name) => {
                const panel = window.jupyterapp.shell.currentWidget;
                return panel?.context?.path === name && panel.context.isReady
                    && panel.sessionContext.session?.kernel?.status === 'idle';
            }""",
            arg=name,
        )

    def run_all(self) -> None:
        """Run all cells; returns when the last one is done."""
        assert self.page.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')") is not False

    def python(self, expression: str) -> Any:
        """Evaluate an expression in the kernel; an error comes back as its text."""
        text = self.page.evaluate(
            """async (expression) => {
                const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
                const request = { code: '', silent: true, user_expressions: { value: expression } };
                const reply = await kernel.requestExecute(request).done;
                const value = reply.content.user_expressions.value;
                const failed = () => JSON.stringify(`${value.ename}: ${value.evalue}`);
                return value.data ? value.data['text/plain'] : failed();
            }""",
            expression,
        )
        return ast.literal_eval(text)

    def execute(self, code: str) -> None:
        """Run code in the kernel, as a cell would."""
        status = self.page.evaluate(
            """async (code) => {
                const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
                return (await kernel.requestExecute({ code }).done).content.status;
            }""",
            code,
        )
        assert status == "ok"

    def becomes(self, expression: str, value: Any, timeout_s: float = 20) -> None:
        """Wait until an expression in the kernel has this value; floats agree to 9 digits."""
        end = time.monotonic() + timeout_s
        while (got := self.python(expression)) != pytest.approx(value, rel=1e-9, abs=1e-9):
            assert time.monotonic() < end, f"{expression} is {got}, expected {value}"

    def n_cells(self) -> int:
        return int(self.page.evaluate("window.jupyterapp.shell.currentWidget.content.widgets.length"))

    def theme(self, name: str) -> None:
        """Switch to 'JupyterLab Dark' or 'JupyterLab Light'."""
        self.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", name
        )
        self.page.wait_for_selector("#jupyterlab-splash", state="detached")
        light = "true" if "Light" in name else "false"
        self.page.wait_for_selector(
            f'body[data-jp-theme-light="{light}"][data-jp-theme-name="{name}"]', state="attached"
        )

    def external(self) -> list[str]:
        """Return the requests that left this machine."""
        local = (self.url, self.url.replace("http", "ws", 1), "blob:", "data:")
        return [request for request in self.requests if not request.startswith(local)]

    def close(self) -> None:
        """Close every notebook without a question, and stop its kernel."""
        self.page.evaluate(
            """async () => {
                const { shell, serviceManager } = window.jupyterapp;
                for (const widget of [...shell.widgets('main')]) widget.dispose();
                await serviceManager.sessions.shutdownAll();
            }"""
        )


@pytest.fixture(scope="session")
def desk(jupyter: tuple[str, Path], chromium: Any) -> Lab:
    """JupyterLab in one page for all tests: loading it costs more than most tests do."""
    return Lab(chromium.new_page(), jupyter[0])


@pytest.fixture
def lab(desk: Lab, jupyter: tuple[str, Path], request: pytest.FixtureRequest) -> Iterator[Callable[..., Lab]]:
    """Open a notebook of the given code cells and run it: ``lab(["1 + 1"])``."""
    count = 0

    def start(cells: Sequence[str], width: int = 1060, **media: Any) -> Lab:
        nonlocal count
        count += 1
        name = f"{re.sub(r'[^a-z0-9]+', '-', request.node.name.lower())}-{count}.ipynb"
        (jupyter[1] / name).write_text(json.dumps(notebook(cells)))
        desk.page.set_viewport_size({"width": width, "height": 1000})
        desk.page.emulate_media(**media)
        desk.open(name)
        desk.run_all()
        return desk

    yield start
    desk.page.emulate_media(reduced_motion="null")
    desk.close()


def notebook(cells: Sequence[str]) -> dict[str, Any]:
    """Return notebook JSON with one code cell a text."""
    empty = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    code = [{**empty, "id": f"cell-{n}", "source": text} for n, text in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return {"cells": code, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


# Contrast of each visible text below `root` with what lies behind it (WCAG 2): [[text, ratio], …].
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
