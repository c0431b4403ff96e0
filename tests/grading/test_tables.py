import csv
import io
import json

from rich.console import Console

from course.checks import Status, Verdict
from course.grading.outline import Written
from course.grading.result import Result
from course.grading.tables import rows, table, write_csv, write_json
from tests.grading.make import LAB


def result(student="ada", blank=False, **keys):
    verdicts = [Verdict(e.name, Status.PASSED, e.points, e.points) for e in LAB.exercises]
    if blank:
        verdicts[0] = Verdict("mp_neuron", Status.KILLED, None, 6.0, "the process was killed", label="killed")
    return Result(student, tuple(verdicts), **keys)


def test_one_row_a_student_with_each_exercises_points(tmp_path):
    write_csv(
        tmp_path / "g.csv", LAB, [result(), result("bob", blank=True, status="partly blank", reason="killed")]
    )
    with (tmp_path / "g.csv").open(encoding="utf-8-sig") as file:
        ada, bob = csv.DictReader(file)
    assert (ada["student"], ada["score"], ada["max"], ada["status"], ada["mp_neuron"]) == (
        "ada",
        "100",
        "100",
        "graded",
        "6",
    )
    assert (bob["score"], bob["mp_neuron"], bob["reason"]) == ("94", "", "killed")


def test_points_in_the_table_add_up_to_the_score():
    row = rows(LAB, [result()])[0]
    assert sum(float(row[e.name]) for e in LAB.exercises) == float(row["score"])


def test_answers_in_words_have_their_own_column():
    given = (Written("a", "text", 0, True), Written("b", "", 0, False))
    assert rows(LAB, [result(written=given)])[0]["written"] == "1 of 2 to be read"


def test_a_name_cannot_become_a_formula_of_a_spreadsheet():
    assert rows(LAB, [result("=1+2")])[0]["student"] == "'=1+2"


def test_every_verdict_is_kept_as_json(tmp_path):
    write_json(tmp_path / "r.json", {"lab": LAB.name}, [result(blank=True)])
    data = json.loads((tmp_path / "r.json").read_text())
    first = data["results"][0]
    assert (data["lab"], first["student"], first["score"], first["max"]) == (
        "lab01_perceptron",
        "ada",
        94,
        100,
    )
    assert [v["points"] for v in first["verdicts"]] == [None, *[e.points for e in LAB.exercises[1:]]]


def test_the_terminals_table_says_student_score_status_and_diagnosis():
    out = io.StringIO()
    Console(file=out, width=120).print(
        table(LAB, [result(), result("[red]bob", blank=True, status="partly blank")])
    )
    text = out.getvalue()
    for piece in (
        "100 / 100",
        "[red]bob",
        "94 / 100",
        "partly blank",
        "mp_neuron: killed – the process was killed",
    ):
        assert piece in text
