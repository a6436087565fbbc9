"""Streams of what happens to jobs: many watchers, lost connections, other processes."""

import asyncio
import json
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser import PASSWORD
from hub_content import MEBIBYTE, Seeded
from hub_faults import pace
from hub_repository import Repository
from house import until

WATCHERS = 200
#: What the server may grow by for all of them together, in bytes.
GROWTH = 60_000_000
ENDS = ("completed", "failed", "cancelled")


@pytest.fixture
def large(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/large", {"config.json": "{}", "model.safetensors": Seeded(24 * MEBIBYTE, seed=3)}))


@pytest.fixture
def serving(house):
    return house.serve(env={"ROOST_ADMIN_PASSWORD": PASSWORD})


class Watcher:
    """One stream of events, read by hand: every event with its id, as the server sent them."""

    def __init__(self, url: str, path: str, token: str, last: int | None = None, buffer: int | None = None):
        self.url, self.path, self.token, self.last, self.buffer = urlsplit(url), path, token, last, buffer
        self.events: list[tuple[str | None, str, dict]] = []
        self.opening = ""

    async def __aenter__(self):
        options = {"limit": self.buffer} if self.buffer else {}
        self.reader, self.writer = await asyncio.open_connection(self.url.hostname, self.url.port, **options)
        last = f"Last-Event-ID: {self.last}\r\n" if self.last is not None else ""
        self.writer.write(
            f"GET {self.path} HTTP/1.1\r\nHost: {self.url.netloc}\r\nAuthorization: Bearer {self.token}\r\n{last}\r\n".encode())
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        assert " 200 " in head and "text/event-stream" in head, head
        return self

    async def __aexit__(self, *_):
        self.writer.close()

    async def read(self):
        """Events as they come; ends when the connection does."""
        text = ""
        while True:
            try:
                size = int((await self.reader.readline()).strip() or b"0", 16)
                if not size:
                    return
                text += (await self.reader.readexactly(size + 2))[:-2].decode()
            except (asyncio.IncompleteReadError, ConnectionError, ValueError):
                return
            *whole, text = text.split("\n\n")
            for block in whole:
                fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
                if "event" not in fields:
                    self.opening += block
                    continue
                event = (fields.get("id"), fields["event"], json.loads(fields["data"]))
                self.events.append(event)
                yield event

    async def until_end(self, job: str):
        async for _, kind, value in self.read():
            if kind == "end" or (kind == "state" and value["job"] == job and value["state"] in ENDS):
                return value.get("state", "end")
        return None


def alone(story):
    """Runs a story in a thread of its own: a browser of another test may have a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(story())).result()


def memory(process: int) -> int:
    return int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())[1]) * 1000


def ask_for(served, token: str) -> str:
    status, _, body = served.ask("POST", "/api/v1/pulls", token=token, json_body={"reference": "acme/large"})
    assert status == 202, body
    return json.loads(body)["id"]


def test_two_hundred_watchers_see_the_end_and_cost_little(house, serving, large, faulty_hub):
    token = house.token()
    faulty_hub.faults.add(pace(2 * MEBIBYTE), "*.safetensors")

    async def story():
        before = memory(serving.process.pid)
        job = ask_for(serving, token)
        until(lambda: faulty_hub.sent("*.safetensors") > 2 * MEBIBYTE, "bytes flow", serving.process)
        watchers = [
            Watcher(serving.url, path, token)
            for path in [f"/api/v1/jobs/events?after=0", f"/api/v1/jobs/{job}/events"] for _ in range(WATCHERS // 2)]
        slow = Watcher(serving.url, f"/api/v1/jobs/{job}/events", token, buffer=1024)
        async with slow:
            for each in watchers:
                await each.__aenter__()
            ends = asyncio.gather(*(each.until_end(job) for each in watchers))
            most = before
            while not ends.done():
                most = max(most, memory(serving.process.pid))
                await asyncio.wait([ends], timeout=0.1)
            assert [each for each in await ends if each != "completed"] == []
            for each in watchers:
                assert any(kind == "progress" for _, kind, _ in each.events), "progress was seen on the way"
                assert each.opening.startswith("retry: ")
                await each.__aexit__()
            # Who has read nothing so far still gets everything that counts.
            assert await slow.until_end(job) == "completed"
        print(f"memory: {before / 1e6:.1f} MB before, {most / 1e6:.1f} MB at most")
        assert most - before < GROWTH, f"{(most - before) / 1e6:.1f} MB more"
        states = [[(number, value["state"]) for number, kind, value in each.events if kind == "state"] for each in watchers[:100]]
        assert all(each == states[0] for each in states), "everybody saw the same"

    alone(story)
    house.assert_holds(large)


def test_a_watcher_goes_on_where_it_was_after_the_server_was_killed(house, serving, large, faulty_hub):
    token = house.token()
    faulty_hub.faults.add(pace(2 * MEBIBYTE), "*.safetensors")

    async def until_cut(watcher):
        async for _ in watcher.read():
            if faulty_hub.sent("*.safetensors") > 6 * MEBIBYTE and serving.process.poll() is None:
                serving.process.send_signal(signal.SIGKILL)
                serving.process.wait()

    async def story():
        job = ask_for(serving, token)
        port = urlsplit(serving.url).port
        paths = ["/api/v1/jobs/events?after=0", f"/api/v1/jobs/{job}/events"]
        cut = [Watcher(serving.url, path, token) for path in paths]
        for each in cut:
            await each.__aenter__()
        await asyncio.gather(*(until_cut(each) for each in cut))
        again = house.serve("--port", str(port))
        faulty_hub.faults.clear()
        assert again.url == serving.url
        for path, before in zip(paths, cut):
            last = max(int(number) for number, *_ in before.events if number)
            async with Watcher(again.url, path, token, last) as after:
                assert await asyncio.wait_for(after.until_end(job), 60) == "completed"
            told = [(int(number), kind, value) for number, kind, value in before.events + after.events if number]
            numbers = [number for number, kind, _ in told if kind not in ("ready", "end")]
            assert numbers == sorted(set(numbers)), "none twice, and in order"
            states = [value["state"] for _, kind, value in told if kind == "state"]
            assert states == ["queued", "running", "queued", "running", "completed"]
        assert [number for number, kind, _ in told if kind == "state"] == [
            each["sequence"] for each in house.events(job) if each["event"] == "state"], "none lost"

    alone(story)


def test_what_another_process_does_is_seen_by_who_watches_all_jobs(house, serving, large, faulty_hub):
    token = house.token()
    faulty_hub.faults.add(pace(8 * MEBIBYTE), "*.safetensors")

    async def story():
        async with Watcher(serving.url, "/api/v1/jobs/events", token) as watcher:
            process = house.start("pull", "acme/large", "--quiet")
            seen = []
            async for _, kind, value in watcher.read():
                seen.append(kind if kind != "state" else value["state"])
                if seen[-1] in ENDS:
                    break
            assert process.wait(30) == 0
            assert seen[-1] == "completed" and "queued" in seen and "running" in seen and "progress" in seen and "phase" in seen

    alone(story)


def test_the_server_stops_although_somebody_watches(house, serving):
    token = house.token()

    async def story():
        async with Watcher(serving.url, "/api/v1/jobs/events", token) as watcher:
            async for _, kind, _ in watcher.read():
                assert kind == "ready"
                serving.process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(serving.process.wait, 20) == 0

    alone(story)


def test_a_place_that_never_was_is_answered_with_where_to_go_on(house, serving):
    token = house.token()

    async def story():
        async with Watcher(serving.url, "/api/v1/jobs/events", token, last=99_999_999) as watcher:
            async for number, kind, value in watcher.read():
                assert kind == "reset" and value["position"] == int(number) == 0
                break

    alone(story)
    assert serving.status("/api/v1/jobs/events?after=0", Authorization="Bearer roost_wrong") == 401


def test_a_job_is_tried_again_over_http(house, serving, large, faulty_hub):
    token = house.token()
    faulty_hub.faults.add(pace(MEBIBYTE), "*.safetensors")
    job = ask_for(serving, token)
    until(lambda: faulty_hub.sent("*.safetensors") > MEBIBYTE, "bytes flow", serving.process)
    assert serving.ask("POST", f"/api/v1/jobs/{job}/retry", token=token)[0] == 409
    assert serving.ask("POST", f"/api/v1/jobs/{job}/cancel", token=token)[0] == 200
    until(lambda: house.job()["state"] == "cancelled", "it is cancelled", serving.process)
    faulty_hub.faults.clear()
    status, _, body = serving.ask("POST", f"/api/v1/jobs/{job}/retry", token=token)
    again = json.loads(body)
    assert status == 200 and again["id"] == job and again["state"] == "queued" and again["asked_by"] == "admin"
    until(lambda: house.job()["state"] == "completed", "it is done", serving.process)
    assert house.job()["attempts"] == 2 and "started_at" in house.job()
    assert serving.ask("POST", f"/api/v1/jobs/{job}/retry", token=token)[0] == 409
    assert serving.ask("POST", "/api/v1/jobs/000000000000/retry", token=token)[0] == 404


def test_a_stream_ends_when_its_token_is_revoked(serving):
    made = serving.house.json("token", "create", "--user", "admin")

    async def watch():
        async with Watcher(serving.url, "/api/v1/jobs/events", made["token"]) as watcher:
            serving.house.roost("token", "revoke", made["details"]["id"])
            async for _ in watcher.read():
                pass

    alone(watch)
