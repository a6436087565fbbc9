"""The settings as people meet them: policy, Hubs, users, tokens, disk, audit trail, account, in a real browser."""

import json
import stat
from contextlib import contextmanager

import pytest
from browser import NARROW, PASSWORD, WIDE, Visitor
from house import SAMPLES
from hub_server import Hub
from playwright.sync_api import expect
from test_contracts import DIGITS, digits

ADMIN = ["policy", "hubs", "users", "tokens", "disk", "audit", "account", "appearance"]
LABELS = {
    "policy": "Policy", "hubs": "Hubs", "users": "Users", "tokens": "Tokens", "disk": "Disk", "audit": "Audit trail",
    "account": "Account", "appearance": "Appearance"}
#: Nothing of more than a hundred bytes.
STRICT = "version: 1\nname: careful\nextends: baseline\nsize: {ceiling: 100}\n"
#: What a person could type where names are asked for.
HOSTILE = "<img src=x onerror=alert(1)>\"'`{{7*7}}"


@pytest.fixture
def house(gated_house):
    """The policy is the file of the home, so that it can be changed."""
    return gated_house


@pytest.fixture
def admin(visitor):
    visitor.sign_in("admin", PASSWORD)
    return visitor


@contextmanager
def somebody(chromium, served, permissions: str):
    """Another window, of a user with these permissions."""
    made = served.house.json("user", "add", "bob", "--permissions", permissions)
    context = chromium.new_context(viewport=WIDE)
    visitor = Visitor(context.new_page(), served.url)
    visitor.sign_in("bob", made["password"], next="/settings/account")
    yield visitor
    context.close()
    visitor.check()


def tabs(visitor) -> list[str]:
    return visitor.page.get_by_role("navigation", name="Settings").get_by_role("link").all_inner_texts()


def keep_a_model(served, faulty_hub):
    faulty_hub.add(digits())
    token = served.house.token()
    done = served.ask("POST", "/package/ingest-huggingface", json_body={"model_id": DIGITS}, token=token)
    assert done[0] == 200, done


def test_every_page_is_accessible_in_both_themes_and_widths(admin, served, faulty_hub):
    keep_a_model(served, faulty_hub)
    served.house.roost("user", "add", "ann", "--permissions", "search,download,upload")
    for path in ADMIN:
        for theme in ("light", "dark"):
            admin.theme(theme)
            for name, size in (("wide", WIDE), ("narrow", NARROW)):
                admin.page.set_viewport_size(size)
                admin.go(f"/settings/{path}")
                if path == "disk":
                    admin.page.get_by_text("would take").wait_for()
                admin.picture(f"settings-{path}-{theme}-{name}")
                admin.check_access()


def test_settings_lead_to_the_first_tab_and_show_only_what_one_may(admin, chromium, served):
    admin.go("/settings")
    assert admin.page.url.endswith("/settings/policy") and tabs(admin) == list(LABELS.values())
    with somebody(chromium, served, "search") as bob:
        assert tabs(bob) == ["Policy", "Tokens", "Disk", "Account", "Appearance"]
        bob.go("/settings/policy")
        assert bob.page.get_by_role("textbox").count() == 0, "nothing to edit"
        assert str(served.house.home) not in bob.page.content(), "no folders of the machine"
        bob.go("/settings/disk")
        bob.page.get_by_text("would take").wait_for()
        assert bob.page.get_by_role("button", name="Prune").count() == 0
        bob.expected = {403}
        for path in ("hubs", "users", "audit"):
            bob.go(f"/settings/{path}")
            assert "lacks the permission admin" in bob.page.get_by_role("main").inner_text(), path
        bob.go("/settings/tokens?user=*")
        assert "There is no token yet" in bob.page.get_by_role("main").inner_text(), "others' tokens stay theirs"


def test_a_visitor_without_a_name_sees_what_search_shows(visitor):
    visitor.go("/settings")
    assert tabs(visitor) == ["Policy", "Disk", "Appearance"]
    visitor.go("/settings/users")
    assert visitor.page.url == visitor.url + "/login?next=%2Fsettings%2Fusers"


