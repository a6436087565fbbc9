"""Hub search and the page of a repository on a Hub, in a real browser."""

import json
import re
import socket
import time

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from hub_content import Seeded
from hub_faults import rewrite, say
from hub_repository import Repository
from house import NOWHERE, SAMPLES, until

CARD = """---
license: mit
---
# The <b>bird</b>

A model of [birds](docs/birds.md), see https://birds.example/a.

| set | score |
|---|--:|
| a | 0.9 |

<script>window.hacked = 1</script><img src=x onerror="window.hacked=1" alt="a chart">
[bad](javascript:window.hacked=1) ![pixel](https://tracker.example/pixel.png)

<div align="center"><a href="javascript:window.hacked=1">click</a></div>
"""


@pytest.fixture
def zoo(faulty_hub):
    """Sixty models: more than two pages of results; the sizes of half of them are known."""
    for n in range(60):
        sizes = {"parameters": {"BF16": n * 1_000_000_000}, "total": n * 1_000_000_000} if n % 2 and n else None
        faulty_hub.add(Repository(
            f"{'zoo' if n % 3 else 'acme'}/bird-{n:02}", {"config.json": "{}"}, downloads=n * 1000, likes=100 - n,
            task="text-generation" if n % 2 else "fill-mask", library="transformers", license="mit" if n % 5 else "gpl-3.0",
            safetensors=sizes, gated="manual" if n == 59 else False))
    faulty_hub.add(Repository("zoo/songs", {"data.csv": "a"}, kind="dataset"))
    faulty_hub.add(Repository(
        "zoo/parrot-GGUF",
        {"README.md": CARD, "parrot-Q4_K_M.gguf": Seeded(60_000), "parrot-Q8_0.gguf": Seeded(110_000), "config.json": "{}",
         "a[1]*.json": "{}", "\"><img src=x onerror=window.hacked=1>.txt": "x"},
        task="text-generation", library="gguf", license="mit", gguf={"total": 50_000, "architecture": "llama", "context_length": 4096}))
    return faulty_hub


@pytest.fixture
def served_zoo(house, zoo):
    return house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})


@pytest.fixture
def guest(chromium, served_zoo):
    context = chromium.new_context(viewport=WIDE)
    guest = Visitor(context.new_page(), served_zoo.url)
    yield guest
    assert guest.page.evaluate("window.hacked") is None
    context.close()
    guest.check()


def names(page) -> list[str]:
    return [each.inner_text().replace("\n", "") for each in page.locator("#rows a.name").all()]


def test_search_pages_are_accessible_in_both_themes_and_widths(guest):
    guest.sign_in("admin", PASSWORD)
    for path, name in (
            ("/search?fits=true", "search"), ("/search?q=nothing-like-it", "search-empty"), ("/search/zoo/parrot-GGUF", "offer"),
            ("/search/zoo/parrot-GGUF/vetting", "vetting")):
        for theme in ("light", "dark"):
            guest.theme(theme)
            for width, size in (("wide", WIDE), ("narrow", NARROW)):
                guest.page.set_viewport_size(size)
                page = guest.go(path)
                if name == "offer":
                    page.locator("#vetting").wait_for()
                guest.picture(f"{name}-{theme}-{width}")
                guest.check_access()


def test_rows_say_what_the_hub_says_and_what_is_not_known(guest, house):
    house.pull("zoo/parrot-GGUF", "--all")
    guest.expected = {404}
    page = guest.go("/search?q=parrot")
    row = page.locator("#rows tr").first.inner_text()
    assert "text-generation" in row and "mit" in row and "kept" in row and "50 k parameters" in row
    page.get_by_role("link", name="kept", exact=True).click()
    assert "/models/zoo/parrot-GGUF" in page.url
    row = guest.go("/search?q=bird-58").locator("#rows tr").first.inner_text()
    assert "unknown" in row and "58,000" in row
    assert "gated" in guest.go("/search?q=bird-59").locator("#rows tr").first.inner_text()


def test_the_list_goes_on_to_its_end_and_asks_the_hub_for_each_page_once(guest, zoo):
    page = guest.go("/search?q=bird&sort=downloads")
    for _ in range(10):
        page.mouse.wheel(0, 4000)
        page.wait_for_timeout(150)
    assert names(page) == [f"{'zoo' if n % 3 else 'acme'}/bird-{n:02}" for n in range(59, -1, -1)]
    assert page.get_by_role("link", name="More results").count() == 0


