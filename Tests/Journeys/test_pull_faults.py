"""Whatever a Hub or the line does: a pull ends whole, or with an error that names the file, and then nothing is listed."""

import itertools
import random
import threading

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_faults import (
    announce, cut, flip, flip_differently, gzipped, html, ignore_range, pace, redirect, repeat, rewrite, say, shortened, then,
    unannounced)
from hub_repository import Repository
from house import until

WEIGHTS = "model.safetensors"
CONFIG = "config.json"
SIZE = 9 * MEBIBYTE + 100
CHANCE = random.Random(7)
COUNT = itertools.count()


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {
        "README.md": "---\nlicense: mit\n---\n", CONFIG: '{"model_type": "llama"}', "vocab.txt": "a\nb\n" * 5000,
        "head.bin": Seeded(2 * MEBIBYTE, seed=2), WEIGHTS: Seeded(SIZE, seed=1)}))


def assert_progress_never_decreases(house):
    events = [each for each in house.events(house.job()["id"]) if each["event"] == "progress"]
    done = [each["completed"] for each in events]
    assert done == sorted(done), done
    assert all(each["completed"] <= each["total"] for each in events)


def assert_refused(house, *words: str) -> str:
    """A pull fails with a precise error, a job that says the same, and nothing in the list."""
    done = house.roost("pull", "acme/tiny", check=False, timeout=170)
    assert done.returncode == 2, done.stderr
    errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1 and all(word.lower() in errors[0].lower() for word in words), done.stderr
    assert "unexpected error" not in errors[0] and "internal" not in errors[0]
    assert house.models() == []
    assert house.job()["state"] == "failed" and house.job()["problem"]["message"] in errors[0]
    assert_progress_never_decreases(house)
    return done.stderr


def assert_heals_later(house, hub, repository):
    """Without faults the next pull goes on and ends whole."""
    hub.faults.clear()
    house.pull("acme/tiny")
    house.assert_holds(repository)


PASSING = {
    "the connection is cut once": lambda f: f.add(cut(300_000), WEIGHTS, times=1),
    "every connection is cut after 700 kB": lambda f: f.add(cut(700_000), WEIGHTS),
    "connections are cut at random": lambda f: f.add(cut(lambda: CHANCE.randrange(1, 3_000_000)), WEIGHTS),
    "a small file is cut twice": lambda f: f.add(cut(5), CONFIG, times=2),
    "ranges are ignored": lambda f: f.add(ignore_range(), WEIGHTS),
    "ranges are ignored and the line is cut": lambda f: (f.add(ignore_range(), WEIGHTS), f.add(cut(3_000_000), WEIGHTS, times=2)),
    "ranges are ignored now and then": lambda f: f.add(ignore_range(), WEIGHTS, after=1, times=1),
    "no length is announced and the end is missing": lambda f: f.add(unannounced(1000), WEIGHTS, times=1),
    "bytes come twice once": lambda f: f.add(repeat(2_000_000, 5000), WEIGHTS, times=1),
    "a byte is wrong the first time": lambda f: f.add(flip(3_333_333), WEIGHTS, times=1),
    "a byte of a small file is wrong the first time": lambda f: f.add(flip(3), CONFIG, times=1),
    "a file is redirected more often": lambda f: f.add(
        redirect(lambda asked: f"{asked.target}{'&' if '?' in asked.target else '?'}hop={next(COUNT)}"), times=4, what="*.bin", server="hub"),
    "bytes trickle": lambda f: f.add(pace(5 * MEBIBYTE, piece=1000), WEIGHTS),
    "429 with Retry-After": lambda f: f.add(say(429, Retry_After="1"), "*", times=2),
    "429 with a rate limit that resets": lambda f: f.add(say(429, RateLimit='"api";r=0;t=1'), "api:*", times=2),
    "429 without a word": lambda f: f.add(say(429), WEIGHTS, times=2),
    "500 for a while": lambda f: f.add(say(500), "*", server="hub", times=2),
    "503 of the CDN for a while": lambda f: f.add(say(503), WEIGHTS, server="cdn", times=3),
    "the list of files is cut": lambda f: f.add(cut_json(), "api:tree", times=1),
}


