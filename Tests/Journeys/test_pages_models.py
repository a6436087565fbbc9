"""The model browser in a real browser: lists, one model and its tabs, waiving, verifying, removing."""

import json
import re
import shutil
from datetime import date, timedelta

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from house import SAMPLES, House, until
from hub_repository import Repository

WRITER, GGUF, CLASSIFIER, PICKLE = (
    "roost-samples/tiny-writer", "roost-samples/tiny-writer-gguf", "roost-samples/tiny-classifier", "sketchy/pickle-model")
DATASET = "roost-samples/licence-questions"
TABS = ["overview", "scores", "licence", "files", "lineage", "versions", "card", "history", "manage"]
HOSTILE = "<img src=x onerror=alert(1)>\"'`"


@pytest.fixture(scope="session")
def stock(tmp_path_factory):
    """A home under the standard policy with the samples in it; what is refused is kept apart."""
    house = House(tmp_path_factory.mktemp("stock"))
    prepare(house)
    for name in (WRITER, f"{GGUF}:Q4_0", CLASSIFIER, PICKLE):
        house.roost("pull", name, "--quarantine", "--quiet")
    house.roost("pull", DATASET, "--repo-type", "dataset", "--quarantine", "--quiet")
    yield house.root
    house.close()


def prepare(house):
    house.env |= {"ROOST_SAMPLE_HUB": str(SAMPLES), "ROOST_OFFLINE": "1"}
    del house.env["HF_ENDPOINT"], house.env["ROOST_POLICY"]


@pytest.fixture
def stocked(stock, tmp_path):
    """A copy of it, served."""
    shutil.copytree(stock / "roost", tmp_path / "roost")
    house = House(tmp_path)
    prepare(house)
    yield house.serve("--sample-hub", SAMPLES, env={"ROOST_ADMIN_PASSWORD": PASSWORD})
    house.close()
    shutil.rmtree(tmp_path, ignore_errors=True)  # homes are large


@pytest.fixture
def guest(chromium, stocked):
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), stocked.url)
    yield visitor
    context.close()
    visitor.check()


@pytest.fixture
def admin(guest):
    guest.sign_in("admin", PASSWORD, next="/models")
    return guest


def look(visitor, path: str, name: str):
    """A page at both widths and in both themes."""
    for theme in ("light", "dark"):
        visitor.theme(theme)
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            visitor.page.set_viewport_size(size)
            visitor.go(path)
            visitor.picture(f"{name}-{theme}-{width}")
            visitor.check_access()
    visitor.page.set_viewport_size(WIDE)


def rows(page) -> list[str]:
    return [each.inner_text() for each in page.locator("#rows tr a.name").all()]


def test_the_list_is_filtered_searched_and_sorted(admin):
    page = admin.go("/models")
    assert set(rows(page)) == {WRITER, GGUF, CLASSIFIER, DATASET, PICKLE}
    look(admin, "/models", "models")
    page.get_by_label("Search", exact=True).fill("classifier")
    page.get_by_role("button", name="Show").click()
    assert rows(page) == [CLASSIFIER]
    page = admin.go("/models?sort=name")
    assert rows(page) == sorted(rows(page))
    page = admin.go("/models?state=apart")
    assert PICKLE in rows(page) and CLASSIFIER not in rows(page)
    assert DATASET in rows(admin.go("/models?kind=dataset"))
    assert rows(admin.go("/models?regex=tiny-writer(-gguf)%3F%24&sort=name")) == [WRITER, GGUF]
    page = admin.go(f"/models?library=gguf")
    assert rows(page) == [GGUF]
    page.get_by_role("link", name=re.compile("Leave out library")).click()
    assert len(rows(page)) == 5


def test_a_wrong_pattern_is_said_beside_its_field(admin):
    page = admin.go("/models?regex=tiny(")
    field = page.get_by_label("Name matches")
    assert field.input_value() == "tiny(" and field.get_attribute("aria-invalid") == "true"
    said = page.locator("#regex-problem").inner_text()
    assert "tiny(" in said and page.locator("#rows").count() == 0
    look(admin, "/models?regex=tiny(", "models-pattern")


