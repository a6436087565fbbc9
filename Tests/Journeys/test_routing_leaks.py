"""Thousands of requests, many of which end badly: nothing of them stays."""

import asyncio
import json
import os
import random
from collections import Counter
from pathlib import Path

import httpx
import pytest
from house import House, until
from upstream import TEXT, Upstream

ROUTES = """
providers:
  cloud: {{kind: openai-compatible, url: "{url}"}}
defaults: {{attempts: 1, pause: 1ms, attempt_timeout: 20s}}
routes:
  falls: {{primary_model: "cloud:html", fallback_models: ["cloud:ok"]}}
"""
#: What is asked, and how often among a hundred.
MIX = {"whole": 40, "stream": 20, "leave": 15, "cut": 5, "wrong": 10, "falls": 5, "unknown": 5}
WARM, COUNT, AT_ONCE = 600, 6000, 32


@pytest.fixture
def routed(tmp_path):
    house, upstream = House(tmp_path), Upstream()
    house.home.mkdir(parents=True)
    (house.home / "routes.yaml").write_text(ROUTES.format(url=upstream.url))
    yield house.serve(), house, upstream
    house.close()
    upstream.close()


class Process:
    def __init__(self, process: int):
        self.path = Path(f"/proc/{process}")

    def descriptors(self) -> int:
        return len(os.listdir(self.path / "fd"))

    def memory(self) -> int:
        """Megabytes that are no page of a file."""
        lines = (self.path / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("RssAnon:")) // 1024

    def children(self) -> int:
        return sum(len((each / "children").read_text().split()) for each in (self.path / "task").iterdir())


async def one(client: httpx.AsyncClient, what: str) -> str:
    """Asks, and says what came of it."""
    models = {"whole": "cloud:ok", "stream": "cloud:ok", "leave": "cloud:forever", "cut": "cloud:drop", "wrong": "cloud:wrong", "falls": "falls",
              "unknown": "nobody/of-that-name"}
    body = {"model": models[what], "messages": [{"role": "user", "content": "hi"}], "stream": what in ("stream", "leave", "cut")}
    async with client.stream("POST", "/v1/chat/completions", json=body) as reply:
        if what == "leave":
            async for _ in reply.aiter_lines():
                return "left"
        text = (await reply.aread()).decode()
    if what == "stream":
        return "answered" if text.endswith("data: [DONE]\n\n") else text
    if what == "cut":
        return "told" if "broke off" in text or "asked again in" in text else text
    if reply.status_code == 200:
        return "answered" if json.loads(text)["choices"][0]["message"]["content"] == "".join(TEXT) else text
    return str(reply.status_code)


async def ask(url: str, token: str, count: int, seed: int) -> Counter:
    chance = random.Random(seed)
    wishes = chance.choices(list(MIX), list(MIX.values()), k=count)
    outcomes: Counter = Counter()
    limits = httpx.Limits(max_connections=AT_ONCE)
    async with httpx.AsyncClient(base_url=url, headers={"Authorization": f"Bearer {token}"}, timeout=60, limits=limits) as client:
        async def work():
            while wishes:
                what = wishes.pop()
                outcomes[what, await one(client, what)] += 1

        await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return outcomes


def test_thousands_of_requests_leave_nothing_behind(routed):
    server, house, upstream = routed
    token = house.token("admin", "--permissions", "run")
    process = Process(server.process.pid)
    asyncio.run(ask(server.url, token, WARM, seed=1))
    until(lambda: sum(upstream.open.values()) == 0, "the end of the upstream's answers")
    descriptors, memory, children = process.descriptors(), process.memory(), process.children()

    outcomes = asyncio.run(ask(server.url, token, COUNT, seed=2))
    expected = {"whole": "answered", "stream": "answered", "leave": "left", "wrong": "400", "falls": "answered", "unknown": "404"}
    assert all(came == expected.get(what, "told") for what, came in outcomes), outcomes
    assert sum(outcomes.values()) == COUNT
    until(lambda: sum(upstream.open.values()) == 0, "the end of the upstream's answers")
    # Connections to the upstream are kept, as many as were used at once.
    until(lambda: process.descriptors() <= descriptors + 2 * AT_ONCE, "closed descriptors")
    assert process.memory() <= memory + 40, f"{memory} MB before, {process.memory()} MB after"
    assert process.children() == children
