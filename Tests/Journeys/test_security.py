"""What somebody hostile tries from outside, with a permission or a model of theirs: it is refused, and others are served meanwhile."""

import contextlib
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from house import SAMPLES
from hub_repository import Repository

MODEL = "roost-samples/tiny-writer"


class Canary:
    """Listens, and counts who comes."""

    def __init__(self, family=socket.AF_INET, address="127.0.0.1"):
        self.visits = 0
        self._socket = socket.create_server((address, 0), family=family)
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._wait, daemon=True).start()

    def _wait(self):
        with contextlib.suppress(OSError):
            while True:
                visitor, _ = self._socket.accept()
                self.visits += 1
                visitor.close()

    def close(self):
        self._socket.close()


@pytest.fixture
def canary():
    canary = Canary()
    yield canary
    canary.close()


@pytest.fixture
def server(house):
    return house.serve("--sample-hub", SAMPLES)


def user(house, name: str, permissions: str) -> str:
    """A token of a new user."""
    house.roost("user", "add", name, "--permissions", permissions)
    return house.token(name)


def raw(server, request: bytes, seconds: float = 20) -> bytes:
    """What comes back for bytes sent as they are, until the server closes or says nothing more."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(request)
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while part := line.recv(65536):
                answer += part
    return answer


def plain(path: str, *headers: str, method: str = "GET") -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]).encode()


def inward(port: int) -> list[str]:
    """Addresses of the server's own machine and network, as people disguise them."""
    return [
        f"http://127.0.0.1:{port}", f"http://localhost:{port}", f"http://[::1]:{port}", f"http://[::ffff:127.0.0.1]:{port}",
        f"http://2130706433:{port}", f"http://0x7f.1:{port}", f"http://0.0.0.0:{port}", f"http://a@127.0.0.1:{port}",
        "http://169.254.169.254", "http://[fd00:ec2::254]", "http://10.0.0.1"]


def test_nobody_but_an_administrator_sends_the_server_to_an_address_of_its_own_network(house, server, canary):
    token = user(house, "mallory", "search,upload")
    for address in inward(canary.port):
        model = f"{address}/acme/tiny"
        for path, body in [
            ("/api/v1/vet", {"reference": model}), ("/api/v1/vet", {"reference": "acme/tiny", "hub": address}),
            ("/api/v1/pulls", {"reference": model}), ("/api/v1/pulls", {"reference": "acme/tiny", "hub": address}),
            ("/package/ingest-huggingface", {"model_id": model}), ("/artifact/ingest", {"url": model}),
            ("/api/mcp/models/download", {"model_id": model}),
        ]:
            status, _, answer = server.ask("POST", path, json_body=body, token=token)
            assert status in (400, 403), (path, body, status, answer)
    assert canary.visits == 0