def test_sizes_filter_only_what_is_known(guest):
    page = guest.go("/search?q=bird&size=8000")
    shown = names(page)
    assert "acme/bird-57" not in shown and "zoo/bird-58" in shown
    assert "the Hub tells the size of 12; 12 known to be too large are left out" in page.locator("tr.note").first.inner_text()


def test_filters_go_to_the_hub_and_stay_in_the_form(guest, zoo):
    guest.go("/search?task=fill-mask&library=transformers&license=gpl-3.0&sort=likes")
    asked = zoo.asked("api:list")[-1].query
    assert asked["pipeline_tag"] == ["fill-mask"] and asked["sort"] == ["likes"]
    assert set(asked["filter"]) == {"transformers", "license:gpl-3.0"} and "safetensors" in asked["expand"]
    page = guest.page
    assert page.get_by_label("Task").input_value() == "fill-mask" and names(page)[0] == "acme/bird-00"
    assert names(guest.go("/search?kind=dataset")) == ["zoo/songs"]


def test_names_are_offered_and_taken_with_the_keyboard(guest):
    page = guest.go("/search")
    field = page.get_by_role("combobox", name="Name")
    field.focus()
    page.keyboard.type("bird-0")
    page.locator("#offers li").first.wait_for()
    guest.picture("search-combobox")
    guest.check_access()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "offer-1"
    page.keyboard.press("Escape")
    assert page.locator("#offers li").count() == 0
    page.keyboard.type("7")
    page.get_by_role("option", name="zoo/bird-07").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q=zoo%2Fbird-07"))
    assert names(page) == ["zoo/bird-07"]


def test_a_hub_that_is_silent_is_named_and_hides_no_other(make_house, zoo, chromium):
    house = make_house("two")
    house.home.mkdir()
    (house.home / "config.yaml").write_text(f"hubs:\n  - {NOWHERE}\n  - {zoo.url}\n")
    served = house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD, "HF_ENDPOINT": ""})
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    page = visitor.go("/search?q=bird-07")
    assert names(page) == ["zoo/bird-07"]
    assert "127.0.0.1:9 was not heard" in page.locator(".notice").first.inner_text()
    visitor.check()


def test_a_house_whose_only_hub_is_silent_says_so(make_house, chromium):
    served = make_house("none", hub=NOWHERE).serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})
    visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
    page = visitor.go("/search")
    assert "No Hub was heard" in page.get_by_role("main").inner_text()
    visitor.picture("search-silent")
    visitor.check_access()
    visitor.check()


def test_a_hub_that_accepts_and_says_nothing_keeps_no_page_waiting(make_house, zoo, chromium):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        name = f"127.0.0.1:{mute.getsockname()[1]}"
        house = make_house("mute")
        house.home.mkdir()
        (house.home / "config.yaml").write_text(f"hubs:\n  - http://{name}\n  - {zoo.url}\n")
        served = house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD, "HF_ENDPOINT": ""})
        visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), served.url)
        page = visitor.go("/search/zoo/bird-07")
        assert f"{name} was not heard" in page.locator(".notice").first.inner_text()
        assert page.get_by_role("button", name="Pull").count() == 0 and "12 s" in page.get_by_role("main").inner_text()
        visitor.picture("offer-silent")
        visitor.expected = {502}
        began = time.monotonic()
        page = visitor.go(f"/search/zoo/bird-07?hub=http://{name}")
        assert time.monotonic() - began < 40, "its client would go on trying for a minute and longer"
        assert "127.0.0.1 did not answer within 12 s" in page.get_by_role("main").inner_text()
        visitor.check()


def test_a_hostile_list_stays_text(guest, zoo):
    evil = "<img src=x onerror=window.hacked=1>"
    zoo.faults.add(rewrite(lambda _: [
        {"id": f"a/{evil}"}, {"id": "../../etc"}, {"id": "a/good", "pipeline_tag": evil, "library_name": evil, "tags": [f"license:{evil}"],
         "safetensors": {"total": -5, "parameters": {"F32": -1}}, "downloads": -3, "gguf": {"total": 10 ** 18}}]), "api:list")
    page = guest.go("/search")
    assert set(names(page)) == {"a/good"} and page.locator("main img").count() == 0 and evil in page.locator("#rows").inner_text()


