"""Scratch folders hold what a hostile program has put there; measuring and removing them costs nobody anything."""

import os
from pathlib import Path

import pytest

from course.grading.scratch import is_within, remove


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "scratch"
    made.mkdir()
    yield made
    assert os.listdir(tmp_path) in (
        ["scratch"],
        [],
        ["outside"],
        ["outside", "scratch"],
        ["scratch", "outside"],
    )


def deep(folder, levels):
    home = os.getcwd()
    os.chdir(folder)
    try:
        for _ in range(levels):
            os.mkdir("d")
            os.chdir("d")
        Path("bottom").write_text("x")
    finally:
        os.chdir(home)


def test_a_tree_of_three_thousand_levels_is_removed(folder):
    deep(folder, 3_000)
    remove(folder)
    assert not folder.exists()


def test_folders_that_nobody_may_enter_are_removed(folder):
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b" / "c").write_text("x")
    (folder / "a" / "b").chmod(0)
    (folder / "a").chmod(0)
    remove(folder)
    assert not folder.exists()


def test_a_link_is_removed_and_not_followed(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("x")
    (folder / "link").symlink_to(outside)
    (folder / "below").mkdir()
    (folder / "below" / "link").symlink_to(outside)
    remove(folder)
    assert not folder.exists()
    assert (outside / "kept").read_text() == "x"


def test_names_that_removal_uses_itself_may_be_taken(folder):
    for name in (".0", ".1/x", "a/.0/b", "a/.2"):
        (folder / name).mkdir(parents=True)
    remove(folder)
    assert not folder.exists()


def test_what_is_not_there_is_removed_already(folder):
    remove(folder / "none")


def test_files_are_counted_by_what_they_take_on_the_disk(folder):
    (folder / "a").mkdir()
    (folder / "a" / "full").write_bytes(bytes(1 << 20))
    with open(folder / "sparse", "wb") as file:
        file.truncate(1 << 30)
    assert is_within(folder, 4 << 20)
    assert not is_within(folder, 1 << 19)


def test_too_many_files_are_too_many_however_small(folder):
    for i in range(20):
        (folder / str(i)).touch()
    assert is_within(folder, 1 << 20, entries=20)
    assert not is_within(folder, 1 << 20, entries=19)


def test_a_tree_too_deep_to_look_at_is_too_large(folder):
    deep(folder, 3_000)
    assert not is_within(folder, 1 << 30)
    remove(folder)
