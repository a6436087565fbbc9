"""A real Chromium, which fails a test for whatever it complains of."""

import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", shutil.which("chromium") or "/usr/bin/chromium")
#: Where pictures of pages go.
PICTURES = Path(os.environ.get("ROOST_PICTURES", Path(__file__).resolve().parents[2] / ".build" / "pictures"))
#: Of the administrator of every home that `served` serves.
PASSWORD = "a-long-enough-password"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


class Visitor:
    """One browser window: what it complains of is kept, `check()` fails for it."""

    def __init__(self, page: Page, url: str):
        self.page, self.url = page, url
        self.complaints: list[str] = []
        #: Statuses of answers that a test expects, such as 401: the console names each.
        self.expected: set[int] = set()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("requestfailed", self._failed)
        page.on("request", self._asked)

    def _heard(self, message):
        if message.type not in ("error", "warning"):
            return
        status = re.search(r"status of (\d+)", message.text)
        if status and int(status[1]) in self.expected:
            return
        self.complaints.append(f"{message.type}: {message.text}")

    def _failed(self, request):
        # Leaving a page cuts its streams off.
        if request.failure and "ERR_ABORTED" in request.failure:
            return
        self.complaints.append(f"failed: {request.url} {request.failure}")

    def _asked(self, request):
        if not request.url.startswith((self.url, "data:", "blob:", "about:")):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def go(self, path: str):
        """Opens a page of the server and waits until it stands."""
        self.page.goto(self.url + path, wait_until="load")
        return self.page

    def sign_in(self, user: str, password: str, next: str = "/"):
        self.go(f"/login?next={next}")
        self.page.get_by_label("User").fill(user)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("main").get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(self.url + next)

    def theme(self, name: str):
        self.page.context.add_cookies([{"name": "roost_theme", "value": name, "url": self.url}])

    def picture(self, name: str):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def check(self):
        """Nothing was complained of: no console error, no violation of the content policy, no request to elsewhere."""
        assert self.complaints == [], "\n".join(self.complaints)

    def check_access(self):
        """axe finds nothing serious, and nothing is wider than the window."""
        found = Axe().run(self.page).response["violations"]
        serious = [
            f"{each['id']}: {each['help']}: {[node['html'][:200] for node in each['nodes'][:3]]}"
            for each in found if each["impact"] in ("serious", "critical")]
        assert serious == [], f"{self.page.url}\n" + "\n".join(serious)
        width = self.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"{self.page.url} is {width[0]} wide in a window of {width[1]}"


@contextmanager
def browser():
    """Chromium as Debian has it, without a network of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"])
        try:
            yield chromium
        finally:
            chromium.close()
