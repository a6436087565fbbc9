"""Pages of running and routing in a real browser, with the real engine and a provider that says hostile things."""

import json
import re
from urllib.parse import quote

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from engine import prepare
from house import SAMPLES, House, until
from playwright.sync_api import expect
from upstream import Upstream

EVIL = "<img src=x onerror=document.title='stolen'><script>document.title='stolen'</script>"
ROUTES = """
providers:
  cloud: {{kind: openai-compatible, url: "{url}", key_env: CLOUD_KEY}}
  other: {{kind: openai-compatible, url: "{url}", key_env: NO_SUCH_KEY}}
models:
  cloud:ok: {{context: 1000, input_price: 1000, output_price: 2000}}
defaults: {{attempts: 2, pause: 10ms, attempt_timeout: 20s}}
routes:
  home: {{primary_model: "cloud:down", fallback_models: ["local:{model}"], attempts: 1}}
  paid: {{primary_model: "cloud:ok", budget_per_day: 5.00}}
  evil: {{primary_model: "cloud:evil"}}
  angry: {{primary_model: "cloud:angry"}}
  flood: {{primary_model: "cloud:flood"}}
  forever: {{primary_model: "cloud:forever"}}
  secret: {{primary_model: "local:{model}", private: true}}
  off: {{primary_model: "other:ok", enabled: false}}
"""


class Hostile(Upstream):
    """Says what would be a page's undoing, if it were taken for HTML."""

    async def _evil(self, body, writer) -> bool:
        await self._begin(writer)
        await self._event(writer, self._chunk(body, {"content": EVIL[:20]}))
        await self._event(writer, self._chunk(body, {"content": EVIL[20:]}))
        await self._event(writer, self._chunk(body, {}, "stop"))
        await self._piece(writer, b"data: [DONE]\n\n")
        await self._piece(writer, b"")
        return True

    async def _flood(self, body, writer) -> bool:
        await self._begin(writer)
        for _ in range(12):
            await self._event(writer, self._chunk(body, {"content": "x" * 100_000}))
        await self._event(writer, self._chunk(body, {}, "stop"))
        await self._piece(writer, b"data: [DONE]\n\n")
        await self._piece(writer, b"")
        return True

    async def _angry(self, body, writer) -> bool:
        return await self._refuse(writer, 400, "invalid_value", EVIL)


class Home:
    def __init__(self, house: House):
        prepare(house)
        self.house, self.upstream = house, Hostile()
        self.model = f"{house.models()[0]}:F16"
        self.weights = house.pull(f"file://{SAMPLES}/roost-samples/tiny-writer")["name"]
        self.file = house.home / "routes.yaml"
        self.file.write_text(ROUTES.format(url=self.upstream.url, model=self.model))
        self.server = house.serve("--sample-hub", SAMPLES, env={"CLOUD_KEY": "sk-cloud-secret", "ROOST_ADMIN_PASSWORD": PASSWORD})
        self.token = house.token("admin", "--permissions", "admin,run,search")

    def get(self, path):
        return json.loads(self.server.ask("GET", path, token=self.token)[2])

    def post(self, path, body):
        status, _, answer = self.server.ask("POST", path, token=self.token, json_body=body)
        assert status < 300, answer
        return json.loads(answer)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = Home(House(tmp_path_factory.mktemp("home")))
    yield home
    home.house.close()
    home.upstream.close()


@pytest.fixture
def guest(chromium, home):
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), home.server.url)
    yield visitor
    context.close()
    visitor.check()


def both(visitor, path: str, name: str, ready=lambda page: None):
    """Pictures and a check of access in both themes and widths."""
    for theme in ("light", "dark"):
        visitor.theme(theme)
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            visitor.page.set_viewport_size(size)
            visitor.go(path)
            ready(visitor.page)
            visitor.picture(f"{name}-{theme}-{width}")
            visitor.check_access()
    visitor.page.set_viewport_size(WIDE)


def chosen(page, model: str):
    expect(page.locator("#model")).to_have_value(model)


def say(page, text: str):
    page.locator("#prompt").fill(text)
    page.locator("#prompt").press("Enter")


