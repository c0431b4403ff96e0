"""The photograph: its size and range, and what the edge filter of lab 08 is to find in it."""

import numpy as np

from course.data import load


def test_it_is_one_grey_picture():
    photo = load("photo")
    assert photo.images.shape == (1, 256, 256)
    assert photo.images.dtype == np.float64
    assert photo.X.min() >= 0
    assert photo.X.max() <= 255
    assert photo.X.std() > 40
    assert photo.licence == "CC0"


def test_its_file_is_small():
    from importlib import resources

    assert len(resources.files("course.data").joinpath("photo.gz").read_bytes()) <= 60_000


def test_it_has_edges_in_both_directions():
    picture = load("photo").images[0]
    for axis in (0, 1):
        assert np.abs(np.diff(picture, axis=axis)).max() > 100
