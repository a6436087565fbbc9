"""From signing in to removing a model, as a newcomer does it, in a real browser; each step is pictured."""

import re
import threading
import zipfile

import pytest
from browser import PASSWORD
from hub_content import MEBIBYTE, Seeded
from hub_faults import hold_back
from hub_repository import Repository
from playwright.sync_api import expect

CARD = "---\nlicense: mit\npipeline_tag: text-generation\n---\n# A writer\n\nIt writes **letters**.\n"


@pytest.fixture
def writer(faulty_hub) -> Repository:
    return faulty_hub.add(
        Repository(
            "acme/slow-writer",
            {"README.md": CARD, "config.json": '{"model_type": "llama"}', "model.safetensors": Seeded(72 * MEBIBYTE, seed=9)},
            task="text-generation", license="mit"))


def test_a_model_is_found_vetted_pulled_watched_looked_at_taken_and_removed(visitor, writer, faulty_hub, tmp_path):
    free = threading.Event()
    page = visitor.page

    def step(number: int, name: str):
        visitor.picture(f"story-{number}-{name}")
        visitor.check_access()

    try:
        visitor.sign_in("admin", PASSWORD)
        step(1, "signed-in")
        page.get_by_role("link", name="Hub search").click()
        page.get_by_label("Name", exact=True).fill("writer")
        page.get_by_role("main").get_by_role("button", name="Search").click()
        page.get_by_role("link", name="roost-samples/tiny-writer-gguf").wait_for()
        step(2, "searched")
        page.get_by_role("link", name="acme/slow-writer").click()
        page.locator("#vetting-place").get_by_text(re.compile("would be")).first.wait_for()
        expect(page.locator("#vetting-place")).to_contain_text("License")
        step(3, "vetted")
        faulty_hub.faults.add(hold_back(free, seconds=0.05), "*.safetensors")
        page.get_by_role("button", name="Pull").click()
        page.wait_for_url(re.compile(r"/jobs/\w+$"))
        done = page.locator("dd[data-amount]")
        expect(page.locator("[data-rate]").first).to_have_text(re.compile(r"B/s$"), timeout=20_000)
        before = done.inner_text()
        expect(done).not_to_have_text(before, timeout=20_000)
        expect(page.locator("#cancel-job button").first).to_have_text("Cancel the job")
        step(4, "bytes-move")
        page.reload()
        page.locator("#job-badge", has_text="running").wait_for()
        expect(page.locator("[data-rate]").first).to_have_text(re.compile(r"B/s$"), timeout=20_000)
        step(5, "after-a-reload")
    finally:
        free.set()
    page.locator("#job-badge", has_text="completed").wait_for()
    page.get_by_role("link", name="Model browser").click()
    page.get_by_role("link", name="acme/slow-writer").click()
    page.get_by_role("heading", name="Scores").wait_for()
    expect(page.locator("main")).to_contain_text("Evidence")
    step(6, "kept")
    page.get_by_role("link", name="Manage").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("^Download ")).click()
    package = tmp_path / "package.zip"
    download.value.save_as(package)
    with zipfile.ZipFile(package) as archive:
        assert archive.testzip() is None
        assert any(name.endswith("model.safetensors") for name in archive.namelist())
    page.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(page.get_by_role("dialog")).to_contain_text("75.")
    step(7, "asked-before-removal")
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.wait_for_url(visitor.url + "/models")
    page.get_by_text("Removed").wait_for()
    expect(page.locator("main")).not_to_contain_text("acme/slow-writer")
    step(8, "removed")
