"""Every page, in a real browser: looks, access, and nothing that is not ours."""

from browser import NARROW, PASSWORD, WIDE

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