def test_a_card_is_shown_without_what_it_would_do(guest):
    page = guest.go("/search/zoo/parrot-GGUF")
    card = page.locator(".prose")
    assert card.get_by_role("heading", name="The bird").count() == 1 and card.get_by_role("table").count() == 1
    assert card.locator("img, script, [onerror], [style]").count() == 0
    links = [each.get_attribute("href") for each in card.locator("a").all()]
    assert all(each.startswith("http") for each in links) and "https://tracker.example/pixel.png" in links
    assert "license: mit" not in card.inner_text()
    facts = page.locator("dl.facts").first.inner_text()
    assert "4,096 tokens" in facts and "50 k (50,000)" in facts


def test_a_quantisation_is_pulled_with_the_keyboard_alone(guest, house):
    guest.sign_in("admin", PASSWORD)
    page = guest.go("/search/zoo/parrot-GGUF")
    assert "recommended" in page.locator(".way", has_text="Q8_0").inner_text()
    page.get_by_role("radio", name=re.compile("Q8_0")).focus()
    page.keyboard.press("ArrowUp")
    assert page.get_by_role("radio", name=re.compile("Q4_K_M")).is_checked()
    page.get_by_role("button", name="Pull").focus()
    guest.expected = {404}
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/jobs/"))
    assert house.job()["subject"].endswith("zoo/parrot-GGUF:Q4_K_M")


def test_ticked_files_and_patterns_travel_as_they_are(guest):
    guest.sign_in("admin", PASSWORD)
    page = guest.go("/search/zoo/parrot-GGUF")
    sent = []
    page.route("**/api/v1/pulls", lambda route: (sent.append(json.loads(route.request.post_data)), route.fulfill(status=202, json={"id": "x"})))
    page.get_by_role("radio", name="Files I tick below").check()
    page.get_by_role("button", name="Pull").click()
    assert "Tick the files" in page.get_by_role("alert").inner_text() and sent == []
    page.get_by_role("checkbox", name="Take a[1]*.json").check()
    guest.expected = {404}
    page.get_by_role("button", name="Pull").click()
    page.wait_for_url(re.compile("/jobs/x"))
    page = guest.go("/search/zoo/parrot-GGUF")
    page.get_by_role("radio", name="Files that fit patterns").check()
    page.get_by_label("Only files like").fill("*.json, docs/")
    page.get_by_role("button", name="Pull").click()
    page.wait_for_url(re.compile("/jobs/x"))
    assert sent[0]["include"] == ["a[[]1][*].json"] and "everything" not in sent[0]
    assert sent[1]["include"] == ["*.json", "docs/"] and sent[1]["reference"] == "zoo/parrot-GGUF"


def test_who_may_not_bring_in_is_told_and_has_no_button(guest):
    page = guest.go("/search/zoo/parrot-GGUF")
    assert page.get_by_role("button", name="Pull").count() == 0 and "permission upload" in page.get_by_role("main").inner_text()


def test_the_gate_is_asked_after_the_page_stands(guest):
    page = guest.go("/search/zoo/parrot-GGUF")
    page.locator("#vetting").wait_for()
    place = page.locator("#vetting-place")
    assert place.get_attribute("aria-busy") == "false" and "Net score" in place.inner_text()
    # A metric that was looked at whole says nothing of a share: it must not show that of the whole assessment.
    assert page.locator(".metrics details").first.locator(".muted").count() == 0
    page.locator(".metrics summary").first.press("Enter")
    assert page.locator(".metrics details").first.get_attribute("open") is not None


def test_a_gate_that_cannot_tell_says_why(guest, zoo):
    guest.expected = {403, 404, 502, 503, 504, 500}
    page = guest.go("/search/zoo/bird-07")
    page.locator("#vetting").wait_for()
    zoo.faults.add(say(500, "down"), "api:*")
    page = guest.go("/search/zoo/bird-08/vetting")
    assert "could not be vetted" in page.get_by_role("main").inner_text()


def test_a_gated_model_says_where_to_ask(guest, zoo):
    guest.expected = {401, 403}
    page = guest.go("/search/zoo/bird-59")
    said = page.get_by_role("main").inner_text()
    assert "decide about each request" in said and "HF_TOKEN" in said
    assert page.get_by_role("link", name="its page").get_attribute("href") == f"{zoo.url}/zoo/bird-59"
    page.locator("#vetting").wait_for()
    guest.picture("offer-gated")


