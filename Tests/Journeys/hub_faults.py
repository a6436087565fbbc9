"""What can go wrong between a Hub and its client: each function makes a change of an answer.

A change takes the request and the answer and gives back another answer, or None when it does not concern this one.
Positions are places in the whole file, also when only a range of it is sent.
"""

import gzip
import itertools
import json
import random
import threading
import time
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import Callable

from hub_exchange import Answer, Asked, HangUp, Lazy, as_json, error, file_answer, text

Change = Callable[[Asked, Answer], Answer | None]


@dataclass
class Fault:
    """A change, and the requests it is made to: `what` is a glob on `Asked.what`."""

    change: Change
    what: str = "*"
    server: str | None = None
    method: str = "GET"
    times: int | None = None
    after: int = 0
    seen: int = 0
    hits: int = 0

    def apply(self, asked: Asked, answer: Answer) -> Answer:
        if asked.method != self.method or self.server not in (None, asked.server) or not fnmatchcase(asked.what, self.what):
            return answer
        if self.times is not None and self.hits >= self.times:
            return answer
        if getattr(self.change, "files_only", False) and not answer.is_file:
            return answer
        self.seen += 1
        changed = self.change(asked, answer) if self.seen > self.after else None
        self.hits += changed is not None
        return changed or answer


class Faults:
    """The faults that are switched on; requests are served by many threads."""

    def __init__(self):
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, change: Change, what: str = "*", **rules) -> Fault:
        fault = Fault(change, what, **rules)
        with self._lock:
            self._faults.append(fault)
        return fault

    def clear(self):
        with self._lock:
            self._faults.clear()

    def apply(self, asked: Asked, answer: Answer) -> Answer:
        with self._lock:
            for fault in self._faults:
                answer = fault.apply(asked, answer)
        return answer


def _bytes_change(change):
    """A change of the bytes of a file only; redirects and JSON pass uncounted."""
    change.files_only = True
    return change


def _head(answer: Answer, count: int):
    for piece in answer.body:
        yield piece[:count]
        count -= min(count, len(piece))
        if not count:
            return


def cut(after: int | Callable[[], int]) -> Change:
    """The connection ends after so many bytes of the body."""
    def body(answer, count):
        yield from _head(answer, count)
        raise HangUp

    def change(asked, answer):
        count = after() if callable(after) else after
        return answer.with_body(body(answer, count)) if count < (answer.length or 0) else None
    return _bytes_change(change)


def stall(after: int, until: threading.Event) -> Change:
    """So many bytes come, and then nothing, until the event."""
    def body(answer):
        yield from _head(answer, after)
        until.wait(600)
        raise HangUp
    return _bytes_change(lambda asked, answer: answer.with_body(body(answer)))


def pace(bytes_per_second: int, piece: int = 64 << 10) -> Change:
    """Bytes come no faster than this on one connection."""
    def body(answer):
        start, sent = time.monotonic(), 0
        for whole in answer.body:
            for offset in range(0, len(whole), piece):
                yield whole[offset : offset + piece]
                sent += len(whole[offset : offset + piece])
                time.sleep(max(0.0, start + sent / bytes_per_second - time.monotonic()))
    return _bytes_change(lambda asked, answer: answer.with_body(body(answer)))


def hold_back(until: threading.Event, piece: int = 16 << 10, seconds: float = 0.1) -> Change:
    """Bytes come a piece at a time, slowly, and freely from the event on, also on connections that are open."""
    def body(answer):
        for whole in answer.body:
            for offset in range(0, len(whole), piece):
                until.wait(seconds)
                yield whole[offset : offset + piece]
    return _bytes_change(lambda asked, answer: answer.with_body(body(answer)))


def ignore_range() -> Change:
    """The whole file comes, whatever was asked for."""
    return _bytes_change(
        lambda asked, answer: replace(file_answer(asked.file, asked, ranged=False), headers=_unranged(answer)))


