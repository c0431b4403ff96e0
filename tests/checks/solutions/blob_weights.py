import atexit
import shutil
import tempfile
from pathlib import Path

import numpy as np

from tests.checks.shapes.blob_weights import CENTRES, blobs
from tests.checks.solutions import right, wrong

_FOLDER = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def _trained(seed=0, steps=60, lr=0.5):
    rng = np.random.default_rng(seed)
    (X, y), W, b = blobs(rng, 300), np.zeros((2, 3)), np.zeros(3)
    for _ in range(steps):
        p = np.exp(X @ W + b)
        d = p / p.sum(1, keepdims=True) - np.eye(3)[y]
        W, b = W - lr * X.T @ d / len(X), b - lr * d.mean(0)
    return W, b


def _saved(name, **arrays):
    path = _FOLDER / f"{name}.npz"
    np.savez(path, **arrays)
    return str(path)


W, b = _trained()
right("blob_weights")(_saved("trained", W=W, b=b), "trained")
right("blob_weights")(_saved("centres", W=CENTRES.T, b=-0.5 * (CENTRES**2).sum(1)), "nearest centre")
right("blob_weights")(_saved("float32", W=W.astype("f"), b=b.astype("f")), "float32")
wrong("blob_weights", "one-class")(_saved("start", W=np.zeros((2, 3)), b=np.zeros(3)), "not trained")
wrong("blob_weights", "uphill")(_saved("uphill", W=-W, b=-b), "climbed")
wrong("blob_weights", "labels-shifted")(
    _saved("shifted", W=np.roll(W, 1, 1), b=np.roll(b, 1)), "labels from 1"
)
wrong("blob_weights", "shape")(_saved("transposed", W=W.T, b=b), "transposed")
wrong("blob_weights", "non-finite")(_saved("diverged", W=W * np.nan, b=b), "diverged")
wrong("blob_weights", "not-accurate")(
    _saved("random", W=np.array([[1.0, 0.2, -0.9], [-0.8, 0.1, 0.2]]), b=np.zeros(3)), "random"
)
wrong("blob_weights", "type")(_saved("other", weights=W), "another key")
wrong("blob_weights", "crash")(str(_FOLDER / "nowhere.npz"), "no such file")
wrong("blob_weights", "crash")({"W": W, "b": b}, "not a path")
