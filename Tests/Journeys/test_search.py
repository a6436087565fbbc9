"""Finding models: on the sample Hub, on a Hub that misbehaves, and on none."""

import pytest
from hub_faults import html, rewrite, say
from hub_repository import Repository
from house import NOWHERE, SAMPLES


@pytest.fixture
def zoo(faulty_hub):
    """Thirty models of two authors."""
    for n in range(30):
        faulty_hub.add(Repository(
            f"{'zoo' if n % 3 else 'acme'}/bird-{n:02}", {"config.json": "{}"}, downloads=n * 10, likes=100 - n,
            task="text-generation" if n % 2 else "fill-mask", license="mit" if n % 5 else "gpl-3.0", tags=("gguf",) if n == 7 else ()))
    faulty_hub.add(Repository("zoo/songs", {"data.csv": "a"}, kind="dataset"))
    return faulty_hub


def found(house, *args) -> list[str]:
    return [each["id"] for each in house.json("search", *args)["models"]]


def test_words_authors_tasks_and_tags_are_asked_of_the_hub(house, zoo):
    assert found(house, "bird-07") == ["zoo/bird-07"]
    assert set(found(house, "--author", "acme", "--limit", "50")) == {f"acme/bird-{n:02}" for n in range(0, 30, 3)}
    assert len(found(house, "--task", "fill-mask", "--limit", "50")) == 15
    assert found(house, "--tag", "gguf") == ["zoo/bird-07"]
    assert found(house, "songs", "--datasets") == ["zoo/songs"]
    assert found(house, "elephant") == []


def test_rows_say_what_the_hub_says(house, zoo):
    [row] = house.json("search", "bird-07")["models"]
    assert (row["task"], row["license"], row["downloads"], row["likes"], row["gated"]) == ("text-generation", "mit", 70, 93, False)
    assert row["hub"] == zoo.url and row["kind"] == "model"


def test_order_and_limit_are_kept(house, zoo):
    assert found(house, "--sort", "downloads", "--limit", "3") == ["zoo/bird-29", "zoo/bird-28", "acme/bird-27"]
    assert len(found(house)) == 20


def test_a_search_asks_for_no_more_pages_than_it_shows(house, zoo):
    found(house, "--limit", "5")
    assert len(zoo.asked("api:list")) == 1


def test_a_hub_that_cannot_be_reached_is_named(house):
    done = house.roost("search", "bird", check=False, env={"HF_ENDPOINT": NOWHERE})
    assert done.returncode == 2 and "127.0.0.1" in done.stderr
    answer = house.roost("search", "bird", "--json", check=False, env={"HF_ENDPOINT": NOWHERE})
    assert '"unreachable"' in answer.stdout and NOWHERE in answer.stdout


@pytest.mark.parametrize("change, word", [
    (html(), "JSON"), (say(403, "go away"), "forbidden"), (rewrite(lambda _: {"models": 7}), ""), (rewrite(lambda _: [1, None]), "")],
    ids=["a log-in page", "a refusal", "another shape", "rows that are none"])
def test_an_answer_that_is_none_is_told_in_words(house, zoo, change, word):
    zoo.faults.add(change, "api:list")
    done = house.roost("search", "bird", check=False)
    assert done.returncode in (0, 2) and word in done.stderr and "unexpected error" not in done.stderr


def test_a_row_with_a_hostile_name_is_left_out_or_made_harmless(house, zoo):
    evil = [{"id": "../../etc"}, {"id": "a/b\x1b[2J"}, {"id": 7}, {"id": None}, {}, {"id": "good/one", "tags": [1], "downloads": "x"}]
    zoo.faults.add(rewrite(lambda rows: evil), "api:list")
    done = house.roost("search", "x")
    assert "good/one" in done.stdout and "\x1b" not in done.stdout and ".." not in done.stdout


def test_one_hub_that_fails_does_not_hide_the_other(house, zoo):
    house.home.mkdir()
    (house.home / "config.yaml").write_text(f"hubs:\n  - {NOWHERE}\n  - {zoo.url}\n")
    result = house.json("search", "bird-07", env={"HF_ENDPOINT": ""})
    assert [each["id"] for each in result["models"]] == ["zoo/bird-07"]
    assert [each["hub"] for each in result["unreachable"]] == [NOWHERE]


def test_the_sample_hub_of_a_server_is_searched_and_pulled_from(house, roost_server):
    hub = f"{roost_server.url}/hub"
    ids = found(house, "--hub", hub, "--limit", "50")
    assert "roost-samples/tiny-writer" in ids
    datasets = found(house, "--datasets", "--hub", hub)
    assert "roost-samples/licence-questions" in datasets
    report = house.pull("roost-samples/licence-questions", "--repo-type", "dataset", "--hub", hub)
    assert report["files"] > 1 and house.json("verify")["damaged"] == []


def test_a_pull_goes_on_to_the_sample_hub_when_the_named_one_has_nothing_or_is_away(house, faulty_hub):
    house.env["ROOST_SAMPLE_HUB"] = str(SAMPLES)
    assert house.pull("roost-samples/tiny-classifier")["files"] == 7
    house.env["HF_ENDPOINT"] = NOWHERE
    assert house.pull("roost-samples/tiny-writer-lora")["files"] > 0
    missing = house.roost("pull", "acme/none", check=False)
    assert missing.returncode == 2 and "not every one could be asked" in missing.stderr


def test_a_search_among_what_is_kept_asks_nobody(house, zoo):
    house.pull("zoo/bird-07")
    zoo.forget()
    page = house.json("search", "--local", "bird")
    assert [each["name"] for each in page["models"]] == ["zoo/bird-07"] and not zoo.requests