def cut_json():
    def body(answer):
        yield b'[{"type":'
        raise ConnectionResetError
    return lambda asked, answer: answer.with_body(body(answer))


@pytest.mark.parametrize("switch_on", PASSING.values(), ids=PASSING.keys())
def test_a_pull_ends_whole_although(house, tiny, faulty_hub, switch_on):
    switch_on(faulty_hub.faults)
    house.pull("acme/tiny")
    house.assert_holds(tiny)
    assert_progress_never_decreases(house)


def test_links_of_the_cdn_that_expire_are_asked_for_again(house, tiny, faulty_hub):
    faulty_hub.link_uses = 1
    faulty_hub.faults.add(cut(700_000), WEIGHTS)
    house.pull("acme/tiny")
    assert any(each.status == 403 for each in faulty_hub.asked(WEIGHTS, server="cdn"))
    house.assert_holds(tiny)


def test_a_cut_costs_less_than_a_part(house, tiny, faulty_hub):
    cuts = faulty_hub.faults.add(cut(1_500_000), WEIGHTS)
    house.pull("acme/tiny")
    assert cuts.hits > 2 and faulty_hub.sent(WEIGHTS) < SIZE + 2 * cuts.hits * MEBIBYTE  # what was still in buffers of the line


FAILING = {
    "the same wrong byte always": (lambda f: f.add(flip(3_333_333), WEIGHTS), [WEIGHTS, "source is wrong"]),
    "another wrong byte each time": (lambda f: f.add(flip_differently(3_333_333), WEIGHTS), [WEIGHTS, "line or a proxy"]),
    "the same wrong byte in a small file": (lambda f: f.add(flip(3), CONFIG), [CONFIG, "source is wrong"]),
    "another wrong byte in a small file": (lambda f: f.add(flip_differently(3), CONFIG), [CONFIG, "line or a proxy"]),
    "a file is shorter than listed": (lambda f: f.add(shortened(1000), WEIGHTS), [WEIGHTS]),
    "a small file is shorter than listed": (lambda f: f.add(shortened(3), CONFIG), [CONFIG]),
    "the total of a range is a lie": (
        lambda f: f.add(announce(Content_Range="bytes 0-9437283/99999999"), WEIGHTS, server="cdn"), [WEIGHTS]),
    "the range is not the one asked for": (
        lambda f: f.add(announce(Content_Range=f"bytes 17-{SIZE - 1}/{SIZE}"), WEIGHTS, server="cdn"), [WEIGHTS]),
    "every range is beyond the end": (lambda f: f.add(say(416, Content_Range=f"bytes */{SIZE}"), WEIGHTS, server="cdn"), [WEIGHTS]),
    "the file is said to be another": (
        lambda f: f.add(announce(ETag=f'"{"0" * 64}"', X_Linked_ETag=f'"{"0" * 64}"'), WEIGHTS, server="hub"), [WEIGHTS]),
    "a log-in page comes instead of bytes": (lambda f: f.add(html(), WEIGHTS, server="cdn"), [WEIGHTS]),
    "a log-in page comes instead of a small file": (lambda f: f.add(html(), CONFIG), [CONFIG]),
    "a log-in page comes instead of JSON": (lambda f: f.add(html(), "api:info"), ["127.0.0.1", "JSON"]),
    "a log-in page comes instead of the list": (lambda f: f.add(html(), "api:tree"), ["JSON"]),
    "JSON is compressed": (lambda f: f.add(gzipped(), "api:info"), ["compressed"]),
    "bytes are compressed": (lambda f: f.add(gzipped(), WEIGHTS, server="cdn"), [WEIGHTS]),
    "the info is no object": (lambda f: f.add(rewrite(lambda _: [1]), "api:info"), ["answer"]),
    "the info names no commit": (lambda f: f.add(rewrite(lambda v: v | {"sha": "main"}), "api:info"), ["commit"]),
    "the CDN always forbids": (lambda f: f.add(say(403), WEIGHTS, server="cdn"), [WEIGHTS]),
    "the Hub redirects in circles": (lambda f: f.add(redirect(lambda a: f"{a.path}?{next(COUNT)}", 307), "api:info"), ["redirects"]),
    "a redirect leads to a file of this machine": (lambda f: f.add(redirect("file:///etc/passwd"), WEIGHTS, server="hub"), ["redirect"]),
    "the Hub is down for long": (lambda f: f.add(say(503), "api:info"), ["127.0.0.1", "503"]),
    "the Hub limits for very long": (lambda f: f.add(say(429, Retry_After="86400"), "api:info"), ["127.0.0.1", "limits"]),
    "every connection ends at once": (lambda f: f.add(cut(0), WEIGHTS), [WEIGHTS]),
}


