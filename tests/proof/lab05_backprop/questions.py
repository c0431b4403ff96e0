"""The questions: the right letter, written a second time here, and each wrong letter with its misconception."""
from course.exercises.lab05_backprop.questions import QUESTIONS
from tests.proof.corpus import answer

KEYS = {"q_sign_error": "c", "q_wrong_index": "b", "q_backprop_computes": "d", "q_factor": "d", "q_jump": "b"}

for question in QUESTIONS:
    key = KEYS[question.name]
    answer(__name__, question.name, "variant", key)
    for letter in sorted(set(question.options) - {key}):
        answer(__name__, question.name, "mutant", letter, f"{question.name}:{letter}")
