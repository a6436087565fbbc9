"""What is on the disk already meets the same gate as what a Hub has."""

import hashlib
import json
import os
import pickle
import shutil
import zipfile

import pytest
from house import SAMPLES

PICKLED = SAMPLES / "sketchy" / "pickle-model"
GOOD = SAMPLES / "roost-samples" / "tiny-writer"


@pytest.fixture
def house(gated_house):
    return gated_house


class Hostile:
    def __reduce__(self):
        return os.system, ("true",)


def blobs(house) -> int:
    return house.json("df")["blobs"]


def test_what_would_run_code_is_refused_under_every_name_and_leaves_nothing(house):
    for name in ["acme/harmless", "other/name"]:
        done = house.roost("import", PICKLED, "--name", name, check=False)
        assert done.returncode == 1, done.stderr
        assert f"`{name}@" in done.stderr and "No Unsafe Files" in done.stderr and "pytorch_model.bin" in done.stderr
        assert "--quarantine" in done.stderr
    assert house.models() == [] and blobs(house) == 0
    assert house.json("prune", "--dry-run")["blobs"] == 0
    assert list((house.home / "partial").iterdir()) == []
    # The refusal is on record.
    assert house.json("verdict", "acme/harmless")["decision"] == "refused"


def test_what_is_kept_apart_is_neither_mirrored_nor_packaged(house, tmp_path):
    [report] = house.json("import", PICKLED, "--name", "acme/risky", "--quarantine")
    assert report["verdict"]["decision"] == "quarantined"
    [row] = house.json("ls")["models"]
    assert row["name"] == "acme/risky" and row["quarantined"]
    done = house.roost("export", "acme/risky", "--output", tmp_path / "risky.zip", check=False)
    assert done.returncode == 2 and "quarantined" in done.stderr and not (tmp_path / "risky.zip").exists()
    server = house.serve()
    token = house.token()
    for path in ["/hub/api/models/acme/risky", "/hub/acme/risky/resolve/main/pytorch_model.bin"]:
        assert server.ask("GET", path, token=token)[0] in (403, 404), path
    # The same bytes under another name do not get around it.
    assert house.roost("import", PICKLED, "--name", "acme/tame", check=False).returncode == 1
    assert house.models() == ["acme/risky"]


def test_a_good_model_is_admitted_and_vetted_again_without_a_hub(house):
    [report] = house.json("import", GOOD, "--name", "acme/writer")
    assert report["verdict"]["decision"] == "admitted" and "refusal" not in report
    verdict = house.json("vet", "acme/writer", env={"HF_HUB_OFFLINE": "1"})
    assert verdict["source"].startswith("file://") and verdict["source"].endswith(str(house.home))
    assert verdict["verdict"]["decision"] == "admitted"
    assert {each["verdict"] for each in verdict["scan"]} == {"safe"}
    said = house.roost("vet", "acme/writer", env={"HF_HUB_OFFLINE": "1"}).stdout
    assert f"asked      file://{house.home}" in said
    # A Hub that was named is meant.
    assert house.roost("vet", "acme/writer", "--hub", "http://127.0.0.1:9", check=False).returncode == 2


def test_a_package_somebody_made_is_looked_into(house, make_house, tmp_path):
    elsewhere = make_house("elsewhere")
    elsewhere.json("import", GOOD, "--name", "acme/writer")
    package = elsewhere.json("export", "acme/writer", "--output", tmp_path / "writer.zip")
    # The honest package is taken in; one with a file more, and a manifest that lists it, is not.
    made = with_file(package["path"], tmp_path / "made.zip", "extra.pkl", pickle.dumps(Hostile(), protocol=0))
    done = house.roost("import", made, check=False)
    assert done.returncode == 1 and "extra.pkl" in done.stderr, done.stderr
    assert house.models() == [] and blobs(house) == 0
    [report] = house.json("import", package["path"])
    assert report["verdict"]["decision"] == "admitted" and house.models() == ["acme/writer"]
    # The same name and commit with a file more: what was admitted stays as it is.
    assert house.roost("import", made, check=False).returncode == 1
    assert "extra.pkl" not in {each["path"] for each in house.json("show", "acme/writer")["files"]}
    assert not house.json("show", "acme/writer")["model"]["quarantined"]


def with_file(source, target, path: str, content: bytes):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        manifest = json.loads(old.read("roost-manifest.json"))
        manifest["files"].append({"path": path, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()})
        manifest["files"].sort(key=lambda each: each["path"])
        for name in old.namelist():
            if name != "roost-manifest.json":
                new.writestr(name, old.read(name))
        new.writestr(path, content)
        new.writestr("roost-manifest.json", json.dumps(manifest))
    return target


def test_of_a_cache_the_refused_ones_are_named_and_the_others_kept(house, tmp_path):
    cache = tmp_path / "cache"
    for name, source in {"good": GOOD, "bad": PICKLED, "fine": GOOD}.items():
        commit = {"good": "a", "bad": "b", "fine": "c"}[name] * 40
        snapshot = cache / f"models--acme--{name}" / "snapshots" / commit
        shutil.copytree(source, snapshot)
        (cache / f"models--acme--{name}" / "refs").mkdir()
        (cache / f"models--acme--{name}" / "refs" / "main").write_text(commit)
    done = house.roost("import", cache, "--json", check=False)
    assert done.returncode == 1 and "1 of 3 models refused, the others are kept" in done.stderr
    by_name = {each["name"]: each for each in json.loads(done.stdout)}
    assert {name: each["verdict"]["decision"] for name, each in by_name.items()} == {
        "acme/good": "admitted", "acme/bad": "refused", "acme/fine": "admitted"}
    assert "No Unsafe Files" in by_name["acme/bad"]["refusal"]
    assert sorted(house.models()) == ["acme/fine", "acme/good"]
    assert house.json("verify")["damaged"] == []
