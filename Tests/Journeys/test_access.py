"""Accounts: the first start, people and programs that sign in, what each may do, and what is written down of it."""

import http.cookiejar
import json
import re
import subprocess
import urllib.error
import urllib.request

import pytest
from clients import Client, install
from hub_repository import Repository
from house import SAMPLES

MODEL = "roost-samples/tiny-writer"
PASSWORD = re.compile(r"^made the account `admin` with the password ([0-9a-z]{5}(?:-[0-9a-z]{5}){3})$", re.M)


@pytest.fixture
def server(house):
    return house.serve()


def add(house, name: str, permissions: str) -> str:
    """Adds a user, and gives back the password."""
    return house.json("user", "add", name, "--permissions", permissions)["password"]


def code(answer) -> str:
    return json.loads(answer[2])["error"]["code"]


def test_the_first_start_makes_an_administrator_and_shows_the_password_once(house, server):
    password = PASSWORD.search(server.log.read_text())[1]
    status, _, body = server.ask("POST", "/authenticate", json_body={"username": "admin", "password": password})
    assert status == 200
    token = json.loads(body)["token"]
    assert server.ask("GET", "/api/v1/users", token=token)[0] == 200
    server.stop()
    again = house.serve()
    assert "made the account" not in again.log.read_text()
    assert again.ask("GET", "/api/v1/users", token=token)[0] == 200


def test_the_first_administrator_can_be_made_before_or_have_a_given_password(house, make_house, tmp_path):
    made = house.json("user", "add", "--first")
    assert made["user"]["permissions"][-1] == "admin" and len(made["password"]) == 23
    assert house.roost("user", "add", "--first", check=False).returncode == 2
    assert "made the account" not in house.serve().log.read_text()
    secret = tmp_path / "secret"
    secret.write_text("given by a file\n")
    server = make_house("second").serve(env={"ROOST_ADMIN_PASSWORD_FILE": str(secret)})
    said = server.log.read_text()
    assert "made the account `admin`" in said and "given by a file" not in said
    login = {"username": "admin", "password": "given by a file"}
    assert server.ask("POST", "/authenticate", json_body=login)[0] == 200


def test_an_address_of_others_is_served_only_with_an_account_and_then_only_to_accounts(house):
    anywhere = {"ROOST_HOST": "0.0.0.0"}
    refused = house.roost("serve", "--port", "0", check=False, env=anywhere, timeout=20)
    assert refused.returncode == 2 and "roost user add --first" in refused.stderr
    house.roost("user", "add", "--first")
    server = house.serve("--sample-hub", SAMPLES, env=anywhere)
    assert server.status("/healthz") == 200 and server.status("/healthz", Host="roost.example") == 200
    for path in ["/api/v1/models", "/metrics", "/hub/api/models", f"/hub/{MODEL}/resolve/main/config.json"]:
        assert server.status(path) == 401, path
        assert server.ask("GET", path, token=house.token())[0] == 200, path


def test_visitors_of_loopback_may_look_and_download_and_change_nothing(house, server, faulty_hub):
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    house.pull("acme/tiny")
    model = "/api/v1/models/acme/tiny"
    for path in ["/api/v1/models", "/api/v1/jobs", "/metrics", model, f"{model}/package", "/hub/acme/tiny/resolve/main/config.json"]:
        assert server.status(path) == 200, path
    for method, path in [("DELETE", model), ("POST", "/api/v1/pulls"), ("GET", "/api/v1/users"), ("GET", "/api/v1/audit"), ("GET", "/api/v1/account")]:
        status, headers, _ = answer = server.ask(method, path)
        assert status == 401 and headers["WWW-Authenticate"].startswith("Bearer") and code(answer) == "unauthorized", path
    assert house.models() == ["acme/tiny"]


