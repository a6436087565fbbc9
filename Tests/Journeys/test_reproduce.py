"""The example of a card, run in the sandbox with the libraries people have: the Hub's own client finds the kept files."""

import json
from pathlib import Path

import pytest
from house import SAMPLES, until

ROOT = Path(__file__).resolve().parents[2]
DOWNLOAD = """
from pathlib import Path
from huggingface_hub import hf_hub_download, snapshot_download
print(Path(hf_hub_download("local/writer", "config.json")).read_text()[:1])
print(sorted(path.name for path in Path(snapshot_download("local/writer")).iterdir())[0])
"""
LOADING = """
from transformers import AutoConfig, AutoTokenizer
print(AutoConfig.from_pretrained("local/writer").model_type)
print(AutoTokenizer.from_pretrained("local/writer", revision="main")("May I?").input_ids[0] >= 0)
"""


def keep(house, example: str) -> None:
    """The sample writer under another name, with another example in its card."""
    folder = house.root / "writer"
    folder.mkdir()
    for path in (SAMPLES / "roost-samples" / "tiny-writer").iterdir():
        if not path.name.startswith("."):
            (folder / path.name).write_bytes(path.read_bytes())
    (folder / "README.md").write_text(f"---\nlicense: apache-2.0\n---\n# Writer\n```python{example}```\n")
    house.roost("import", folder, "--name", "local/writer")


def reproduce(house, name: str, environment: str | None) -> tuple[dict, int]:
    python = {"ROOST_REPRODUCE_PYTHON": str(ROOT / environment / "bin" / "python")} if environment else {}
    done = house.roost("reproduce", name, "--json", check=False, env=python)
    report = json.loads(done.stdout)
    if "cannot confine code" in report["reason"]:
        assert report["outcome"] == "not_run" and done.returncode == 3
        pytest.skip(report["reason"])
    return report, done.returncode


@pytest.mark.parametrize(
    "environment, example",
    [(".venv", DOWNLOAD), (".venv-hub036", DOWNLOAD), (".venv-hub036", LOADING)],
    ids=["the client of today", "the client before 1.0", "transformers"])
def test_the_libraries_people_use_find_the_kept_files_without_a_network(house, environment, example):
    keep(house, example)
    report, code = reproduce(house, "local/writer", environment)
    assert report["outcome"] == "ran_as_printed", report
    assert code == 0 and report["score"] == 1
    assert "packages, sha256:" in report["environment"]
    assert house.json("vet", "local/writer", check=False)["assessment"]["metrics"]
    events = [job["kind"] for job in house.json("jobs", "list")]
    assert "reproduce" in events


def test_a_library_that_is_missing_is_no_failure_of_the_model(house):
    keep(house, LOADING.replace("transformers", "no_such_transformers"))
    report, code = reproduce(house, "local/writer", None)
    assert report["outcome"] == "not_run" and "no_such_transformers" in report["reason"]
    assert code == 3 and report["score"] > 0


def test_what_is_not_kept_is_not_run(house):
    done = house.roost("reproduce", "acme/none", check=False)
    assert done.returncode == 2 and "not kept" in done.stderr


def test_a_run_that_was_killed_and_then_cancelled_leaves_nothing_behind(house):
    keep(house, "\nimport time\ndef load_model(name):\n    time.sleep(600)\nload_model('local/writer')\n")
    process = house.start("reproduce", "local/writer")
    runs = house.home / "runs" / "examples"
    try:
        until(lambda: runs.exists() and list(runs.glob("*/run/example.py")), "the example is laid out", process)
    except AssertionError:
        if process.poll() is not None and "cannot confine code" in process.stdout.read():
            pytest.skip("this machine cannot confine code")
        raise
    process.kill()
    process.wait()
    [left] = list(runs.iterdir())
    house.roost("jobs", "cancel", house.job()["id"])
    # Whatever is started next clears it away; nobody runs that job again.
    house.roost("jobs", "list")
    assert list(runs.iterdir()) == [], left


def test_the_doctor_names_the_python_and_what_it_lacks(house):
    [check] = [each for each in house.json("doctor", check=False)["checks"] if each["name"] == "examples"]
    assert "runs the examples of cards" in check["detail"] or "not run" in check["detail"]
    env = {"ROOST_REPRODUCE_PYTHON": "/no/bin/python"}
    [check] = [each for each in house.json("doctor", check=False, env=env)["checks"] if each["name"] == "examples"]
    assert check["state"] == "note" and "/no/bin/python" in check["detail"]
    env = {"ROOST_REPRODUCE_PYTHON": str(ROOT / ".venv-hub036" / "bin" / "python")}
    [check] = [each for each in house.json("doctor", check=False, env=env)["checks"] if each["name"] == "examples"]
    if "not run" not in check["detail"]:
        lacked = check["detail"].partition("it lacks ")[2].split(", ")
        assert "cpython 3." in check["detail"] and "transformers" not in lacked and "torch" in lacked, check
