"""The frame in which plain data crosses: a head, a JSON tree and raw buffers; never pickle.

`encode` and `decode` write and read a frame. All limits are checked before memory is allocated, on both
sides; whatever a frame holds, `decode` returns a value or raises `Refused`.
"""

from __future__ import annotations

import json
import math
import re
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.checks.names import Made, Mine, Public, Rng, TorchRng
from course.checks.plain import KINDS, MAX_BITS, MAX_DEPTH, MAX_TEXT, Listed, Tensor
from course.checks.plain import Opaque as Opaque

MAX_BYTES, MAX_NODES, MAX_MARKS, MAX_AXES = 64 << 20, 400_000, 4_000_000, 32
_HEAD = struct.Struct("<4sIQ")
HEAD_SIZE, _MAGIC = _HEAD.size, b"obs1"
_SEEDED, _NAMED = {"rng": Rng, "torch_rng": TorchRng}, {"mine": Mine, "public": Public}
_ROWS: dict[type, str] = {tuple: "t", set: "S", frozenset: "Z"}
_UNROWS: dict[str, type] = {tag: kind for kind, tag in _ROWS.items()}
_TAGS: dict[type, str] = {cls: tag for tag, cls in {**_SEEDED, **_NAMED}.items()}
_DTYPE = re.compile(r"[<>|][biufc][0-9]{1,2}")


class Refused(ValueError):
    """A value that may not cross, or a frame that breaks a limit."""