def _unranged(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in ("Content-Range", "Accept-Ranges")}


def shortened(by: int) -> Change:
    """Fewer bytes come than there are, and the answer says so: nobody but the list of files knows better."""
    def change(asked, answer):
        length = (answer.length or 0) - by
        return replace(answer, body=_head(answer, length), length=length) if length > 0 else None
    return _bytes_change(change)


def unannounced(missing: int) -> Change:
    """No length is announced, and the connection ends before all bytes came."""
    def change(asked, answer):
        return replace(answer, body=_head(answer, answer.length - missing), length=None) if answer.length > missing else None
    return _bytes_change(change)


def repeat(at: int, count: int) -> Change:
    """Some bytes come twice; what follows is moved, and cut where the announced length ends."""
    def change(asked, answer):
        if not answer.start <= at < answer.start + answer.length - count:
            return None
        source, start, length = asked.file.source, answer.start, answer.length
        parts = [(start, at + count), (at, start + length - count)]
        return answer.with_body(Lazy(lambda: itertools.chain.from_iterable(source.read(*part) for part in parts)))
    return _bytes_change(change)


def flip(at: int, value: Callable[[], int] = lambda: 0xFF) -> Change:
    """One byte is another; `value` tells with what it is mixed."""
    def body(answer, mix):
        position = answer.start
        for piece in answer.body:
            if position <= at < position + len(piece):
                piece = bytearray(piece)
                piece[at - position] ^= mix
            position += len(piece)
            yield piece

    def change(asked, answer):
        inside = answer.start <= at < answer.start + answer.length
        return answer.with_body(body(answer, value())) if inside else None
    return _bytes_change(change)


def flip_differently(at: int) -> Change:
    values = itertools.cycle(random.Random(at).sample(range(1, 256), 200))
    return flip(at, lambda: next(values))


def announce(**headers: str | Callable[[Asked, Answer], str]) -> Change:
    """Other headers than true ones, on bytes and on what leads to them."""
    def change(asked, answer):
        return answer.with_headers(**{name: value(asked, answer) if callable(value) else value for name, value in headers.items()})
    return change


def say(status: int, message: str = "no", code: str | None = None, **headers: str) -> Change:
    """An error instead of the answer."""
    return lambda asked, answer: error(status, code, message).with_headers(**headers)


def html(status: int = 200) -> Change:
    return lambda asked, answer: text("<!doctype html><title>Log in</title><p>hotel wifi", status, "text/html")


def gzipped() -> Change:
    """The body is compressed and says so."""
    def change(asked, answer):
        data = gzip.compress(b"".join(bytes(piece) for piece in answer.body), 1)
        return replace(answer, body=[data], length=len(data)).with_headers(Content_Encoding="gzip")
    return change


def rewrite(edit: Callable) -> Change:
    """The JSON of the answer, edited."""
    def change(asked, answer):
        value = edit(json.loads(b"".join(answer.body)))
        kept = {name: header for name, header in answer.headers.items() if name != "Content-Type"}
        return replace(as_json(value, answer.status), headers=as_json(value).headers | kept)
    return change


def redirect(to: str | Callable[[Asked], str], status: int = 302) -> Change:
    return lambda asked, answer: Answer(status, {"Location": to(asked) if callable(to) else to})


def circle() -> Change:
    """Every address leads to the next, for ever."""
    numbers = itertools.count()
    return redirect(lambda asked: f"{asked.path}?again={next(numbers)}", 307)


def hang(until: threading.Event) -> Change:
    """The request is taken and never answered."""
    def body():
        until.wait(600)
        raise HangUp
        yield b""  # makes it a generator
    return lambda asked, answer: Answer(0, body=body())


def then(act: Callable[[], None]) -> Change:
    """Something happens at the Hub at the moment of this request; the answer stays."""
    def change(asked, answer):
        act()
        return replace(answer)
    return change
