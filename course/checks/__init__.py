"""Observe and judge: how an exercise is checked, in a notebook and in a graded run alike."""

from course.checks.compare import Breach as Breach
from course.checks.compare import Holds as Holds
from course.checks.compare import Tolerance as Tolerance
from course.checks.compare import sampled as sampled
from course.checks.exercise import EDGE as EDGE
from course.checks.exercise import EXTREME as EXTREME
from course.checks.exercise import MILD as MILD
from course.checks.exercise import Case as Case
from course.checks.exercise import Evidence as Evidence
from course.checks.exercise import Exercise as Exercise
from course.checks.exercise import Lab as Lab
from course.checks.judge import judge as judge
from course.checks.mistakes import RAISES as RAISES
from course.checks.mistakes import Mistake as Mistake
from course.checks.names import Made as Made
from course.checks.names import Mine as Mine
from course.checks.names import Public as Public
from course.checks.names import Rng as Rng
from course.checks.names import TorchRng as TorchRng
from course.checks.names import public as public
from course.checks.observation import Observation as Observation
from course.checks.observation import Plan as Plan
from course.checks.observe import observe as observe
from course.checks.scenarios import scenario as scenario
from course.checks.verdict import Status as Status
from course.checks.verdict import Verdict as Verdict
