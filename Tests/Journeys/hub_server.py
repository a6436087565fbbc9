"""A Hub in plain Python: the real protocol over repositories a test makes, with faults a test switches on.

Plain files are answered as huggingface.co does, by a relative 307 to its cache; LFS files by a 302 to a second server, the
CDN, with a signed link that expires. Every request is kept, so that a test can count what a client asked for.

    hub = Hub(Repository("acme/tiny", {"config.json": "{}", "model.safetensors": Seeded(200 << 20)}))
    hub.faults.add(cut(1_000_000), what="*.safetensors", times=1)
"""

import contextlib
import itertools
import socket
import threading
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import hub_routes
from hub_exchange import Answer, Asked, HangUp
from hub_faults import Faults
from hub_repository import Repository


#: The most the gate reads of one file before a pull: the beginning of a header, or a small text.
GATE_LOOK = 101_000


class Hub:
    """The Hub and its CDN, serving from the moment it is made until `stop`."""

    def __init__(self, *repositories: Repository, redirects: bool = True, token: str | None = None):
        self.repositories = {(each.kind, each.id): each for each in repositories}
        self.renamed: dict[str, str] = {}
        #: Plain 200 answers instead of redirects to the cache and the CDN.
        self.redirects = redirects
        #: The token that opens gated repositories.
        self.token = token
        self.page_size = 1000
        #: How often a CDN link may be used; None is for ever.
        self.link_uses: int | None = None
        self.links: dict[str, list] = {}
        self.serials = itertools.count(1)
        self.faults = Faults()
        self.requests: list[Asked] = []
        self.closing = threading.Event()
        self._servers = {name: _Server(self, name) for name in ("hub", "cdn")}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._servers['hub'].server_port}"

    @property
    def cdn(self) -> str:
        """The same machine under another name, so that it is another host and another port."""
        return f"http://localhost:{self._servers['cdn'].server_port}"

    @property
    def host(self) -> str:
        return self.url.removeprefix("http://")

    def add(self, repository: Repository) -> Repository:
        self.repositories[repository.kind, repository.id] = repository
        return repository

    def asked(self, what: str = "*", method: str | None = None, server: str | None = None) -> list[Asked]:
        """The requests so far that match, in order."""
        return [
            each for each in list(self.requests)
            if fnmatchcase(each.what, what) and method in (None, each.method) and server in (None, each.server)]

    def sent(self, what: str = "*") -> int:
        """Bytes of files that went out."""
        return sum(each.sent for each in self.asked(what) if each.status in (200, 206) and not each.what.startswith("api:"))

    def fetched(self, what: str = "*") -> range:
        """What a pull can have fetched: of what went out, the gate's look at small texts and headers may be a part."""
        looks = {each.what for each in self.asked(what) if not each.what.startswith("api:")}
        sent = self.sent(what)
        return range(max(0, sent - GATE_LOOK * len(looks)), sent + 1)

    def forget(self):
        """Begins the log anew."""
        self.requests = []

    def stop(self):
        self.closing.set()
        for server in self._servers.values():
            server.stop()

    def restart(self):
        """The same addresses again after `stop`."""
        self.closing.clear()
        self._servers = {name: _Server(self, name, old.server_port) for name, old in self._servers.items()}

    def __enter__(self) -> "Hub":
        return self

    def __exit__(self, *_):
        self.stop()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, hub: Hub, name: str, port: int = 0):
        self.hub, self.name = hub, name
        self._open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def process_request(self, request, client_address):
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        """A client that leaves is no error."""

    def stop(self):
        self.shutdown()
        self._thread.join()
        self.server_close()
        for connection in list(self._open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def server_close(self):
        self.socket.close()  # not waiting for threads whose client still reads


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _handle(self):
        hub: Hub = self.server.hub
        length = int(self.headers.get("Content-Length") or 0)
        if length:
            self.rfile.read(length)
        parts = urlsplit(self.path)
        asked = Asked(
            self.server.name, self.command, unquote(parts.path), parse_qs(parts.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()}, self.path, parts.path)
        hub.requests.append(asked)
        try:
            answer = hub_routes.answer(hub, asked)
            answer = hub.faults.apply(asked, answer)
            self._send(asked, answer)
        except (HangUp, ConnectionError):
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)

    do_GET = do_HEAD = do_POST = _handle

    def _send(self, asked: Asked, answer: Answer):
        asked.status = answer.status
        if answer.status == 0:  # an answer that never comes
            for _ in answer.body:
                pass
        self.send_response(answer.status)
        headers = {"Content-Length": answer.length} | answer.headers
        if answer.length is None:
            headers |= {"Content-Length": None, "Connection": "close"}
            self.close_connection = True
        for name, value in headers.items():
            if value is not None:
                self.send_header(name, str(value))
        self.end_headers()
        if self.command == "HEAD":
            return
        for piece in answer.body:
            self.wfile.write(piece)
            asked.sent += len(piece)

    def log_message(self, *_):
        """Tests read `hub.requests`."""
