"""Signing in through providers: the whole way with one that is real enough, Apple's and GitHub's own ways, and hostile ones."""

import json
import re
import subprocess
import time
import urllib.parse
import urllib.request

import oidc_provider_mock
import pytest
import yaml
from browser import NARROW, PASSWORD, WIDE, Visitor
from house import NOWHERE
from oidc_provider_mock._storage import User
from playwright.sync_api import expect
from sign_in_browser import Browser
from sign_in_providers import Apple, GitHub, OpenID

SECRET = "the secret of roost"


def configure(house, more: dict | None = None, **providers) -> None:
    house.home.mkdir(exist_ok=True)
    (house.home / "config.yaml").write_text(yaml.safe_dump({"sign-in": providers} | (more or {})))


def openid(provider, **fields) -> dict:
    url = provider if isinstance(provider, str) else provider.url
    return {"kind": "oidc", "issuer": url, "client-id": "roost", "client-secret": SECRET, "allow": ["ann@example.org"]} | fields


@pytest.fixture
def corp(house):
    """A provider that can be made to misbehave, configured in `house`."""
    with OpenID() as provider:
        configure(house, corp=openid(provider))
        yield provider


def problem(location: str) -> str:
    assert location.startswith("/login?problem="), location
    return location.removeprefix("/login?problem=")


def test_somebody_signs_in_with_a_provider_of_openid(house):
    ann = User(sub="ann-1", claims={"email": "ann@example.org", "email_verified": True, "name": "Ann Lee"})
    eve = User(sub="eve-1", claims={"email": "eve@example.org", "email_verified": True})
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=[ann, eve]) as mock:
        issuer = f"http://localhost:{mock.server_port}"
        configure(house, corp=openid(issuer, label="Example Corp", permissions=["search", "download"]))
        server = house.serve()
        assert json.loads(server.get("/api/v1/sign-in")[2]) == {
            "providers": [{"name": "corp", "label": "Example Corp", "kind": "oidc", "start": "/sign-in/corp"}]}

        def agree(browser: Browser, sub: str, **form) -> str:
            request = urllib.request.Request(browser.begin("corp", "?next=/models"), data=urllib.parse.urlencode({"sub": sub} | form).encode())
            try:
                location = browser.opener.open(request, timeout=20).headers["Location"]
            except urllib.error.HTTPError as answer:
                location = answer.headers["Location"]
            assert location.startswith(f"{server.url}/sign-in/corp/callback?"), location
            return browser.send("GET", location.removeprefix(server.url))[1]

        browser = Browser(server)
        assert agree(browser, "ann-1") == "/models" and browser.who() == "ann@example.org"
        assert "HttpOnly" in browser.given["roost_session"] and "SameSite=Lax" in browser.given["roost_session"]
        assert "roost_sign_in" not in browser.cookies
        again = Browser(server)
        assert agree(again, "ann-1") == "/models" and again.who() == "ann@example.org"
        stranger = Browser(server)
        assert problem(agree(stranger, "eve-1")) == "not_allowed" and stranger.who() is None
        assert problem(agree(stranger, "eve-1", action="deny")) in ("denied", "expired")
    (user,) = [each for each in house.json("user", "ls") if each["name"] == "ann@example.org"]
    assert user["permissions"] == ["search", "download"]
    assert [(each["provider"], each["issuer"], each["subject"], each["origin"]) for each in user["identities"]] == [("corp", issuer, "ann-1", "allowed")]
    lines = [(line["actor"], line["outcome"], line["detail"]) for line in house.json("audit", "--action", "session.create")]
    assert ("ann@example.org", "done", "through corp") in lines
    assert any(outcome == "refused" and "not_allowed: subject eve-1" in detail for _, outcome, detail in lines)
    assert SECRET not in server.log.read_text() and SECRET not in json.dumps(house.json("audit"))


