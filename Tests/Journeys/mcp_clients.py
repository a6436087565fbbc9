"""The official client of the Model Context Protocol, in both eras and over both transports."""

import asyncio
import json
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2
from house import BINARY, House, Served
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

#: How a client comes to terms, and over what.
WAYS = ["http-auto", "http-legacy", "stdio-auto", "stdio-legacy"]


@dataclass
class Way:
    """One way to the house: `async with way.connect() as client`."""

    name: str
    house: House
    served: Served | None = None
    arguments: tuple[str, ...] = ()

    @asynccontextmanager
    async def connect(self, token: str | None = None):
        transport, mode = self.name.split("-")
        if transport == "stdio":
            parameters = StdioServerParameters(
                command=str(BINARY), args=["mcp", "--quiet", *self.arguments], env=self.house.env, cwd=self.house.root)
            with (self.house.root / "mcp.log").open("w+") as log:
                async with Client(stdio_client(parameters, errlog=log), mode=mode) as client:
                    yield client
            return
        headers = {"Authorization": f"Bearer {token or self.house.token()}"}
        async with httpx2.AsyncClient(headers=headers, timeout=60) as http:
            async with Client(streamable_http_client(self.served.url + "/mcp", http_client=http), mode=mode) as client:
                yield client


def said(result) -> str:
    """The words of a result."""
    return "\n".join(each.text for each in result.content)


async def call(client, name: str, **arguments):
    """A call that must succeed: its structured content."""
    result = await client.call_tool(name, arguments)
    assert not result.is_error, said(result)
    return result.structured_content


async def until(condition, what: str, seconds: float = 20):
    """Waits for an asynchronous condition and gives back its value."""
    async with asyncio.timeout(seconds):
        while not (value := await condition()):
            await asyncio.sleep(0.02)
    return value


class Raw:
    """Requests as no library would write them."""

    def __init__(self, served: Served, token: str):
        self.url, self.token = served.url + "/mcp", token

    def __call__(self, body, method: str = "POST", **headers: str):
        """Status, headers and JSON of an answer; a `dict` is sent as JSON, `bytes` as they are."""
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "Accept": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = body if isinstance(body, bytes | None) else json.dumps(body).encode()
        reply = httpx2.request(method, self.url, content=content, headers={k: v for k, v in sent.items() if v}, timeout=20)
        return reply.status_code, reply.headers, json.loads(reply.text) if reply.text else None

    def modern(self, method: str, *, meta: dict | None = None, header: dict | None = None, **params):
        """A request of 2026-07-28, with changes."""
        version = "2026-07-28"
        known = {
            "io.modelcontextprotocol/protocolVersion": version, "io.modelcontextprotocol/clientCapabilities": {},
            "io.modelcontextprotocol/clientInfo": {"name": "raw", "version": "1"}}
        headers = {"MCP-Protocol-Version": version, "Mcp-Method": method}
        if name := params.get("name") or params.get("uri"):
            headers["Mcp-Name"] = name
        merged = {name: value for name, value in (known | (meta or {})).items() if value is not None}
        return self(
            {"jsonrpc": "2.0", "id": 7, "method": method, "params": params | {"_meta": merged}}, **headers | (header or {}))

    def legacy(self, method: str, *, version: str = "2025-11-25", **params):
        return self({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}, **{"MCP-Protocol-Version": version})
