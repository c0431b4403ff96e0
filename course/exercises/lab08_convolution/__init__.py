"""Lab 08: convolution and pooling, forwards and backwards."""

from course.checks import Lab
from course.exercises.lab08_convolution.avgpool_backward import avgpool_backward
from course.exercises.lab08_convolution.avgpool_forward import avgpool_forward
from course.exercises.lab08_convolution.cnn_gradients import cnn_gradients
from course.exercises.lab08_convolution.conv1d import conv1d
from course.exercises.lab08_convolution.conv2d_true import conv2d_true
from course.exercises.lab08_convolution.conv_backward import conv_backward
from course.exercises.lab08_convolution.conv_forward import conv_forward
from course.exercises.lab08_convolution.corr2d import corr2d
from course.exercises.lab08_convolution.edge_filter import edge_filter
from course.exercises.lab08_convolution.equivariance_gap import equivariance_gap
from course.exercises.lab08_convolution.maxpool_backward import maxpool_backward
from course.exercises.lab08_convolution.maxpool_forward import maxpool_forward
from course.exercises.lab08_convolution.minpool_forward import minpool_forward
from course.exercises.lab08_convolution.n_params import n_params
from course.exercises.lab08_convolution.out_size import out_size
from course.exercises.lab08_convolution.questions import QUESTIONS
from course.exercises.lab08_convolution.receptive_field import receptive_field

LAB = Lab(
    name="lab08_convolution",
    title="Build the layer that sees",
    exercises=(
        edge_filter,
        conv1d,
        corr2d,
        conv2d_true,
        out_size,
        n_params,
        receptive_field,
        conv_forward,
        maxpool_forward,
        avgpool_forward,
        minpool_forward,
        equivariance_gap,
        conv_backward,
        maxpool_backward,
        avgpool_backward,
        cnn_gradients,
        *QUESTIONS,
    ),
    minutes=180,
)