def test_a_name_nobody_has_and_a_place_nobody_gave_are_said(guest):
    guest.expected = {400, 403, 404}
    assert "not found" in guest.go("/search/zoo/unicorn").get_by_role("main").inner_text()
    for path in ("/search?after=[{}]", "/search/a/..%2F..", "/search?kind=space", "/search/zoo/bird-01?hub=http://127.0.0.1:1"):
        assert guest.go(path).locator("h1").inner_text() in ("That did not work", "Not found")


def test_a_long_card_does_not_hold_the_page_up(guest, zoo):
    zoo.add(Repository("zoo/long", {"README.md": "# Long\n\n" + ">" * 10_000 + "\n\n" + "word " * 600_000}))
    page = guest.go("/search/zoo/long")
    assert "Shown as it was written" in page.locator(".prose").inner_text() or "Cut here" in page.locator(".prose").inner_text()


def test_the_sample_hub_is_searched_shown_and_pulled_from(visitor, served, house):
    visitor.sign_in("admin", PASSWORD)
    page = visitor.go("/search?q=tiny-writer")
    rows = page.locator("#rows").inner_text()
    assert "sample Hub" in rows and "fits here" in rows and "unknown" not in rows
    visitor.picture("search-samples")
    page = visitor.go("/search/roost-samples/tiny-writer-gguf?hub=samples")
    page.locator("#vetting").wait_for()
    assert "file:" not in page.content() and str(house.root) not in page.content()
    visitor.picture("offer-samples")
    visitor.check_access()
    visitor.expected = {404}
    page.get_by_role("button", name="Pull").click()
    page.wait_for_url(re.compile("/jobs/"))


def test_folders_of_the_server_are_told_to_administrators_alone(house):
    name = "roost-samples/tiny-classifier"
    house.env |= {"ROOST_SAMPLE_HUB": str(SAMPLES), "ROOST_OFFLINE": "1"}
    del house.env["HF_ENDPOINT"]
    house.roost("pull", name, "--quiet")
    job = house.job("completed")["id"]
    house.roost("pull", f"file://{SAMPLES}/roost-samples/tiny-writer", "--quiet")
    local = house.job("completed")["id"]
    served = house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})
    token = house.token()
    secret = f"file://{house.root}/no/such/model"
    gone = json.loads(served.ask("POST", "/api/v1/pulls", token=token, json_body={"reference": secret})[2])["id"]
    until(lambda: json.loads(served.ask("GET", f"/api/v1/jobs/{gone}", token=token)[2])["state"] == "failed", "the job fails")
    for known in (f"/api/v1/jobs/{gone}", f"/jobs/{gone}"):
        assert str(house.root).encode() in served.ask("GET", known, token=token)[2]
    model = f"/api/v1/models/{name}"
    assert json.loads(served.ask("GET", model, token=token)[2])["model"]["source"] == f"file://{SAMPLES}"
    told = json.loads(served.get(model)[2])
    assert told["model"]["source"] == told["versions"][0]["source"] == "the sample Hub"
    found = json.loads(served.get("/api/v1/hub/search?search=classifier")[2])
    assert [each["hub"] for each in found["models"] if each["id"] == name] == ["the sample Hub"]
    paths = [
        "/api/v1/models", model, f"{model}/versions", f"{model}/assessment", f"{model}/verdicts", f"{model}/history", f"{model}/lineage", f"{model}/card",
        "/api/v1/hub/search", "/api/mcp/models/search?q=tiny", f"/api/mcp/models/{name}/details", f"/api/v1/jobs/{job}", "/api/v1/jobs",
        f"/api/v1/jobs/{job}/events", f"/hub/api/models/{name}", f"/hub/api/models/{name}/commits/main", "/", "/search?q=tiny", f"/search/{name}", "/models",
        *(f"/models/{name}?tab={tab}" for tab in ("overview", "versions", "history", "manage", "scores", "lineage")), f"/jobs/{job}",
        *(f"{start}/{each}{end}" for each in (local, gone) for start, end in (("/api/v1/jobs", ""), ("/api/v1/jobs", "/events"), ("/jobs", "")))]
    for path in paths:
        status, _, body = served.get(path)
        assert status == 200 and str(SAMPLES).encode() not in body and b"file://" not in body, path
        assert str(house.root).encode() not in body, path
    asked = served.ask("POST", "/api/v1/vet", json_body={"reference": "roost-samples/tiny-writer"})
    assert asked[0] == 200 and json.loads(asked[2])["source"] == "the sample Hub" and str(SAMPLES).encode() not in asked[2]