def test_models_are_loaded_pinned_and_stopped_and_the_page_follows(guest, home):
    guest.sign_in("admin", PASSWORD, "/runtimes")
    page = guest.page
    page.get_by_text("No model is in memory. One is").wait_for()
    both(guest, "/runtimes", "runtimes-empty")
    page.evaluate("window.stays = true")
    page.get_by_label("Model", exact=True).fill(home.model)
    page.get_by_label("Stays when idle").fill("30m")
    page.get_by_role("button", name="Load").press("Enter")
    stop = page.get_by_role("button", name=f"Stop {home.model}")
    stop.wait_for()
    held = home.get("/api/v1/runtimes")["instances"][0]
    table = page.get_by_role("region", name="Models in memory")
    expect(table).to_contain_text(f"{held['context']:,} tokens")
    expect(table).to_contain_text("ready")
    expect(page.get_by_role("img", name=re.compile("held by models"))).to_be_visible()
    expect(page.get_by_role("region", name="Decisions")).to_contain_text("load")
    page.get_by_role("button", name=f"Pin {home.model}").press("Enter")
    page.get_by_role("button", name=f"Unpin {home.model}").wait_for()
    # The keyboard stays where it was, though the button is another one now.
    expect(page.get_by_role("button", name=f"Unpin {home.model}")).to_be_focused()
    assert page.evaluate("window.stays"), "the page was not loaded again"
    both(guest, "/runtimes", "runtimes-loaded")
    page.get_by_role("button", name=f"Let go of {home.model}").click()
    page.get_by_role("heading", name="Stay when nobody uses them").wait_for(state="detached")
    # What is done elsewhere is seen here too.
    home.post("/api/v1/runtimes/stop", {"model": home.model})
    page.get_by_text("No model is in memory. One is").wait_for()


def test_what_cannot_be_loaded_is_said_beside_the_form(guest):
    guest.sign_in("admin", PASSWORD, "/runtimes")
    guest.expected = {404}
    guest.page.get_by_label("Model", exact=True).fill("no/such")
    guest.page.get_by_role("button", name="Load").click()
    expect(guest.page.locator("#load .problem")).to_contain_text("no/such")


def test_a_model_of_the_house_answers_by_keyboard_alone(guest, home):
    guest.sign_in("admin", PASSWORD, f"/playground?model={home.model}")
    page = guest.page
    chosen(page, home.model)
    page.get_by_label("Tokens at most").fill("24")
    page.locator("#prompt").fill("What is the licence")
    page.locator("#prompt").press("Shift+Enter")
    page.locator("#prompt").press_sequentially("of bash?")
    page.locator("#prompt").press("Enter")
    answer = page.locator(".said.assistant .words")
    expect(answer).not_to_be_empty(timeout=30_000)
    expect(page.locator(".said.user .words")).to_have_text("What is the licence\nof bash?", use_inner_text=True)
    expect(page.locator(".said.assistant .under")).to_contain_text("written", timeout=30_000)
    expect(page.locator("#trace")).to_contain_text(f"local:{home.model}", timeout=10_000)
    expect(page.locator("#trace")).to_contain_text("$0.00")
    guest.picture("playground-answered")
    guest.check_access()
    page.set_viewport_size(NARROW)
    guest.picture("playground-answered-narrow")
    guest.check_access()
    page.set_viewport_size(WIDE)
    page.get_by_text("Go on with the text as it is").click()
    say(page, "Once upon")
    expect(page.locator(".said.assistant .under").last).to_contain_text("written", timeout=30_000)
    page.get_by_role("link", name="The whole request").click()
    expect(page.get_by_role("main")).to_contain_text("completion, as a stream")


def test_a_route_passes_on_and_the_trace_says_to_whom(guest, home):
    guest.sign_in("admin", PASSWORD, "/playground?model=home")
    page = guest.page
    chosen(page, "home")
    both(guest, "/playground?model=home", "playground", lambda page: chosen(page, "home"))
    say(page, "hello")
    expect(page.locator("#trace-tries li")).to_have_count(2, timeout=30_000)
    expect(page.locator("#trace-tries li").first).to_contain_text("cloud:down")
    expect(page.locator("#trace-tries li").last).to_contain_text("answered")


