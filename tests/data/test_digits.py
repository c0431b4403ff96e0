"""The digits: what is in them, and how they are split."""

import numpy as np
import pytest

from course.data import load


def test_there_are_1797_images_of_ten_digits():
    digits = load("digits")
    assert digits.images.shape == (1797, 8, 8)
    assert digits.X.dtype == np.float64
    assert (digits.X.min(), digits.X.max()) == (0, 16)
    assert (digits.X.round() == digits.X).all()
    counts = np.bincount(digits.y)
    assert (len(counts), counts.min(), counts.max()) == (10, 174, 183)
    assert digits.licence == "CC BY 4.0"


def test_the_first_image_is_a_zero_and_reads_row_by_row():
    digits = load("digits")
    assert digits.y[0] == 0
    np.testing.assert_array_equal(digits.images[0][1], [0, 0, 13, 15, 10, 15, 5, 0])


def test_a_quarter_of_each_digit_is_held_out():
    train, test = (load("digits", part=part) for part in ("train", "test"))
    assert (len(train.y), len(test.y)) == (1347, 450)
    np.testing.assert_allclose(np.bincount(test.y) / np.bincount(load("digits").y), 0.25, atol=0.005)
    assert not {tuple(row) for row in train.X} & {tuple(row) for row in test.X}


def test_its_text_says_images_and_names_each_digit_once():
    assert repr(load("digits", part="test")) == (
        "digits (test): images (450, 8, 8), y (450,) of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"
    )


def test_rows_that_are_no_images_are_refused_as_images():
    with pytest.raises(ValueError, match="the rows of 'banknotes' are no images; use X"):
        _ = load("banknotes").images
