"""What is kept stays what it was: verification, healing, sharing, pruning, removing."""

import os

import pytest
from hub_content import MEBIBYTE, HubFile, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import until

SHARED = Seeded(6 * MEBIBYTE, seed=1)
#: Of a file system.
BLOCK = 4096


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {
        "config.json": "{}", "model.safetensors": SHARED, "own.bin": Seeded(2 * MEBIBYTE, seed=2)}))


@pytest.fixture
def twin(faulty_hub) -> Repository:
    """Another repository with the same weights."""
    return faulty_hub.add(Repository("acme/twin", {
        "config.json": '{"twin": 1}', "weights/renamed.safetensors": SHARED, "more.bin": Seeded(3 * MEBIBYTE, seed=3)}))


def damage(house, sha256: str, how: str):
    blob = house.blob(sha256)
    os.chmod(blob, 0o644)
    match how:
        case "a flipped byte":
            with blob.open("r+b") as file:
                file.seek(1_234_567)
                byte = file.read(1)
                file.seek(1_234_567)
                file.write(bytes([byte[0] ^ 1]))
        case "a lost end": os.truncate(blob, 1_000_000)
        case "a lost file": blob.unlink()


@pytest.mark.parametrize("how", ["a flipped byte", "a lost end", "a lost file"])
def test_verify_names_what_is_wrong_and_the_next_pull_heals_it(house, tiny, faulty_hub, how):
    house.pull("acme/tiny")
    weights = tiny.now["model.safetensors"]
    damage(house, weights.sha256, how)
    found = house.roost("verify", "--json", check=False)
    assert found.returncode == 1, found.stderr
    plain = house.roost("verify", "acme/tiny", check=False)
    assert plain.returncode == 1
    assert weights.sha256 in plain.stdout and "acme/tiny" in plain.stdout and "model.safetensors" in plain.stdout
    faulty_hub.forget()
    report = house.pull("acme/tiny")
    assert not report["unchanged"]
    assert weights.size in faulty_hub.fetched(), "only what is wrong is fetched"
    house.assert_holds(tiny)


def test_verify_of_one_model_does_not_read_the_others(house, tiny, twin):
    house.pull("acme/tiny")
    house.pull("acme/twin")
    damage(house, tiny.now["own.bin"].sha256, "a flipped byte")
    assert house.roost("verify", "acme/twin", check=False).returncode == 0
    assert house.roost("verify", "acme/tiny", check=False).returncode == 1
    assert house.roost("verify", check=False).returncode == 1


def test_the_same_weights_of_two_models_are_fetched_and_stored_once(house, tiny, twin, faulty_hub):
    house.pull("acme/tiny")
    faulty_hub.forget()
    house.pull("acme/twin")
    assert twin.size - SHARED.size in faulty_hub.fetched()
    report = house.json("df")
    assert report["saved_bytes"] == SHARED.size
    assert report["logical_bytes"] == tiny.size + twin.size
    assert report["blob_bytes"] == report["referenced_bytes"] == tiny.size + twin.size - SHARED.size
    assert (report["models"], report["versions"], report["blobs"]) == (2, 2, 5)
    assert report["unreferenced_bytes"] == report["partial_bytes"] == 0 and report["free_bytes"] > 0


def test_removing_a_model_frees_its_own_bytes_and_keeps_the_shared(house, tiny, twin):
    house.pull("acme/tiny")
    house.pull("acme/twin")
    report = house.json("rm", "acme/tiny")
    assert 0 <= report["freed_bytes"] - (tiny.size - SHARED.size) < 2 * BLOCK, "what the disk gained, in blocks"
    assert report["shared_bytes"] == SHARED.size
    assert house.models() == ["acme/twin"]
    house.assert_holds(twin)
    assert 0 <= house.json("rm", "acme/twin")["freed_bytes"] - twin.size < 3 * BLOCK
    assert house.json("df")["blob_bytes"] == 0


def test_one_version_can_be_removed_and_the_other_stays(house, tiny):
    house.pull("acme/tiny")
    old = tiny.commit
    tiny.push(tiny.now | {"config.json": '{"v": 2}'})
    house.pull("acme/tiny")
    house.json("rm", f"acme/tiny@{old[:10]}")
    assert [each["commit"] for each in house.json("show", "acme/tiny")["versions"]] == [tiny.commit]
    house.assert_holds(tiny)
    assert house.roost("show", f"acme/tiny@{old}", check=False).returncode == 2


def test_a_model_can_be_pulled_again_after_it_was_removed(house, tiny):
    house.pull("acme/tiny")
    house.roost("rm", "acme/tiny")
    report = house.pull("acme/tiny")
    assert report["fetched_bytes"] == tiny.size
    house.assert_holds(tiny)


