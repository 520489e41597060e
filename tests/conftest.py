"""What every test shares: a cache of its own, never the user's."""

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point the program, and every process that a test starts, to a cache folder of this run."""
    patch = pytest.MonkeyPatch()
    patch.setenv("CAUSAL_COMPUTE_CACHE", str(tmp_path_factory.mktemp("cache")))
