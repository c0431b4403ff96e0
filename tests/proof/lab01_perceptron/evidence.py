"""What backs the statistical thresholds of lab 01, counted or bounded anew."""
import hashlib
import json
from collections import Counter
from itertools import product

import numpy as np

from course.data import load
from course.exercises.lab01_perceptron import perceptron_fit as fit_module
from course.exercises.lab01_perceptron import pocket_fit as pocket_module
from course.exercises.lab01_perceptron.walks import all_orders, fit, pocket, walk
from tests.proof.corpus import ROOT
