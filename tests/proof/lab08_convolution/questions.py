"""The questions: the right letter, written a second time here, and each wrong letter with its misconception."""
from course.exercises.lab08_convolution.questions import QUESTIONS
from tests.proof.corpus import answer

KEYS = {"q_conv2d": "b", "q_by_hand": "c", "q_equivariant": "b", "q_nose": "c"}

for question in QUESTIONS:
    key = KEYS[question.name]
    answer(__name__, question.name, "variant", key)
    for letter in sorted(set(question.options) - {key}):
        answer(__name__, question.name, "mutant", letter, f"{question.name}:{letter}")