def test_a_project_a_card_or_a_redirect_leads_nowhere_inside(house, faulty_hub, canary):
    class Redirect(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", f"http://127.0.0.1:{canary.port}{self.path}")
            self.end_headers()

        def log_message(self, *_): pass

    outside = ThreadingHTTPServer(("127.0.0.1", 0), Redirect)
    threading.Thread(target=outside.serve_forever, daemon=True).start()
    allowed = f"127.0.0.1:{outside.server_port}"
    links = "\n".join(f"[code]({each}/acme/code.git) and {each}/acme/code" for each in [*inward(canary.port), f"http://{allowed}"])
    card = f"---\nlicense: other\nlicense_link: http://127.0.0.1:{canary.port}/LICENSE\nbase_model: http://127.0.0.1:{canary.port}/a/b\n---\n# Code\n{links}\n"
    faulty_hub.add(Repository("acme/linked", {"README.md": card, "config.json": "{}"}))
    server = house.serve(env={"ROOST_REACH_ALLOW": allowed})
    status, _, answer = server.ask("POST", "/api/v1/vet", json_body={"reference": "acme/linked"})
    assert status == 200, answer
    house.pull("acme/linked")
    for address in [*inward(canary.port), f"http://{allowed}", "file:///etc", "git://127.0.0.1", "ext::sh -c id"]:
        body = {"github_url": f"{address}/acme/code.git"}
        status, _, answer = server.ask("POST", "/api/v1/models/acme/linked/license-check", json_body=body)
        assert status in (400, 502), (address, status, answer)
    assert canary.visits == 0
    outside.shutdown()
    outside.server_close()


CLIMBS = ["../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "..%5c..%5cetc%5cpasswd",
          "..%252f..%252fetc%252fpasswd", "/etc/passwd", "%2fetc%2fpasswd", "a%00/../../etc/passwd", ".roost.json"]


def test_no_path_leads_out_of_what_is_served(server):
    for climb in CLIMBS:
        for root in [
            f"/hub/{MODEL}/resolve/main/", f"/hub/{MODEL}/raw/main/", f"/hub/{MODEL}/resolve/", f"/hub/api/models/{MODEL}/tree/main/", "/hub/api/models/",
            "/hub/", "/docs/", "/package/", "/artifact/", "/api/v1/models/", "/api/mcp/models/", "/",
        ]:
            answer = raw(server, plain(root + climb))
            status = int(answer.split(b" ", 2)[1])
            assert status in (400, 401, 403, 404), (root + climb, answer[:300])
            assert b"root:" not in answer
    token = user(server.house, "mallory", "search,download,upload")
    for name in ["../../etc/passwd", "/etc/passwd", "..", "a/../../b", "a/..", "file:///etc"]:
        status, _, answer = server.ask("POST", "/package/ingest-huggingface", json_body={"model_id": name}, token=token)
        assert status in (400, 403, 404) and b"root:" not in answer, (name, answer)


def test_a_line_break_in_a_value_starts_no_header(server):
    token = server.house.token()
    for evil in ["%0d%0aX-Evil:%20yes", "%0aX-Evil:%20yes", "%E5%98%8D%E5%98%8AX-Evil:%20yes"]:
        for path in [
            f"/hub/{MODEL}/resolve/main/{evil}", f"/hub/{MODEL}/resolve/{evil}/config.json", f"/hub/acme/x{evil}/resolve/main/a", f"/hub/api/models?search={evil}&limit=1",
            f"/hub/{MODEL}/resolve/main/config.json?download={evil}", f"/package/{evil}/download", f"/api/v1/models/a/{evil}", f"/artifacts/search?name={evil}", f"/{evil}",
        ]:
            head = raw(server, plain(path, f"Authorization: Bearer {token}")).split(b"\r\n\r\n")[0].lower()
            assert head.startswith(b"http/1.1 ") and b"\nx-evil" not in head, (path, head)
    for body in [
        {"model_id": MODEL, "version": "1.0.0\r\nX-Evil: yes"}, {"model_id": f"{MODEL}\r\nX-Evil: yes"},
        {"model_id": MODEL, "revision": "main\r\nX-Evil: yes"},
    ]:
        status, headers, _ = server.ask("POST", "/package/ingest-huggingface", json_body=body, token=token)
        assert status in (400, 404) and "X-Evil" not in headers, body


def test_no_word_of_a_search_is_read_as_sql(house, server, faulty_hub):
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    house.pull("acme/tiny")
    token = house.token()
    for evil in [
        "' OR '1'='1", "'; DROP TABLE models; --", "\" OR 1=1 --", "\\", "%", "_", "* OR name", "name:*", "NEAR(", "a\u0000b",
        "') UNION SELECT 1 --",
    ]:
        for name in ["search", "author", "task", "library", "license", "tag", "cursor", "regex", "sort", "kind", "limit"]:
            status, _, answer = server.get(f"/api/v1/models?{name}={quote(evil)}")
            assert status in (200, 400), (name, evil, answer)
            if name in ("author", "task", "library", "license", "tag") and status == 200:
                assert json.loads(answer)["models"] == [], (name, evil)
        for path in [
            f"/artifacts/search?name={quote(evil)}", f"/artifact/{quote(evil, '')}", f"/package/{quote(evil, '')}",
            f"/api/v1/audit?actor={quote(evil)}", f"/api/v1/jobs?state={quote(evil)}",
        ]:
            assert server.ask("GET", path, token=token)[0] in (200, 400, 404), path
        for body in [{"name": evil}, {"version": evil}, {"regex": evil}]:
            status, _, answer = server.ask("POST", "/packages", json_body=body, token=token)
            assert status in (200, 400) and (status == 400 or json.loads(answer) == []), (body, answer)
    assert house.models() == ["acme/tiny"]


def test_a_page_inside_a_model_is_never_a_page_of_this_server(house, server, faulty_hub):
    page = "<html><script>alert(document.cookie)</script></html>"
    files = {"README.md": f"---\nlicense: mit\n---\n{page}", "index.html": page, "pic.svg": f"<svg xmlns='http://www.w3.org/2000/svg'>{page}</svg>", "x.xhtml": page, "noend": page}
    faulty_hub.add(Repository("acme/page", files))
    house.pull("acme/page", "--all")
    for path in files:
        for verb in ["resolve", "raw"]:
            status, headers, body = server.get(f"/hub/acme/page/{verb}/main/{path}")
            assert status == 200 and b"alert" in body, (verb, path)
            kind = headers["Content-Type"].split(";")[0]
            assert kind not in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/xml"), (verb, path, kind)
            assert headers["X-Content-Type-Options"] == "nosniff", (verb, path)
    for path in ["/api/v1/models/acme/page", "/api/mcp/models/acme/page/details", "/hub/api/models/acme/page"]:
        status, headers, _ = server.get(path)
        assert status == 200 and headers["Content-Type"].startswith("application/json") and headers["X-Content-Type-Options"] == "nosniff", path


def test_a_card_or_config_made_to_burst_is_unreadable_and_no_more(server, faulty_hub):
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    deep = "license: " + "[" * 50_000 + "]" * 50_000 + "\n"
    for name, front in {"laughs": laughs, "deep": deep, "itself": "license: &a [*a]\n", "wide": "license: " + "x" * 3_000_000 + "\n"}.items():
        faulty_hub.add(Repository(f"acme/{name}", {"README.md": f"---\n{front}---\n# card\n", "config.json": '{"a":' * 50_000 + "1" + "}" * 50_000}))
        status, _, answer = server.ask("POST", "/api/v1/vet", json_body={"reference": f"acme/{name}"})
        assert status == 200, (name, answer)
        licence = next(each for each in json.loads(answer)["assessment"]["metrics"] if each["name"] == "license")
        assert not licence.get("score"), (name, licence)
        assert server.get(f"/api/mcp/models/acme/{name}/details")[0] == 200, name
    assert server.status("/readyz") == 200


def test_a_regular_expression_that_never_ends_ends(house, server, faulty_hub):
    name = "a" * 80 + "-b"
    faulty_hub.add(Repository(f"acme/{name}", {"config.json": "{}"}))
    house.pull(f"acme/{name}")
    token = house.token()
    for bomb in [
        "(a+)+$", "(a|a)*c", "^(([a-z])+.)+[A-Z]([a-z])+$", "(?:a?){80}a{80}", "((((a{1,99}){1,99}){1,99}){1,99})", "(?R)",
        "(" * 500 + ")" * 500, "a" * 5000,
    ]:
        assert server.status(f"/api/v1/models?regex={quote(bomb)}") in (200, 400), bomb
        assert server.ask("POST", "/packages", json_body={"regex": bomb}, token=token)[0] in (200, 400), bomb
    assert server.status("/readyz") == 200


def test_a_body_too_large_or_too_deep_is_refused(server):
    token = server.house.token()
    large = b'{"model_id": "' + b"a" * 10_000_000 + b'"}'
    head = [f"Authorization: Bearer {token}", "Content-Type: application/json"]
    for path in [
        "/package/ingest-huggingface", "/artifact/ingest", "/packages", "/api/v1/vet", "/api/v1/pulls", "/api/v1/waivers",
        "/authenticate", "/api/v1/session", "/api/mcp/models/download",
    ]:
        for body in [large, b"[" * 200_000, b'{"a":' * 100_000, b'{"a": \xff}', b"", b"nul"]:
            answer = raw(server, plain(path, *head, f"Content-Length: {len(body)}", method="POST") + body)
            assert answer[9:12] in (b"400", b"413"), (path, body[:20], answer[:200])
    assert server.status("/readyz") == 200


def test_those_who_never_finish_their_request_keep_nobody_waiting(server):
    host, port = server.url.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(300)]
    try:
        for number, line in enumerate(slow):
            line.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " if number % 2 else plain("/packages", "Content-Type: application/json", "Content-Length: 1000", method="POST") + b"{")
        for _ in range(20):
            for line in slow[1::2]:
                line.sendall(b"b")
            assert server.status("/readyz") == 200 and server.status(f"/hub/{MODEL}/resolve/main/config.json") == 200
    finally:
        for line in slow:
            line.close()
    assert server.status("/readyz") == 200


def test_no_password_or_token_is_left_in_a_log_a_record_or_a_file(house, faulty_hub):
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    server = house.serve(env={"HF_TOKEN": "hf_secretofthehub12345"})
    password, wrong = "correct-horse-battery-1", "wrong-horse-battery-2"
    admin = house.token()
    assert server.ask("POST", "/user/register", json_body={"username": "ann", "password": password, "permissions": ["search", "upload"]}, token=admin)[0] == 200
    assert server.ask("POST", "/authenticate", json_body={"username": "ann", "password": wrong})[0] == 401
    token = json.loads(server.ask("POST", "/authenticate", json_body={"username": "ann", "password": password})[2])["token"]
    status, headers, _ = server.ask("POST", "/api/v1/session", json_body={"username": "ann", "password": password}, headers={"Origin": server.url})
    assert status in (200, 201)
    session = headers["Set-Cookie"].split("=", 1)[1].split(";")[0]
    job = json.loads(server.ask("POST", "/api/v1/pulls", json_body={"reference": "acme/tiny"}, token=token)[2])["id"]
    events = house.roost("jobs", "watch", job, "--json").stdout
    server.ask("GET", "/api/v1/users", token=token)
    server.ask("GET", f"/api/v1/models?search={password}", token="roost_" + "x" * 49)
    audit = server.ask("GET", "/api/v1/audit", token=admin)[2].decode()
    server.stop()
    secrets = [password, wrong, token, admin, session, token.removeprefix("roost_"), "hf_secretofthehub12345"]
    for what, text in {"log": server.log.read_text(), "audit": audit, "events": events}.items():
        assert not [each for each in secrets if each in text], what
    for path in [each for folder in (house.home, house.root / "state") for each in folder.rglob("*") if each.is_file()]:
        content = path.read_bytes()
        assert not [each for each in secrets if each.encode() in content], path
