"""What a well-behaved function leaves alone, measured round one call, and put back after it."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np


def world() -> dict[str, Any]:
    """Return a fingerprint of each global state: random generators, torch's modes, NumPy's error state."""
    name, keys, position, has_gauss, cached = np.random.get_state(legacy=True)  # noqa: NPY002
    state: dict[str, Any] = {
        "NumPy's global generator": hash((name, np.asarray(keys).tobytes(), position, has_gauss, cached)),
        "Python's global generator": hash(random.getstate()),
        "NumPy's error state": tuple(np.geterr().items()),
    }
    torch = sys.modules.get("torch")
    if torch is not None:
        state["torch's global generator"] = hash(torch.get_rng_state().numpy().tobytes())
        state["torch's gradient mode"] = torch.is_grad_enabled()
        state["torch's default dtype"] = str(torch.get_default_dtype())
    return state


@contextlib.contextmanager
def kept_modes() -> Iterator[None]:
    """Put NumPy's error state and torch's modes back: one call must not change the next."""
    errors, torch = np.geterr(), sys.modules.get("torch")
    modes = (torch.is_grad_enabled(), torch.get_default_dtype()) if torch else None
    try:
        yield
    finally:
        np.seterr(**errors)
        if torch is not None and modes is not None:
            torch.set_grad_enabled(modes[0])
            torch.set_default_dtype(modes[1])


@contextlib.contextmanager
def kept_world() -> Iterator[None]:
    """Put the global random generators back, and close the figures that were opened."""
    numpy_state, python_state = np.random.get_state(), random.getstate()  # noqa: NPY002
    torch, pyplot = sys.modules.get("torch"), sys.modules.get("matplotlib.pyplot")
    torch_state = torch.get_rng_state() if torch else None
    figures = set(pyplot.get_fignums()) if pyplot else set()
    try:
        yield
    finally:
        np.random.set_state(numpy_state)  # noqa: NPY002
        random.setstate(python_state)
        if torch is not None and torch_state is not None:
            torch.set_rng_state(torch_state)
        for number in set(pyplot.get_fignums()) - figures if pyplot else ():
            pyplot.close(number)


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep file descriptor 2 silent: libraries in C write warnings there without asking Python."""
    with contextlib.suppress(Exception):
        sys.stderr.flush()
    saved = os.dup(2)
    with tempfile.TemporaryFile() as sink:
        os.dup2(sink.fileno(), 2)
        try:
            yield
        finally:
            with contextlib.suppress(Exception):
                sys.stderr.flush()
            os.dup2(saved, 2)
            os.close(saved)


class Counted:
    """A function argument that counts its calls and remembers whether it changed what it was given."""

    def __init__(self, f: Callable[..., Any], name: str) -> None:
        self.f, self.name, self.calls = f, name, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.calls += 1
        return self.f(*args, **kwargs)
