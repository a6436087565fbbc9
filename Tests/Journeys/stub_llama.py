#!/usr/bin/env python3
"""Stands for `llama-server` where only the number of those who ask matters: it takes its words and speaks its HTTP.

It works on one request at a time, as the real one with one slot does, and says in `/stub` how many it was given at once and how many
bytes it could send. What a prompt says decides what happens: `long` never ends, `die` ends the process before it answers.
"""

import asyncio
import json
import os
import sys

options = dict(zip(sys.argv[1::1], sys.argv[2::1]))
key = "Bearer " + os.environ["LLAMA_API_KEY"]
seen = {"now": 0, "most": 0, "sent": 0, "left": 0, "asked": 0}
slot = asyncio.Semaphore(1)


async def request(reader):
    line = await reader.readline()
    if not line:
        return None
    headers = {}
    while (header := await reader.readline()) not in (b"\r\n", b""):
        name, _, value = header.decode().partition(":")
        headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return line.decode().split()[1], headers, json.loads(body) if body else {}


def whole(value, status="200 OK"):
    body = json.dumps(value).encode()
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status.encode(), len(body)) + body


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


async def stream(writer, prompt):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
    number = 0
    while prompt == "long" or number < 3:
        text = "x" * 4096 if prompt == "long" else f"{number} "
        event = {"choices": [{"index": 0, "delta": {"content": text}, "text": text, "finish_reason": None}]}
        data = chunk(f"data: {json.dumps(event)}\n\n".encode())
        writer.write(data)
        await writer.drain()
        seen["sent"] += len(data)
        number += 1
        await asyncio.sleep(0)
    writer.write(chunk(b"data: [DONE]\n\n") + b"0\r\n\r\n")
    await writer.drain()


async def serve(reader, writer):
    try:
        while (asked := await request(reader)) is not None:
            path, headers, body = asked
            if path == "/stub":
                writer.write(whole(seen))
            elif headers.get("authorization") != key:
                writer.write(whole({"error": {"message": "no key"}}, "401 Unauthorized"))
            elif path == "/props":
                writer.write(whole({}))
            else:
                await answer(writer, body)
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def answer(writer, body):
    prompt = body.get("prompt") or body["messages"][-1]["content"]
    seen["asked"] += 1
    once = os.path.join(os.environ.get("HOME", "/nowhere"), "die-once")
    if prompt == "die" or (prompt == "die once" and os.path.exists(once)):
        if os.path.exists(once):
            os.unlink(once)
        os._exit(3)
    seen["now"] += 1
    seen["most"] = max(seen["most"], seen["now"])
    try:
        async with slot:
            await stream(writer, prompt)
    except ConnectionError:
        seen["left"] += 1
        raise
    finally:
        seen["now"] -= 1


async def leash():
    """Ends with Roost: its end of the standard input is closed then."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await reader.read()
    os._exit(0)


async def main():
    server = await asyncio.start_server(serve, options["--host"], int(options["--port"]), backlog=1000)
    async with server, asyncio.TaskGroup() as group:
        group.create_task(leash())
        group.create_task(server.serve_forever())


asyncio.run(main())