def test_a_user_does_what_was_granted_and_no_more(house, server, faulty_hub):
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    add(house, "ann", "search,upload")
    ann = house.token("ann")
    wish = {"reference": "acme/tiny"}
    assert server.ask("POST", "/api/v1/pulls", json_body=wish, token=ann)[0] == 202
    answer = server.ask("DELETE", "/api/v1/models/acme/tiny", token=ann)
    assert answer[0] == 403 and code(answer) == "forbidden"
    # Not any file of the server's machine, and not any service near it.
    for wish_too_far in [{"reference": "file:///etc"}, {"reference": "acme/tiny", "hub": "http://127.0.0.1:9"}, {"reference": "http://127.0.0.1:9/acme/tiny"}]:
        answer = server.ask("POST", "/api/v1/pulls", json_body=wish_too_far, token=ann)
        assert answer[0] == 403 and "administrator" in answer[2].decode(), wish_too_far
        assert server.ask("POST", "/api/v1/pulls", json_body=wish_too_far, token=house.token())[0] == 202
    narrow = house.token("ann", "--permissions", "search")
    assert server.ask("POST", "/api/v1/pulls", json_body=wish, token=narrow)[0] == 403
    house.roost("user", "grant", "ann", "upload", "--revoke")
    assert server.ask("POST", "/api/v1/pulls", json_body=wish, token=ann)[0] == 403
    tokens = house.json("token", "ls", "--user", "ann")
    house.roost("token", "revoke", *[each["id"] for each in tokens])
    for each in [ann, narrow]:
        assert server.ask("GET", "/api/v1/models", token=each)[0] == 401
    assert server.status("/api/v1/models") == 200


def test_earlier_programs_sign_in_register_and_are_told_details(house, server):
    password = add(house, "boss", "admin")
    status, _, body = server.ask("POST", "/authenticate", json_body={"username": "boss", "password": password})
    token = json.loads(body)["token"]
    assert status == 200
    registration = {"username": "zoe@example.org", "password": "zoe's password", "permissions": ["search", "download"]}
    there = {"X-Authorization": f"bearer {token}"}
    assert server.ask("POST", "/user/register", there, registration)[0] == 200
    status, _, body = server.ask("POST", "/user/register", there, registration)
    assert status == 400 and "zoe@example.org" in json.loads(body)["detail"]
    status, _, body = server.ask("POST", "/user/register", {}, registration)
    assert status == 401 and json.loads(body)["detail"]
    login = {"username": "zoe@example.org", "password": "zoe's password"}
    status, _, body = server.ask("POST", "/authenticate", json_body=login)
    assert status == 200
    there = {"X-Authorization": f"bearer {json.loads(body)['token']}"}
    assert server.ask("POST", "/user/register", there, registration)[0] == 403


def test_a_browser_signs_in_with_a_cookie_that_other_sites_cannot_use(house, server):
    password = add(house, "boss", "admin")
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))

    def send(method: str, path: str, body=None, **headers) -> int:
        data = json.dumps(body).encode() if body is not None else None
        headers |= {"Content-Type": "application/json"}
        request = urllib.request.Request(server.url + path, data=data, headers=headers, method=method)
        try:
            with browser.open(request, timeout=20) as reply:
                return reply.status
        except urllib.error.HTTPError as refusal:
            return refusal.code

    login = {"username": "boss", "password": password}
    assert send("POST", "/api/v1/session", login, Origin="https://attacker.example") == 403 and not list(jar)
    assert send("POST", "/api/v1/session", login, Origin=server.url) == 200
    (cookie,) = jar
    assert cookie.name == "roost_session" and cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "Lax"
    user = {"name": "eve", "permissions": ["admin"]}
    for origin in [{"Origin": "https://attacker.example"}, {"Sec-Fetch-Site": "cross-site"}, {}]:
        assert send("POST", "/api/v1/users", user, **origin) == 403
    assert [each["name"] for each in house.json("user", "ls")] == ["admin", "boss"]
    assert send("POST", "/api/v1/users", user, **{"Sec-Fetch-Site": "same-origin"}) == 201
    assert send("DELETE", "/api/v1/session", Origin=server.url) == 204 and not list(jar)
    assert send("GET", "/api/v1/users") == 401


def test_guessing_is_slowed_down_and_a_new_password_ends_the_wait(house, server):
    add(house, "ann", "search")
    wrong = {"username": "ann", "password": "a guess"}
    answers = [server.ask("POST", "/authenticate", json_body=wrong) for _ in range(7)]
    assert [status for status, _, _ in answers[:5]] == [401] * 5
    held = next(answer for answer in answers if answer[0] == 429)
    assert int(held[1]["Retry-After"]) >= 1 and json.loads(held[2])["detail"]
    done = house.roost("user", "passwd", "ann", "--password-stdin", stdin="ann's new password\n")
    assert "ann's new password" not in done.stdout + done.stderr
    login = {"username": "ann", "password": "ann's new password"}
    assert server.ask("POST", "/authenticate", json_body=login)[0] == 200