@dataclass
class _Encoder:
    buffers: list[np.ndarray] = field(default_factory=list)
    nodes: int = 0

    def buffer(self, a: np.ndarray) -> int:
        if a.dtype.kind not in KINDS or not _DTYPE.fullmatch(a.dtype.str) or a.ndim > MAX_AXES:
            message = f"an array of dtype {a.dtype} and {a.ndim} axes may not cross; numbers only"
            raise Refused(message)
        self.buffers.append(np.ascontiguousarray(a).reshape(a.shape))
        return len(self.buffers) - 1

    def array(self, a: np.ndarray) -> dict[str, Any]:
        layout = ("C" if a.flags.c_contiguous else "F" if a.flags.f_contiguous else "S") if a.ndim else "C"
        return {"a": self.buffer(a), "o": layout + ("" if a.flags.writeable else "r")}

    def __call__(self, x: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > MAX_DEPTH + 4 or self.nodes > MAX_NODES:
            message = f"a value of more than {MAX_NODES} parts or {MAX_DEPTH} levels may not cross"
            raise Refused(message)
        kind = type(x)
        if x is None or kind is bool:
            return x
        if kind is str:
            return self.text(x)
        if kind is int:
            return self.whole(x)
        if kind is float:
            return {"f": x.hex() if math.isfinite(x) else repr(x)}
        if isinstance(x, np.ndarray):
            return self.array(x)
        if isinstance(x, np.generic):
            return {"n": self.buffer(np.asarray(x))}
        return self.compound(x, kind, lambda v: self(v, depth + 1))

    def text(self, x: str) -> str:
        if len(x) > MAX_TEXT:
            message = f"a text of {len(x)} characters may not cross (limit {MAX_TEXT})"
            raise Refused(message)
        return x

    def whole(self, x: int) -> Any:
        if x.bit_length() > MAX_BITS:
            message = f"a whole number of {x.bit_length()} bits may not cross (limit {MAX_BITS})"
            raise Refused(message)
        return x if abs(x) < 2**53 else {"i": hex(x)}

    def compound(self, x: Any, kind: type, sub: Any) -> Any:
        if kind is complex:
            return {"z": [sub(x.real), sub(x.imag)]}
        if kind is list:
            return [sub(v) for v in x]
        if kind in _ROWS:
            return {_ROWS[kind]: [sub(v) for v in x]}
        if kind is dict:
            return {"d": [[sub(k), sub(v)] for k, v in x.items()]}
        if kind is Tensor:
            return {"T": [self.buffer(x.array), x.dtype, x.requires_grad, x.graph]}
        if kind is Listed:
            return {"L": [sub(x.items), x.more]}
        if kind is Opaque:
            return {"O": x.type[:100]}
        if kind in _TAGS:
            return {_TAGS[kind]: sub(next(iter(vars(x).values())))}
        if kind is Made:
            return {"made": [x.name, sub(x.args)]}
        message = f"a {kind.__name__} may not cross; send plain data or a name"
        raise Refused(message)


def encode(x: Any) -> bytes:
    """Return the frame of `x`: a head, a JSON tree, raw buffers.

    Raises
    ------
    Refused
        `x` holds something other than data and names, or is too large.

    Examples
    --------
    >>> decode(encode({"w": (1, 2.5, None)}))
    {'w': (1, 2.5, None)}
    """
    encoder = _Encoder()
    tree = encoder(x)
    meta = [[b.dtype.str, list(b.shape)] for b in encoder.buffers]
    text = json.dumps([tree, meta], separators=(",", ":")).encode()
    size = sum(b.nbytes for b in encoder.buffers)
    if len(text) + size > MAX_BYTES:
        message = f"a frame of {len(text) + size} bytes is over the limit of {MAX_BYTES}"
        raise Refused(message)
    return b"".join([_HEAD.pack(_MAGIC, len(text), size), text, *(b.tobytes() for b in encoder.buffers)])


def frame_size(head: bytes) -> int:
    """Return how many bytes follow the head `head` (of `HEAD_SIZE` bytes); refuse a frame over the limit."""
    magic, text, size = _HEAD.unpack(head) if len(head) == HEAD_SIZE else (b"", 0, 0)
    if magic != _MAGIC or text + size > MAX_BYTES:
        message = f"not a frame, or one of {text + size} bytes (limit {MAX_BYTES})"
        raise Refused(message)
    return int(text + size)


class _Decoder:
    def __init__(self, arrays: list[np.ndarray]) -> None:
        self.arrays, self.nodes = dict(enumerate(arrays)), 0

    def __call__(self, o: Any, depth: int = 0) -> Any:
        self.nodes += 1
        if depth > 2 * MAX_DEPTH or self.nodes > MAX_NODES:
            message = f"a value of more than {MAX_NODES} parts or {MAX_DEPTH} levels"
            raise Refused(message)
        if isinstance(o, str) and len(o) > MAX_TEXT:
            message = f"a text of {len(o)} characters (limit {MAX_TEXT})"
            raise Refused(message)
        if o is None or isinstance(o, (bool, int, str)):
            return o
        if isinstance(o, list):
            return [self(v, depth + 1) for v in o]
        if not isinstance(o, dict) or not o:
            message = f"a malformed value: {type(o).__name__}"
            raise Refused(message)
        tag, v = next(iter(o.items()))
        return (
            self.scalar(tag, v)
            if isinstance(v, str)
            else self.compound(tag, v, o, lambda e: self(e, depth + 1))
        )

    def scalar(self, tag: str, v: str) -> Any:
        if tag == "f":
            return float(v) if v in ("nan", "inf", "-inf") else float.fromhex(v)
        if tag == "i" and len(v) < MAX_BITS:
            return int(v, 16)
        if tag == "O":
            return Opaque(v[:100])
        return _NAMED[tag](v[:100])

    def compound(self, tag: str, v: Any, o: dict[str, Any], sub: Any) -> Any:
        if tag == "z":
            return complex(sub(v[0]), sub(v[1]))
        if tag in _UNROWS:
            return _UNROWS[tag]([sub(e) for e in v])
        if tag == "d":
            return {sub(k): sub(e) for k, e in v}
        if tag == "a":
            return _laid_out(self.take(v), o.get("o", "C"))
        if tag == "n":
            return self.take(v)[()]
        if tag == "T":
            return Tensor(self.take(v[0]), str(v[1])[:100], bool(v[2]), bool(v[3]))
        if tag == "L":
            return Listed(list(sub(v[0])), bool(v[1]))
        if tag == "made":
            return Made(str(v[0])[:100], tuple(sub(v[1])))
        return _SEEDED[tag](_seed(sub(v)))

    def take(self, index: Any) -> np.ndarray:
        """Return a buffer, once: a frame cannot multiply itself in memory."""
        return self.arrays.pop(index)


def _seed(x: Any) -> int:
    if type(x) is not int or x < 0:
        message = f"a seed is a whole number, got {type(x).__name__}"
        raise Refused(message)
    return x


def _laid_out(a: np.ndarray, layout: str) -> np.ndarray:
    if layout[0] == "F":
        a = np.asfortranarray(a)
    elif layout[0] == "S" and a.ndim:
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        wide[..., ::2] = a
        a = wide[..., ::2]
    else:
        a = a.copy()
    a.flags.writeable = not layout.endswith("r")
    return a


def decode(frame: bytes) -> Any:
    """Return the value that `encode` wrote.

    Raises
    ------
    Refused
        The frame is malformed or breaks a limit (bytes, depth, parts, length of a text, shape of an array).
    """
    if len(frame) < HEAD_SIZE or len(frame) != HEAD_SIZE + frame_size(frame[:HEAD_SIZE]):
        message = "a frame that is shorter or longer than its head says"
        raise Refused(message)
    _, text_size, _ = _HEAD.unpack(frame[:HEAD_SIZE])
    text, raw = frame[HEAD_SIZE : HEAD_SIZE + text_size], memoryview(frame)[HEAD_SIZE + text_size :]
    if sum(map(text.count, (b",", b"[", b"{"))) > MAX_MARKS:
        message = "a frame of too many parts"
        raise Refused(message)
    try:
        tree, meta = json.loads(text)
        return _Decoder(_arrays(meta, raw))(tree)
    except Refused:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, MemoryError) as e:
        message = f"a malformed frame: {type(e).__name__}: {e}"
        raise Refused(message) from e


def _arrays(meta: list[tuple[str, list[int]]], raw: memoryview) -> list[np.ndarray]:
    arrays, offset = [], 0
    for name, shape in meta:
        sound = (
            type(name) is str and _DTYPE.fullmatch(name) and type(shape) is list and len(shape) <= MAX_AXES
        )
        if not sound or not all(type(n) is int and n >= 0 for n in shape):
            message = f"an array of dtype {str(name)[:20]!r} and shape {str(shape)[:60]}"
            raise Refused(message)
        dtype, count = np.dtype(name), math.prod(shape)
        if offset + count * dtype.itemsize > len(raw):
            message = "an array that is larger than its frame"
            raise Refused(message)
        flat = np.frombuffer(raw, dtype, count, offset) if count else np.zeros(0, dtype)
        if dtype.kind == "b":
            flat = flat.view(np.uint8) != 0  # a byte of a bool is 0 or 1
        arrays.append(flat.reshape(shape))
        offset += count * dtype.itemsize
    return arrays
