from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from course.authoring.coverage import Item, Place, find_covers, load_items, render, write

ROOT = Path(__file__).parents[2]
LABS = {
    "lab01_perceptron",
    "lab02_mlp",
    "lab03_activations",
    "lab04_losses",
    "lab05_backprop",
    "lab06_autograd",
    "lab07_training",
    "lab08_convolution",
    "lab09_cnn",
    "lab10_sequences",
    "lab11_autoencoder",
    "lab12_gan",
    "lab13_adversarial",
    "lab14_inside",
}
SOURCE = """\
# ---
# jupyter:
#   jupytext: {}
# ---

# %% [markdown] covers="1"
# # The artificial neuron
# Some text.

# %% [markdown]
# ## A threshold
# ```python
# # not a heading
# ```

# %% exercise="mp_neuron" covers="2 A7"
# ## nor is this: a comment in code
def mp_neuron(x, w, u):
    return x @ w >= u

# %% [markdown] covers="2"
# More about the threshold.
#
# ## Learning

# %% covers="1"
print()
"""
TOML = """\
[[item]]
id = 1
title = "A neuron"
lab = "lab01_perceptron"
seeds = [0, 1]
kind = "text"
tests = ""

[[item]]
id = 2
title = "P(Y|X)"
lab = "lab01_perceptron"
seeds = []
kind = "exercise"
tests = "mp_neuron"

[[item]]
id = "A7"
title = "Polar features"
lab = "lab02_mlp"
seeds = [3]
kind = "mention"
tests = ""
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "solutions").mkdir()
    (tmp_path / "docs" / "coverage.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "solutions" / "lab01_perceptron.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def source_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "lab01_perceptron.py"
    path.write_text(text, encoding="utf-8")
    return path


def headings(places: list[Place]) -> list[str]:
    return [place.heading for place in places]


# the project's own list


def test_the_list_has_the_135_integer_ids_each_exactly_once():
    ids = Counter(item.id for item in load_items(ROOT / "docs" / "coverage.toml") if isinstance(item.id, int))
    assert ids == Counter(range(1, 136))


def test_later_items_have_ids_of_A_and_a_number():
    ids = [item.id for item in load_items(ROOT / "docs" / "coverage.toml") if isinstance(item.id, str)]
    assert ids
    assert all(re.fullmatch(r"A[1-9]\d*", id_) for id_ in ids)


def test_every_item_has_a_title_one_of_the_fourteen_labs_and_decks_0_to_4():
    items = load_items(ROOT / "docs" / "coverage.toml")
    assert {item.lab for item in items} == LABS
    assert all(item.title and set(item.seeds) <= set(range(5)) for item in items)


def test_every_exercise_says_what_checks_it():
    items = load_items(ROOT / "docs" / "coverage.toml")
    assert [item.id for item in items if item.kind == "exercise" and not item.tests] == []


def test_the_labs_claim_only_known_items():
    sources = sorted((ROOT / "solutions").glob("lab[0-9][0-9]_*.py"))
    assert render(load_items(ROOT / "docs" / "coverage.toml"), find_covers(sources))


# reading the list


def test_items_keep_the_order_and_the_types_of_the_file(root: Path):
    items = load_items(root / "docs" / "coverage.toml")
    assert [item.id for item in items] == [1, 2, "A7"]
    assert items[0] == Item(1, "A neuron", "lab01_perceptron", (0, 1), "text", "")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id = 2", "id = 1", "1 twice"),
        ('kind = "text"', 'kind = "song"', "item 1: kind is one of exercise, text, mention; got 'song'"),
        ('tests = "mp_neuron"\n', "", "item 2: .* difference in tests"),
        ('title = "A neuron"', 'titel = "A neuron"\ntitle = "A neuron"', "item 1: .* difference in titel"),
    ],
    ids=["an id twice", "unknown kind", "missing field", "unknown field"],
)
def test_a_broken_list_is_refused(tmp_path: Path, old: str, new: str, message: str):
    path = tmp_path / "coverage.toml"
    path.write_text(TOML.replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load_items(path)


# reading the claims


def test_a_claim_is_placed_under_the_cells_own_heading_or_the_nearest_above(tmp_path: Path):
    places = find_covers([source_of(tmp_path, SOURCE)])
    assert headings(places[1]) == ["The artificial neuron", "Learning"]
    assert headings(places[2]) == ["A threshold", "A threshold"]
    assert headings(places["A7"]) == ["A threshold"]


def test_a_claim_remembers_its_lab_file_and_line(tmp_path: Path):
    path = source_of(tmp_path, SOURCE)
    assert find_covers([path])["A7"] == [Place("lab01_perceptron", "A threshold", str(path), 16)]


def test_a_claim_before_any_heading_says_so(tmp_path: Path):
    places = find_covers([source_of(tmp_path, '# %% covers="3"\n')])
    assert headings(places[3]) == ["(before the first heading)"]


def test_a_claim_that_names_an_id_twice_counts_once(tmp_path: Path):
    assert len(find_covers([source_of(tmp_path, '# %% covers="3 3"\n')])[3]) == 1


def test_covers_in_the_text_of_a_cell_claims_nothing(tmp_path: Path):
    text = '# %% [markdown]\n# Write `covers="9"` on the marker line.\n'
    assert find_covers([source_of(tmp_path, text)]) == {}


def test_a_misspelt_mark_is_refused_with_file_and_line(tmp_path: Path):
    path = source_of(tmp_path, '# %%\nx = 1\n\n# %% discovers="9"\n')
    with pytest.raises(ValueError, match=re.escape(f"{path}:4: unknown role 'discovers'")):
        find_covers([path])


@pytest.mark.parametrize("id_", ["136", "A99", "1,2"])
def test_an_unknown_id_is_refused_with_file_line_and_remedy(root: Path, id_: str):
    path = root / "solutions" / "lab01_perceptron.py"
    path.write_text(f'# %%\nx = 1\n# %% covers="1 {id_}"\ny = 2\n', encoding="utf-8")
    with pytest.raises(
        ValueError, match=re.escape(f"{path}:3: ") + ".*" + re.escape(id_) + ".*correct the id"
    ):
        write(root)


# the page


def test_the_page_counts_the_first_list_the_later_items_and_each_lab(root: Path):
    items = load_items(root / "docs" / "coverage.toml")
    covered = find_covers([root / "solutions" / "lab01_perceptron.py"])
    summary = "**2 of 2 covered**, and 1 of 1 further items (A…). By lab: lab01 2/2 · lab02 1/1."
    assert summary in render(items, covered)
    assert "**0 of 2 covered**, and 0 of 1 further items" in render(items, {})


def test_an_item_that_no_cell_claims_is_planned(root: Path):
    page = render(load_items(root / "docs" / "coverage.toml"), {})
    assert "| 1 | A neuron | 0 1 | text |  | planned |" in page


def test_the_page_names_each_heading_once_and_another_lab_by_name(root: Path):
    write(root)
    rows = (root / "docs" / "coverage.md").read_text(encoding="utf-8").splitlines()
    assert "| 1 | A neuron | 0 1 | text |  | The artificial neuron; Learning |" in rows
    assert r"| 2 | P(Y\|X) | implied | exercise | mp_neuron | A threshold |" in rows
    assert "| A7 | Polar features | 3 | mention |  | lab01_perceptron: A threshold |" in rows


def test_every_row_of_a_table_has_as_many_cells_as_its_head(root: Path):
    page = render(load_items(ROOT / "docs" / "coverage.toml"), {})
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {8}


def test_check_is_false_until_the_page_is_written_and_writes_nothing(root: Path):
    page = root / "docs" / "coverage.md"
    assert not write(root, check=True)
    assert not page.exists()
    assert write(root)
    assert write(root, check=True)


def test_check_sees_a_claim_that_the_page_does_not_have(root: Path):
    write(root)
    (root / "solutions" / "lab02_mlp.py").write_text('# %% covers="A7"\n', encoding="utf-8")
    before = (root / "docs" / "coverage.md").read_text(encoding="utf-8")
    assert not write(root, check=True)
    assert (root / "docs" / "coverage.md").read_text(encoding="utf-8") == before


def test_other_files_in_solutions_are_not_read(root: Path):
    (root / "solutions" / "notes.py").write_text('# %% covers="999"\n', encoding="utf-8")
    assert write(root)
