from __future__ import annotations

import pytest

from tests.checks.helpers import has_torch

collect_ignore = (
    []
    if has_torch()
    else [f"{part}/{name}.py" for part in ("shapes", "solutions") for name in ("LeNet5", "d_step", "fgsm")]
)


@pytest.fixture(autouse=True)
def _skip_without_torch(request: pytest.FixtureRequest) -> None:
    if request.node.get_closest_marker("torch") and not has_torch():
        pytest.skip("needs torch")
