"""The server: health, metrics, who may ask, and how it ends and begins again."""

import json
import re
import signal

import pytest
from hub_content import MEBIBYTE, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import until


@pytest.fixture
def server(house):
    return house.serve()


@pytest.fixture
def large(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/large", {"config.json": "{}", "model.safetensors": Seeded(20 * MEBIBYTE, seed=1)}))


def test_health_and_readiness_are_told(server):
    assert server.status("/healthz") == 200 and server.status("/readyz") == 200
    assert server.status("/no/such/page") == 404


def test_metrics_are_in_the_format_of_prometheus(server):
    server.status("/healthz")
    status, headers, body = server.get("/metrics")
    assert status == 200 and headers["Content-Type"].startswith("text/plain")
    sample = re.compile(r'[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*",?)*\})? (-?[0-9.eE+-]+|NaN|[+-]Inf)( \d+)?')
    lines = [line for line in body.decode().splitlines() if line and not line.startswith("#")]
    assert lines and all(sample.fullmatch(line) for line in lines), [line for line in lines if not sample.fullmatch(line)]
    assert any(line.startswith("# TYPE ") for line in body.decode().splitlines())


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/api/v1/models", "/hub/api/models", "/"])
def test_a_request_for_another_host_name_is_refused(server, path):
    assert server.status(path, Host="attacker.example") in (403, 421)
    assert server.status(path, Host="127.0.0.1.attacker.example") in (403, 421)


def test_a_host_that_is_not_loopback_is_refused_before_listening(house):
    for host in ["0.0.0.0", "::", "192.168.1.1", "example.org"]:
        done = house.roost("serve", "--port", "0", check=False, env={"ROOST_HOST": host}, timeout=20)
        assert done.returncode == 2 and host in done.stderr and "loopback" in done.stderr


def test_a_port_that_is_taken_is_an_error_in_words(house, server, make_house):
    port = server.url.rsplit(":", 1)[1]
    done = make_house("second").roost("serve", "--port", port, check=False, timeout=20)
    assert done.returncode == 2 and port in done.stderr and "unexpected error" not in done.stderr


def test_the_note_of_the_server_tells_where_it_is_and_goes_with_it(house, server):
    note = json.loads((house.home / "server.json").read_text())
    assert note["address"] == server.url and note["pid"] == server.process.pid and note["serves_samples"] is False
    assert server.stop() == 0
    assert not (house.home / "server.json").exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_good_order_when_asked(server, how):
    assert server.stop(how, within=10) == 0


def test_what_is_pulled_beside_the_server_is_served_at_once(house, server, large):
    house.pull("acme/large")
    status, _, body = server.get("/hub/api/models/acme/large")
    assert status == 200 and json.loads(body)["sha"] == large.commit
    status, headers, body = server.get(f"/hub/acme/large/resolve/main/model.safetensors", Range="bytes=1000-1999")
    weights = large.now["model.safetensors"]
    assert status == 206 and body == weights.bytes()[1000:2000]
    assert headers["X-Repo-Commit"] == large.commit and weights.sha256 in headers.get("X-Linked-ETag", headers.get("ETag"))


def queue_in_server(house, faulty_hub) -> str:
    """A pull that was begun and killed: the running server finds it and goes on with it."""
    faulty_hub.faults.add(pace(4 * MEBIBYTE), "*.safetensors")
    pulling = house.start("pull", "acme/large", "--quiet")
    until(lambda: faulty_hub.sent("*.safetensors") > 2 * MEBIBYTE, "bytes flow", pulling)
    pulling.kill()
    pulling.wait()
    return house.job()["id"]


def test_a_pull_whose_process_died_is_gone_on_with_by_the_server(house, large, faulty_hub):
    job = queue_in_server(house, faulty_hub)
    server = house.serve()
    until(lambda: house.job()["state"] == "completed", "the server ends the job", server.process, seconds=60)
    assert house.job()["id"] == job
    house.assert_holds(large)


def test_sigterm_during_a_pull_leaves_it_to_the_next_start(house, large, faulty_hub):
    job = queue_in_server(house, faulty_hub)
    server = house.serve()
    faulty_hub.forget()
    until(lambda: faulty_hub.sent("*.safetensors") > 10 * MEBIBYTE, "the server pulls", server.process, seconds=60)
    assert server.stop(within=15) == 0
    assert house.job()["state"] == "queued" and house.models() == []
    faulty_hub.faults.clear()
    faulty_hub.forget()
    again = house.serve()
    until(lambda: house.job()["state"] == "completed", "the next server ends the job", again.process, seconds=60)
    assert house.job()["id"] == job
    assert faulty_hub.sent("*.safetensors") < 16 * MEBIBYTE, "it went on where it was"
    house.assert_holds(large)


def test_a_server_killed_in_the_middle_of_a_pull_loses_nothing(house, large, faulty_hub):
    queue_in_server(house, faulty_hub)
    server = house.serve()
    faulty_hub.forget()
    until(lambda: faulty_hub.sent("*.safetensors") > 4 * MEBIBYTE, "the server pulls", server.process, seconds=60)
    server.stop(signal.SIGKILL)
    faulty_hub.faults.clear()
    again = house.serve()
    until(lambda: house.job()["state"] == "completed", "the next server ends the job", again.process, seconds=60)
    house.assert_holds(large)


def test_a_note_of_a_server_that_died_confuses_nobody(house, server, faulty_hub):
    server.stop(signal.SIGKILL)
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    assert house.json("search", "tiny")["models"]
    assert house.serve().status("/readyz") == 200
