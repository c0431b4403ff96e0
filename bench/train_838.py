"""Mitchell's 8-3-8 encoder over many seeds: are the outputs right, and how many runs find eight binary codes?

`python bench/train_838.py [RUNS]` repeats, for the seeds 0 … RUNS − 1 and for all seeds at once, what the reference
`train_838` of lab 05 computes one run at a time: the same draws from the same generators, in the same order.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

SETTINGS = {  # name: epochs, eta, init
    "the law's defaults": (5000, 0.3, 0.1),
    "the visible check": (1000, 2.0, 0.1),
}


@dataclass(frozen=True)
class Runs:
    """All runs of one setting: weights, and what the network gives for the eight inputs."""

    W1: np.ndarray  # (S, 9, 3)
    W2: np.ndarray  # (S, 4, 8)

    @property
    def hidden(self) -> np.ndarray:
        """Hidden activations, (S, 8, 3): row i belongs to input i."""
        return sigmoid(self.W1[:, :1] + self.W1[:, 1:])

    @property
    def outputs(self) -> np.ndarray:
        """Outputs, (S, 8, 8)."""
        return sigmoid(self.W2[:, :1] + self.hidden @ self.W2[:, 1:])

    @property
    def right(self) -> np.ndarray:
        """Tell for each run whether the largest output is the right one for all eight inputs."""
        return (self.outputs.argmax(-1) == np.arange(8)).all(-1)

    @property
    def sse(self) -> np.ndarray:
        """Σ (t − o)² over inputs and outputs."""
        return ((self.outputs - np.eye(8)) ** 2).sum((1, 2))

    @property
    def apart(self) -> np.ndarray:
        """Least distance of two hidden vectors of a run, in the maximum norm."""
        gap = np.abs(self.hidden[:, :, None] - self.hidden[:, None]).max(-1)
        return np.where(np.eye(8, dtype=bool), np.inf, gap).min((1, 2))

    @property
    def codes(self) -> np.ndarray:
        """Number of different codes when hidden activations are rounded to 0 and 1."""
        bits = (self.hidden > 0.5) @ np.array([4, 2, 1])
        return np.array([len(set(b)) for b in bits.tolist()])

    @property
    def between(self) -> np.ndarray:
        """How many of the 24 hidden activations lie between 0.2 and 0.8."""
        return ((self.hidden > 0.2) & (self.hidden < 0.8)).sum((1, 2))


def sigmoid(z: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + e^−z)."""
    return np.asarray(1 / (1 + np.exp(-z)))


def train(runs: int, epochs: int, eta: float, init: float, first: int = 0) -> Runs:
    """Train `runs` encoders side by side, one for each seed from `first` on."""
    rngs = [np.random.default_rng(seed) for seed in range(first, first + runs)]
    starts = [(r.uniform(-init, init, (9, 3)), r.uniform(-init, init, (4, 8))) for r in rngs]
    W1, W2 = (np.array([s[i] for s in starts]) for i in (0, 1))
    orders = np.array([[r.permutation(8) for _ in range(epochs)] for r in rngs], dtype=np.int8)
    every, T = np.arange(runs), np.eye(8)
    for step in range(8 * epochs):
        i = orders[:, step // 8, step % 8].astype(np.intp)
        h = sigmoid(W1[:, 0] + W1[every, 1 + i])  # (S, 3)
        o = sigmoid(W2[:, 0] + (h[:, None] @ W2[:, 1:])[:, 0])  # (S, 8)
        delta = o * (1 - o) * (T[i] - o)
        delta_h = h * (1 - h) * (W2[:, 1:] @ delta[:, :, None])[:, :, 0]
        W2[:, 0] += eta * delta
        W2[:, 1:] += eta * h[:, :, None] * delta[:, None]
        W1[:, 0] += eta * delta_h
        W1[every, 1 + i] += eta * delta_h
    return Runs(W1, W2)


def failures(r: Runs) -> int:
    """Return how many runs miss what the check of `train_838` asks for."""
    return int((~(r.right & (r.sse < 1.0) & (r.apart >= 0.3))).sum())


def main() -> int:
    """Print the figures of every setting."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name, (epochs, eta, init) in SETTINGS.items():
        start = time.perf_counter()
        r = train(runs, epochs, eta, init)
        codes = Counter(r.codes.tolist())
        found = {
            "setting": name,
            "runs": runs,
            "epochs": epochs,
            "eta": eta,
            "init": init,
            "all eight outputs right": float(r.right.mean()),
            "misses of the check": failures(r),
            "sse, largest": round(float(r.sse.max()), 3),
            "sse, median": round(float(np.median(r.sse)), 3),
            "hidden vectors apart, least": round(float(r.apart.min()), 3),
            "eight binary codes": float((r.codes == 8).mean()),
            "runs by number of codes": {str(k): codes[k] for k in sorted(codes)},
            "activations in (0.2, 0.8), of 24": {
                "eight codes": round(float(r.between[r.codes == 8].mean()), 2),
                "fewer": round(float(r.between[r.codes < 8].mean()), 2),
            },
            "seconds": round(time.perf_counter() - start, 1),
        }
        print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
