"""A package on its way to somebody's disk: a browser downloads it over a slow line, and the page tells how far it is."""

import json
import re
import socket
import zipfile
from contextlib import contextmanager

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from house import until
from hub_content import MEBIBYTE, Seeded
from hub_repository import Repository
from playwright.sync_api import expect
from slow_line import SlowLine

MODEL = "acme/heavy"


@pytest.fixture
def heavy(served, faulty_hub):
    faulty_hub.add(
        Repository(MODEL, {"README.md": "---\nlicense: mit\n---\n", "model.safetensors": Seeded(24 * MEBIBYTE, seed=4)}, license="mit"))
    served.house.pull(MODEL)
    return served


@contextmanager
def window(chromium, url: str):
    context = chromium.new_context(viewport=WIDE, accept_downloads=True)
    visitor = Visitor(context.new_page(), url)
    yield visitor
    context.close()
    visitor.check()


def sent(page) -> float:
    return float(page.locator("#package-progress progress").evaluate("e => e.value"))


def test_the_page_tells_how_far_the_package_is_and_when_it_is_sent(chromium, heavy, tmp_path):
    with SlowLine(heavy.url, 6 * MEBIBYTE) as line, window(chromium, line.url) as visitor:
        visitor.sign_in("admin", PASSWORD, "/models")
        page = visitor.go(f"/models/{MODEL}?tab=manage")
        place = page.locator("#package-progress")
        expect(place).to_be_hidden()
        with page.expect_download() as began:
            page.get_by_role("link", name=re.compile("^Download heavy-")).click()
        rate = place.locator("[data-rate]")
        expect(rate).to_have_text(re.compile(r"MB/s$"), timeout=20_000)
        expect(place.locator("[data-left]")).to_have_text(re.compile(r"^\d+ s$"))
        expect(place.get_by_role("status")).to_have_text("On its way.")
        first = sent(page)
        assert 0 < first < 25 * MEBIBYTE and first <= line.passed + 6 * MEBIBYTE
        # Slow enough for pictures and for looking at every part of the page.
        line.rate = MEBIBYTE // 4
        visitor.picture("package-on-its-way-light-wide")
        visitor.check_access()
        page.set_viewport_size(NARROW)
        visitor.picture("package-on-its-way-light-narrow")
        visitor.check_access()
        # Loaded again in the other theme, it is still watched.
        visitor.theme("dark")
        page.reload()
        expect(place.get_by_role("status")).to_have_text("On its way.", timeout=20_000)
        assert sent(page) >= first
        visitor.picture("package-on-its-way-dark-narrow")
        visitor.check_access()
        page.set_viewport_size(WIDE)
        visitor.picture("package-on-its-way-dark-wide")
        visitor.check_access()
        page.set_viewport_size(NARROW)
        line.rate = 60 * MEBIBYTE
        expect(place.get_by_role("status")).to_contain_text("Done: all 25.2 MB were sent", timeout=60_000)
        assert sent(page) > first
        visitor.picture("package-sent-dark-narrow")
        package = tmp_path / "package.zip"
        began.value.save_as(package)
        with zipfile.ZipFile(package) as archive:
            assert archive.testzip() is None
        # The page itself never had the bytes.
        asked = page.evaluate("performance.getEntriesByType('resource').map(e => e.name)")
        assert not any("/package" in each.replace("package.js", "") for each in asked), asked
        assert any("/api/v1/downloads/" in each for each in asked)