def test_what_a_model_says_is_text_and_its_errors_too(guest, home):
    guest.sign_in("admin", PASSWORD, "/playground?model=evil")
    page = guest.page
    chosen(page, "evil")
    say(page, EVIL)
    expect(page.locator(".said.assistant .words")).to_have_text(EVIL)
    expect(page.locator("#trace")).to_contain_text("unknown")
    guest.expected = {400, 404, 422, 502}
    page.locator("#model").select_option("angry")
    say(page, "hello")
    expect(page.locator("#talk-problem")).to_contain_text("onerror")
    expect(page.locator("#prompt")).to_have_value("hello")
    # Nothing had begun that could break off.
    expect(page.locator(".said.assistant .under").last).to_contain_text("not answered")
    expect(page.locator("#trace-tries")).to_contain_text("cloud:angry")
    page.get_by_role("link", name="The whole request").click()
    expect(page.get_by_role("main")).to_contain_text("onerror")
    assert page.title() != "stolen" and page.locator("main img").count() == 0
    for path in ("/requests?route=", "/playground?model="):
        guest.go(path + quote(EVIL))
        expect(page.locator("select").first).to_have_value(EVIL)
    guest.go("/routing")
    text = page.get_by_label("routes.yaml")
    text.fill(text.input_value() + f'  "{EVIL}": {{primary_model: "cloud:ok"}}\n')
    expect(page.locator("#routes-mistakes")).to_contain_text("onerror")
    assert page.title() != "stolen" and page.locator("main img").count() == 0
    page.once("dialog", lambda dialog: dialog.accept())


def test_stopping_ends_the_work_of_the_model(guest, home):
    guest.sign_in("admin", PASSWORD, "/playground?model=forever")
    guest.expected = {404}
    page = guest.page
    chosen(page, "forever")
    before = home.upstream.abandoned
    say(page, "go on")
    expect(page.locator(".said.assistant .words")).to_contain_text("on on")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".said.assistant .under")).to_contain_text("stopped")
    until(lambda: home.upstream.abandoned > before, "the provider sees that nobody listens")
    expect(page.locator("#trace")).to_contain_text("cancelled", timeout=10_000)
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    say(page, "go on")
    expect(page.locator(".said.assistant .words").last).to_contain_text("on on")
    page.get_by_role("button", name="Begin anew").click()
    expect(page.get_by_role("button", name="Stop")).to_be_hidden()
    expect(page.locator(".said")).to_have_count(0)
    expect(page.locator("#trace")).to_be_hidden()
    expect(page.locator("#prompt")).to_have_value("")
    page.locator("#model").select_option("paid")
    say(page, "hello")
    expect(page.locator("#trace")).to_contain_text("cloud:ok")
    assert [each["content"] for each in home.upstream.asked[-1]["messages"]] == ["hello"]


def test_a_route_is_tried_with_failures(guest, home):
    guest.sign_in("admin", PASSWORD, "/routing")
    page = guest.page
    expect(page.get_by_role("region", name="Routes, their models and rules")).to_contain_text("cloud:down")
    expect(page.get_by_role("region", name="Who can be asked")).to_contain_text("NO_SUCH_KEY")
    assert "sk-cloud-secret" not in page.content()
    both(guest, "/routing", "routing")
    trial = page.locator("details", has_text=re.compile(r"^\s*home"))
    trial.locator("summary").press("Enter")
    trial.get_by_label("cloud:down").select_option("429")
    trial.get_by_role("button").press("Enter")
    expect(trial.locator(".tries li")).to_have_count(2, timeout=30_000)
    expect(trial.locator(".tries li").first).to_contain_text("rate limited")
    expect(trial.locator("[data-result]")).to_contain_text("answered after")
    guest.picture("routing-tried")
    guest.check_access()
    trial.get_by_label(f"local:{home.model}").select_option("timeout")
    trial.get_by_role("button").click()
    expect(trial.locator("[data-result]")).to_contain_text("Nobody answered")


