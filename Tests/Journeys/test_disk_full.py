"""A disk that is full before the first byte, and one that fills up half-way. On a real small file system."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import House, until

SIZE = 64 * MEBIBYTE


@dataclass
class SmallDisk:
    """A tmpfs in the mount namespace of a process that ends with the test."""

    #: What enters the namespace.
    enter: list[str]
    #: Where it is, in the namespace.
    place: Path
    #: The same as this process sees it.
    seen: Path


@pytest.fixture
def small_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size={SIZE} tmpfs '{disk}' && echo mounted && exec cat"
    said = []
    for new, enter in [(["-m"], ["-m"]), (["-rm"], ["-m", "-U", "--preserve-credentials"])]:  # root's way, then everybody's
        keeper = subprocess.Popen(
            ["unshare", *new, "sh", "-c", mount], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if keeper.stdout.readline() == "mounted\n":
            yield SmallDisk(["nsenter", "-t", str(keeper.pid), *enter], disk, Path(f"/proc/{keeper.pid}/root{disk}"))
            keeper.communicate()
            return
        said.append(keeper.communicate()[1].strip())
    pytest.fail(
        "these journeys need a small file system of their own: run them as root, or allow unprivileged user namespaces "
        f"(`unshare -rm true` must work). It said: {'; '.join(said)}")


@pytest.fixture
def house(tmp_path, small_disk, faulty_hub):
    house = House(tmp_path, faulty_hub.url, home=small_disk.seen / "roost", ROOST_HOME=str(small_disk.place / "roost"))
    house.prefix = small_disk.enter
    yield house
    house.close()


def fill(disk: SmallDisk, leave: int) -> Path:
    """Takes the free space with another file, but for some bytes."""
    filler = disk.seen / "somebody-else's"
    state = os.statvfs(disk.seen)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(4096, state.f_bavail * state.f_frsize - leave))
    return filler


def test_a_model_larger_than_the_disk_is_refused_before_the_first_byte(house, faulty_hub):
    faulty_hub.add(Repository("acme/large", {"config.json": "{}", "model.safetensors": Seeded(100 * MEBIBYTE, seed=1)}))
    done = house.roost("pull", "acme/large", check=False)
    assert done.returncode == 2 and "need 104.9 MB" in done.stderr and "have " in done.stderr
    assert faulty_hub.sent() == 0
    assert house.models() == [] and house.json("df")["blob_bytes"] == 0


def test_what_is_always_left_free_counts_too(house, faulty_hub):
    faulty_hub.add(Repository("acme/large", {"model.safetensors": Seeded(40 * MEBIBYTE, seed=1)}))
    done = house.roost("pull", "acme/large", check=False, env={"ROOST_RESERVE_BYTES": "50000000"})
    assert done.returncode == 2 and "always left free" in done.stderr
    house.roost("pull", "acme/large")


@pytest.mark.parametrize("how", ["pull again", "jobs resume"])
def test_a_disk_that_fills_up_half_way_pauses_the_job_and_loses_nothing(house, small_disk, faulty_hub, how):
    repository = faulty_hub.add(Repository("acme/large", {
        "config.json": "{}", "first.safetensors": Seeded(15 * MEBIBYTE, seed=1), "second.safetensors": Seeded(25 * MEBIBYTE, seed=2)}))
    faulty_hub.faults.add(pace(6 * MEBIBYTE), "*.safetensors")
    pulling = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("second.safetensors") > 5 * MEBIBYTE, "bytes flow", pulling)
    filler = fill(small_disk, leave=3 * MEBIBYTE)
    _, said = pulling.communicate(timeout=60)
    assert pulling.returncode == 2, said
    assert "disk" in said or "space" in said
    assert "go on" in said or "goes on" in said, "the error says how to go on"
    job = house.job()
    assert job["state"] == "paused" and job["problem"]["code"] == "disk_full"
    assert house.models() == [] and house.json("verify")["damaged"] == []
    filler.unlink()
    faulty_hub.faults.clear()
    faulty_hub.forget()
    house.roost(*{"pull again": ["pull", "acme/large"], "jobs resume": ["jobs", "resume", job["id"]]}[how])
    assert 0 in faulty_hub.fetched("first.safetensors"), "a finished file is not fetched again"
    assert faulty_hub.sent("second.safetensors") < 25 * MEBIBYTE, "finished parts are not fetched again"
    assert house.job()["id"] == job["id"] and house.job()["state"] == "completed"
    house.assert_holds(repository)


def test_a_full_disk_still_lists_verifies_removes_and_prunes(house, small_disk, faulty_hub):
    repository = faulty_hub.add(Repository("acme/large", {"model.safetensors": Seeded(20 * MEBIBYTE, seed=1)}))
    house.pull("acme/large")
    fill(small_disk, leave=0)
    assert house.models() == ["acme/large"]
    house.assert_holds(repository)
    assert house.json("df")["free_bytes"] < 9 * MEBIBYTE  # the ballast at most
    assert house.json("rm", "acme/large")["freed_bytes"] == repository.size
    assert house.models() == []


def test_an_export_to_a_full_disk_leaves_no_half_package(house, small_disk, faulty_hub):
    faulty_hub.add(Repository("acme/large", {"model.safetensors": Seeded(20 * MEBIBYTE, seed=1)}))
    house.pull("acme/large")
    fill(small_disk, leave=5 * MEBIBYTE)
    done = house.roost("export", "acme/large", "--output", small_disk.place / "out.zip", check=False)
    assert done.returncode == 2 and ("disk" in done.stderr or "space" in done.stderr)
    assert sorted(each.name for each in small_disk.seen.iterdir()) == ["roost", "somebody-else's"]