@pytest.mark.parametrize("switch_on, words", FAILING.values(), ids=FAILING.keys())
def test_a_pull_fails_precisely_and_heals_later_when(house, tiny, faulty_hub, switch_on, words):
    switch_on(faulty_hub.faults)
    assert_refused(house, *words)
    assert_heals_later(house, faulty_hub, tiny)


def test_a_length_that_is_too_short_does_not_poison_the_next_answer(house, tiny, faulty_hub):
    faulty_hub.faults.add(announce(Content_Length="1000"), WEIGHTS, server="cdn", times=2)
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode in (0, 2) and (done.returncode == 0 or WEIGHTS in done.stderr)
    assert_heals_later(house, faulty_hub, tiny)


@pytest.mark.parametrize("shift", [-1000, 1000])
def test_a_size_in_the_list_that_is_a_lie_is_found_out(house, tiny, faulty_hub, shift):
    def lie(entries):
        for each in entries:
            if each["path"] == WEIGHTS:
                each["size"] += shift
                each["lfs"]["size"] += shift
        return entries
    faulty_hub.faults.add(rewrite(lie), "api:tree")
    assert_refused(house, WEIGHTS)
    assert_heals_later(house, faulty_hub, tiny)


def test_a_push_in_the_middle_changes_nothing_of_the_commit_being_pulled(house, tiny, faulty_hub):
    before = tiny.commit
    faulty_hub.faults.add(then(lambda: tiny.push({CONFIG: "{}", WEIGHTS: Seeded(SIZE, seed=9)})), WEIGHTS, server="hub", times=1)
    assert house.pull("acme/tiny")["commit"] == before != tiny.commit
    house.assert_holds(tiny, before)


def test_other_bytes_under_the_same_commit_are_noticed_and_named(house, tiny, faulty_hub):
    honest = dict(tiny.now)
    faulty_hub.faults.add(pace(4 * MEBIBYTE), WEIGHTS)
    faulty_hub.faults.add(cut(1_500_000), WEIGHTS, times=1)
    faulty_hub.faults.add(then(lambda: tiny.swap(WEIGHTS, Seeded(SIZE, seed=9))), WEIGHTS, server="cdn", times=1)
    faulty_hub.link_uses = 1
    assert_refused(house, WEIGHTS)
    tiny.commits[tiny.commit] = honest
    assert_heals_later(house, faulty_hub, tiny)


def test_a_hub_that_goes_away_and_returns_is_waited_for(house, tiny, faulty_hub):
    faulty_hub.faults.add(pace(3 * MEBIBYTE), WEIGHTS)
    pulling = house.start("pull", "acme/tiny", "--quiet")
    until(lambda: faulty_hub.sent(WEIGHTS) > MEBIBYTE, "bytes flow", pulling)
    faulty_hub.stop()
    back = threading.Timer(2, faulty_hub.restart)
    back.start()
    _, said = pulling.communicate(timeout=60)
    back.join()
    assert pulling.returncode == 0, said
    house.assert_holds(tiny)
