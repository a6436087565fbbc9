"""The overview and the pages of jobs, live in a real browser."""

import json
import re
import signal
import sqlite3
import threading
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from hub_content import MEBIBYTE, Seeded
from hub_faults import hold_back, say
from hub_repository import Repository
from house import SAMPLES, until
from playwright.sync_api import expect

EVIL = "<img src=x onerror=document.title='stolen'><script>document.title='stolen'</script>"
#: A rate of bytes.
RATE = re.compile(r"^\d[\d.]* [kM]?B/s$")
TURNED = "\u202egnp.exe"


@pytest.fixture
def large(faulty_hub) -> Repository:
    return faulty_hub.add(
        Repository("acme/large", {"config.json": "{}", "model.safetensors": Seeded(72 * MEBIBYTE, seed=5)}))


@pytest.fixture
def free():
    """When it is set, bytes flow freely."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def pulling(served, large, faulty_hub, free):
    """A pull that a user asked for, in the middle of its bytes, which come slowly until `free`: the id of its job."""
    faulty_hub.faults.add(hold_back(free, seconds=0.05), "*.safetensors")
    status, _, body = served.ask(
        "POST", "/api/v1/pulls", token=served.house.token(), json_body={"reference": "acme/large"})
    assert status == 202, body
    until(lambda: faulty_hub.sent("*.safetensors") > MEBIBYTE // 4, "bytes flow", served.process)
    return json.loads(body)["id"]


def both(visitor, path: str, name: str):
    """Pictures and a check of access in both themes and widths."""
    for theme in ("light", "dark"):
        visitor.theme(theme)
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            visitor.page.set_viewport_size(size)
            visitor.go(path)
            visitor.picture(f"{name}-{theme}-{width}")
            visitor.check_access()
    visitor.page.set_viewport_size(WIDE)


def badge(page, job: str, state: str):
    page.locator(f"#job-{job} .badge", has_text=state).wait_for()


def test_a_pull_is_seen_from_its_beginning_to_its_end_without_a_reload(visitor, pulling, free):
    visitor.sign_in("admin", PASSWORD, "/jobs")
    page = visitor.page
    row = page.locator(f"#job-{pulling}")
    badge(page, pulling, "running")
    both(visitor, "/jobs", "jobs-running")
    page.evaluate("window.stays = true")
    first = row.locator("[data-amount]").inner_text()
    expect(row.locator("[data-amount]")).not_to_have_text(first, timeout=20_000)
    expect(row.locator("[data-rate]")).to_have_text(RATE, timeout=20_000)
    expect(row.locator("[data-left]")).to_have_text(re.compile(r"\d+ s$"))
    assert row.locator("progress").get_attribute("max") == str(72 * MEBIBYTE + 2)
    assert "admin" in row.inner_text() and "acme/large" in row.inner_text()
    free.set()
    badge(page, pulling, "completed")
    page.get_by_role("link", name="model page").wait_for()
    assert page.evaluate("window.stays"), "the page was not loaded again"
    page.get_by_role("link", name="Running").click()
    page.get_by_text("No job is running.").wait_for()
    page.get_by_role("link", name="Completed").click()
    badge(page, pulling, "completed")


def test_a_job_is_cancelled_and_tried_again_by_keyboard_alone(visitor, pulling, free, served):
    visitor.sign_in("admin", PASSWORD, f"/jobs/{pulling}")
    page = visitor.page
    expect(page.locator("[data-rate]")).to_have_text(RATE, timeout=20_000)
    both(visitor, f"/jobs/{pulling}", "job-running")
    # Which process of which machine it is concerns administrators.
    expect(visitor.page.get_by_text("Runs in")).to_have_count(1)
    assert b"Runs in" not in served.get(f"/jobs/{pulling}")[2]
    page.locator("#cancel-open").focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    assert "kept" in page.get_by_role("dialog").inner_text()
    visitor.picture("job-cancel")
    visitor.check_access()
    # Enter pressed twice ends nothing.
    expect(page.get_by_role("button", name="Let it go on")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("#job-badge", has_text="cancelled").wait_for()
    free.set()
    page.locator("#retry").focus()
    page.keyboard.press("Enter")
    page.locator("#job-badge", has_text="completed").wait_for()
    page.get_by_role("heading", name="What it brought").wait_for()
    assert page.get_by_role("link", name="acme/large").get_attribute("href") == "/models/acme/large"
    both(visitor, f"/jobs/{pulling}", "job-completed")


def test_how_far_a_job_is_needs_no_scrolling_on_a_telephone(visitor, pulling):
    visitor.page.set_viewport_size(NARROW)
    for path in ("/jobs", "/"):
        page = visitor.go(path)
        row = page.locator(f"#job-{pulling}")
        expect(row.locator("[data-rate]")).to_have_text(RATE, timeout=20_000)
        for place in ("[data-amount]", "[data-rate]", "[data-left]", "time"):
            box = row.locator(place).bounding_box()
            assert box["width"] > 0 and box["x"] >= 0 and box["x"] + box["width"] <= NARROW["width"], (path, place)
        assert page.locator(".scroll:has(table.jobs)").evaluate("e => e.scrollWidth <= e.clientWidth")
        visitor.check_access()


def test_pages_go_on_when_the_server_was_killed_and_came_back(chromium, house, served, pulling, free):
    pages = []
    for path in ("/jobs", f"/jobs/{pulling}"):
        context = chromium.new_context(viewport=WIDE)
        visitor = Visitor(context.new_page(), served.url)
        visitor.sign_in("admin", PASSWORD, path)
        pages.append(visitor)
    served.stop(signal.SIGKILL)
    for each in pages:
        each.page.get_by_text("Not connected, last seen at").wait_for()
        each.picture(f"lost-{'job' if each is pages[1] else 'jobs'}")
    free.set()
    again = house.serve("--sample-hub", SAMPLES, "--port", str(urlsplit(served.url).port))
    assert again.url == served.url
    badge(pages[0].page, pulling, "completed")
    pages[1].page.locator("#job-badge", has_text="completed").wait_for()
    for each in pages:
        expect(each.page.locator("[data-line]")).to_be_hidden()
        lines = [line for line in each.complaints if "net::ERR_" not in line]
        assert lines == []
        each.page.context.close()


def test_a_refused_pull_names_every_rule_with_what_helps(chromium, gated_house, faulty_hub):
    faulty_hub.add(Repository("acme/bare", {"config.json": "{}", "model.safetensors": Seeded(MEBIBYTE, seed=6)}))
    served = gated_house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})
    gated_house.roost("pull", "acme/bare", "--quiet", check=False)
    job = gated_house.job("failed")["id"]
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    visitor.sign_in("admin", PASSWORD, f"/jobs/{job}")
    page = visitor.page
    page.get_by_role("heading", name="Refused by the gate").wait_for()
    rules = page.locator(".trouble table").locator("tbody tr")
    verdict = gated_house.json("verdict", "acme/bare", check=False)
    assert rules.count() > 1 and "Required" in page.locator(".trouble thead").inner_text()
    assert "License" in page.locator(".trouble").inner_text()
    both(visitor, f"/jobs/{job}", "job-refused")
    both(visitor, "/", "dashboard-refused")
    assert verdict and page.get_by_role("link", name="To the job").get_attribute("href") == f"/jobs/{job}"
    page.context.close()
    visitor.check()


def test_what_a_hub_says_stays_text(visitor, served, large, faulty_hub):
    faulty_hub.faults.add(say(404, EVIL + TURNED), "*")
    status, _, body = served.ask(
        "POST", "/api/v1/pulls", token=served.house.token(), json_body={"reference": "acme/large"})
    job = json.loads(body)["id"]
    until(lambda: served.house.job()["state"] == "failed", "the pull failed", served.process)
    with sqlite3.connect(served.house.home / "roost.db", timeout=20) as database:
        number, last = database.execute("SELECT number, last_sequence FROM jobs WHERE id = ?", [job]).fetchone()
        lines = [EVIL, TURNED + "\x1b[31m", "a" * 4096, "\n" * 2000] + [f"line {each}" for each in range(400)]
        for index, line in enumerate(lines, last + 1):
            database.execute(
                "INSERT INTO job_events (job, sequence, at, type, label, text) VALUES (?, ?, ?, 'log', 'warning', ?)",
                [number, index, 1_790_000_000_000, line])
        database.execute("UPDATE jobs SET last_sequence = ?, subject = ? WHERE id = ?", [last + len(lines), EVIL, job])
    visitor.sign_in("admin", PASSWORD, f"/jobs/{job}")
    page = visitor.page
    assert page.locator("[data-log] > li").count() == 300
    for path in (f"/jobs/{job}", "/jobs", "/"):
        visitor.go(path)
        assert "stolen" not in page.title() or EVIL in page.title()
        assert page.locator("img, main script").count() == 0 and "\u202e" not in page.content()
        visitor.check_access()
    # The same lines over the stream, which scripts put into the page.
    visitor.go(f"/jobs/{job}")
    page.evaluate("document.querySelector('[data-log]').replaceChildren()")
    page.route("**/jobs/" + job, lambda route: route.fulfill(
        response=(answer := route.fetch()), body=answer.text().replace(f'data-after="{last + len(lines)}"', 'data-after="0"')), times=1)
    visitor.go(f"/jobs/{job}")
    expect(page.locator("[data-log] > li").last).to_contain_text("line 399")
    assert page.locator("img, main script").count() == 0 and "\u202e" not in page.locator("[data-log]").inner_text()
    assert page.locator("[data-log] > li").count() <= 300


def test_the_overview_counts_what_is_there_and_says_what_needs_somebody(visitor, served, large, faulty_hub):
    house = served.house
    visitor.sign_in("admin", PASSWORD)
    page = visitor.page
    page.get_by_text("Nothing is kept yet.").wait_for()
    page.get_by_text("Nothing does: no failed job").wait_for()
    both(visitor, "/", "dashboard-empty")
    house.pull("acme/large")
    # The command line did it; the page sees it all the same.
    page.locator(".tile", has_text="model").get_by_text("1", exact=True).wait_for()
    page.get_by_text("75.5 MB", exact=True).wait_for()
    soon = (date.today() + timedelta(days=5)).isoformat()
    house.roost("waive", "acme/large", "bus_factor", "--any-version", "--reason", "we mirror it", "--until", soon)
    house.roost("pull", "acme/none", "--quiet", check=False)
    sha256 = next(each["sha256"] for each in house.json("show", "acme/large")["files"] if each["path"] == "model.safetensors")
    blob = house.blob(sha256)
    blob.chmod(0o600)
    with blob.open("r+b") as file:
        file.write(b"wrong")
    assert house.roost("verify", check=False).returncode == 1
    visitor.go("/")
    concerns = page.locator(".concerns")
    for words in ("found damaged was not fetched again", "acme/none", "given by"):
        assert words in concerns.inner_text(), words
    # In the reader's own time, as everywhere.
    assert concerns.locator(f"time[datetime^='{soon}']").count() == 1
    assert page.get_by_role("link", name="To the job").count() == 1
    both(visitor, "/", "dashboard-full")
    # What is put right is no longer said.
    house.pull("acme/large")
    visitor.go("/")
    assert "not fetched again" not in concerns.inner_text()


def test_a_full_disk_is_said_against_the_reserve(chromium, house):
    served = house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD, "ROOST_RESERVE_BYTES": str(10**15)})
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    visitor.sign_in("admin", PASSWORD)
    visitor.page.get_by_text("less than the reserve of 1.0 PB").wait_for()
    visitor.page.context.close()
    visitor.check()


def test_who_may_not_change_a_job_is_shown_no_way_to(chromium, served, pulling):
    house = served.house
    house.roost("user", "add", "ann", "--permissions", "search", "--password-stdin", stdin=PASSWORD + "\n")
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    visitor.sign_in("ann", PASSWORD, f"/jobs/{pulling}")
    visitor.page.locator("#job-badge", has_text="running").wait_for()
    assert visitor.page.get_by_role("button", name="Cancel").count() == 0
    visitor.page.context.close()
    visitor.check()
    token = house.token("ann")
    assert served.ask("POST", f"/api/v1/jobs/{pulling}/cancel", token=token)[0] == 403
    assert served.ask("POST", f"/api/v1/jobs/{pulling}/retry", token=token)[0] == 403


def test_a_refused_data_set_names_its_rules_too_and_leads_to_its_page(chromium, gated_house):
    served = gated_house.serve("--sample-hub", SAMPLES, env={"ROOST_ADMIN_PASSWORD": PASSWORD})
    # The question is about the data set, by the Hub it was asked of.
    token, name = gated_house.token(), "roost-samples/licence-questions"
    strict = "version: 1\nname: careful\nextends: baseline\nsize: {ceiling: 10}\n"
    assert served.ask("PUT", "/api/v1/policy", {"If-Match": "*"}, json_body={"text": strict}, token=token)[0] == 200
    wish = {"reference": name, "kind": "dataset", "hub": f"{served.url}/hub"}
    job = json.loads(served.ask("POST", "/api/v1/pulls", json_body=wish, token=token)[2])["id"]
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    visitor.sign_in("admin", PASSWORD, f"/jobs/{job}")
    page = visitor.page
    page.get_by_role("heading", name="Refused by the gate").wait_for()
    assert page.locator(".trouble tbody tr").count() >= 1
    visitor.picture("job-refused-data-set")
    page.get_by_role("link", name="See it on its Hub").click()
    page.wait_for_url("**/search/roost-samples/licence-questions?**")
    assert "kind=dataset" in page.url and "hub=" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == name
    page.context.close()
    visitor.check()