def test_what_does_not_fit_says_what_to_do(admin):
    page = admin.go("/models?search=nothing-is-called-so")
    assert page.get_by_text("Nothing that is kept fits").is_visible()
    look(admin, "/models?search=nothing-is-called-so", "models-none")


def test_every_tab_is_good_to_look_at_and_reaches_everybody(admin):
    for tab in TABS:
        look(admin, f"/models/{GGUF}" + (f"?tab={tab}" if tab != "overview" else ""), f"model-{tab}")
    look(admin, f"/models/{PICKLE}", "model-refused")
    look(admin, f"/models/{PICKLE}?tab=files", "model-refused-files")
    look(admin, f"/models/{DATASET}?kind=dataset", "model-dataset")


def test_the_overview_says_every_rule_and_every_score(admin, stocked):
    page = admin.go(f"/models/{PICKLE}")
    report = stocked.house.json("verdict", PICKLE)
    text = page.get_by_role("main").inner_text()
    for rule in report["rules"]:
        assert rule["title"] in text and rule["reason"].replace("`", "") in text, rule
    radar = page.locator("svg[role=img]")
    assert radar.count() == 1 and "Bus Factor" in radar.locator("desc").inner_html()


def test_pictures_of_scores_are_whole_on_a_telephone(admin):
    admin.page.set_viewport_size(NARROW)
    page = admin.go(f"/models/{CLASSIFIER}")
    cut = """svg => { const box = svg.getBoundingClientRect(); return [...svg.querySelectorAll('text')].filter((text) => {
        const each = text.getBoundingClientRect(); return each.left < box.left || each.right > box.right || each.top < box.top
          || each.bottom > box.bottom; }).map((text) => text.textContent); }"""
    assert page.locator(".radar svg").evaluate(cut) == []
    bars = [each.bounding_box() for each in page.locator("td.meter svg").all()]
    assert bars and all(each["width"] >= 40 and each["height"] >= 4 for each in bars), bars
    admin.check_access()


def test_a_model_is_read_without_javascript(chromium, stocked):
    token = stocked.house.token()
    context = chromium.new_context(java_script_enabled=False, extra_http_headers={"Authorization": f"Bearer {token}"})
    page = context.new_page()
    page.goto(stocked.url + "/models")
    page.get_by_role("link", name=re.compile("tiny-writer-gguf")).click()
    for label in ["Scores", "Licence", "Files and scan", "Lineage", "Versions", "Card", "History", "Manage"]:
        page.get_by_role("link", name=label, exact=True).click()
        assert page.get_by_role("navigation", name="Parts of this page").locator("[aria-current]").inner_text() == label
    context.close()


def test_a_rule_is_excused_and_the_waiver_revoked(admin, stocked):
    page = admin.go(f"/models/{PICKLE}")
    page.locator("button[data-rule='metric.ramp_up_time']").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_label("Rule").input_value() == "metric.ramp_up_time"
    dialog.get_by_label("Reason").fill(f"we know it {HOSTILE}")
    dialog.get_by_label("Until").fill((date.today() + timedelta(days=20)).isoformat())
    dialog.get_by_role("button", name="Excuse it").click()
    page.get_by_text("The rule is excused").wait_for()
    assert stocked.house.json("verdict", PICKLE)["rules"] and page.get_by_text("waived", exact=True).count() == 1
    page = admin.go(f"/models/{PICKLE}?tab=manage")
    assert HOSTILE in page.get_by_role("main").inner_text()
    page.get_by_role("button", name=re.compile("Revoke")).click()
    page.get_by_text("The waiver is revoked").wait_for()
    page.get_by_text("revoked", exact=True).wait_for()
    page = admin.go(f"/models/{PICKLE}?tab=history")
    assert page.get_by_role("cell", name="waiver.given").count() == 1
    look(admin, f"/models/{PICKLE}?tab=history", "model-history-waived")