def test_routes_are_changed_only_over_what_was_seen(guest, home):
    guest.sign_in("admin", PASSWORD, "/routing")
    page = guest.page
    text = page.get_by_label("routes.yaml")
    seen = text.input_value()
    text.fill(seen + "  broken: {primary_model: 7}\n")
    expect(page.locator("#routes-mistakes")).to_contain_text("It cannot be used")
    expect(page.locator("#routes-mistakes")).to_contain_text(f"line {seen.count(chr(10)) + 1}")
    guest.picture("routing-mistake")
    text.fill(seen + '  "later": {primary_model: "cloud:ok"}\n')
    expect(page.locator("#routes-mistakes")).to_contain_text("It can be used")
    page.get_by_role("button", name="Save…").click()
    expect(page.locator("#routes-diff ins")).to_have_count(1)
    expect(page.locator("#save-words")).to_have_text("1 new line, 0 lines gone.")
    guest.picture("routing-save")
    guest.check_access()
    guest.expected = {412}
    home.file.write_text(seen + "# changed elsewhere\n")
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("changed")
    page.once("dialog", lambda dialog: dialog.accept())
    guest.go("/routing")
    text.fill(text.input_value() + '  "later": {primary_model: "cloud:ok"}\n')
    page.get_by_role("button", name="Save…").click()
    page.get_by_role("dialog").get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("The routes are in force").wait_for()
    expect(page.get_by_role("region", name="Routes, their models and rules")).to_contain_text("later")
    assert "# changed elsewhere" in home.file.read_text()


def test_requests_are_listed_filtered_and_told(guest, home):
    for route in ("paid", "home"):
        home.post("/v1/chat/completions", {"model": route, "messages": [{"role": "user", "content": "hello"}], "max_tokens": 8})
    guest.sign_in("admin", PASSWORD, "/requests")
    page = guest.page
    until(lambda: any(each["asked"] == "home" for each in home.get("/api/v1/requests")["requests"]), "the trace")
    both(guest, "/requests", "requests")
    page.get_by_label("Route").select_option("paid")
    page.get_by_role("button", name="Filter").press("Enter")
    page.wait_for_url(re.compile("route=paid"))
    rows = page.locator("#request-rows tr")
    expect(page.get_by_label("Route")).to_have_value("paid")
    assert all("paid" in each for each in rows.all_inner_texts())
    expect(rows.first).to_contain_text("$0.015")
    expect(rows.first).to_contain_text("7 + 4")
    rows.first.get_by_role("link").click()
    expect(page.get_by_role("main")).to_contain_text("by cloud:ok")
    guest.go("/requests?route=home")
    rows.first.get_by_role("link").click()
    expect(page.get_by_role("img", name=re.compile("Tries along"))).to_be_visible()
    expect(page.get_by_role("region", name="Tries in numbers")).to_contain_text("cloud:down")
    both(guest, page.url.removeprefix(guest.url), "request")
    guest.go("/requests?outcome=cancelled&route=nothing")
    page.get_by_text("No request fits.").wait_for()


def test_requests_go_on_when_one_scrolls(guest, home):
    for _ in range(60):
        home.post("/v1/chat/completions", {"model": "paid", "messages": [{"role": "user", "content": "hello"}]})
    guest.sign_in("admin", PASSWORD, "/requests?route=paid")
    rows = guest.page.locator("#request-rows tr")
    guest.page.mouse.wheel(0, 20_000)
    until(lambda: rows.count() >= 60, "older requests")
    names = rows.locator("th").all_inner_texts()
    assert len(names) == len(set(names))


def test_a_models_page_leads_to_the_playground_or_to_a_conversion(guest, home):
    name = home.model.removesuffix(":F16")
    guest.sign_in("admin", PASSWORD, f"/models/{name}")
    page = guest.page
    both(guest, f"/models/{name}", "model-run")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"needs [\d.]+ .B, [\d.]+ .B free here"))
    expect(page.get_by_role("region", name="Size, by device")).to_contain_text("16.4 GB")
    guest.theme("light")
    page.get_by_role("link", name="Run", exact=True).press("Enter")
    chosen(page, name)
    expect(page.get_by_role("status").filter(has_text="It is in memory.")).to_be_visible(timeout=30_000)
    assert any(each["model"].startswith(name) for each in home.get("/api/v1/runtimes")["instances"])
    page.reload()
    chosen(page, name)
    expect(page.locator("#ready")).to_be_hidden()
    guest.go(f"/models/{home.weights}")
    assert page.get_by_role("link", name="Run", exact=True).count() == 0
    guest.picture("model-convert")
    guest.check_access()
    page.get_by_role("button", name="Convert to GGUF").press("Enter")
    page.wait_for_url(re.compile("/jobs/"))
    page.locator("#job-badge", has_text="completed").wait_for()


