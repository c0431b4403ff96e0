"""Lab 05: backpropagation, derived by hand and checked by numbers."""

from course.checks import Lab
from course.exercises.lab05_backprop import scenes as scenes
from course.exercises.lab05_backprop.delta_hidden import delta_hidden
from course.exercises.lab05_backprop.delta_out import delta_out
from course.exercises.lab05_backprop.mlp_backward import mlp_backward
from course.exercises.lab05_backprop.num_grad import num_grad
from course.exercises.lab05_backprop.online_step import online_step
from course.exercises.lab05_backprop.questions import QUESTIONS
from course.exercises.lab05_backprop.rel_error import rel_error
from course.exercises.lab05_backprop.slide_backprop import slide_backprop
from course.exercises.lab05_backprop.softmax_xent import softmax_xent
from course.exercises.lab05_backprop.train_838 import train_838
from course.exercises.lab05_backprop.worked_example import worked_example

LAB = Lab(
    name="lab05_backprop",
    title="Derive backpropagation by hand, then trust it",
    exercises=(
        num_grad,
        rel_error,
        delta_out,
        delta_hidden,
        online_step,
        slide_backprop,
        worked_example,
        mlp_backward,
        softmax_xent,
        train_838,
        *QUESTIONS,
    ),
    minutes=180,
)