def test_an_end_that_is_too_far_is_refused_in_the_dialog(admin):
    page = admin.go(f"/models/{PICKLE}")
    admin.expected = {400}
    page.locator("button[data-rule]").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Reason").fill("we know it")
    page.evaluate("document.querySelector('#waive [name=until]').removeAttribute('max')")
    dialog.get_by_label("Until").fill("2099-01-01")
    dialog.get_by_role("button", name="Excuse it").click()
    assert "days" in dialog.get_by_role("alert").inner_text()
    admin.check_access()


def test_verifying_shows_its_progress_and_names_damage(admin, stocked):
    page = admin.go(f"/models/{CLASSIFIER}?tab=manage")
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("Everything is as it should be.").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Verify now", "whoever pressed it goes on from there"
    digest = stocked.house.json("show", CLASSIFIER)["files"][0]["sha256"]
    blob = stocked.house.blob(digest)
    damaged = bytes([blob.read_bytes()[0] ^ 1]) + blob.read_bytes()[1:]
    blob.unlink()
    blob.write_bytes(damaged)
    page.get_by_role("button", name="Verify now").click()
    page.get_by_text("are damaged or gone").wait_for()
    admin.picture("model-verify-damaged")
    events = admin.go(f"/models/{CLASSIFIER}?tab=history").get_by_role("main").inner_text()
    assert "verified" in events and "1 wrong" in events and "model.verify" in events


def test_verifying_over_http_is_one_job_and_needs_a_kept_model(stocked):
    token = stocked.house.token()
    path = f"/api/v1/models/{CLASSIFIER}/verify"
    status, _, body = stocked.ask("POST", path, token=token)
    job = json.loads(body)
    assert status == 202 and job["kind"] == "verify" and job["subject"] == CLASSIFIER
    until(lambda: stocked.house.job()["state"] == "completed", "the job has ended")
    assert stocked.ask("POST", "/api/v1/models/org/nobody/verify", token=token)[0] == 404
    assert stocked.ask("POST", path.replace("verify", "verify?kind=space"), token=token)[0] == 400
    assert stocked.ask("POST", path)[0] == 401


def test_the_package_is_as_long_as_is_said(admin, stocked):
    page = admin.go(f"/models/{CLASSIFIER}?tab=manage")
    link = page.get_by_role("link", name=re.compile("^Download"))
    with page.expect_download() as waiting:
        link.click()
    path = waiting.value.path()
    assert waiting.value.suggested_filename in link.inner_text()
    status, headers, _ = stocked.ask("HEAD", link.get_attribute("href"), token=stocked.house.token())
    assert status == 200 and int(headers["Content-Length"]) == path.stat().st_size


def test_removing_says_what_depends_on_it_and_what_it_frees(admin, stocked):
    page = admin.go(f"/models/{WRITER}?tab=manage")
    page.get_by_role("button", name=f"Remove {WRITER}…").click()
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("link", name=GGUF).is_visible()
    admin.picture("model-remove")
    admin.check_access()
    said = re.search(r"(\S+ \S+) will be freed", dialog.inner_text())[1]
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.get_by_role("button", name=f"Remove {WRITER}…").click()
    before = stocked.house.json("df")["blob_bytes"]
    page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
    page.wait_for_url(stocked.url + "/models")
    assert WRITER not in rows(page)
    freed = before - stocked.house.json("df")["blob_bytes"]
    assert freed > 0 and said == human(freed)


def human(size: int) -> str:
    """As Roost writes bytes."""
    for unit in ("B", "kB", "MB"):
        if size < 1000 or unit == "MB":
            return f"{size} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000


