"""What backs the statistical thresholds of lab 01, counted or bounded anew."""
import hashlib
import importlib
import json
from collections import Counter
from itertools import product
from pathlib import Path

import numpy as np

from course.data import load
from course.exercises.lab01_perceptron.walks import all_orders, fit, pocket, walk
from tests.proof.corpus import ROOT

fit_module = importlib.import_module("course.exercises.lab01_perceptron.perceptron_fit")
pocket_module = importlib.import_module("course.exercises.lab01_perceptron.pocket_fit")
FALSE_ALARM = 1e-9
RUNS = 120


def perceptron_fit():
    """Novikoff leaves room below max_epochs; the 60 runs on four points cannot look like one order by chance."""
    return [_novikoff(), _fresh_orders()]


def _novikoff(seeds=RUNS):
    """Every epoch but the last makes a mistake, so epochs ≤ mistakes + 1 ≤ (R/γ)² + 1, which stays below max_epochs."""
    worst, longest = 0.0, 0.0
    for seed in range(seeds):
        for case in fit_module.perceptron_fit.probes(seed, True):
            if case.args.get("rng") is not None and "n" not in case.args:
                bound = fit_module._bound(case.args["X"], case.args["y"])
                worst, longest = max(worst, bound), max(longest, (bound + 1) / case.args["max_epochs"])
    return f"theorem; on {seeds} seeds (R/γ)² is at most {worst:.0f}, {longest:.0%} of max_epochs", longest <= 1


def _fresh_orders():
    repeat = fit_module.repeat_share() ** fit_module.DRAWS
    orders, (_, _, natural) = all_orders(4), fit_module.small_outcomes()
    same = 0
    for a, b in product(orders, orders):
        w, m = walk(fit_module.SMALL_X, fit_module.SMALL_Y, np.zeros(3), 1.0, a)
        w, m2 = walk(fit_module.SMALL_X, fit_module.SMALL_Y, w, 1.0, b)
        same += fit_module._key(w, [m, m2]) == natural
    ignored = (same / len(orders) ** 2) ** fit_module.DRAWS
    text = f"exact bound over all 576 pairs of orders: false alarm {repeat:.1e} (one order), {ignored:.1e} (natural order)"
    return text, max(repeat, ignored) < FALSE_ALARM


def pocket_fit():
    """The banknotes, run anew unless the code is the same; the small pockets, listed in full."""
    return [_banknotes(), _small_pockets()]


def _banknotes():
    source = Path(pocket_module.__file__).read_text() + Path(__file__).read_text()
    key = hashlib.sha256(source.encode() + load("banknotes").X.tobytes()).hexdigest()
    cache = ROOT / "build" / "proof" / "banknotes.json"
    found = json.loads(cache.read_text()) if cache.exists() else {}
    if found.get("key") != key:
        found = {"key": key, "shares": [banknote_share(seed) for seed in range(RUNS)]}
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(found))
    shares, limit = found["shares"], pocket_module.BANKNOTE_LIMIT
    over = sum(s > limit for s in shares)
    declared = pocket_module.pocket_fit.evidence[0].runs
    text = f"{len(shares)} reference runs, {over} over {limit:.0%}; the worst {max(shares):.2%}"
    return text, over == 0 and len(shares) >= max(100, declared or 0)


def banknote_share(seed):
    """Return the training error of one pocket: an epoch jumps from mistake to mistake, which is all that moves w."""
    notes, rng = load("banknotes"), np.random.default_rng(seed)
    A = np.column_stack([np.ones(len(notes.X)), notes.X])
    w = np.zeros(A.shape[1])
    fewest = np.mean(notes.y == 1)
    for _ in range(pocket_module.BANKNOTE_EPOCHS):
        order = rng.permutation(len(A))
        B, t, start = A[order], notes.y[order], 0
        while start < len(t):
            block = slice(start, start + 64)
            wrong = np.flatnonzero((B[block] @ w > 0) != (t[block] > 0))
            if len(wrong) == 0:
                start += 64
                continue
            start += int(wrong[0]) + 1
            w = w + t[start - 1] * B[start - 1]
        fewest = min(fewest, np.mean((A @ w > 0) != (notes.y > 0)))
    return float(fewest)


def _small_pockets():
    X, y, found = pocket_module.SMALL_X, pocket_module.SMALL_Y, Counter()
    for a, b in product(all_orders(4), all_orders(4)):
        found[tuple(np.round(pocket(X, y, fit(X, y, 1.0, 2, orders=[a, b])[2]), 6).tolist())] += 1
    natural = tuple(np.round(pocket(X, y, fit(X, y, 1.0, 2)[2]), 6).tolist())
    ignored = (found[natural] / 576) ** pocket_module.DRAWS
    listed = set(found) == set(pocket_module.small_outcomes())
    text = f"{len(found)} outcomes, all listed; exact bound: false alarm {ignored:.1e} (natural order)"
    return text, listed and ignored < FALSE_ALARM