def test_how_far_it_is_nobody_else_is_told(heavy):
    house = heavy.house
    house.roost("user", "add", "bob", "--permissions", "search,download")
    admin, bob = house.token(), house.token("bob")
    status, _, body = heavy.ask("POST", "/api/v1/downloads", token=bob)
    view = json.loads(body)
    assert status == 201 and view["state"] == "waiting" and re.fullmatch(r"[0-9a-f]{32}", view["id"])
    path = f"/api/v1/downloads/{view['id']}"
    package = f"/api/v1/models/{MODEL}/package?download={view['id']}"
    for token in (admin, None):
        assert heavy.ask("GET", path, token=token)[0] == 404
        # It downloads all the same, uncounted.
        assert heavy.ask("HEAD", package, token=token)[0] == 200
        assert heavy.ask("GET", package, {"Range": "bytes=0-9"}, token=token)[0] == 206
    assert json.loads(heavy.ask("GET", path, token=bob)[2])["state"] == "waiting"
    whole = heavy.ask("GET", package, token=bob)[2]
    told = json.loads(heavy.ask("GET", path, token=bob)[2])
    assert (told["state"], told["sent_bytes"], told["total_bytes"]) == ("sent", len(whole), len(whole))
    # Its end alone is not all of it.
    fresh = json.loads(heavy.ask("POST", "/api/v1/downloads", token=bob)[2])["id"]
    part = f"/api/v1/models/{MODEL}/package?download={fresh}"
    assert heavy.ask("GET", part, {"Range": f"bytes={len(whole) - 5}-"}, token=bob)[0] == 206
    assert json.loads(heavy.ask("GET", f"/api/v1/downloads/{fresh}", token=bob)[2])["state"] == "broken"
    rest = heavy.ask("GET", package, {"Range": f"bytes={len(whole) - 5}-"}, token=bob)
    assert rest[0] == 206 and rest[2] == whole[-5:]
    assert json.loads(heavy.ask("GET", path, token=bob)[2])["sent_bytes"] == len(whole)


def test_a_package_that_broke_off_is_told_and_begun_anew(chromium, heavy, tmp_path):
    with SlowLine(heavy.url, 2 * MEBIBYTE) as line, window(chromium, line.url) as visitor:
        visitor.sign_in("admin", PASSWORD, "/models")
        page = visitor.go(f"/models/{MODEL}?tab=manage")
        place, link = page.locator("#package-progress"), page.get_by_role("link", name=re.compile("^Download heavy-"))
        with page.expect_download() as began:
            link.click()
        expect(place.locator("[data-rate]")).to_have_text(re.compile(r"MB/s$"), timeout=20_000)
        began.value.cancel()
        # The connection is closed at once, and known to be so when nothing was taken for ten seconds.
        expect(place.get_by_role("status")).to_contain_text("Broken off at", timeout=60_000)
        expect(place.locator("[data-left]")).to_have_text("\u2013")
        visitor.picture("package-broken-light-wide")
        visitor.check_access()
        line.rate = 60 * MEBIBYTE
        with page.expect_download() as again:
            link.click()
        expect(place.get_by_role("status")).to_contain_text("Done: all 25.2 MB were sent", timeout=60_000)
        package = tmp_path / "package.zip"
        again.value.save_as(package)
        with zipfile.ZipFile(package) as archive:
            assert archive.testzip() is None


def test_a_package_that_is_refused_says_why(chromium, heavy):
    with window(chromium, heavy.url) as visitor:
        visitor.sign_in("admin", PASSWORD, "/models")
        page = visitor.go(f"/models/{MODEL}?tab=manage")
        heavy.house.roost("rm", MODEL)
        visitor.expected = {404}
        page.get_by_role("link", name=re.compile("^Download heavy-")).click()
        place = page.locator("#package-progress")
        expect(place.get_by_role("status")).to_contain_text("It is not sent", timeout=20_000)
        expect(place.get_by_role("status")).to_contain_text(MODEL)
        expect(place.get_by_role("progressbar")).to_be_hidden()
        visitor.picture("package-refused-light-wide")
        visitor.check_access()


def test_a_reader_that_is_gone_is_noticed_though_its_connection_looks_half_open(heavy):
    token = heavy.house.token()
    identifier = json.loads(heavy.ask("POST", "/api/v1/downloads", token=token)[2])["id"]
    host, port = heavy.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as reader:
        reader.sendall(
            f"GET /api/v1/models/{MODEL}/package?download={identifier} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Authorization: Bearer {token}\r\n\r\n".encode())
        assert reader.recv(100).startswith(b"HTTP/1.1 200")
        reader.shutdown(socket.SHUT_WR)

        def state() -> str:
            return json.loads(heavy.ask("GET", f"/api/v1/downloads/{identifier}", token=token)[2])["state"]

        until(lambda: state() == "broken", "the server ends what nobody takes", seconds=60)