def test_apple_comes_back_with_a_form_of_its_own_site(house, tmp_path):
    with Apple() as apple:
        key = tmp_path / "AuthKey.p8"
        key.write_text(apple.private_key)
        fields = {"kind": "apple", "issuer": apple.url, "client-id": apple.client, "client-secret-file": str(key), "team-id": "TEAM123456", "key-id": "KEY1234567", "allow": ["@example.org"]}
        configure(house, {"public-address": "https://models.example.test"}, apple=fields)
        server = house.serve()
        browser = Browser(server, "models.example.test")
        answer = apple.authorize(browser.begin("apple"))
        cookie = browser.given["__Host-roost_sign_in"]
        assert "SameSite=None" in cookie and "Secure" in cookie and "HttpOnly" in cookie
        answer |= {"user": json.dumps({"name": {"firstName": "Ann", "lastName": "Lee"}, "email": "root@example.org"})}
        there = {"Origin": "https://appleid.apple.com", "Sec-Fetch-Site": "cross-site", "Content-Type": "application/x-www-form-urlencoded"}
        # A browser that did not begin this, with the very same form.
        assert problem(Browser(server, "models.example.test").send("POST", "/sign-in/apple/callback", answer, there)[1]) == "browser"
        answer = apple.authorize(browser.begin("apple")) | {"user": answer["user"]}
        assert browser.send("POST", "/sign-in/apple/callback", answer, there)[1] == "/"
        assert browser.who() == "ann@example.org" and "Secure" in browser.given["__Host-roost_session"]
        # No other address takes a form of another site.
        assert browser.send("POST", "/sign-in/apple", {}, there)[0] == 403
        again = Browser(server, "models.example.test")
        assert again.send("POST", "/sign-in/apple/callback", apple.authorize(again.begin("apple")), there)[1] == "/"
    (identity,) = house.json("user", "identities")
    assert (identity["subject"], identity["label"], identity["email"]) == ("001.abc", "Ann Lee", "ann@example.org")
    assert apple.secrets[0][0]["alg"] == "ES256" and "PRIVATE KEY" not in server.log.read_text()


def test_github_is_asked_who_somebody_is(house):
    with GitHub() as github:
        fields = {"kind": "github", "issuer": github.url, "client-id": "roost", "client-secret": SECRET, "allow": ["ann@example.org"]}
        configure(house, github=fields)
        server = house.serve()
        browser = Browser(server)
        assert browser.back("github", github.authorize(browser.begin("github"))) == "/"
        assert browser.who() == "ann@example.org"
        assert [each["subject"] for each in house.json("user", "identities")] == ["583231"]
        wrong = github.authorize(browser.begin("github")) | {"code": "made up"}
        github.codes["made up"] = {"code_challenge": "of another"}
        assert problem(browser.back("github", wrong)) == "provider"
        github.emails[1]["verified"] = False
        other = Browser(server)
        assert problem(other.back("github", github.authorize(other.begin("github")))) == "unverified"


def test_a_user_links_an_account_and_an_administrator_takes_it_away(house):
    with OpenID() as corp:
        configure(house, corp=openid(corp, allow=[]))
        server = house.serve()
        password = house.json("user", "add", "bob", "--permissions", "search")["password"]
        stranger = Browser(server)
        assert problem(stranger.back("corp", corp.authorize(stranger.begin("corp")))) == "not_linked"
        bob = Browser(server)
        assert bob.send("POST", "/sign-in/corp", {}, {"Origin": server.url})[0] == 401
        login = json.dumps({"username": "bob", "password": password}).encode()
        request = urllib.request.Request(server.url + "/api/v1/session", data=login, headers={"Content-Type": "application/json", "Origin": server.url})
        with urllib.request.urlopen(request, timeout=20) as reply:
            name, value = reply.headers["Set-Cookie"].split(";")[0].split("=", 1)
        bob.cookies[name] = value
        # A page of another site cannot have it begun.
        assert bob.send("POST", "/sign-in/corp", {}, {"Origin": "https://evil.example"})[0] == 403
        assert server.ask("POST", "/sign-in/corp", token=house.token("bob"))[0] == 403
        status, location, _ = bob.send("POST", "/sign-in/corp?next=/account", {}, {"Origin": server.url})
        assert status == 303 and bob.back("corp", corp.authorize(location)) == "/account"
        again = Browser(server)
        assert again.back("corp", corp.authorize(again.begin("corp"))) == "/" and again.who() == "bob"
        house.roost("user", "unlink", "bob", "--provider", "corp")
        assert again.who() is None
        assert problem(again.back("corp", corp.authorize(again.begin("corp")))) == "not_linked"
        house.roost("user", "link", "bob", "--provider", "corp", "--subject", "1234")
        assert again.back("corp", corp.authorize(again.begin("corp"))) == "/" and again.who() == "bob"
        assert house.roost("user", "link", "admin", "--provider", "corp", "--subject", "1234", check=False).returncode == 2
        assert house.roost("user", "link", "bob", "--provider", "none", "--subject", "1", check=False).returncode == 2
    actions = [line["action"] for line in house.json("audit")]
    assert actions.count("user.link") == 2 and "user.unlink" in actions


