"""In and out without a Hub: folders, caches, weight files and packages."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_repository import Repository


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {
        "README.md": "---\nlicense: mit\n---\n# Tiny\n", "config.json": "{}", "sub/ö b.txt": "odd", "empty.txt": "",
        "model.safetensors": Seeded(5 * MEBIBYTE + 3, seed=1)}))


@pytest.fixture
def package(house, tiny):
    house.pull("acme/tiny")
    return house.json("export", "acme/tiny", "--output", house.root / "tiny.zip")


def test_an_export_is_a_zip_everybody_can_read(house, tiny, package):
    path = package["path"]
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert {name for name in archive.namelist() if not name.startswith("roost-")} == set(tiny.now)
        for name, file in tiny.now.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == file.sha256
        manifest = json.loads(archive.read("roost-manifest.json"))
    assert manifest["repository"] == "acme/tiny" and manifest["commit"] == tiny.commit
    for command in [["unzip", "-tqq", path], ["bsdtar", "-tf", path], [sys.executable, "-m", "zipfile", "-t", path]]:
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stdout, done.stderr)


def test_the_same_version_gives_the_same_package_byte_for_byte(house, package):
    again = house.json("export", "acme/tiny", "--output", house.root / "again.zip")
    first, second = (hashlib.sha256(open(each["path"], "rb").read()).hexdigest() for each in (package, again))
    assert first == second and package["size_bytes"] == os.path.getsize(package["path"])


def test_a_package_is_imported_without_any_hub_and_verified(house, tiny, package, make_house):
    other = make_house("other", hub="http://127.0.0.1:9")
    [report] = other.json("import", package["path"])
    assert report["name"] == "acme/tiny" and report["commit"] == tiny.commit
    other.assert_holds(tiny)
    assert other.json("show", "acme/tiny")["model"]["license"] == "mit"


def tamper(path, how: str):
    data = bytearray(open(path, "rb").read())
    if how == "cut in the middle":
        data = data[: len(data) // 2]
    elif how == "a flipped byte in the weights":
        data[data.index(Seeded(100, seed=1).read(0, 100).__next__()) + 500_000] ^= 1
    elif how == "no zip at all":
        data = b"hello" * 1000
    elif how == "bytes before it":
        data = b"MZ" * 50 + data
    open(path, "wb").write(data)


TAMPERED = ["cut in the middle", "a flipped byte in the weights", "no zip at all", "bytes before it"]


@pytest.mark.parametrize("how", TAMPERED)
def test_a_tampered_package_is_refused_and_nothing_of_it_kept(package, make_house, how):
    tamper(package["path"], how)
    other = make_house("other")
    done = other.roost("import", package["path"], check=False)
    assert done.returncode == 2 and "tiny.zip" in done.stderr, done.stderr
    assert other.models() == []
    other.roost("prune")
    assert other.json("df")["blob_bytes"] == 0


def rewritten(source: str, target, edit):
    """The package with other members, made by Python's zipfile."""
    with zipfile.ZipFile(source) as old:
        members = [(name, old.read(name)) for name in old.namelist()]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for name, content in edit(members):
            new.writestr(name, content)


def with_manifest(change):
    def edit(members):
        for name, content in members:
            yield name, json.dumps(change(json.loads(content))) if name == "roost-manifest.json" else content
    return edit


def renaming(manifest):
    for each in manifest["files"]:
        each["path"] = each["path"].replace("config.json", "../outside.json")
    return manifest


REWRITTEN = {
    "a file more than listed": lambda members: [*members, ("extra.bin", b"x")],
    "a file less than listed": lambda members: [each for each in members if each[0] != "config.json"],
    "no manifest": lambda members: [each for each in members if each[0] != "roost-manifest.json"],
    "a file twice": lambda members: [*members, ("config.json", b"{}")],
    "another content with a right CRC": lambda members: [(name, b"[]" if name == "config.json" else content) for name, content in members],
    "a path that leads out": with_manifest(renaming),
    "a newer format": with_manifest(lambda manifest: manifest | {"format": "roost-package/99"}),
    "a name that is none": with_manifest(lambda manifest: manifest | {"repository": "../../etc"}),
}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("edit", REWRITTEN.values(), ids=REWRITTEN.keys())
def test_a_package_is_refused_that_has(package, make_house, edit):
    other = make_house("other")
    rewritten(package["path"], other.root / "evil.zip", edit)
    done = other.roost("import", "evil.zip", check=False)
    assert done.returncode == 2 and "evil.zip" in done.stderr, done.stderr
    assert "unexpected error" not in done.stderr
    assert other.models() == [] and not list(other.root.parent.rglob("outside.json"))


def test_a_folder_is_taken_in_and_its_original_stays_free_to_change(house):
    folder = house.root / "my model"
    (folder / "sub").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "HEAD").write_text("ref")
    (folder / "config.json").write_text("{}")
    (folder / "sub" / "weights.bin").write_bytes(bytes(3 * MEBIBYTE))
    [preview] = house.json("import", folder, "--dry-run")
    assert preview["files"] == 2 and house.models() == []
    [report] = house.json("import", folder, "--name", "me/mine")
    assert report["files"] == 2 and house.models() == ["me/mine"]
    with (folder / "sub" / "weights.bin").open("r+b") as file:
        file.write(b"changed")
    assert house.json("verify")["damaged"] == []
    assert {each["path"] for each in house.json("show", "me/mine")["files"]} == {"config.json", "sub/weights.bin"}
    assert house.json("import", folder)[0]["name"].startswith("local/")


def test_a_link_that_leads_out_of_the_folder_is_not_taken_in(house):
    folder = house.root / "evil"
    folder.mkdir()
    (house.root / "secret.txt").write_text("secret")
    (folder / "config.json").symlink_to("../secret.txt")
    done = house.roost("import", folder, check=False)
    assert done.returncode == 4 and "config.json" in done.stderr
    assert house.models() == []


def test_a_gguf_is_taken_in_as_a_model_of_its_own(house):
    file = house.root / "tiny-Q4_K_M.gguf"
    file.write_bytes(b"GGUF" + (3).to_bytes(4, "little") + bytes(16) + bytes(2000))
    [report] = house.json("import", file)
    assert report["name"] == "local/tiny-Q4_K_M" and report["files"] == 1
    assert house.json("import", file, "--name", "me/tiny")[0]["name"] == "me/tiny"
    assert house.json("df")["saved_bytes"] == file.stat().st_size