def test_prune_takes_only_what_nothing_refers_to(house, tiny):
    house.pull("acme/tiny")
    file = HubFile.of("stray.bin", Seeded(MEBIBYTE + 10, seed=77))
    path = house.blob(file.sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.bytes())
    assert house.json("df")["unreferenced_bytes"] == file.size
    preview = house.json("prune", "--dry-run")
    assert preview["dry_run"] and preview["blobs"] == 1 and 0 <= preview["freed_bytes"] - file.size < BLOCK
    assert path.exists()
    assert house.json("prune")["freed_bytes"] == preview["freed_bytes"], "as was announced"
    assert not path.exists()
    house.assert_holds(tiny)


def test_prune_keeps_a_fresh_download_and_takes_an_abandoned_one(house, tiny, faulty_hub):
    faulty_hub.faults.add(pace(2 * MEBIBYTE), "*.safetensors")
    pulling = house.start("pull", "acme/tiny", "--quiet")
    until(lambda: faulty_hub.sent("model.safetensors") > 3 * MEBIBYTE, "bytes flow", pulling)
    pulling.kill()
    pulling.wait()
    before = house.json("df")["partial_bytes"]
    house.json("prune")
    assert house.json("df")["partial_bytes"] == before > 0
    for file in (house.home / "partial").iterdir():
        os.utime(file, (1_600_000_000, 1_600_000_000))
    house.json("prune")
    assert house.json("df")["partial_bytes"] == 0
    faulty_hub.faults.clear()
    house.pull("acme/tiny")
    house.assert_holds(tiny)


def test_two_processes_that_pull_the_same_share_one_download(house, tiny, faulty_hub):
    faulty_hub.faults.add(pace(6 * MEBIBYTE), "*")
    house.roost("ls")
    both = [house.start("pull", "acme/tiny", "--quiet") for _ in range(2)]
    said = [each.communicate(timeout=60) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert all(out == f"acme/tiny@{tiny.commit}\n" for out, _ in said)
    assert tiny.size in faulty_hub.fetched()
    house.assert_holds(tiny)


def test_two_models_with_the_same_weights_pulled_at_once_fetch_them_once(house, tiny, twin, faulty_hub):
    faulty_hub.faults.add(pace(6 * MEBIBYTE), "*")
    house.roost("ls")
    both = [house.start("pull", name, "--quiet") for name in ["acme/tiny", "acme/twin"]]
    said = [each.communicate(timeout=60) for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert tiny.size + twin.size - SHARED.size in faulty_hub.fetched()
    house.assert_holds(tiny)
    house.assert_holds(twin)


def test_prune_beside_a_pull_takes_nothing_away_from_it(house, tiny, twin, faulty_hub):
    house.pull("acme/twin")
    faulty_hub.faults.add(pace(8 * MEBIBYTE), "*")
    pulling = house.start("pull", "acme/tiny", "--quiet")
    while pulling.poll() is None:
        house.roost("prune")
    assert pulling.returncode == 0, pulling.stderr.read()
    house.assert_holds(tiny)
    house.assert_holds(twin)


def test_list_show_and_search_find_what_is_kept(house, tiny, twin, faulty_hub):
    card = "---\nlicense: apache-2.0\npipeline_tag: fill-mask\nlibrary_name: transformers\ntags: [birds]\n---\nAbout nightingales.\n"
    faulty_hub.add(Repository("zoo/birds", {"README.md": card, "config.json": "{}"}, task="fill-mask"))
    for name in ["acme/tiny", "acme/twin", "zoo/birds"]:
        house.pull(name)
    assert house.models() == ["zoo/birds", "acme/twin", "acme/tiny"], "the newest first"
    assert house.models("--sort", "name") == ["acme/tiny", "acme/twin", "zoo/birds"]
    assert house.models("--sort", "size") == ["acme/twin", "acme/tiny", "zoo/birds"]
    assert house.models("nightingales") == house.models("--author", "zoo") == house.models("--tag", "birds") == ["zoo/birds"]
    assert house.models("--license", "apache-2.0") == house.models("--task", "fill-mask") == ["zoo/birds"]
    assert house.models("--regex", "^acme/t[iw]", "--sort", "name") == ["acme/tiny", "acme/twin"]
    page = house.json("ls", "--sort", "name", "--limit", "2")
    assert [each["name"] for each in page["models"]] == ["acme/tiny", "acme/twin"]
    rest = house.json("ls", "--sort", "name", "--limit", "2", "--after", page["next"])
    assert [each["name"] for each in rest["models"]] == ["zoo/birds"] and rest.get("next") is None
    assert house.roost("show", "birds").stdout.startswith("name")