def test_what_came_back_once_does_not_come_back_twice_or_elsewhere(house, corp):
    server = house.serve()
    ann, eve = Browser(server), Browser(server)
    answer = corp.authorize(ann.begin("corp"))
    assert ann.back("corp", answer) == "/" and ann.who() == "ann@example.org"
    assert problem(ann.back("corp", answer)) == "expired"
    # Eve has Ann's browser end what Eve began, to have her work in Eve's account.
    hers = corp.authorize(eve.begin("corp"))
    victim = Browser(server)
    victim.begin("corp")
    assert problem(victim.back("corp", hers)) == "browser" and victim.who() is None
    # Eve puts a code of Ann's into what she began herself: it was given for another challenge and another nonce.
    stolen = corp.authorize(Browser(server).begin("corp"))["code"]
    mine = corp.authorize(eve.begin("corp"))
    assert problem(eve.back("corp", mine | {"code": stolen})) == "provider" and eve.who() is None
    # A provider that does not look at challenges: the nonce tells.
    corp.check = lambda form, asked: True
    stolen = corp.authorize(Browser(server).begin("corp"))["code"]
    mine = corp.authorize(eve.begin("corp"))
    assert problem(eve.back("corp", mine | {"code": stolen})) == "rejected" and eve.who() is None
    for nothing in [{}, {"state": "x"}, {"code": "x"}, {"state": "A" * 43, "code": "x"}, {"state": "A" * 5000, "code": "x"}]:
        assert problem(eve.back("corp", nothing)) == "expired"


def test_two_providers_cannot_be_mixed_up(house):
    with OpenID() as honest, OpenID() as evil:
        configure(house, honest=openid(honest), evil=openid(evil, allow=["@evil.example"]))
        server = house.serve()
        browser = Browser(server)
        # The evil one sends the browser on to the honest one, and hopes to be shown the code.
        honest_answer = honest.authorize(browser.begin("honest"))
        assert problem(browser.back("evil", honest_answer)) == "rejected"
        assert "/token" not in evil.paths() + honest.paths()
        answer = honest.authorize(browser.begin("honest"))
        assert problem(browser.back("honest", answer | {"iss": evil.url})) == "rejected"
        assert "/token" not in honest.paths()
        # It says that it speaks for the honest one's account.
        evil.claims |= {"iss": honest.url, "email": "ann@evil.example"}
        assert problem(browser.back("evil", evil.authorize(browser.begin("evil")))) == "rejected"
        # Its document is the honest one's.
        evil.pages["/.well-known/openid-configuration"] = honest.pages["/.well-known/openid-configuration"]
        fresh = Browser(house.serve())
        assert problem(fresh.send("GET", "/sign-in/evil")[1]) == "provider"


def test_a_provider_that_says_too_much_or_too_slowly_is_given_up(house, corp):
    server = house.serve()
    browser = Browser(server)
    honest = corp.pages["/token"]
    corp.pages["/token"] = lambda form, headers: b'{"id_token": "' + b"a" * 10_000_000 + b'"}'
    assert problem(browser.back("corp", corp.authorize(browser.begin("corp")))) == "unreachable"
    for nonsense in [b"", b"[]", b"null", b"<html>", b"[" * 100_000, b"\xff\xfe", (500, {"error": "x"}), (302, f"{corp.url}/elsewhere")]:
        corp.pages["/token"] = nonsense
        assert problem(browser.back("corp", corp.authorize(browser.begin("corp")))) == "provider", nonsense
    assert "/elsewhere" not in corp.paths()
    corp.pages["/token"] = honest
    keys = corp.pages["/keys"]

    def slow(form, headers):
        time.sleep(12)
        return keys(form, headers)

    corp.pages["/keys"] = slow
    began = time.monotonic()
    assert problem(browser.back("corp", corp.authorize(browser.begin("corp")))) == "unreachable"
    assert time.monotonic() - began < 60
    corp.pages["/keys"] = keys
    assert browser.back("corp", corp.authorize(browser.begin("corp"))) == "/"


