"""Public seeds anybody can repeat; hidden ones need the course's key."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course import seeds

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1f"), max_size=8)


def test_a_public_seed_is_the_sha256_of_the_names() -> None:
    digest = hashlib.sha256(b"ada\x1flab01\x1f3").digest()
    assert seeds.public_seed("ada", "lab01", 3) == int.from_bytes(digest[:8], "big")


def test_a_hidden_seed_is_an_hmac_under_the_key() -> None:
    digest = hmac.new(b"key", b"lab01\x1fmp_neuron", hashlib.sha256).digest()
    assert seeds.hidden_seed("key", "lab01", "mp_neuron") == int.from_bytes(digest[:8], "big")


@given(st.lists(names, min_size=1, max_size=4), st.lists(names, min_size=1, max_size=4))
def test_other_names_give_another_seed(a: list[str], b: list[str]) -> None:
    for seed in (lambda n: seeds.public_seed(*n), lambda n: seeds.hidden_seed("key", *n)):
        assert (seed(a) == seed(b)) == (a == b)
        assert 0 <= seed(a) < 2**64


def test_another_key_gives_another_seed() -> None:
    assert (
        len({seeds.hidden_seed(k, "lab01", "f") for k in ("", "a", "b")} | {seeds.public_seed("lab01", "f")})
        == 4
    )


def test_a_generator_repeats_itself_and_differs_between_students() -> None:
    assert seeds.generator("ada", 1).random() == seeds.generator("ada", 1).random()
    assert seeds.generator("ada", 1).random() != seeds.generator("bob", 1).random()


def test_the_key_is_made_once_and_is_for_its_owner_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(seeds.KEY_VARIABLE, raising=False)
    assert seeds.course_key(tmp_path) is None
    key = seeds.course_key(tmp_path, create=True)
    assert key is not None
    assert len(key) == 64
    assert seeds.course_key(tmp_path) == seeds.course_key(tmp_path, create=True) == key
    assert stat.S_IMODE((tmp_path / seeds.KEY_FILE).stat().st_mode) & 0o077 == 0


def test_the_variable_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / seeds.KEY_FILE).write_text("from the file\n")
    monkeypatch.setenv(seeds.KEY_VARIABLE, "from outside")
    assert seeds.course_key(tmp_path) == "from outside"
    monkeypatch.delenv(seeds.KEY_VARIABLE)
    assert seeds.course_key(tmp_path) == "from the file"
