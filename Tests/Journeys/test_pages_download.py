"""A package on its way to somebody's disk: a browser downloads it over a slow line, and the page tells how far it is."""

import json
import re
import zipfile
from contextlib import contextmanager

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
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
        visitor.picture("package-on-its-way-light-wide")
        visitor.check_access()
        page.set_viewport_size(NARROW)
        visitor.picture("package-on-its-way-light-narrow")
        visitor.check_access()
        expect(place.get_by_role("status")).to_contain_text("Done: all 25.2 MB were sent", timeout=30_000)
        assert sent(page) > first
        visitor.picture("package-sent-light-narrow")
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
    rest = heavy.ask("GET", package, {"Range": f"bytes={len(whole) - 5}-"}, token=bob)
    assert rest[0] == 206 and rest[2] == whole[-5:]
    assert json.loads(heavy.ask("GET", path, token=bob)[2])["sent_bytes"] == len(whole)
