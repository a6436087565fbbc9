"""The first hour of a newcomer: `make run`'s own script in an empty home, the password it prints, and then the keyboard alone, from
signing in to removing a model, in a real browser; each step is pictured."""

import os
import re
import signal
import subprocess
import threading
import zipfile
from types import SimpleNamespace

import pytest
from browser import WIDE, Visitor
from house import BINARY, OPEN_POLICY, REPOSITORY, until
from hub_content import MEBIBYTE, Seeded
from hub_faults import hold_back
from hub_repository import Repository
from playwright.sync_api import expect

CARD = "---\nlicense: mit\npipeline_tag: text-generation\n---\n# A writer\n\nIt writes **letters**.\n"
#: What the element with the keyboard is called, as a screen reader says it.
NAME = """() => { const e = document.activeElement;
  return (e.getAttribute('aria-label') ?? e.labels?.[0]?.innerText ?? e.innerText ?? '').trim().split('\\n')[0]; }"""


@pytest.fixture
def writer(faulty_hub) -> Repository:
    return faulty_hub.add(
        Repository(
            "acme/slow-writer",
            {"README.md": CARD, "config.json": '{"model_type": "llama"}', "model.safetensors": Seeded(72 * MEBIBYTE, seed=9)},
            task="text-generation", license="mit"))


@pytest.fixture
def first_start(tmp_path, faulty_hub):
    """What `make run` starts once it has built, where there was no Roost before: its address, and the password it says."""
    log = tmp_path / "terminal.log"
    env = {
        "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state"), "NO_COLOR": "1",
        "ROOST_BIN": str(BINARY), "ROOST_HOME": str(tmp_path / "roost"), "ROOST_PORT": "0", "ROOST_RESERVE_BYTES": "1000000",
        "ROOST_POLICY": str(OPEN_POLICY), "HF_ENDPOINT": faulty_hub.url}
    with log.open("w") as terminal:
        process = subprocess.Popen([REPOSITORY / "scripts" / "run"], env=env, stdout=terminal, stderr=terminal, stdin=subprocess.DEVNULL)

    def said(pattern: str) -> str:
        return until(lambda: re.search(pattern, log.read_text(), re.M), f"the terminal says {pattern}", process, seconds=90)[1]

    try:
        url = said(r"^roost is at home on (\S+)$")
        yield SimpleNamespace(url=url, password=said(r"^made the account `admin` with the password (\S+)$"), log=log)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0, log.read_text()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


@pytest.fixture
def newcomer(chromium, first_start):
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), first_start.url)
    yield visitor
    context.close()
    visitor.check()


def reach(page, name: str, presses: int = 120):
    """Goes on with the Tab key until what is called so has the keyboard."""
    passed = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(NAME))
        if re.search(name, passed[-1]):
            return
    raise AssertionError(f"{name} cannot be reached by the Tab key on {page.url}, only {passed}")


def press(page, name: str, key: str = "Enter"):
    reach(page, name)
    page.keyboard.press(key)


def test_a_model_is_found_vetted_pulled_watched_looked_at_taken_and_removed(newcomer, first_start, writer, faulty_hub, tmp_path):
    free = threading.Event()
    page = newcomer.page

    def step(number: int, name: str):
        newcomer.picture(f"story-{number}-{name}")
        newcomer.check_access()

    try:
        newcomer.go("/")
        press(page, "^Sign in$")
        page.wait_for_url("**/login?next=*")
        expect(page.get_by_label("User")).to_be_focused()
        page.keyboard.type("admin")
        page.keyboard.press("Tab")
        page.keyboard.type(first_start.password)
        step(1, "at-the-door")
        page.keyboard.press("Enter")
        page.wait_for_url(newcomer.url + "/")
        step(2, "signed-in")
        press(page, "^Hub search$")
        page.wait_for_url("**/search")
        reach(page, "^Name")
        page.keyboard.type("writer")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="roost-samples/tiny-writer-gguf").wait_for()
        step(3, "searched")
        press(page, "^acme/slow-writer$")
        page.locator("#vetting-place").get_by_text(re.compile("would be")).first.wait_for()
        expect(page.locator("#vetting-place")).to_contain_text("License")
        step(4, "vetted")
        faulty_hub.faults.add(hold_back(free, seconds=0.05), "*.safetensors")
        press(page, "^Pull$")
        page.wait_for_url(re.compile(r"/jobs/\w+$"))
        done = page.locator("dd[data-amount]")
        expect(page.locator("[data-rate]").first).to_have_text(re.compile(r"B/s$"), timeout=20_000)
        before = done.inner_text()
        expect(done).not_to_have_text(before, timeout=20_000)
        expect(page.locator("#cancel-job button").first).to_have_text("Cancel the job")
        step(5, "bytes-move")
        page.reload()
        page.locator("#job-badge", has_text="running").wait_for()
        expect(page.locator("[data-rate]").first).to_have_text(re.compile(r"B/s$"), timeout=20_000)
        step(6, "after-a-reload")
    finally:
        free.set()
    page.locator("#job-badge", has_text="completed").wait_for()
    step(7, "brought-in")
    press(page, "^Model browser$")
    page.wait_for_url("**/models")
    press(page, "^acme/slow-writer$")
    page.get_by_role("heading", name="Scores").wait_for()
    expect(page.locator("main")).to_contain_text("Evidence")
    step(8, "kept")
    press(page, "^Manage$")
    page.wait_for_url("**tab=manage")
    with page.expect_download() as download:
        press(page, "^Download slow-writer-")
    expect(page.locator("#package-progress [role=status]")).to_contain_text("Done: all", timeout=30_000)
    step(9, "taken")
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("model.safetensors") for name in archive.namelist())
    press(page, "^Remove acme/slow-writer")
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("75.")
    # The keyboard stands on what does no harm.
    expect(asked.get_by_role("button", name="Cancel")).to_be_focused()
    step(10, "asked-before-removal")
    page.keyboard.press("Shift+Tab")
    expect(asked.get_by_role("button", name="Remove")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(newcomer.url + "/models")
    page.get_by_text("Removed").wait_for()
    expect(page.locator("main")).not_to_contain_text("acme/slow-writer")
    step(11, "removed")
    assert first_start.password not in first_start.log.read_text().split("roost is at home", 1)[1]
