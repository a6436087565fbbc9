"""kill -9 at any moment costs what was in flight, and nothing else."""

import random
import time

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import until

KILLS = 60
SIZES = [40 * MEBIBYTE + 1, 33 * MEBIBYTE, 25 * MEBIBYTE + 12345, 12 * MEBIBYTE, 3 * MEBIBYTE]
#: What one kill may cost on the average: the unfinished parts of four connections.
LOST_PER_KILL = 4 * MEBIBYTE


def files(round: int) -> dict:
    small = {f"small/{n:02}.json": f'{{"round": {round}, "n": {n}}}' for n in range(40)}
    large = {f"model-{n}.safetensors": Seeded(size, seed=100 * round + n) for n, size in enumerate(SIZES)}
    return small | large


@pytest.mark.timeout(400)
def test_sixty_kills_at_random_moments_lose_and_damage_nothing(make_house, faulty_hub, record_property):
    chance = random.Random(20261120)
    faulty_hub.faults.add(pace(40 * MEBIBYTE), "*.safetensors")
    kills = rounds = fetched = total = 0
    while kills < KILLS:
        rounds += 1
        repository = faulty_hub.add(Repository("acme/large", files(rounds)))
        house = make_house(f"round-{rounds}")
        faulty_hub.forget()
        kills_here = pull_and_kill(house, chance, most=KILLS - kills)
        house.pull("acme/large")
        house.assert_holds(repository)
        assert not list((house.home / "partial").glob("*.part")), "nothing unfinished stays"
        fetched_here = faulty_hub.sent()
        assert fetched_here <= repository.size + kills_here * LOST_PER_KILL
        kills, fetched, total = kills + kills_here, fetched + fetched_here, total + repository.size
        house.close()
    record_property("kills", kills)
    lost = (fetched - total) / kills / MEBIBYTE
    print(f"{kills} kills in {rounds} pulls of {total / rounds / MEBIBYTE:.0f} MiB: {lost:.2f} MiB fetched again per kill")


def pull_and_kill(house, chance: random.Random, most: int) -> int:
    """Starts pulls and kills each after a random moment, until one is quicker than its kill."""
    kills = 0
    while kills < most:
        pulling = house.start("pull", "acme/large", "--quiet")
        try:
            pulling.wait(chance.uniform(0.01, 0.55))
        except Exception:
            pulling.kill()
            kills += 1
            pulling.communicate()
            continue
        assert pulling.returncode == 0, pulling.stderr.read()
        return kills
    return kills


def test_a_killed_pull_is_not_listed_and_its_job_goes_on_with_the_next(house, faulty_hub):
    repository = faulty_hub.add(Repository("acme/large", files(1)))
    faulty_hub.faults.add(pace(10 * MEBIBYTE), "*.safetensors")
    pulling = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 20 * MEBIBYTE, "bytes flow", pulling)
    pulling.kill()
    pulling.wait()
    assert house.models() == []
    assert house.json("verify")["damaged"] == []
    assert house.json("df")["partial_bytes"] > 0
    first = house.job()
    faulty_hub.faults.clear()
    house.pull("acme/large")
    again = house.job()
    assert again["id"] == first["id"] and again["attempts"] == 2 and again["state"] == "completed"
    house.assert_holds(repository)


def test_a_kill_while_pruning_or_verifying_harms_nothing(house, faulty_hub):
    repository = faulty_hub.add(Repository("acme/large", files(2)))
    house.pull("acme/large")
    chance = random.Random(3)
    for command in ["verify", "prune", "verify", "prune", "df"]:
        process = house.start(command)
        time.sleep(chance.uniform(0.0, 0.15))
        process.kill()
        process.communicate()
    house.assert_holds(repository)


def test_torn_journals_and_stray_files_cost_a_refetch_at_most(house, faulty_hub):
    repository = faulty_hub.add(Repository("acme/large", files(3)))
    faulty_hub.faults.add(pace(10 * MEBIBYTE), "*.safetensors")
    pulling = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 20 * MEBIBYTE, "bytes flow", pulling)
    pulling.kill()
    pulling.wait()
    journals = list((house.home / "partial").glob("*.journal"))
    assert journals, "an unfinished download has a journal"
    for journal in journals:
        journal.write_bytes(journal.read_bytes() + b"7 12")
    for part in (house.home / "partial").glob("*.part"):
        with part.open("r+b") as file:
            file.seek(100)
            file.write(b"power cut")
    (house.home / "partial" / "nonsense").write_bytes(b"x")
    faulty_hub.faults.clear()
    house.pull("acme/large")
    house.assert_holds(repository)


def test_who_only_follows_a_pull_goes_on_with_it_when_its_process_is_killed(house, faulty_hub):
    repository = faulty_hub.add(Repository("acme/large", files(4)))
    faulty_hub.faults.add(pace(6 * MEBIBYTE), "*.safetensors")
    working = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 10 * MEBIBYTE, "bytes flow", working)
    following = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 20 * MEBIBYTE, "more bytes flow", working)
    working.kill()
    faulty_hub.faults.clear()
    out, said = following.communicate(timeout=60)
    assert following.returncode == 0, said
    assert out == f"acme/large@{repository.commit}\n"
    house.assert_holds(repository)
