"""Lab 01: the artificial neuron and the perceptron."""

from course.checks import Lab
from course.exercises.lab01_perceptron.add_bias import add_bias
from course.exercises.lab01_perceptron.delta_rule_step import delta_rule_step
from course.exercises.lab01_perceptron.hebb_update import hebb_update
from course.exercises.lab01_perceptron.logistic_neuron_step import logistic_neuron_step
from course.exercises.lab01_perceptron.mp_neuron import mp_neuron
from course.exercises.lab01_perceptron.not_separable import not_separable
from course.exercises.lab01_perceptron.perceptron_epoch import perceptron_epoch
from course.exercises.lab01_perceptron.perceptron_fit import perceptron_fit
from course.exercises.lab01_perceptron.perceptron_predict import perceptron_predict
from course.exercises.lab01_perceptron.pocket_fit import pocket_fit
from course.exercises.lab01_perceptron.questions import QUESTIONS

LAB = Lab(
    name="lab01_perceptron",
    title="Teach a neuron to tell banknotes apart",
    exercises=(
        mp_neuron,
        add_bias,
        perceptron_predict,
        perceptron_epoch,
        perceptron_fit,
        pocket_fit,
        delta_rule_step,
        hebb_update,
        logistic_neuron_step,
        not_separable,
        *QUESTIONS,
    ),
    minutes=120,
)