def test_who_only_searches_sees_no_button_that_would_be_refused(guest, stocked):
    stocked.house.roost("user", "add", "reader", "--permissions", "search")
    guest.expected = {403}
    token = stocked.house.token("reader")
    guest.page.context.set_extra_http_headers({"Authorization": f"Bearer {token}"})
    page = guest.go(f"/models/{PICKLE}?tab=manage")
    for name in ("Verify now", "Excuse a rule", "Remove"):
        assert page.get_by_role("button", name=re.compile(name)).count() == 0
    assert page.get_by_role("link", name=re.compile("^Download")).count() == 0
    assert guest.go(f"/models/{PICKLE}").locator("button[data-rule]").count() == 0
    assert guest.go(f"/models/{PICKLE}?tab=history").get_by_text("Who did what").count() == 0


def test_two_versions_are_compared(visitor, served, faulty_hub):
    model = Repository("org/owl", {"README.md": "# Owl", "config.json": "{}", "old.bin": b"old"}, license="mit")
    faulty_hub.add(model)
    served.house.pull("org/owl")
    model.push({"README.md": "# Owl, again", "config.json": "{}", "new.bin": b"newer"})
    served.house.pull("org/owl")
    visitor.sign_in("admin", PASSWORD, next="/models")
    page = visitor.go("/models/org/owl?tab=versions")
    page.get_by_role("button", name="Compare").click()
    changes = page.get_by_role("region", name="Changed files").inner_text()
    for path, change in [("README.md", "changed"), ("new.bin", "added"), ("old.bin", "removed")]:
        assert re.search(rf"{path}\s+{change}", changes), changes
    assert "Files that differ: 3; that do not: 1" in page.get_by_role("main").inner_text()
    look(visitor, page.url.removeprefix(visitor.url), "model-compare")
    page = visitor.go("/models/org/owl?tab=versions")
    page.get_by_role("region", name="Versions").get_by_role("link").last.click()
    assert page.get_by_text("This is not the current version").is_visible()
    page.get_by_role("link", name="Manage").click()
    assert page.get_by_role("button", name=re.compile("Remove version")).is_visible()


def test_what_strangers_write_stays_text(visitor, served, faulty_hub):
    card = f"---\nlicense: mit\ntags: ['{HOSTILE.replace(chr(39), '')}']\nbase_model: ['org/<b>base', 'org/base']\n---\n# {HOSTILE}\n[x](javascript:alert(1)) <script>alert(1)</script>"
    files = {"README.md": card, "<script>alert(1)<script>.txt": "x", "config.json": "{}"}
    faulty_hub.add(Repository("org/hostile", files, tags=(HOSTILE, "base_model:org/base", "base_model:quantized:<b>x</b>")))
    served.house.pull("org/hostile")
    visitor.sign_in("admin", PASSWORD, next="/models")
    for path in ["/models", f"/models?tag=%3Cscript%3Ealert(1)%3C%2Fscript%3E&regex=%3Cb%3E(", *[f"/models/org/hostile?tab={tab}" for tab in TABS]]:
        page = visitor.go(path)
        assert page.locator("main script, main img, main b").count() == 0, path
        visitor.check_access()


def test_the_keyboard_alone_is_enough(admin):
    page = admin.go("/models")
    page.get_by_label("Search", exact=True).focus()
    page.keyboard.type("gguf")
    page.keyboard.press("Enter")
    page.wait_for_url("**/models?*search=gguf*")
    page.locator("a.name").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/models/{GGUF}")
    page.get_by_role("link", name="Manage").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**tab=manage")
    page.get_by_role("button", name=re.compile("^Remove")).focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Cancel"
    page.keyboard.press("Enter")
    assert page.get_by_role("dialog").count() == 0


def test_a_long_list_goes_on(visitor, served, faulty_hub):
    for number in range(60):
        faulty_hub.add(Repository(f"many/model-{number:02}", {"config.json": f'{{"n": {number}}}'}))
    for number in range(60):
        served.house.pull(f"many/model-{number:02}")
    visitor.sign_in("admin", PASSWORD, next="/models")
    page = visitor.go("/models?author=many&sort=name")
    page.get_by_role("link", name="More models").scroll_into_view_if_needed()
    until(lambda: page.locator("#rows tr").count() == 60, "all rows are there")
    assert rows(page) == sorted(rows(page)) and page.get_by_role("link", name="More models").count() == 0
