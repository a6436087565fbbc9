"""A browser as far as signing in goes: cookies, and redirects that are looked at and not followed."""

import json
import re
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


class Browser:
    """One person's browser at a server; `host` is what it calls the server when that is behind a proxy with TLS."""

    def __init__(self, server, host: str | None = None):
        self.server, self.host = server, host
        self.cookies: dict[str, str] = {}
        #: The last `Set-Cookie` of each name, whole.
        self.given: dict[str, str] = {}
        self.opener = urllib.request.build_opener(_Stay())

    def send(self, method: str, path: str, form: dict | None = None, headers: dict | None = None, cookies: bool = True):
        """Status, where it leads, and the body."""
        headers = dict(headers or {}) | ({"Host": self.host} if self.host else {})
        if self.cookies and cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        data = urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.server.url + path, data=data, headers=headers, method=method)
        try:
            reply = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as refusal:
            reply = refusal
        with reply:
            for line in reply.headers.get_all("Set-Cookie") or []:
                name, value = re.match(r"([^=]+)=([^;]*)", line).groups()
                self.given[name] = line
                self.cookies.pop(name, None) if "Max-Age=0" in line else self.cookies.__setitem__(name, value)
            return reply.status, reply.headers.get("Location"), reply.read()

    def begin(self, provider: str, query: str = "") -> str:
        """Where the server sends it to."""
        status, location, body = self.send("GET", f"/sign-in/{provider}{query}")
        assert status == 302, (status, location, body)
        return location

    def back(self, provider: str, answer: dict, **options) -> str:
        """Where the server sends it when it comes back with this in its query."""
        status, location, body = self.send("GET", f"/sign-in/{provider}/callback?{urlencode(answer)}", **options)
        assert status == 303, (status, location, body)
        return location

    def who(self) -> str | None:
        return json.loads(self.send("GET", "/api/v1/session")[2]).get("user")


def local(address: str) -> str:
    """The path and query of an address of a server."""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")