def test_who_may_not_run_is_not_shown_the_places(guest, home):
    page = guest.go("/")
    assert page.get_by_role("link", name="Playground").count() == 0
    guest.go("/playground")
    page.wait_for_url(re.compile("/login"))


def test_a_model_of_a_hub_is_brought_in_loaded_and_asked_with_one_button(guest, home):
    guest.sign_in("admin", PASSWORD, "/search?q=tiny-writer")
    page = guest.page
    row = page.locator("#rows tr").filter(has_text="tiny-writer-gguf")
    expect(row).to_contain_text(re.compile(r"needs about [\d.]+ .B, [\d.]+ .B free here"))
    assert page.locator("#rows tr").filter(has_text="tiny-classifier").get_by_role("button").count() == 0
    guest.go("/search/roost-samples/tiny-writer-gguf?hub=samples")
    page.locator("#vetting").wait_for()
    expect(page.locator(".way").first).to_contain_text("free here")
    both(guest, "/search/roost-samples/tiny-writer-gguf?hub=samples", "offer-run")
    page.get_by_role("button", name="Run roost-samples/tiny-writer-gguf").press("Enter")
    page.wait_for_url(re.compile("/playground"))
    expect(page.get_by_role("status").filter(has_text="It is in memory.")).to_be_visible(timeout=60_000)
    page.get_by_label("Tokens at most").fill("8")
    say(page, "Once upon")
    expect(page.locator(".said.assistant .under")).to_contain_text("written", timeout=30_000)


def test_an_answer_that_is_cut_says_how_much_is_missing(guest):
    guest.sign_in("admin", PASSWORD, "/playground?model=flood")
    chosen(guest.page, "flood")
    say(guest.page, "go on")
    expect(guest.page.locator(".said.assistant .under")).to_contain_text("cut here: 200,000 characters more came", timeout=60_000)


def test_a_file_of_routes_that_cannot_be_read_is_told_on_its_page(guest, home):
    aside = home.file.with_suffix(".aside")
    home.file.rename(aside)
    try:
        home.file.mkdir()
        # The page asks again and again how the routes are.
        guest.expected = {400}
        guest.sign_in("admin", PASSWORD, "/routing")
        page = guest.page
        assert page.get_by_role("heading", level=1).inner_text() == "Routing"
        expect(page.locator("#routes-problem")).to_contain_text("routes.yaml")
        expect(page.get_by_role("region", name="Routes, their models and rules")).to_contain_text("cloud:ok")
        guest.check_access()
    finally:
        home.file.rmdir()
        aside.rename(home.file)


def test_visitors_without_a_name_see_nobodys_requests(chromium, house):
    provider = Hostile()
    house.home.mkdir(parents=True, exist_ok=True)
    house.roost("ls")
    (house.home / "routes.yaml").write_text(ROUTES.format(url=provider.url, model="no/such"))
    served = house.serve(env={"CLOUD_KEY": "sk", "ROOST_ADMIN_PASSWORD": PASSWORD, "ROOST_ANONYMOUS": "search,run"})
    asked = {"model": "paid", "messages": [{"role": "user", "content": "hello"}]}
    status, headers, _ = served.ask("POST", "/v1/chat/completions", json_body=asked)
    assert status == 200
    assert json.loads(served.get("/api/v1/requests")[2])["requests"] == []
    token = house.token()
    until(lambda: json.loads(served.ask("GET", "/api/v1/requests", token=token)[2])["requests"], "the trace")
    # Who was given its number may look.
    named = {key.lower(): value for key, value in headers.items()}["x-roost-request"]
    assert served.get(f"/api/v1/requests/{named}")[0] == 200
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), served.url)
    page = visitor.go("/requests")
    expect(page.get_by_role("main")).to_contain_text("Without a name, no request is yours")
    assert named not in page.content()
    visitor.check_access()
    context.close()
    visitor.check()
    provider.close()
