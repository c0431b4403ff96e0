"""What honest work does in the jail. Each function must return what it says after `gives`."""

from __future__ import annotations

import os
import time
from pathlib import Path

TRIALS = {}
LIMITS = {"cpu": 60.0, "memory": 4 << 30, "file": 8 << 20}
TORCH = {"cpu": 120.0, "memory": 16 << 30, "file": 64 << 20}


def gives(expected, **limits):
    def keep(f):
        f.expected, f.limits = expected, limits
        TRIALS[f.__name__] = f
        return f

    return keep


@gives(list(range(0, 64, 2)))
def run_threads(w):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(lambda i: 2 * i, range(32)))


@gives(b"kept")
def use_temporary_files(w):
    import tempfile

    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile(dir=folder) as file:
        file.write(b"kept")
        file.flush()
        assert Path(file.name).is_relative_to(os.environ["HOME"])
        return Path(file.name).read_bytes()


@gives(["b"])
def make_move_and_remove_files_in_the_scratch_folder(w):
    Path("folder/below").mkdir(parents=True)
    Path("folder/a").write_text("1")
    Path("folder/a").rename("folder/below/b")
    Path("gone").write_text("2")
    Path("gone").unlink()
    return os.listdir("folder/below")


@gives(True)
def sleep_and_tell_the_time(w):
    import datetime

    start = time.perf_counter()
    time.sleep(0.001)
    return time.perf_counter() > start and time.process_time() >= 0 and datetime.datetime.now().year > 2000


@gives("SIGALRM")
def use_signals_of_its_own(w):
    import signal

    seen = []
    signal.signal(signal.SIGALRM, lambda number, frame: seen.append(signal.Signals(number).name))
    signal.setitimer(signal.ITIMER_REAL, 0.001)
    signal.pause()
    signal.raise_signal(signal.SIGALRM)
    os.kill(os.getpid(), signal.SIGALRM)
    assert len(seen) == 3
    return seen[0]


@gives((16, 0))
def read_random_bytes_and_write_to_nothing(w):
    with open("/dev/urandom", "rb") as source, open(os.devnull, "w") as sink:
        sink.write("gone")
        return len(source.read(16)), len(Path(os.devnull).read_bytes())


@gives("ok")
def import_late(w):
    import ctypes.util
    import decimal
    import json
    import multiprocessing
    import sqlite3
    import ssl
    import uuid
    import xml.etree.ElementTree

    assert all((ctypes.util, decimal, multiprocessing, ssl, uuid.uuid4(), xml.etree.ElementTree))
    sqlite3.connect("own.db").execute("create table t (x)")
    return json.loads('"ok"')


@gives(True)
def know_time_zones_and_processors(w):
    import zoneinfo

    return (
        str(zoneinfo.ZoneInfo("UTC")) == "UTC" and os.cpu_count() >= 1 and len(os.sched_getaffinity(0)) >= 1
    )


@gives("the library's")
def write_a_module_that_shadows_no_library(w):
    Path("colorsys.py").write_text("raise SystemExit('shadowed')")
    import colorsys

    return "the library's" if colorsys.__file__ != os.path.abspath("colorsys.py") else "its own"


@gives((4, 2, "deltarule"))
def read_the_students_side_of_the_course(w):
    import course
    from course import seeds
    from course.data import load

    notes = load("banknotes")
    X = course.toy.cloud(seeds.generator("ada", "x"), 5)[0]
    return notes.X.shape[1], X.shape[1], course.__doc__.split(":")[0]


@gives([3.0, 2.0])
def use_numpy(w):
    import numpy as np

    a = np.random.default_rng(0).normal(size=(200, 200))
    u, s, v = np.linalg.svd(a)
    assert np.allclose(u * s @ v, a)
    assert np.allclose(np.linalg.solve(a, a @ np.ones(200)), 1)
    assert np.fft.fft(a).shape == a.shape
    return np.linalg.eigvalsh([[2, 0], [0, 3]])[::-1].tolist()


@gives([0, 1, 2])
def save_and_load_arrays(w):
    import numpy as np

    np.save("a.npy", np.arange(3))
    np.savez_compressed("b.npz", a=np.load("a.npy"))
    with np.load("b.npz", allow_pickle=False) as arrays:
        np.savetxt("c.txt", arrays["a"])
    np.memmap("d", mode="w+", shape=(3,)).flush()
    return np.load("a.npy", mmap_mode="r").tolist()


@gives(b"\x89PNG")
def draw_a_figure(w):
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    fig, ax = plt.subplots()
    ax.plot([0, 1], label="a line")
    ax.set_title(r"$\alpha$ and text")
    ax.legend()
    fig.savefig("figure.png")
    fig.savefig("figure.pdf")
    return Path("figure.png").read_bytes()[:4]


def _train(threads):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    X = torch.randn(512, 256)
    y = X @ torch.randn(256, 1)
    net = torch.nn.Sequential(torch.nn.Linear(256, 256), torch.nn.ReLU(), torch.nn.Linear(256, 1))
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-2)
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(X, y), batch_size=256, shuffle=True)
    losses = []
    for _ in range(10):
        for a, b in loader:
            optimiser.zero_grad()
            loss = torch.nn.functional.mse_loss(net(a), b)
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
    torch.save(net.state_dict(), "net.pt")
    net.load_state_dict(torch.load("net.pt"))
    return losses[-1] < losses[0] / 2, torch.get_num_threads()


@gives((True, 1), **TORCH)
def train_with_torch_in_one_thread(w):
    return _train(1)


@gives((True, 2), **TORCH)
def train_with_torch_in_two_threads(w):
    return _train(2)