def test_a_policy_is_checked_tried_and_put_in_force(admin, served, faulty_hub):
    keep_a_model(served, faulty_hub)
    page = admin.go("/settings/policy")
    editor = page.get_by_label("policy.yaml")
    editor.fill("version: 1\nname: careful\nmetrics:\n  licence: {threshold: 0.5}\n")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="line 4: metrics.licence").wait_for()
    expect(page.get_by_role("button", name="Check")).to_be_focused()
    page.get_by_role("button", name="line 4: metrics.licence").click()
    assert editor.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == "  licence: {threshold: 0.5}"
    admin.picture("settings-policy-mistake")
    editor.fill(STRICT)
    page.get_by_role("button", name="Preview changed verdicts").click()
    row = page.get_by_role("row", name=DIGITS)
    assert "quarantined" in row.inner_text()
    assert "1 of 1 verdict would change, 1 of versions kept here." in page.get_by_role("main").inner_text()
    admin.picture("settings-policy-preview")
    admin.check_access()
    page.get_by_role("button", name="Save…").click()
    assert "1 of 1 verdict would change" in page.get_by_role("dialog").inner_text()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="In force: careful").wait_for()
    assert (served.house.home / "policy.yaml").read_text() == STRICT
    assert not (served.house.home / "policy.yaml.before").exists(), "there was no file before"
    [line] = [each for each in served.house.json("audit") if each["action"] == "policy.set"]
    assert (line["actor"], line["subject"]) == ("admin", "careful")


def test_a_policy_that_changed_meanwhile_is_not_overwritten(admin, served):
    page = admin.go("/settings/policy")
    other = served.house.home / "policy.yaml"
    other.write_text("version: 1\nname: elsewhere\n")
    page.get_by_label("policy.yaml").fill(STRICT)
    page.get_by_role("button", name="Save…").click()
    admin.expected = {412}
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    said = page.get_by_role("dialog").get_by_role("alert")
    said.wait_for()
    assert "was changed by somebody else meanwhile" in said.inner_text()
    assert other.read_text() == "version: 1\nname: elsewhere\n"


def test_a_policy_that_cannot_be_written_says_so(admin, served):
    policy = served.house.home / "policy.yaml"
    policy.write_text("version: 1\nname: mounted\n")
    policy.chmod(0o444)
    page = admin.go("/settings/policy")
    assert page.get_by_role("textbox").count() == 0
    assert "cannot be changed: the mode of the file lets nobody write to it" in page.get_by_role("main").inner_text()
    token = served.house.token()
    status, _, body = served.ask(
        "PUT", "/api/v1/policy", {"If-Match": "*"}, json_body={"text": STRICT}, token=token)
    assert status == 403 and b"cannot be changed from here" in body


def test_the_policy_over_http_asks_for_the_tag_of_what_was_seen(served):
    token = served.house.token()
    _, headers, _ = served.ask("GET", "/api/v1/policy", token=token)
    put = lambda text, **extra: served.ask("PUT", "/api/v1/policy", extra.get("headers"), json_body={"text": text}, token=token)
    assert put(STRICT)[0] == 428
    assert put(STRICT, headers={"If-Match": '"other"'})[0] == 412
    status, _, body = put("version: 1\nname: Wrong\n", headers={"If-Match": headers["ETag"]})
    assert status == 400 and b"line 2: name" in body
    status, after, body = put(STRICT, headers={"If-Match": headers["ETag"]})
    assert status == 200 and json.loads(body)["name"] == "careful" and after["ETag"] != headers["ETag"]
    assert put("version: 1\nname: second\n", headers={"If-Match": after["ETag"]})[0] == 200
    assert (served.house.home / "policy.yaml.before").read_text() == STRICT


def test_policy_apply_puts_a_file_in_force(house):
    house.roost("df")
    file = house.root / "new.yaml"
    file.write_text(STRICT)
    tried = house.json("policy", "apply", file, "--dry-run")
    assert tried["valid"] and not tried["effect"]["recorded"] and not (house.home / "policy.yaml").exists()
    assert house.json("policy", "apply", file)["effect"]["recorded"]
    assert "name: careful" in house.roost("policy").stdout
    wrong = house.roost("policy", "apply", "-", stdin="version: 1\nname: X\n", check=False)
    assert wrong.returncode == 1 and "-: line 2: name:" in wrong.stdout
    house.roost("policy", "apply", "-", stdin="version: 1\nname: second\n")
    assert (house.home / "policy.yaml.before").read_text() == STRICT


