"""Many at once, slow readers and engines that end: with a stand-in for the engine, and with the real one."""

import asyncio
import json
import os
import socket
import time
from pathlib import Path

import httpx
import pytest
from engine import prepare, processes
from house import House, until

STUB = Path(__file__).with_name("stub_llama.py")


class Loaded:
    def __init__(self, root: Path, stub: bool | Path, routes: str = "", **env: str):
        self.house = prepare(House(root))
        if stub:
            self.house.env["LLAMA_SERVER"] = str(STUB if stub is True else stub)
        if routes:
            (self.house.home / "routes.yaml").write_text(routes)
        self.server = self.house.serve(env=env)
        self.headers = {"Authorization": f"Bearer {self.house.token('admin', '--permissions', 'run,search')}"}
        self.model = f"{self.house.models()[0]}:F16"

    def ask(self, prompt="Once", **fields):
        body = {"model": self.model, "prompt": prompt, "max_tokens": 8, "temperature": 0} | fields
        return httpx.post(self.server.url + "/v1/completions", json=body, headers=self.headers, timeout=120)

    def ps(self) -> dict:
        return httpx.get(self.server.url + "/api/v1/runtimes", headers=self.headers).json()

    def engine(self) -> dict:
        """What the stand-in has seen."""
        [process] = processes(self.house)
        words = Path(f"/proc/{process}/cmdline").read_text().split("\0")
        return httpx.get(f"http://127.0.0.1:{words[words.index('--port') + 1]}/stub").json()

    def streams(self, count: int, **fields) -> list:
        """Asks that many at once; the texts of all answers, or the statuses of those refused."""
        body = {"model": self.model, "prompt": "Once", "max_tokens": 8, "temperature": 0, "stream": True} | fields

        async def one(client):
            async with client.stream("POST", self.server.url + "/v1/completions", json=body, headers=self.headers) as reply:
                text = (await reply.aread()).decode()
                if reply.status_code != 200:
                    return reply.status_code, reply.headers.get("retry-after"), text
                assert text.endswith("data: [DONE]\n\n"), text[-200:]
                events = [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
                return "".join(event["choices"][0]["text"] for event in events if event["choices"])

        async def run():
            limits = httpx.Limits(max_connections=None)
            async with httpx.AsyncClient(timeout=180, limits=limits) as client:
                return await asyncio.gather(*(one(client) for _ in range(count)))

        return asyncio.run(run())

    def leave_open(self, prompt: str) -> socket.socket:
        """Asks for a stream and reads nothing of it."""
        url = httpx.URL(self.server.url)
        connection = socket.create_connection((url.host, url.port))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        body = json.dumps({"model": self.model, "prompt": prompt, "stream": True})
        connection.sendall(
            f"POST /v1/completions HTTP/1.1\r\nHost: {url.host}:{url.port}\r\nContent-Type: application/json\r\n"
            f"Authorization: {self.headers['Authorization']}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
        return connection


@pytest.fixture
def make_loaded(tmp_path):
    made = []

    def make(stub=True, **env):
        made.append(Loaded(tmp_path, stub, **env))
        return made[-1]

    yield make
    for each in made:
        each.house.close()


def test_five_hundred_streams_at_once_are_all_answered(make_loaded):
    loaded = make_loaded()
    assert loaded.streams(500) == ["0 1 2 "] * 500
    assert 1 < loaded.engine()["most"] <= 4, "the others waited here"
    until(lambda: all(each["users"] == 0 for each in loaded.ps()["instances"]), "nobody uses it")


def test_a_hundred_streams_at_once_by_the_real_engine(make_loaded):
    answers = make_loaded(stub=False).streams(100)
    assert len(answers) == 100 and len(set(answers)) == 1 and answers[0]


def test_a_line_that_is_full_is_refused_with_the_numbers(make_loaded):
    loaded = make_loaded(ROOST_QUEUE="3")
    first = loaded.leave_open("long")
    until(lambda: loaded.ps()["instances"] and loaded.ps()["instances"][0]["users"] == 1, "it is used")
    others = [loaded.leave_open("Once") for _ in range(6)]
    until(lambda: len(loaded.ps()["waiting"]) == 3, "the line is full")
    refused = loaded.ask()
    assert refused.status_code == 503 and refused.headers["retry-after"] == "5", refused.text
    assert "used by 4 requests, and 3 wait" in refused.json()["error"]["message"]
    for each in [first, *others]:
        each.close()
    until(lambda: not loaded.ps()["waiting"], "the line is empty")
    assert loaded.ask(stream=True).status_code == 200


def test_who_waits_too_long_is_told_what_for(make_loaded):
    loaded = make_loaded(ROOST_QUEUE_TIME="1s")
    held = [loaded.leave_open("long") for _ in range(4)]
    until(lambda: loaded.ps()["instances"] and loaded.ps()["instances"][0]["users"] == 4, "it is used")
    refused = loaded.ask()
    assert refused.status_code == 503 and "4 use it" in refused.text
    for each in held:
        each.close()


def memory(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) * 1024


def test_a_reader_that_is_slow_slows_the_engine_and_one_that_goes_ends_it(make_loaded):
    loaded = make_loaded()
    loaded.ask(stream=True)
    before = memory(loaded.server.process.pid)
    slow = loaded.leave_open("long")
    until(lambda: loaded.engine()["sent"] > 100_000, "it answers")

    def rests():
        first = loaded.engine()["sent"]
        time.sleep(0.5)
        return loaded.engine()["sent"] == first

    until(rests, "the engine waits for its reader")
    assert loaded.engine()["sent"] < 40_000_000
    assert memory(loaded.server.process.pid) - before < 20_000_000
    left = time.monotonic()
    slow.close()
    until(lambda: loaded.engine()["left"] == 1, "the engine was told", seconds=5)
    assert time.monotonic() - left < 2
    assert loaded.ask(stream=True).text.count("data: ") == 4


def test_a_reader_that_takes_nothing_gives_its_place_up(make_loaded):
    loaded = make_loaded(routes="defaults: {reader_timeout: 1s}\n")
    with loaded.leave_open("long"):
        until(lambda: loaded.ps()["instances"] and loaded.ps()["instances"][0]["users"] == 1, "it is used")
        until(lambda: loaded.engine()["left"] == 1, "the engine was told", seconds=20)
        until(lambda: loaded.ps()["instances"][0]["users"] == 0, "its place is free")
        assert loaded.ask(stream=True).text.count("data: ") == 4
    # Where it lies is not told to who may only run models.
    assert loaded.ps()["engine"] == "stub_llama.py"
    requests = httpx.get(loaded.server.url + "/api/v1/requests", headers=loaded.headers).json()["requests"]
    assert [each["outcome"] for each in requests] == ["answered", "cancelled"]


def test_loading_is_no_time_of_a_try(make_loaded, tmp_path):
    slow = tmp_path / "slow-engine"
    slow.write_text(f'#!/bin/sh\nsleep 3\nexec {STUB} "$@"\n')
    slow.chmod(0o755)
    loaded = make_loaded(stub=slow, routes="defaults: {attempts: 1, attempt_timeout: 2s}\n")
    reply = loaded.ask(stream=True)
    assert reply.status_code == 200 and reply.text.count("data: ") == 4, reply.text
    trace = httpx.get(loaded.server.url + f"/api/v1/requests/{reply.headers['x-roost-request']}", headers=loaded.headers).json()
    [attempt] = trace["attempts"]
    assert attempt["outcome"] == "answered" and attempt["waited"] >= 2900


def test_an_engine_that_ends_before_it_answers_is_started_and_asked_again(make_loaded):
    loaded = make_loaded()
    assert loaded.ask(stream=True).status_code == 200
    (loaded.house.root / "die-once").touch()
    reply = loaded.ask("die once", stream=True)
    assert reply.status_code == 200 and reply.text.count("data: ") == 4
    kinds = [each["kind"] for each in loaded.ps()["decisions"]]
    assert kinds.count("load") == 2 and "exit" in kinds


def test_an_engine_that_always_ends_is_said_to_with_the_models_name(make_loaded):
    loaded = make_loaded()
    reply = loaded.ask("die", stream=True)
    assert reply.status_code == 502, reply.text
    assert loaded.model in reply.json()["error"]["message"]


def test_what_is_not_loaded_is_not_loaded_to_be_unloaded(make_loaded):
    loaded = make_loaded()
    reply = httpx.post(
        loaded.server.url + "/ollama/api/generate", headers=loaded.headers, json={"model": loaded.model, "keep_alive": 0, "stream": False})
    assert reply.json()["done_reason"] == "unload"
    assert loaded.ps()["instances"] == [] and loaded.ps()["decisions"] == []
