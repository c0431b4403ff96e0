"""What a well-behaved function leaves alone, measured round one call, and put back after it."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

# Bound here: a student's code may replace np.random or its functions.
_numpy_state, _set_numpy_state, _seed_numpy = np.random.get_state, np.random.set_state, np.random.seed
_python_state, _set_python_state, _seed_python = random.getstate, random.setstate, random.seed
_FIXED = 71_993  # no number that a student would take, so that seeding the global generator shows as a change


def world() -> dict[str, Any]:
    """Return a fingerprint of each global state: random generators, torch's modes, NumPy's error state."""
    name, keys, position, has_gauss, cached = _numpy_state(legacy=True)
    state: dict[str, Any] = {
        "NumPy's global generator": hash((name, np.asarray(keys).tobytes(), position, has_gauss, cached)),
        "Python's global generator": hash(_python_state()),
        "NumPy's error state": tuple(np.geterr().items()),
    }
    torch = sys.modules.get("torch")
    if torch is not None:
        state["torch's global generator"] = hash(torch.get_rng_state().numpy().tobytes())
        state["torch's gradient mode"] = torch.is_grad_enabled()
        state["torch's default dtype"] = str(torch.get_default_dtype())
    return state


def seed_globals() -> None:
    """Start the global generators at a fixed place, so that an observation can be repeated."""
    _seed_numpy(_FIXED)
    _seed_python(_FIXED)
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.default_generator.manual_seed(_FIXED)


@contextlib.contextmanager
def standard_modes() -> Iterator[None]:
    """Set NumPy's error state and torch's modes to their defaults, and put back what was there.

    What a notebook has set before a check, or a call in it, must not change the next call or a right answer.
    """
    errors, torch, depth = np.geterr(), sys.modules.get("torch"), sys.getrecursionlimit()
    modes = (torch.is_grad_enabled(), torch.get_default_dtype()) if torch else None
    np.seterr(divide="warn", over="warn", under="ignore", invalid="warn")
    _set_torch(modes and (True, torch.float32 if torch else None))
    try:
        yield
    finally:
        np.seterr(**errors)
        sys.setrecursionlimit(depth)
        torch = sys.modules.get("torch")
        _set_torch(modes or (torch and (True, torch.float32)))


def _set_torch(modes: Any) -> None:
    torch = sys.modules.get("torch")
    if torch is not None and modes:
        torch.set_grad_enabled(modes[0])
        torch.set_default_dtype(modes[1])


def inside(model: Any) -> dict[str, Any] | None:
    """Return what a call may change in a torch model (weights, gradients, modes); None for anything else."""
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(model, torch.nn.Module):
        return None
    parameters = dict(model.named_parameters())
    return {
        "weights": {k: p.detach() for k, p in parameters.items()},
        "buffers": dict(model.named_buffers()),
        "gradients": {k: p.grad for k, p in parameters.items()},
        "requires_grad": {k: p.requires_grad for k, p in parameters.items()},
        "mode (train or eval)": {k: m.training for k, m in model.named_modules()},
        "hooks": sum(
            len(m._forward_hooks) + len(m._forward_pre_hooks) + len(m._backward_hooks)
            for m in model.modules()
        ),
    }


@contextlib.contextmanager
def kept_world() -> Iterator[None]:
    """Put random generators and the working folder back, and close the figures that were opened."""
    folder = _folder()
    numpy_state, python_state, torch = _numpy_state(), _python_state(), sys.modules.get("torch")
    torch_state = torch.get_rng_state() if torch else None
    figures = _figures()
    try:
        yield
    finally:
        if folder and folder != _folder():
            os.chdir(folder)
        _set_numpy_state(numpy_state)
        _set_python_state(python_state)
        if torch is not None and torch_state is not None:
            torch.set_rng_state(torch_state)
        for number in _figures() - figures:
            sys.modules["matplotlib.pyplot"].close(number)


def _folder() -> str:
    try:
        return os.getcwd()
    except OSError:  # it is gone
        return ""


def _figures() -> set[int]:
    pyplot = sys.modules.get("matplotlib.pyplot")  # a student's code may be the first to import it
    return set(pyplot.get_fignums()) if pyplot else set()


@contextlib.contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep file descriptor 2 silent: libraries in C write warnings there without asking Python."""
    with contextlib.suppress(Exception):
        sys.stderr.flush()
    try:
        saved = os.dup(2)
    except OSError:  # there is no such descriptor, so nothing can be written to it
        yield
        return
    with tempfile.TemporaryFile() as sink:
        os.dup2(sink.fileno(), 2)
        try:
            yield
        finally:
            with contextlib.suppress(Exception):
                sys.stderr.flush()
            os.dup2(saved, 2)
            os.close(saved)


class Printed(io.TextIOBase):
    """Stands in for stdout and stderr: keeps the first `limit` characters, and cannot be closed."""

    def __init__(self, limit: int) -> None:
        self.parts: list[str] = []
        self.room = limit

    def write(self, text: str) -> int:
        """Keep what there is room for."""
        if not issubclass(type(text), str):
            message = f"write() takes a str, got {type(text).__name__}"
            raise TypeError(message)
        kept = str.__getitem__(text, slice(max(self.room, 0)))
        self.parts.append(kept)
        self.room -= len(kept)
        return str.__len__(text)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def close(self) -> None:
        """Do nothing: the caller's stream is not the student's to close."""

    @property
    def text(self) -> str:
        """What was written, cut to the limit."""
        return "".join(self.parts)


class Counted:
    """A function argument that counts its calls and remembers whether it changed what it was given."""

    def __init__(self, f: Callable[..., Any], name: str) -> None:
        self.f, self.name, self.calls = f, name, 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Count, and call."""
        self.calls += 1
        return self.f(*args, **kwargs)