def test_a_document_cannot_send_roost_to_another_machine_of_its_network(house, corp):
    document = corp.pages["/.well-known/openid-configuration"]
    for leads in ["http://127.0.0.2:9/keys", "http://169.254.169.254/keys", "https://10.0.0.1/keys", "https://localhost:9/keys"]:
        corp.pages["/.well-known/openid-configuration"] = document | {"jwks_uri": leads}
        server = house.serve()
        browser = Browser(server)
        status, location, _ = browser.send("GET", "/sign-in/corp")
        if status == 302:
            location = browser.back("corp", corp.authorize(location))
        assert problem(location) in ("unreachable", "provider"), leads
        line = house.json("audit", "--action", "session.create")[0]
        assert "refused" in line["detail"] or "no usable address" in line["detail"], line
        server.stop()


def test_the_way_back_leads_to_this_server_alone(house, corp):
    server = house.serve()
    for next, leads in [("/models?a=b", "/models?a=b"), ("//evil.example", "/"), ("https://evil.example", "/"), ("/\\evil.example", "/"), ("/%0d%0aX: y", "/")]:
        browser = Browser(server)
        location = browser.begin("corp", "?" + urllib.parse.urlencode({"next": next}))
        assert browser.back("corp", corp.authorize(location)) == leads


@pytest.mark.parametrize("fields, told", [
    ({"kind": "saml"}, "kind"), ({"issuer": "http://id.example"}, "issuer"), ({"client-secret-file": "/nowhere", "client-secret": ""}, "client-secret-file"),
    ({"allow": ["everybody"]}, "allow"), ({"permissions": ["admin"]}, "administrators"), ({"alow": ["ann@example.org"]}, "alow"),
    ({"kind": "apple"}, "team-id"), ({"kind": "google", "client-secret": ""}, "secret")])
def test_a_wrong_setting_is_told_at_the_start_without_the_secret(house, fields, told):
    configure(house, corp=openid("https://id.example") | fields)
    refused = house.roost("serve", "--port", "0", check=False, timeout=30)
    assert refused.returncode == 4 and told in refused.stderr and SECRET not in refused.stderr, refused.stderr


def test_where_browsers_come_back_to_must_be_known(house):
    configure(house, {"host": "0.0.0.0"}, corp=openid("https://id.example"))
    refused = house.roost("user", "ls", check=False)
    assert refused.returncode == 4 and "public-address" in refused.stderr and "/sign-in/corp/callback" in refused.stderr


def test_a_secret_may_be_a_variable_or_a_file_and_the_doctor_asks_the_provider(house, corp, tmp_path):
    file = tmp_path / "secret"
    file.write_text(SECRET + "\n")
    for env in [{"ROOST_SIGN_IN_CORP_CLIENT_SECRET": SECRET}, {"ROOST_SIGN_IN_CORP_CLIENT_SECRET_FILE": str(file)}]:
        fields = openid(corp)
        del fields["client-secret"]
        configure(house, corp=fields)
        browser = Browser(house.serve(env=env))
        assert browser.back("corp", corp.authorize(browser.begin("corp"))) == "/"
        assert [form["client_secret"] for path, form, _ in corp.asked if path == "/token"][-1] == SECRET
    checks = {each["name"]: each for each in json.loads(house.roost("doctor", "--json", check=False).stdout)["checks"]}
    assert checks["sign-in corp"]["state"] == "ok"
    configure(house, corp=openid(NOWHERE))
    checks = {each["name"]: each for each in json.loads(house.roost("doctor", "--json", check=False).stdout)["checks"]}
    assert checks["sign-in corp"]["state"] == "note"


def test_without_providers_there_is_nothing_to_sign_in_with(house):
    server = house.serve()
    assert json.loads(server.get("/api/v1/sign-in")[2]) == {"providers": []}
    assert server.status("/sign-in/google") == 404 and server.status("/sign-in/google/callback?state=a&code=b") == 404
    done = subprocess.run(["grep", "-c", "sign-in", server.log], capture_output=True, text=True)
    assert done.stdout.strip() == "0"


