"""Slow work that others can see, stop and go on with."""

import signal

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import until


@pytest.fixture
def large(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/large", {"config.json": "{}", "model.safetensors": Seeded(24 * MEBIBYTE, seed=1)}))


@pytest.fixture
def pulling(house, large, faulty_hub):
    """A pull in the middle of its bytes."""
    faulty_hub.faults.add(pace(2 * MEBIBYTE), "*.safetensors")
    process = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 10 * MEBIBYTE, "bytes flow", process)
    return process


def assert_goes_on(house, faulty_hub, large, *command):
    faulty_hub.faults.clear()
    faulty_hub.forget()
    house.roost(*command)
    assert faulty_hub.sent("*.safetensors") < 24 * MEBIBYTE
    house.assert_holds(large)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_pull_ends_with_130_and_the_next_goes_on(house, pulling, large, faulty_hub, how):
    pulling.send_signal(how)
    _, said = pulling.communicate(timeout=20)
    assert pulling.returncode == 130 and "interrupted" in said and "hint:" in said
    assert house.job()["state"] in ("queued", "paused") and house.models() == []
    assert_goes_on(house, faulty_hub, large, "pull", "acme/large")


def test_a_cancelled_job_stops_wherever_it_runs_and_can_be_resumed(house, pulling, large, faulty_hub):
    job = house.job()["id"]
    house.roost("jobs", "cancel", job)
    _, said = pulling.communicate(timeout=20)
    assert pulling.returncode == 130 and "cancelled" in said
    assert house.job()["state"] == "cancelled" and house.models() == []
    assert_goes_on(house, faulty_hub, large, "jobs", "resume", job)
    assert house.job()["id"] == job and house.job()["state"] == "completed"


def test_a_running_job_is_watched_from_another_process_to_its_end(house, pulling, large, faulty_hub):
    watching = house.start("jobs", "watch", house.job()["id"], "--json")
    faulty_hub.faults.clear()
    out, said = watching.communicate(timeout=60)
    assert watching.returncode == 0 and said == ""
    assert '"completed"' in out.splitlines()[-1] and '"progress"' in out
    assert pulling.wait(20) == 0


def test_a_model_that_is_being_pulled_is_not_removed_under_its_hands(house, pulling, large, faulty_hub):
    done = house.roost("rm", "acme/large", check=False)
    assert done.returncode == 2 and "acme/large" in done.stderr
    faulty_hub.faults.clear()
    assert pulling.wait(60) == 0
    house.assert_holds(large)


def test_the_list_of_jobs_shows_how_far_it_is(house, pulling):
    job = house.job("running")
    assert 0 < job["completed"] < job["total"] == 24 * MEBIBYTE + 2 and job["unit"] == "bytes"
    assert job["phase"].startswith("fetching") and job["subject"] == "acme/large"
