"""What all explorables share: assembled front end, questions to the student's code, a poster."""

from __future__ import annotations

import html
from collections.abc import Callable
from importlib import resources
from typing import Any, ClassVar

import anywidget
import ipywidgets
import traitlets as t

__all__ = ["Explorable", "newest"]


def read(name: str) -> str:
    """Return the text of a front-end file that lies beside this module."""
    return resources.files("course.explorables").joinpath(name).read_text(encoding="utf-8")


def newest(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the notebook's latest definition of `function`.

    A student who corrects a function and runs its cell again expects the picture to follow, so a function
    defined at the top level of the notebook is looked up by its name at each call.

    Parameters
    ----------
    function : callable
        What was passed when the explorable was made.

    Returns
    -------
    callable
        What the same name means now, or `function` itself if it is no top-level function of a notebook.
    """
    name = getattr(function, "__name__", "")
    if getattr(function, "__module__", "") != "__main__" or getattr(function, "__qualname__", "") != name:
        return function
    latest = getattr(function, "__globals__", {}).get(name, function)
    return latest if callable(latest) else function


class Explorable(anywidget.AnyWidget):
    """An interactive picture: JavaScript in the browser, on request the student's own function in the kernel.

    A subclass names its JavaScript in `parts`, and defines `answer` (what the kernel replies) and `poster`
    (what is shown where no kernel is). An ES module held in a string cannot import a sibling, so `_esm` is
    ``base.js`` followed by the parts; `_css` is ``base.css``.

    Attributes
    ----------
    engine : {"reference", "mine"}
        Who computes: the browser, or the student's function.
    has_code : bool
        Whether a function of the student was passed; only then can the engine be chosen.
    code_name : str
        Name of that function, for messages.
    patience : float
        Seconds after which the picture says that the kernel does not answer.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    title: ClassVar[str] = ""

    engine = t.Enum(["reference", "mine"], default_value="reference").tag(sync=True)
    has_code = t.Bool(False).tag(sync=True)
    code_name = t.Unicode("").tag(sync=True)
    patience = t.Float(5.0).tag(sync=True)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        if "parts" in cls.__dict__:  # not in the nameless subclass that traitlets makes for each instance
            cls._esm = "\n".join(read(name) for name in ("base.js", *cls.parts))
            cls._css = read("base.css")
        super().__init_subclass__(**kwargs)

    def __init__(self, *, code: Any = None, **state: Any) -> None:
        if code is not None and not callable(code):
            message = (
                f"update must be a function, got {type(code).__name__}: pass its name without parentheses"
            )
            raise TypeError(message)
        self._code: Callable[..., Any] | None = code
        named = getattr(code, "__name__", "your function") if code is not None else ""
        super().__init__(has_code=code is not None, code_name=named, **state)
        self.on_msg(self._reply)

    def answer(self, code: Callable[..., Any], question: dict[str, Any]) -> dict[str, Any]:
        """Return the reply to one question of the front end, computed by the student's `code`."""
        raise NotImplementedError

    def poster(self) -> str:
        """Return a static SVG of the present state."""
        raise NotImplementedError

    def _reply(self, _widget: Any, content: Any, _buffers: Any) -> None:
        """Answer a message of the front end; a student's error becomes text, never a traceback."""
        if not isinstance(content, dict) or content.get("kind") != "ask":
            return
        self.send({"kind": "reply", "id": content.get("id"), **self._outcome(content)})

    def _outcome(self, question: dict[str, Any]) -> dict[str, Any]:
        if self._code is None:
            return {"error": "no function of yours was given", "unwritten": False}
        try:
            return self.answer(newest(self._code), question)
        except NotImplementedError:
            return {"error": "NotImplementedError", "unwritten": True}
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # the notebook must survive any of them
            text = f"{type(error).__name__}: {error}".rstrip(": ")
            return {"error": text[:300], "unwritten": False}

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Add the poster, so that pages without a kernel (GitHub, nbviewer) show the picture."""
        data, metadata = super()._repr_mimebundle_(**kwargs)
        note = html.escape(f"{self.title}: a still picture. Run this cell in Jupyter or Colab to move it.")
        style = "max-width:440px;margin:0;font:13px/1.4 sans-serif"
        figure = f'<figure style="{style}">{self.poster()}<figcaption>{note}</figcaption></figure>'
        return {**data, "text/html": figure}, metadata

    if hasattr(ipywidgets.Widget, "_ipython_display_"):  # ipywidgets 7, as in Colab, ignores mime bundles

        def _ipython_display_(self, **_kwargs: Any) -> None:
            from IPython.display import display

            data, metadata = self._repr_mimebundle_()
            display(data, metadata=metadata, raw=True)
