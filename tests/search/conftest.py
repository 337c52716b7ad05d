import pytest


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> str:
    """Either engine; the test runs once with each."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    return request.param