def test_the_login_page_has_a_button_for_each_provider(chromium, house):
    ann = User(sub="ann-1", claims={"email": "ann@example.org", "email_verified": True})
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=[ann]) as mock:
        configure(house, corp=openid(f"http://localhost:{mock.server_port}", label="Example Corp", permissions=["search"]))
        server = house.serve()
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{server.url}/login?problem=not_allowed&next=/models")
        assert "An administrator can link it" in page.get_by_role("alert").first.inner_text()
        page.get_by_role("link", name="Sign in with Example Corp").click()
        page.wait_for_url(re.compile(str(mock.server_port)))
        page.locator("input[name=sub]").fill("ann-1")
        page.locator("button, input[type=submit]").first.click()
        page.wait_for_url(f"{server.url}/models")
        assert "ann@example.org" in page.get_by_role("banner").inner_text()
        context.close()


def test_a_page_of_another_site_cannot_use_up_somebodys_tries(house, corp):
    server = house.serve()
    ann = Browser(server)
    # As pictures and frames of another site have a browser ask, which sends no cookie along.
    for fetch in ({"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}):
        there = {"Sec-Fetch-Site": "cross-site"} | fetch
        for path in ("/sign-in/corp", f"/sign-in/corp/callback?state={'A' * 43}&code=x"):
            assert ann.send("GET", path, headers=there, cookies=False)[0] == 403, (path, fetch)
    for _ in range(40):
        assert problem(ann.back("corp", {"state": "A" * 43, "code": "x"}, cookies=False)) == "expired"
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    status, location, _ = ann.send("GET", "/sign-in/corp", headers=link)
    assert status == 302 and ann.back("corp", corp.authorize(location), headers=link) == "/"
    assert ann.who() == "ann@example.org"


def test_somebody_links_an_account_on_their_page_and_unlinks_it(chromium, house):
    ann = User(sub="ann-1", claims={"email": "ann@example.org", "email_verified": True, "name": "Ann Lee"})
    eve = User(sub="eve-1", claims={"email": "eve@example.org", "email_verified": True})
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=[ann, eve]) as mock:
        configure(house, corp=openid(f"http://localhost:{mock.server_port}", label="Example Corp", allow=[]))
        server = house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})
        house.roost("user", "add", "eve", "--permissions", "search")
        house.roost("user", "link", "eve", "--provider", "corp", "--subject", "eve-1")
        visitor = Visitor(chromium.new_context(viewport=WIDE).new_page(), server.url)
        visitor.sign_in("admin", PASSWORD, "/settings/account")
        # The provider's own page.
        visitor.complaints.clear()
        page = visitor.page

        def link(sub: str):
            page.get_by_role("button", name="Link an account of Example Corp").focus()
            page.keyboard.press("Enter")
            page.wait_for_url(re.compile(str(mock.server_port)))
            page.locator("input[name=sub]").fill(sub)
            page.locator("button, input[type=submit]").first.click()
            page.wait_for_url(re.compile(r"/settings/account"))

        expect(page.get_by_role("main")).to_contain_text("None is linked")
        link("eve-1")
        expect(page.locator("#link-refused")).to_have_text("This account is linked to another user already.")
        link("ann-1")
        expect(page.get_by_role("region", name="Accounts that let you in")).to_contain_text("ann@example.org")
        for theme in ("light", "dark"):
            visitor.theme(theme)
            for name, size in (("wide", WIDE), ("narrow", NARROW)):
                page.set_viewport_size(size)
                visitor.go("/settings/account")
                visitor.picture(f"account-linked-{theme}-{name}")
                visitor.check_access()
        page.get_by_role("button", name="Unlink…").click()
        expect(page.get_by_role("dialog")).to_contain_text("no longer lets you in here")
        visitor.check_access()
        page.get_by_role("dialog").get_by_role("button", name="Unlink").click()
        expect(page.get_by_role("main")).to_contain_text("None is linked")
        # The provider's page has a style from elsewhere, and no icon; ours have nothing of the kind.
        theirs = (str(mock.server_port), "jsdelivr", "ERR_NAME_NOT_RESOLVED", "ERR_INTERNET_DISCONNECTED", "(NOT FOUND)")
        assert [each for each in visitor.complaints if not any(word in each for word in theirs)] == []
        page.context.close()
    lines = house.json("audit")
    assert [(line["actor"], line["subject"]) for line in lines if line["action"] == "user.unlink"] == [("admin", "admin")]
    linked = [(line["actor"], line["outcome"]) for line in lines if line["action"] == "user.link"]
    assert ("admin", "done") in linked and ("anonymous", "refused") in linked
    token = house.token()
    assert server.ask("DELETE", "/api/v1/account/identities/corp", token=token)[0] == 403
