"""Every page, in a real browser: looks, access, and nothing that is not ours."""

import json
import re

from browser import NARROW, PASSWORD, WIDE
from house import REPOSITORY

PAGES = ["/", "/login", "/settings/appearance", "/docs", "/models/no/such"]


def test_every_page_is_accessible_in_both_themes_and_widths(visitor):
    visitor.sign_in("admin", PASSWORD)
    visitor.expected = {404}
    for path in PAGES:
        for theme in ("light", "dark"):
            visitor.theme(theme)
            for name, size in (("wide", WIDE), ("narrow", NARROW)):
                visitor.page.set_viewport_size(size)
                visitor.go(path)
                if path == "/docs":
                    visitor.page.locator(".operation").first.wait_for()
                visitor.picture(f"{path.strip('/').replace('/', '-') or 'dashboard'}-{theme}-{name}")
                visitor.check_access()


def test_a_wrong_password_is_said_in_the_form(visitor):
    visitor.expected = {401}
    visitor.go("/login")
    visitor.page.get_by_label("User").fill("admin")
    visitor.page.get_by_label("Password").fill("wrong")
    visitor.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    assert "password" in visitor.page.get_by_role("alert").inner_text().lower()


def test_signing_out_ends_the_session(visitor):
    visitor.sign_in("admin", PASSWORD)
    visitor.page.get_by_role("button", name="Sign out").click()
    visitor.page.wait_for_url(visitor.url + "/login")
    assert visitor.page.context.cookies() == [] or all(
        each["name"] != "roost_session" or not each["value"] for each in visitor.page.context.cookies())


def test_a_mistyped_present_password_is_said_as_that(visitor):
    visitor.sign_in("admin", PASSWORD, "/settings/account")
    visitor.expected = {401}
    page = visitor.page
    page.locator("input[name=current]").fill("not this one")
    for field in page.locator("input[type=password]:not([name=current])").all():
        field.fill("another-long-password")
    page.locator("input[name=current]").press("Enter")
    problem = page.locator(".problem:visible").first
    problem.wait_for()
    assert "not signed in" not in problem.inner_text() and "password" in problem.inner_text()


def test_a_page_of_another_site_cannot_have_models_vetted(served):
    path = "/search/roost-samples/tiny-writer/vetting"
    assert served.status(path, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}) == 403
    assert served.status(path, **{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}) == 200


def test_the_page_of_a_data_set_is_found_by_its_name_alone(served, visitor):
    served.house.roost("pull", "roost-samples/licence-questions", "--repo-type", "dataset", "--hub", served.url + "/hub", "--quiet")
    visitor.go("/models/roost-samples/licence-questions")
    assert "kind=dataset" in visitor.page.url
    assert visitor.page.get_by_role("heading", level=1).inner_text() == "roost-samples/licence-questions"


def test_an_address_with_braces_is_gone_to_as_it_is(visitor):
    visitor.go("/login?next=/models%3Fregex%3Da%7B2%7D")
    visitor.page.get_by_label("User").fill("admin")
    visitor.page.get_by_label("Password").fill(PASSWORD)
    visitor.page.get_by_role("main").get_by_role("button", name="Sign in").click()
    visitor.page.wait_for_url(lambda url: "/models?" in url)
    assert visitor.page.locator("[name=regex]").input_value() == "a{2}"


def test_people_get_a_page_at_an_address_that_is_none_and_programs_an_error(visitor, served):
    html = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}
    for path in ("/nothing", "/models/a/b/c", "/settings/nothing", "/docs/docs.css", "/%3Cb%3E"):
        status, headers, page = served.get(path, **html)
        assert status == 404 and headers["Content-Type"].startswith("text/html") and b"<b>" not in page, path
        assert "default-src 'none'" in headers["Content-Security-Policy"] and b"There is no page at" in page
        status, headers, body = served.get(path, Accept="*/*")
        assert status == 404 and json.loads(body)["error"]["code"] == "not_found", path
    for path in ("/api/v1/nothing", "/v1/nothing", "/ollama/nothing", "/hub/nothing", "/package/a/b/c", "/sign-in/nobody", "/mcp/x"):
        status, headers, body = served.get(path, **html)
        assert status == 404 and "json" in headers["Content-Type"], path
    assert served.ask("POST", "/nothing", html, json_body={})[1]["Content-Type"].startswith("application/json")
    visitor.sign_in("admin", PASSWORD)
    visitor.expected = {404}
    for theme in ("light", "dark"):
        visitor.theme(theme)
        for name, size in (("wide", WIDE), ("narrow", NARROW)):
            visitor.page.set_viewport_size(size)
            page = visitor.go("/nothing/at/all?x=1")
            visitor.picture(f"no-page-{theme}-{name}")
            visitor.check_access()
    assert "admin" in page.get_by_role("banner").inner_text()
    page.get_by_role("link", name="To the dashboard").click()
    page.wait_for_url(visitor.url + "/")


def test_head_of_a_page_is_its_get_without_a_body(served):
    for path in ("/", "/login", "/models", "/docs", "/settings/appearance", "/models/no/such", "/nothing"):
        got, asked = (served.ask(method, path, {"Accept": "text/html"}) for method in ("GET", "HEAD"))
        assert asked[0] == got[0] and asked[2] == b"", path
        for name in ("Content-Type", "Content-Security-Policy", "Cache-Control"):
            assert asked[1].get(name) == got[1].get(name), (path, name)
    style = re.search(rb'href="(/assets/[^"]+\.css)"', served.get("/login")[2])[1].decode()
    assert served.ask("HEAD", style)[0] == 200 and served.ask("HEAD", style)[2] == b""


def test_the_dashboard_is_small(served):
    """Everything a browser may load of styles and scripts, on all pages together."""
    assets = REPOSITORY / "Sources" / "Dashboard" / "Assets"
    sizes = {each.name: each.stat().st_size for each in assets.iterdir() if each.suffix in (".js", ".css")}
    assert sum(sizes.values()) < 150_000, sizes
    assert max(size for name, size in sizes.items() if name.endswith(".js")) < 12_000, sizes