def test_a_hub_is_asked_and_given_a_token_that_is_never_shown(admin, served, faulty_hub):
    faulty_hub.add(digits())
    secret = "hf_" + "s3cret" * 5
    page = admin.go("/settings/hubs")
    card = page.get_by_role("region", name=faulty_hub.url)
    card.get_by_role("button", name="Ask it now").click()
    card.get_by_text("answers").wait_for()
    assert "without a token" in card.inner_text()
    card.get_by_role("button", name="Store a token…").click()
    page.get_by_label("Token", exact=True).fill(secret)
    page.get_by_role("dialog").get_by_role("button", name="Store").click()
    card.get_by_text("stored for this Hub").wait_for()
    assert secret not in page.content()
    kept = served.house.home / "hub-tokens.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 and json.loads(kept.read_text()) == {faulty_hub.url: secret}
    card.get_by_role("button", name="Ask it now").click()
    card.get_by_text("with a token").wait_for()
    admin.picture("settings-hub-asked")
    token = served.house.token()
    shown = served.ask("GET", "/api/v1/hubs", token=token)[2].decode()
    assert secret not in shown and '"token_source":"stored"' in shown
    assert secret not in json.dumps(served.house.json("audit")) and secret not in served.log.read_text()
    card.get_by_role("button", name="Remove the token…").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    card.get_by_text("Store a token…").wait_for()
    assert json.loads(kept.read_text()) == {}


def test_hub_login_stores_what_the_hub_takes(house, faulty_hub):
    faulty_hub.add(digits())
    [hub] = [each["hub"] for each in house.json("hub", "list")]
    assert hub["address"] == faulty_hub.url and "token_source" not in hub
    house.roost("hub", "login", stdin="hf_right\n")
    assert house.json("hub", "list", "--check")[0]["check"]["reachable"]
    assert house.json("hub", "list")[0]["hub"]["token_source"] == "stored"
    wrong = house.roost("hub", "login", "https://elsewhere.example", stdin="hf_right\n", check=False)
    assert wrong.returncode == 2 and "is no Hub of this house" in wrong.stderr
    assert "hf_right" not in json.dumps(house.json("audit"))
    house.roost("hub", "logout", faulty_hub.url)
    assert "token_source" not in house.json("hub", "list")[0]["hub"]


def test_a_user_is_added_by_keyboard_alone_and_signs_in(admin, chromium, served):
    page = admin.go("/settings/users")
    page.get_by_role("button", name="Add a user…").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("ann")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_label("Name").press("Enter")
    secret = page.get_by_label("Shown this once")
    secret.wait_for()
    password = secret.input_value()
    assert len(password) == 23
    admin.picture("settings-user-added")
    admin.check_access()
    page.keyboard.press("Escape")
    row = page.get_by_role("row", name="ann")
    row.wait_for()
    assert "upload" in row.inner_text() and "admin" not in row.inner_text()
    context = chromium.new_context(viewport=WIDE)
    ann = Visitor(context.new_page(), served.url)
    ann.sign_in("ann", password, next="/settings/account")
    ann.page.get_by_label("Present password").fill(password)
    ann.page.get_by_label("New password").fill("another-long-one")
    ann.page.get_by_label("The new one again").fill("another-long-0ne")
    ann.page.get_by_role("button", name="Change it").click()
    assert ann.page.get_by_label("The new one again").evaluate("e => e.validationMessage") == "The two are not the same"
    ann.page.get_by_label("The new one again").fill("another-long-one")
    ann.page.get_by_role("button", name="Change it").click()
    ann.page.get_by_text("The password is changed").wait_for()

    row.get_by_role("button", name="Permissions…").click()
    page.get_by_role("dialog").get_by_label("run", exact=False).first.check()
    page.get_by_role("dialog").get_by_role("button", name="Set").click()
    page.get_by_text("The permissions are set").wait_for()
    assert "run" in row.inner_text()
    row.get_by_role("button", name="New password…").click()
    page.get_by_role("button", name="Make a new password").click()
    page.get_by_label("Shown this once").wait_for()
    ann.go("/settings/account")
    assert "/login" in ann.page.url, "the session ended"
    page.get_by_role("button", name="Done").click()
    row.get_by_role("button", name="Remove…").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("The user is removed").wait_for()
    assert row.count() == 0
    context.close()
    ann.check()


