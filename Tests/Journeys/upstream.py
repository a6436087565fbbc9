"""A model provider outside this machine, as OpenAI's API has it, that does what the name of the model says."""

import asyncio
import json
import threading
from collections import Counter

TEXT = ["Once", " upon", " a", " time"]


class Upstream:
    """Serves on a port of its own until `close`; counts what it is asked."""

    def __init__(self):
        self.asked: list[dict] = []
        self.keys: list[str | None] = []
        #: Answers under way, by model.
        self.open = Counter()
        self.most_open = 0
        self.abandoned = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()
        self._ready.wait()
        self.url = f"http://127.0.0.1:{self.port}/v1"

    def _run(self):
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=2048))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    def close(self):
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _end(self):
        """Whoever still waits for an answer gets none."""
        answers = [each for each in asyncio.all_tasks() if each is not asyncio.current_task()]
        for each in answers:
            each.cancel()
        await asyncio.gather(*answers, return_exceptions=True)

    async def _serve(self, reader, writer):
        try:
            while await self._one(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _one(self, reader, writer) -> bool:
        head = await reader.readuntil(b"\r\n\r\n")
        headers = {}
        for line in head.decode().split("\r\n")[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        self.asked.append(body)
        self.keys.append(headers.get("authorization"))
        self.open[body["model"]] += 1
        self.most_open = max(self.most_open, self.open[body["model"]])
        try:
            return await getattr(self, "_" + body["model"].replace("-", "_").split(":")[0])(body, writer)
        except ConnectionError:
            self.abandoned += 1
            raise
        finally:
            self.open[body["model"]] -= 1

    # What the names do.

    async def _ok(self, body, writer, pause=0.0) -> bool:
        if not body.get("stream"):
            await asyncio.sleep(pause)
            return await self._send(writer, 200, self._whole(body))
        await self._begin(writer)
        for piece in TEXT:
            await self._event(writer, self._chunk(body, {"content": piece}))
            await asyncio.sleep(pause)
        await self._event(writer, self._chunk(body, {}, "stop"))
        await self._event(writer, self._chunk(body, None) | {"usage": {"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11}})
        await self._piece(writer, b"data: [DONE]\n\n")
        await self._piece(writer, b"")
        return True

    async def _slow(self, body, writer) -> bool:
        return await self._ok(body, writer, pause=0.3)

    async def _slower(self, body, writer) -> bool:
        return await self._ok(body, writer, pause=2)

    async def _limited(self, body, writer) -> bool:
        return await self._refuse(writer, 429, "rate_limit_exceeded", "slow down")

    async def _limited_for(self, body, writer) -> bool:
        return await self._refuse(writer, 429, "rate_limit_exceeded", "slow down", ["Retry-After: 7"])

    async def _limited_once(self, body, writer) -> bool:
        if sum(each["model"] == body["model"] for each in self.asked) == 1:
            return await self._refuse(writer, 429, "rate_limit_exceeded", "slow down", ["Retry-After: 1"])
        return await self._ok(body, writer)

    async def _broke(self, body, writer) -> bool:
        return await self._refuse(writer, 429, "insufficient_quota", "you have no money left")

    async def _down(self, body, writer) -> bool:
        return await self._refuse(writer, 503, None, "overloaded")

    async def _wrong(self, body, writer) -> bool:
        return await self._refuse(writer, 400, "invalid_value", "temperature is no number")

    async def _long(self, body, writer) -> bool:
        words = "This model's maximum context length is 100 tokens. However, your messages resulted in 250 tokens."
        return await self._refuse(writer, 400, "context_length_exceeded", words)

    async def _html(self, body, writer) -> bool:
        return await self._send(writer, 200, b"<html>Sign in to the network</html>", kind="text/html")

    async def _endless(self, body, writer) -> bool:
        await self._begin(writer)
        while True:
            await self._piece(writer, b"x" * 65536)

    async def _flood(self, body, writer) -> bool:
        """Says more than anybody reads."""
        await self._begin(writer)
        while True:
            await self._event(writer, self._chunk(body, {"content": "x" * 60_000}))

    async def _echo(self, body, writer) -> bool:
        """Says the key it was sent, which a model never knows."""
        return await self._send(writer, 200, self._whole(body).replace(b"Once", self.keys[-1].encode()))

    async def _hang(self, body, writer) -> bool:
        await asyncio.sleep(3600)
        return False

    async def _drop(self, body, writer) -> bool:
        """Breaks in the middle of the answer."""
        await self._begin(writer)
        await self._event(writer, self._chunk(body, {"content": TEXT[0]}))
        return False

    async def _silent(self, body, writer) -> bool:
        """Begins, and says nothing more."""
        await self._begin(writer)
        await self._event(writer, self._chunk(body, {"role": "assistant"}))
        await asyncio.sleep(3600)
        return False

    async def _forever(self, body, writer) -> bool:
        await self._begin(writer)
        while True:
            await self._event(writer, self._chunk(body, {"content": "on "}))
            await asyncio.sleep(0.02)

    # How it is said.

    @staticmethod
    def _whole(body) -> bytes:
        message = {"role": "assistant", "content": "".join(TEXT)}
        return json.dumps({
            "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": body["model"],
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 7, "completion_tokens": 4, "total_tokens": 11},
        }).encode()

    @staticmethod
    def _chunk(body, delta, finish=None) -> dict:
        choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
        return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": body["model"], "choices": choices}

    async def _refuse(self, writer, status, code, words, headers=()) -> bool:
        body = json.dumps({"error": {"message": words, "type": "error", "param": None, "code": code}}).encode()
        return await self._send(writer, status, body, headers)

    @staticmethod
    async def _send(writer, status, body, headers=(), kind="application/json") -> bool:
        head = [f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
        writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
        await writer.drain()
        return True

    @staticmethod
    async def _begin(writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
        await writer.drain()

    async def _event(self, writer, value):
        await self._piece(writer, b"data: " + json.dumps(value).encode() + b"\n\n")

    @staticmethod
    async def _piece(writer, data: bytes):
        writer.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        await writer.drain()
