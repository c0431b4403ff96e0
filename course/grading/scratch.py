"""Scratch folders of submissions: measured and removed without trust in what was put there."""

from __future__ import annotations

import contextlib
import os
from itertools import count
from pathlib import Path

MAX_ENTRIES = 10_000


def is_within(folder: Path, size: int, entries: int = MAX_ENTRIES) -> bool:
    """Tell whether all files below `folder` take at most `size` bytes; a tree too large to look at does not.

    Parameters
    ----------
    size : int
        Bytes on the disk: the holes of a sparse file cost nothing.
    """
    waiting, seen, total = [str(folder)], 0, 0
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    seen += 1
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                    if seen > entries or total > size:
                        return False
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except FileNotFoundError:  # gone since we saw it
            continue
        except OSError:  # closed to us, or too deep
            return False
    return True


def remove(folder: Path) -> None:
    """Remove `folder` and all below it, however deep: folders are lifted to the top, where they are emptied.

    `shutil.rmtree` recurses, and a tree of a thousand levels ends it.
    """
    names = count()
    while True:
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except OSError:
            return
        if not entries:
            break
        for entry in entries:
            if not _without(entry, folder, names):
                return
    with contextlib.suppress(OSError):
        folder.rmdir()


def _without(entry: os.DirEntry[str], top: Path, names: count[int]) -> bool:
    """Remove one entry of `top`; what a folder holds is lifted to `top` first. False if that cannot be done."""
    try:
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
            return True
        os.chmod(entry.path, 0o700)
        with os.scandir(entry.path) as found:
            below = list(found)
        for child in below:
            if child.is_dir(follow_symlinks=False):
                os.chmod(child.path, 0o700)
                os.rename(child.path, _free(top, names))
            else:
                os.unlink(child.path)
        os.rmdir(entry.path)
    except OSError:
        return False
    return True


def _free(top: Path, names: count[int]) -> Path:
    return next(p for n in names if not os.path.lexists(p := top / f".{n}"))
