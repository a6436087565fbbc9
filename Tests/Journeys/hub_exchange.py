"""One request to a test Hub and its answer, before it goes over the line; faults change it in between."""

import json
import re
import time
from dataclasses import dataclass, field, replace
from typing import Callable, Iterable, Iterator

from hub_content import HubFile


class HangUp(Exception):
    """The server closes the connection here, whatever it promised."""


@dataclass(eq=False)
class Asked:
    """A request as a test looks at it: what was asked of which server, and what went out."""

    server: str
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    #: Path and query as they came, and the path of them, still encoded.
    target: str = ""
    raw_path: str = ""
    at: float = field(default_factory=time.monotonic)
    #: `api:info`, `api:tree`, `api:list` …, or for bytes the path of the file inside its repository.
    what: str = ""
    file: HubFile | None = None
    status: int = 0
    sent: int = 0

    @property
    def range(self) -> tuple[int, int | None] | None:
        """First byte and the byte behind the last, as asked; None without a range."""
        match = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("range", ""))
        return (int(match[1]), int(match[2]) + 1 if match[2] else None) if match else None

    @property
    def authorization(self) -> str | None:
        return self.headers.get("authorization")

    def __str__(self) -> str:
        return f"{self.server} {self.method} {self.path} {self.headers.get('range', '')} -> {self.status}, {self.sent} bytes"


@dataclass
class Answer:
    """What goes out. `length` is what is announced; None announces nothing and ends with the connection."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: Iterable[bytes] = ()
    length: int | None = 0
    #: The place in the file of the body's first byte; None when the body is no file.
    start: int | None = None

    @property
    def is_file(self) -> bool:
        return self.start is not None

    def with_headers(self, **headers: str) -> "Answer":
        return replace(self, headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()})

    def with_body(self, body: Iterable[bytes]) -> "Answer":
        return replace(self, body=body)


def text(content: str | bytes, status: int = 200, kind: str = "text/plain", **headers: str) -> Answer:
    data = content.encode() if isinstance(content, str) else content
    answer = Answer(status, {"Content-Type": kind}, [data], len(data))
    return answer.with_headers(**headers)


def as_json(value, status: int = 200, **headers: str) -> Answer:
    return text(json.dumps(value), status, "application/json; charset=utf-8", **headers)


def error(status: int, code: str | None, message: str) -> Answer:
    """An error in the Hub's way: the words in the body and in headers."""
    answer = as_json({"error": message}, status, X_Error_Message=message)
    return answer.with_headers(X_Error_Code=code) if code else answer


def file_answer(file: HubFile, asked: Asked, ranged: bool = True, **headers: str) -> Answer:
    """The bytes of a file, or the range of them that was asked for."""
    start, end, status = 0, file.size, 200
    common = {"Content-Type": "application/octet-stream"} | ({"Accept-Ranges": "bytes"} if ranged else {})
    if asked.range and ranged:
        start, status = asked.range[0], 206
        end = min(file.size, file.size if asked.range[1] is None else asked.range[1])
        if start >= file.size:
            return text("", 416, Content_Range=f"bytes */{file.size}")
        common["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    return Answer(status, common, Lazy(lambda: file.source.read(start, end)), end - start, start).with_headers(**headers)


@dataclass
class Lazy:
    """Bytes that are made when they are sent, and again whenever they are asked for."""

    make: Callable[[], Iterable[bytes]]

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.make())
