import re
from html.parser import HTMLParser

import pytest

from course.checks import Status, Verdict
from course.grading.feedback import MAX_PAGE, page, write_feedback
from course.grading.grade import blank_result
from course.grading.notebook import parse_notebook
from course.grading.outline import Written, outline_of
from course.grading.result import Result
from tests.grading.make import LAB, SOLVED, TASKS, lab_json, submission

EVIL = "<script>alert(1)</script>"


def result(student="ada", sources=SOLVED, **changed):
    verdicts = tuple(
        Verdict(
            e.name,
            Status.WRONG,
            e.points / 2,
            e.points,
            "not right yet",
            (("fact", EVIL), ("think", "why?")),
            "a-label",
            stdout=EVIL,
            hints=(EVIL,),
        )
        for e in LAB.exercises
    )
    return Result(
        student, verdicts, sources=sources, written=(Written("why_no_line", EVIL, 0.0, True),), **changed
    )


class Tags(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img", "input", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_loads_nothing_and_runs_nothing():
    text = page(LAB, result())
    tags = Tags(text).found
    assert not {t for t, _ in tags} & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert [a["href"] for _, a in tags if "href" in a and not a["href"].startswith("#")] == []
    assert not re.search(r"https?:|url\(|@import|javascript:", text)


def test_tags_are_closed_and_targets_of_links_exist():
    tags = Tags(page(LAB, result()))
    assert tags.open == []
    ids = [a["id"] for _, a in tags.found if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for _, a in tags.found if "href" in a} <= set(ids)


def test_everything_of_the_students_is_escaped():
    text = page(
        LAB, result(student=EVIL, sources=dict.fromkeys(SOLVED, f'x = "{EVIL}"'), repairs=(EVIL,), file=EVIL)
    )
    assert "<script" not in text
    assert text.count("&lt;script&gt;") > 10


def test_the_page_shows_score_exercises_code_and_answers_in_words():
    text = page(LAB, result(), outline_of(parse_notebook(lab_json({}))))
    for piece in (
        "ada",
        LAB.title,
        ">50<",
        "mp_neuron",
        "not right yet",
        "Why is there no line?",
        "carry no points",
    ):
        assert piece in text
    assert "hebb_update" in text


def test_a_passed_exercise_is_folded_and_a_failed_one_is_open():
    verdicts = tuple(Verdict(e.name, Status.PASSED, e.points, e.points, "right") for e in LAB.exercises)
    assert '<details class="code" open>' not in page(LAB, Result("ada", verdicts, sources=SOLVED))
    assert "All is right." in page(LAB, Result("ada", verdicts, sources=SOLVED))
    assert '<details class="code" open>' in page(LAB, result())


def test_staff_remarks_do_not_reach_the_student():
    verdicts = (Verdict("mp_neuron", Status.WRONG, 0.0, 6.0, "no", staff="for staff only"),)
    assert "for staff only" not in page(LAB, Result("ada", verdicts, notes=("imports the solution",)))
    assert "imports the solution" not in page(LAB, Result("ada", verdicts, notes=("imports the solution",)))


@pytest.mark.parametrize("code", ["x = 1\n" * 100_000, "(" * 100_000, "\x00\ud800"])
def test_a_page_stays_small_whatever_the_student_wrote(code, tmp_path):
    code = code.encode("utf-8", "replace").decode()
    big = result(sources=dict.fromkeys(SOLVED, code))
    assert write_feedback(tmp_path, LAB, big).stat().st_size < MAX_PAGE


def test_a_submission_that_could_not_be_read_gets_a_page_with_the_reason():
    text = page(LAB, blank_result(submission("x = 1"), TASKS, "no valid JSON"))
    assert "no valid JSON" in text
    assert "a person will look at it" in text


def test_a_students_name_cannot_leave_the_folder(tmp_path):
    assert write_feedback(tmp_path, LAB, result(student="../../x")).parent == tmp_path


def test_light_dark_and_print_have_their_own_styles():
    text = page(LAB, result())
    for piece in ("prefers-color-scheme: dark", "@media print", 'lang="en"', 'name="viewport"'):
        assert piece in text