def test_hub_clients_sign_in_with_a_token_and_are_told_when_they_must(house, tmp_path):
    house.roost("user", "add", "--first")
    server = house.serve("--sample-hub", SAMPLES, env={"ROOST_ANONYMOUS": "none"})
    client = Client(install("huggingface_hub==2.4.0"), server.url + "/hub", tmp_path)
    told = client.run(f"""
        from huggingface_hub import HfApi, hf_hub_download
        def kind(call):
            try:
                return call() and "fine"
            except Exception as error:
                return [type(error).__name__, str(error)]
        answer([kind(lambda: hf_hub_download("{MODEL}", "config.json")), kind(lambda: HfApi().model_info("{MODEL}")),
                kind(lambda: HfApi().whoami())])
    """)
    assert told[0][0] == "GatedRepoError" and "download" in told[0][1] and told[1][0] == "GatedRepoError"
    assert "Token" in told[2][0] or "Token" in told[2][1] or "401" in told[2][1]
    token = house.token()
    script = f"""
        from huggingface_hub import HfApi, hf_hub_download
        answer([HfApi().whoami()["name"], open(hf_hub_download("{MODEL}", "config.json")).read()[:1]])
    """
    assert client.run(script, HF_TOKEN=token) == ["admin", "{"]
    house.roost("token", "revoke", house.json("token", "ls")[0]["id"])
    wrong = client.run(f"""
        from huggingface_hub import HfApi
        try:
            HfApi().model_info("{MODEL}")
        except Exception as error:
            answer(str(error))
    """, HF_TOKEN=token)
    assert "Invalid credentials in Authorization header" in wrong


def test_a_token_of_the_hub_is_no_reason_to_refuse(house, tmp_path):
    server = house.serve("--sample-hub", SAMPLES)
    client = Client(install("huggingface_hub==2.4.0"), server.url + "/hub", tmp_path)
    script = f"""
        from huggingface_hub import hf_hub_download
        answer(open(hf_hub_download("{MODEL}", "config.json")).read()[:1])
    """
    assert client.run(script, HF_TOKEN="hf_abcdefghijklmnopqrstuvwxyz") == "{"


def test_what_was_done_and_refused_is_written_down(house, server, faulty_hub):
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    house.pull("acme/tiny")
    token = house.token()
    assert server.ask("DELETE", "/api/v1/models/acme/tiny")[0] == 401
    assert server.ask("DELETE", "/api/v1/models/acme/tiny", token=token)[0] == 200
    house.pull("acme/tiny")
    house.roost("rm", "acme/tiny")
    lines = house.json("audit")
    found = [(line["actor"].split(":")[0], line["action"], line["subject"], line["outcome"]) for line in reversed(lines)]
    assert found[0] == ("system", "user.add", "admin", "done")
    assert ("cli", "pull", "acme/tiny", "done") in found
    assert ("anonymous", "request", "DELETE /api/v1/models/:namespace/:name", "refused") in found
    assert ("admin", "model.remove", "acme/tiny", "done") in found
    assert [line for line in found if line[0] == "cli" and line[1] == "model.remove"]
    assert server.ask("GET", "/api/v1/audit?actor=admin", token=token)[0] == 200


def test_no_secret_is_in_a_log_a_listing_or_the_database(house):
    password = house.json("user", "add", "--first")["password"]
    server = house.serve("--verbose")
    login = {"username": "admin", "password": password}
    _, _, body = server.ask("POST", "/authenticate", json_body=login)
    fetched = json.loads(body)["token"]
    _, headers, _ = server.ask("POST", "/api/v1/session", json_body=login)
    session = re.search(r"roosts_\w+", headers["Set-Cookie"])[0]
    made = house.token()
    for token in [fetched, made]:
        assert server.ask("GET", "/api/v1/account", token=token)[0] == 200
        assert server.ask("GET", "/api/v1/users/none", token=token)[0] == 404
    assert server.ask("GET", "/api/v1/account", {"Cookie": f"roost_session={session}"})[0] == 200
    server.ask("POST", "/authenticate", json_body={"username": "admin", "password": "my other password"})
    said = server.log.read_text() + house.roost("token", "ls", "--json").stdout + house.roost("audit", "--json").stdout
    server.stop()
    stored = b"".join(path.read_bytes() for path in house.home.glob("roost.db*"))
    for secret in [password, fetched, made, session, "my other password"]:
        assert secret not in said and secret.encode() not in stored
    done = subprocess.run(["grep", "-rlF", made, str(house.home)], capture_output=True, text=True)
    assert done.stdout == ""
