"""The jail: a forked process locks itself up, without being root and without a package, before a student's code runs.

`enter(scratch, readable, limits)` is the whole of it; `probe()` says how far this system goes along. On Linux 5.13 and
later Landlock closes files, seccomp everything that is no file (sockets, processes, other people's modes), the kernel's
limits memory, computing and files. Elsewhere `probe` says so in a sentence, and nothing is entered unless the caller
names what is missing.

What stays open: whether a path exists and how large it is (`stat`), the numbers of the machine's processors and
memory, the time, and the total size of many small files in the scratch folder, which whoever waits for the child
has to watch.

What it costs, measured on a shared machine of two cores: `Jail.enter` 1.5 ms with 42 rules, 2.5 ms where the course is
installed and 350 rules lead around it; `prepare` 1 ms and `probe` 10 ms, once each. A child from its fork to the removal
of its folder takes 3.6 ms with NumPy loaded, 6 ms with torch.
"""

from course.grading.jail.entry import Jail as Jail
from course.grading.jail.entry import enter as enter
from course.grading.jail.entry import prepare as prepare
from course.grading.jail.kernel import JailError as JailError
from course.grading.jail.landlock import Rule as Rule
from course.grading.jail.level import Level as Level
from course.grading.jail.level import probe as probe
from course.grading.jail.limits import Limits as Limits