def test_the_last_administrator_stays(admin):
    page = admin.go("/settings/users")
    admin.expected = {409}
    page.get_by_role("button", name="Remove… admin").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    said = page.get_by_role("dialog").get_by_role("alert")
    said.wait_for()
    assert "is the last administrator" in said.inner_text()


def test_a_token_is_made_copied_once_and_revoked_whatever_its_name(admin, served):
    page = admin.go("/settings/tokens")
    admin.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Make a token…").click()
    page.get_by_label("What it is for").fill(HOSTILE)
    page.get_by_label("Lasts").select_option("30 days")
    page.get_by_role("button", name="Make it").click()
    text = page.get_by_label("Shown this once")
    text.wait_for()
    token = text.input_value()
    assert token.startswith("roost_")
    page.get_by_role("button", name="Copy").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == token
    page.get_by_role("button", name="Done").click()
    row = page.get_by_role("row").filter(has_text=HOSTILE)
    row.wait_for()
    assert token not in page.content() and page.locator("main img").count() == 0
    admin.picture("settings-tokens-hostile")
    admin.check_access()
    assert served.status("/api/v1/account", Authorization=f"Bearer {token}") == 200
    row.get_by_role("button").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    page.get_by_text("The token is revoked").wait_for()
    assert "revoked" in row.inner_text() and row.get_by_role("button").count() == 0
    assert served.status("/api/v1/account", Authorization=f"Bearer {token}") == 401


def test_the_store_is_pruned_as_a_job_after_a_look(admin, served, faulty_hub):
    keep_a_model(served, faulty_hub)
    stray = served.house.blob("ab" * 32)
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"x" * 2_000_000)
    page = admin.go("/settings/disk")
    page.get_by_text("would take").wait_for()
    page.get_by_role("button", name="See what would go").click()
    page.get_by_text("1 blob would go, which frees 2.0 MB").wait_for()
    expect(page.get_by_role("button", name="See what would go")).to_be_focused()
    assert stray.exists()
    admin.picture("settings-disk-look")
    page.get_by_role("button", name="Prune…").click()
    page.get_by_role("dialog").get_by_role("button", name="Prune").click()
    page.get_by_text("Pruned; freed 2.0 MB: 1 blob, 0 files").wait_for()
    assert not stray.exists() and served.house.job()["kind"] == "prune"
    assert [each["actor"] for each in served.house.json("audit") if each["action"] == "store.prune"] == ["admin"]


