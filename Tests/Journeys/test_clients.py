"""From a Hub through Roost to the clients people have, and from their caches back into Roost."""

import json
import os
import shutil
import subprocess

import pytest
from conftest import MINILM
from house import REPOSITORY
from hub_content import MEBIBYTE, Seeded
from hub_repository import Repository

ENVIRONMENTS = {"the client of today": ".venv", "the client before 1.0": ".venv-hub036"}
#: Where the environments are; scripts/journey-venvs makes them.
SHELF = REPOSITORY

SNAPSHOT = """
import sys
from huggingface_hub import snapshot_download
print(snapshot_download(sys.argv[1]))
"""
TOKENS = """
import json, sys
from transformers import AutoConfig, AutoTokenizer
config, tokenizer = AutoConfig.from_pretrained(sys.argv[1]), AutoTokenizer.from_pretrained(sys.argv[1])
print(json.dumps([config.model_type, config.hidden_size, tokenizer.tokenize("A bird sings")]))
"""


def run(house, environment: str, endpoint: str, code: str, *args, **env) -> str:
    """Runs a script with a client that knows only this endpoint."""
    python = SHELF / environment / "bin" / "python"
    assert python.exists(), f"`{python}` is missing: run scripts/journey-venvs"
    own = {"HF_ENDPOINT": endpoint, "HF_HOME": str(house.root / "hf"), "HOME": str(house.root), "PATH": os.environ["PATH"]}
    done = subprocess.run([python, "-c", code, *args], env=own | env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {
        "README.md": "---\nlicense: mit\n---\n# Tiny\n", "config.json": "{}", "sub/ö b.txt": "odd",
        "model.safetensors": Seeded(5 * MEBIBYTE + 3, seed=1)}))


@pytest.fixture(params=ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
def cache(request, house, tiny):
    """A Hugging Face cache that a real client made from the mirror of a served house."""
    house.pull("acme/tiny")
    server = house.serve()
    snapshot = run(house, request.param, f"{server.url}/hub", SNAPSHOT, "acme/tiny")
    assert snapshot.endswith(tiny.commit)
    return house.root / "hf" / "hub"


def test_a_cache_is_taken_in_whole_and_a_pull_then_costs_nothing(make_house, tiny, faulty_hub, cache):
    other = make_house("other")
    faulty_hub.forget()
    [report] = other.json("import", cache)
    assert (report["name"], report["commit"], report["files"]) == ("acme/tiny", tiny.commit, 4)
    assert not faulty_hub.requests
    other.assert_holds(tiny)
    other.pull("acme/tiny")
    assert faulty_hub.sent() == 0
    shutil.rmtree(cache)
    other.assert_holds(tiny)


def test_a_cache_with_a_damaged_file_is_refused_by_name(make_house, tiny, cache):
    other = make_house("other")
    [blob] = cache.rglob(f"blobs/{tiny.now['model.safetensors'].sha256}")
    with blob.open("r+b") as file:
        file.seek(1000)
        file.write(b"damage")
    done = other.roost("import", cache, check=False)
    assert done.returncode == 2 and "model.safetensors" in done.stderr
    assert other.models() == []
    other.roost("prune")
    assert other.json("df")["blob_bytes"] == 0


def test_transformers_loads_the_real_minilm_through_the_mirror(make_house, minilm_hub):
    house = make_house("minilm", hub=minilm_hub.url)
    house.pull(MINILM)
    server = house.serve()
    answer = run(house, ".venv-hub036", f"{server.url}/hub", TOKENS, MINILM, DISABLE_SAFETENSORS_CONVERSION="1")
    assert json.loads(answer) == ["bert", 384, ["a", "bird", "sings"]]


def test_roost_pulls_from_another_roost(make_house, house, tiny, faulty_hub):
    house.pull("acme/tiny")
    server = house.serve()
    other = make_house("other", hub=f"{server.url}/hub")
    faulty_hub.forget()
    assert other.pull("acme/tiny")["commit"] == tiny.commit
    assert not faulty_hub.requests
    other.assert_holds(tiny)
