"""Figures of the labs, in one style; matplotlib is imported when the first figure is drawn."""

from course.plots.boundary import line as line
from course.plots.boundary import points as points
from course.plots.curves import bars as bars
from course.plots.curves import below_the_bound as below_the_bound
from course.plots.curves import curve as curve
from course.plots.curves import mistakes as mistakes
from course.plots.images import images as images
from course.plots.images import signed_colours as signed_colours
from course.plots.networks import codes as codes
from course.plots.networks import loglog as loglog
from course.plots.style import axes as axes
