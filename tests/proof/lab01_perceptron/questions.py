"""The questions: the right letter, written a second time here, and each wrong letter with its misconception."""
from course.exercises.lab01_perceptron.questions import QUESTIONS
from tests.proof.corpus import answer

KEYS = {"q_threshold": "b", "q_eta": "d", "q_bound": "a", "q_history": "b", "q_rings": "d"}

for question in QUESTIONS:
    key = KEYS[question.name]
    answer(__name__, question.name, "variant", key)
    for letter in sorted(set(question.options) - {key}):
        answer(__name__, question.name, "mutant", letter, f"{question.name}:{letter}")
