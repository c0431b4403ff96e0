"""What backs the statistical threshold of lab 08, counted anew unless the code is the same."""
import hashlib
import importlib
import json
from pathlib import Path

from course.checks.scenarios import SCENARIOS
from course.data import load
from tests.proof.corpus import ROOT

module = importlib.import_module("course.exercises.lab08_convolution.cnn_gradients")
RUNS = 120


def cnn_gradients():
    """Train the reference from 120 seeds; the cache is thrown away when network, training or data change."""
    from tests.proof.prove import reference_namespace

    target = reference_namespace("lab08_convolution")["cnn_gradients"]
    sources = [Path(module.__file__), Path(module.scenes.__file__), Path(__file__), ROOT / "solutions" / "lab08_convolution.py"]
    text = "".join(p.read_text() for p in sources if p.exists())
    key = hashlib.sha256(text.encode() + load("digits").X.tobytes()).hexdigest()
    cache = ROOT / "build" / "proof" / "digits.json"
    found = json.loads(cache.read_text()) if cache.exists() else {}
    if found.get("key") != key:
        shares = [module.accuracy(SCENARIOS["trained"](target, seed)) for seed in range(RUNS)]
        found = {"key": key, "shares": shares}
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(found))
    shares, declared = sorted(found["shares"]), module.cnn_gradients.evidence[0].runs
    under = sum(s < module.LIMIT for s in shares)
    text = f"{len(shares)} reference runs, {under} under {module.LIMIT:.0%}; the worst {shares[0]:.2%}, median {shares[len(shares) // 2]:.2%}"
    return [(text, under == 0 and len(shares) >= max(100, declared))]