def test_the_audit_trail_is_filtered_and_goes_on(admin, served):
    token = served.house.token()
    wish = {"name": HOSTILE}
    for _ in range(110):
        made = json.loads(served.ask("POST", "/api/v1/tokens", json_body=wish, token=token)[2])
        assert served.ask("DELETE", f"/api/v1/tokens/{made['details']['id']}", token=token)[0] == 200
    page = admin.go("/settings/audit")
    rows = page.locator("#audit-rows tr")
    assert rows.count() >= 100
    first = rows.count()
    # By keyboard: one goes on with the first of the new lines.
    page.get_by_role("link", name="Earlier lines").evaluate("e => e.focus({ preventScroll: true })")
    page.keyboard.press("Enter")
    rows.nth(first).wait_for()
    held = "[...document.querySelectorAll('#audit-rows tr')].findIndex(row => row.contains(document.activeElement))"
    assert page.evaluate(held) == first
    admin.picture("settings-audit-more")
    page.get_by_label("Did").fill("login.session")
    page.get_by_role("button", name="Filter").click()
    assert rows.count() == 1 and "admin" in rows.first.inner_text()
    admin.go("/settings/audit?subject=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.get_by_text("No line fits").count() == 1
    assert page.get_by_label("To").input_value() == "<img src=x onerror=alert(1)>"
    assert page.locator("main img").count() == 0


def test_the_page_of_the_api_leads_back(admin):
    page = admin.go("/docs")
    navigation = page.get_by_role("navigation", name="Main")
    assert navigation.get_by_role("link", name="API").get_attribute("aria-current") == "page"
    page.get_by_label("Find an operation").fill("waiver delete")
    page.locator(".operation:visible").get_by_text("/api/v1/waivers/{id}").wait_for()
    assert page.locator(".operation:visible").count() == 1
    page.get_by_label("Find an operation").fill("GET /api/v1/hubs")
    page.locator(".operation:visible summary").first.click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_text("200 OK").wait_for()
    # What is read out is one line, and not the answer.
    assert all(len(each) < 200 for each in page.get_by_role("status").all_inner_texts())
    expect(page.get_by_role("status").filter(has_text="Answered with 200")).to_contain_text("characters, below")
    # As who is signed in, without a token.
    assert '"takes_token": true' in page.locator(".answer").inner_text()
    admin.picture("docs-tried")
    admin.check_access()
    navigation.get_by_role("link", name="Dashboard").click()
    page.wait_for_url(admin.url + "/")


def test_a_hub_is_added_asked_and_removed_while_the_server_runs(admin, served, faulty_hub, chromium):
    with Hub(digits()) as other:
        page = admin.go("/settings/hubs")
        page.get_by_role("button", name="Add a Hub…").click()
        page.get_by_label("Address").fill(other.url)
        admin.expected = {403}
        page.get_by_role("dialog").get_by_role("button", name="Add", exact=True).click()
        said = page.get_by_role("dialog").get_by_role("alert")
        said.wait_for()
        assert "is not asked: loopback" in said.inner_text() and "reach.allow" in said.inner_text()
        admin.picture("settings-hub-private")
        admin.check_access()
    served.stop()
    with Hub(digits()) as other:
        allowed = other.url.removeprefix("http://")
        again = served.house.serve(env={"ROOST_REACH_ALLOW": allowed})
        context = chromium.new_context(viewport=WIDE)
        visitor = Visitor(context.new_page(), again.url)
        visitor.sign_in("admin", PASSWORD, "/settings/hubs")
        page = visitor.page
        page.get_by_role("button", name="Add a Hub…").click()
        page.get_by_label("Address").fill(other.url)
        page.keyboard.press("Enter")
        card = page.get_by_role("region", name=other.url)
        card.get_by_text("added at run time").wait_for()
        visitor.picture("settings-hub-added")
        card.get_by_role("button", name="Ask it now").click()
        card.get_by_text("answers").wait_for()
        visitor.go("/search?q=digits")
        page.get_by_role("link", name=DIGITS).wait_for()
        # Another process of the same home asks it too.
        env = {"ROOST_REACH_ALLOW": allowed}
        assert [each["id"] for each in again.house.json("search", "digits", env=env)["models"]] == [DIGITS]
        assert [each["hub"]["origin"] for each in again.house.json("hub", "list", env=env)] == ["settings", "added"]
        refused = again.house.roost("hub", "add", other.url, env=env, check=False)
        assert refused.returncode != 0 and "asked already" in refused.stderr
        refused = again.house.roost("hub", "remove", faulty_hub.url, check=False)
        assert refused.returncode != 0 and "was not added" in refused.stderr
        visitor.go("/settings/hubs")
        card.get_by_role("button", name="Remove this Hub…").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove", exact=True).click()
        card.wait_for(state="detached")
        assert again.house.json("search", "digits", env=env)["models"] == []
        again.house.roost("hub", "add", other.url, env=env)
        again.house.roost("hub", "remove", other.url)
        context.close()
        visitor.check()
    actions = [line["action"] for line in again.house.json("audit")]
    assert actions.count("hub.add") == 2 and actions.count("hub.remove") == 2
    status, _, _ = again.ask("POST", "/api/v1/hubs", json_body={"address": "file:///etc"}, token=again.house.token())
    assert status == 400



def test_added_hubs_that_cannot_be_read_are_missed(visitor, served):
    (served.house.home / "hubs.json").write_text("{")
    visitor.sign_in("admin", PASSWORD, "/settings/hubs")
    page = visitor.page
    expect(page.get_by_role("main")).to_contain_text("The Hubs that were added here are not asked.")
    expect(page.get_by_role("main")).to_contain_text("hubs.json")
    visitor.picture("settings-hubs-damaged")
    visitor.check_access()
    expect(visitor.go("/").get_by_role("main")).to_contain_text("Mend the file, or move it away")
    found = json.loads(served.ask("GET", "/api/v1/hub/search?search=tiny", token=served.house.token())[2])
    assert any("hubs.json" in each["reason"] for each in found["unreachable"]) and found["models"]
