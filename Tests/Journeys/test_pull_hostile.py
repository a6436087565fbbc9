"""A Hub that means harm: its names, sizes and pages become no path, no crash and no endless work."""

import threading

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_exchange import text
from hub_faults import hang, rewrite, stall
from hub_repository import Repository

WEIGHTS = "model.safetensors"


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {"config.json": "{}", WEIGHTS: Seeded(3 * MEBIBYTE, seed=1)}))


def entry(path, size=2, oid="9e26dfeeb6e641a33dae4961196235bdb965b21b", **more):
    return {"type": "file", "oid": oid, "size": size, "path": path} | more


PATHS = {
    "leads out of the folder": "../outside.txt", "leads out from inside": "a/../../outside.txt", "is absolute": "/tmp/outside.txt",
    "contains NUL": "a\0b", "contains a newline": "a\nb", "contains a backslash": "..\\outside.txt", "is a drive": "C:/outside.txt",
    "is empty": "", "is a dot": ".", "has empty parts": "a//b", "moves the cursor": "a\x1b[2Jb", "turns the text round": "a\u202eb",
    "is endless": "a" * 5000, "is a number": 7, "is absent": None,
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_a_listed_path_is_refused_and_nothing_is_kept_when_it(house, tiny, faulty_hub, path):
    faulty_hub.faults.add(rewrite(lambda entries: [*entries, entry(path)]), "api:tree")
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode == 2 and "error: " in done.stderr, done.stderr
    assert "unexpected error" not in done.stderr and "\x1b" not in done.stderr and "\0" not in done.stderr
    assert len(done.stderr) < 3000
    assert house.models() == []
    assert not list(house.root.rglob("outside.txt"))


LISTS = {
    "lists a path twice": lambda entries: [*entries, entry("config.json", 99, "0" * 40)],
    "lists a file inside a file": lambda entries: [*entries, entry("config.json/inside")],
    "lists a negative size": lambda entries: [*entries, entry("x", -1)],
    "lists a size beyond all numbers": lambda entries: [*entries, entry("x", 2**64)],
    "lists sizes that overflow together": lambda entries: [*entries, entry("x", 2**62), entry("y", 2**62), entry("z", 2**62)],
    "lists half a byte": lambda entries: [*entries, entry("x", 1.5)],
    "lists a size as text": lambda entries: [*entries, entry("x", "2")],
    "lists no hash": lambda entries: [*entries, entry("x", oid=None)],
    "lists a hash that is none": lambda entries: [*entries, entry("x", oid="../../etc/passwd")],
    "lists an LFS hash that is none": lambda entries: [*entries, entry("x", lfs={"oid": "zz", "size": 2})],
    "lists two sizes of one file": lambda entries: [*entries, entry("x", 5, lfs={"oid": "a" * 64, "size": 2**40})],
    "lists nothing but folders": lambda entries: [{"type": "directory", "oid": "0" * 40, "size": 0, "path": "sub"}],
    "lists nothing": lambda entries: [],
    "answers an object": lambda entries: {"files": entries},
    "lists numbers": lambda entries: [1, 2, 3],
}


@pytest.mark.parametrize("edit", LISTS.values(), ids=LISTS.keys())
def test_a_pull_is_refused_in_clear_words_when_the_hub(house, tiny, faulty_hub, edit):
    faulty_hub.faults.add(rewrite(edit), "api:tree")
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode in (2, 4) and "error: " in done.stderr, done.stderr
    assert "unexpected error" not in done.stderr
    assert house.models() == []


def test_a_size_larger_than_the_disk_is_refused_before_the_first_byte(house, tiny, faulty_hub):
    edit = lambda entries: [*entries, entry("huge.bin", 10**14, lfs={"oid": "a" * 64, "size": 10**14, "pointerSize": 134})]
    faulty_hub.faults.add(rewrite(edit), "api:tree")
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode == 2 and "need" in done.stderr and "have" in done.stderr
    assert faulty_hub.sent() == 0


JSON = {
    "is nested without end": "[" * 200_000, "is cut": '[{"type": "file", "pa', "is no UTF-8": b'[{"path": "\xff\xfe"}]',
    "holds a broken surrogate": b'[{"path": "\\ud800", "type": "file", "size": 1, "oid": "0"}]', "is empty": "", "is null": "null",
    "holds a number without end": '[{"path": "a", "type": "file", "size": 1' + "0" * 5000 + ', "oid": "0"}]',
}


@pytest.mark.parametrize("what", ["api:info", "api:tree"])
@pytest.mark.parametrize("content", JSON.values(), ids=JSON.keys())
def test_a_pull_survives_json_that(house, tiny, faulty_hub, what, content):
    faulty_hub.faults.add(lambda asked, answer: text(content, kind="application/json"), what)
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode == 2 and "error: " in done.stderr, (done.returncode, done.stderr[:500])
    assert house.models() == []


def test_pages_that_lead_in_a_circle_come_to_an_end(house, tiny, faulty_hub):
    def again(asked, answer):
        return answer.with_headers(Link=f'<{faulty_hub.url}{asked.target}>; rel="next"')
    faulty_hub.faults.add(again, "api:tree")
    done = house.roost("pull", "acme/tiny", check=False, timeout=60)
    assert done.returncode == 2 and "error: " in done.stderr
    assert len(faulty_hub.asked("api:tree")) < 2000


def test_a_next_page_on_another_host_gets_no_token(house, tiny, faulty_hub):
    def elsewhere(asked, answer):
        return answer.with_headers(Link=f'<{faulty_hub.cdn}/api/models/acme/tiny/tree/main>; rel="next"')
    faulty_hub.faults.add(elsewhere, "api:tree", server="hub")
    house.roost("pull", "acme/tiny", check=False, env={"HF_TOKEN": "hf_secret"})
    assert not any(each.authorization for each in faulty_hub.asked(server="cdn"))
    assert house.models() == []


def test_words_of_the_hub_cannot_move_the_cursor_or_show_the_token(house, tiny, faulty_hub):
    says = lambda asked, answer: text('{"error": "\x1b[2J\x1b[31m hf_secret you owe me money"}', 400, "application/json")
    faulty_hub.faults.add(says, "api:info")
    done = house.roost("pull", "acme/tiny", check=False, env={"HF_TOKEN": "hf_secret"})
    assert done.returncode == 2 and "\x1b" not in done.stderr and "hf_secret" not in done.stderr


@pytest.mark.parametrize("fault", ["stalls in the middle", "takes the request and says nothing"])
def test_a_server_that_never_goes_on_is_left_and_asked_again(house, tiny, faulty_hub, fault):
    change = stall(500_000, faulty_hub.closing) if "stalls" in fault else hang(faulty_hub.closing)
    faulty_hub.faults.add(change, WEIGHTS, server="cdn", times=1)
    released = threading.Timer(120, faulty_hub.closing.set)
    released.start()
    house.pull("acme/tiny", timeout=100)
    released.cancel()
    house.assert_holds(tiny)
