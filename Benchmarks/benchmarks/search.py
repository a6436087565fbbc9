"""Search in a large registry over HTTP, beside the same statements in SQLite without Roost."""

from collections.abc import Iterator
import json
import random
import re
import socket
import sqlite3
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from harness import registry
from harness.measure import clean_environment, empty, percentile
from harness.report import Report
from harness.server import Roost
from harness.workshop import Workshop

QUESTION = """How long does a search in the registry take over HTTP, one connection, 20 rows a page? `SQLite` is the plain statement for
the same rows on the same file in Python's sqlite3, one connection, ranked by its own bm25. Models are invented: names of family, size, variant and format, cards of
50 words drawn by Zipf's law. µs are of the server's processor for one request."""

LIMIT = 20
SECONDS_EACH = 5
MOST_SAMPLES = 300
# Seconds after which a query is given up.
PATIENCE = 30

COLUMNS = """m.id AS model_id, m.name, m.kind, m.task, m.library, m.license, m.downloads, m.likes, m.size, v.commit_id, v.revision,
v.quantisation, v.file_count, v.source, v.kept_at"""
MODELS = "models m JOIN versions v ON v.id = m.current_version"
TEXTS = "model_texts JOIN models m ON m.id = model_texts.rowid JOIN versions v ON v.id = m.current_version"
ORDERS = {"recent": "m.id DESC", "name": "m.name ASC, m.id ASC", "downloads": "m.downloads DESC, m.id DESC"}
# Above this many matches Roost shows the newest first.
RANKED = 1_500


@dataclass
class Query:
    """One kind of question: what stands in the address, and what it means in SQL."""

    name: str
    items: list[tuple[str, str]] = field(default_factory=list)
    path: str = "/api/v1/models"
    pages: int = 0  # how deep: pages of 1000 rows to turn first

    @property
    def url(self) -> str:
        if not self.path.endswith("/models"):
            return self.path
        return f"{self.path}?{urlencode([*self.items, ('limit', str(LIMIT))], quote_via=quote)}"


def queries(draw: random.Random, words: list[str]) -> list[Query]:
    rare, middle, common = words[40_000], words[2_000], words[3]
    return [
        Query("list, newest"),
        Query("list, kind=model, newest", [("kind", "model")]),
        Query("list, kind=dataset (1 %)", [("kind", "dataset")]),
        Query("list, kind=model, by downloads", [("kind", "model"), ("sort", "downloads")]),
        Query("list by name", [("sort", "name")]),
        Query("list by downloads", [("sort", "downloads")]),
        Query("page behind 10,000, newest", [("sort", "recent")], pages=10),
        Query("page behind 10,000, by name", [("sort", "name")], pages=10),
        Query("name word (5 % match)", [("search", "mistral")]),
        Query("card word, rare", [("search", rare)]),
        Query("card word, middle", [("search", middle)]),
        Query("card word, commonest", [("search", common)]),
        Query("prefix of two letters", [("search", "mi")]),
        Query("three words", [("search", "llama 7b instruct")]),
        Query("three words and a facet", [("search", "llama 7b instruct"), ("license", "mit")]),
        Query("no such word", [("search", "nosuchword")]),
        Query("name word, by downloads", [("search", "mistral"), ("sort", "downloads")]),
        Query("task AND library AND licence", [("task", "translation"), ("library", "mlx"), ("license", "mit")]),
        Query("author", [("author", "author77")]),
        Query("author AND task", [("author", "author77"), ("task", "translation")]),
        Query("task AND no such author", [("author", "nobody"), ("task", "translation")]),
        Query("task, by downloads", [("task", "translation"), ("sort", "downloads")]),
        Query("author, by downloads", [("author", "author77"), ("sort", "downloads")]),
        Query("tag (5 %)", [("tag", "mistral")]),
        Query("tag (1 in 10,000)", [("tag", registry.RARE_TAG)]),
        Query("tag, none", [("tag", "no-such-tag")]),
        Query("two tags", [("tag", "mistral"), ("tag", "license:mit")]),
        Query("regex, many match", [("regex", "7b.*gguf")]),
        Query("regex, one matches", [("regex", "-v777$")]),
        Query("regex, none matches", [("regex", "^nosuch")]),
        Query("one model", path="/api/v1/models/{name}"),
        Query("mirror: one model", path="/hub/api/models/{name}"),
        Query("mirror: no such model", path="/hub/api/models/no/such"),
        Query("mirror: list", [], path="/hub/api/models"),
        Query("mirror: search, rare", [("search", "v777")], path="/hub/api/models"),
    ]


def run(shop: Workshop) -> Iterator[Report]:
    """One report at a time: the smaller registry's figures are kept even when the larger one is interrupted."""
    for count in [20_000] if shop.quick else [100_000, 1_000_000]:
        shop.needs(count // 300 + 1024)
        yield measure(shop, count)
    if shop.with_mlflow:
        yield mlflow(shop)


def measure(shop: Workshop, count: int) -> Report:
    report = Report(
        f"search, {count:,} models", QUESTION,
        ["query", "p50 ms", "p99 ms", "SQLite p50", "SQLite p99", "server µs", "rows", "goal"])
    home = shop.home()
    subprocess.run([shop.roost, "ls", "--home", home, "--quiet"], check=True, capture_output=True, env=clean_environment())
    start = time.monotonic()
    registry.fill(home / "roost.db", count)
    size = (home / "roost.db").stat().st_size / 1e6
    report.notes.append(f"Database of {size:,.0f} MB, filled in {time.monotonic() - start:.0f} s.")
    base = sqlite3.connect(home / "roost.db")
    matcher: dict[str, re.Pattern] = {}
    base.create_function(
        "roost_matches", 2, lambda pattern, text: bool(matcher.setdefault(pattern, re.compile(pattern)).search(text)),
        deterministic=True)
    draw = random.Random(2)
    plans = []
    with Roost(shop.roost, home, shop.scratch / "roost.log") as server:
        client = Client(server.port)
        for query in queries(draw, registry.vocabulary(random.Random(1))):
            ask(report, plans, server, client, base, query, count)
        met = sum(row[-1] == "met" for row in report.rows)
        report.goal("queries within p50 ≤ 2 ms, p99 ≤ 10 ms" if count <= 100_000 else "queries within p50 ≤ 15 ms", met, at_least=len(report.rows))
        report.notes.append(f"The server's peak of memory: {server.rss():.0f} MB.")
    base.close()
    empty(home)
    if plans:
        report.notes += ["", "Slower than the goal:", ""] + plans
    return report


def ask(report: Report, plans: list[str], server: Roost, client: "Client", base, query: Query, count: int) -> None:
    if "{name}" in query.path:
        query.path = query.path.format(name=base.execute("SELECT name FROM models WHERE id = 776").fetchone()[0])
    cursor = deep_cursor(client, query) if query.pages else None
    url = query.url + (f"&cursor={quote(cursor)}" if cursor else "")
    most = 2 if count <= 100_000 else 15
    try:
        client.get(url)
    except TimeoutError:
        report.rows.append([query.name, f"> {PATIENCE * 1000:,}", "", "", "", "", "", "**missed**"])
        print("  " + " | ".join(report.rows[-1]), flush=True)
        return
    before = server.cpu()
    times, answer = samples(lambda: client.get(url))
    cost = (server.cpu() - before) / len(times) * 1e6
    rows = answer.get("models", [answer]) if isinstance(answer, dict) else answer
    p50, p99 = percentile(times, 0.5) * 1000, percentile(times, 0.99) * 1000
    met = p50 <= most and (count > 100_000 or p99 <= 10)
    raw = ["", ""]
    if query.path == "/api/v1/models":
        statement, values = sql(base, query, cursor)
        found = base.execute(statement, values).fetchall()
        if len(found[:LIMIT]) != len(rows):
            raise RuntimeError(f"{query.name}: Roost finds {len(rows)} rows, SQLite {len(found)}")
        alone, _ = samples(lambda: base.execute(statement, values).fetchall())
        raw = [f"{percentile(alone, share) * 1000:.2f}" for share in [0.5, 0.99]]
        if p50 > most:
            plan = [row[3] for row in base.execute("EXPLAIN QUERY PLAN " + statement, values)]
            plans.append(f"- {query.name}, {p50:.1f} ms: " + "; ".join(f"`{step}`" for step in plan))
    report.rows.append([
        query.name, f"{p50:.2f}", f"{p99:.2f}", *raw, f"{cost:,.0f}", f"{len(rows)}", "met" if met else "**missed**"])
    print("  " + " | ".join(report.rows[-1]), flush=True)


def deep_cursor(client: "Client", query: Query) -> str:
    cursor = ""
    for _ in range(query.pages):
        asked = [*query.items, ("limit", "1000")] + ([("cursor", cursor)] if cursor else [])
        cursor = client.get("/api/v1/models?" + urlencode(asked, quote_via=quote))["next"]
    return cursor


def samples(call) -> tuple[list[float], object]:
    times, end, answer = [], time.monotonic() + SECONDS_EACH, None
    while len(times) < 5 or (len(times) < MOST_SAMPLES and time.monotonic() < end):
        start = time.perf_counter()
        answer = call()
        times.append(time.perf_counter() - start)
    return times, answer


def sql(base, query: Query, cursor: str | None) -> tuple[str, list]:
    """The plain statement for what `Catalogue.search` gives; Roost may take a shorter way to the same rows."""
    asked = dict(query.items)
    conditions, values = ["m.current_version IS NOT NULL"], []
    for key in ["kind", "author", "task", "library", "license"]:
        if key in asked:
            conditions.append(f"m.{key} = ?")
            values.append(asked[key])
    for key, tag in query.items:
        if key == "tag":
            conditions.append("EXISTS (SELECT 1 FROM model_tags t WHERE t.tag = ? AND t.model_id = m.id)")
            values.append(tag)
    if "regex" in asked:
        conditions.append("roost_matches(?, m.name)")
        values.append(asked["regex"])
    source, order = MODELS, asked.get("sort", "recent")
    by = ORDERS[order]
    if "search" in asked:
        source, match = TEXTS, " ".join(f'"{word}"' for word in asked["search"].split()) + " *"
        conditions.append("model_texts MATCH ?")
        values.append(match)
        if "sort" not in asked:
            matches = base.execute(
                f"SELECT count(*) FROM (SELECT 1 FROM model_texts WHERE model_texts MATCH ? LIMIT {RANKED + 1})", [match]).fetchone()[0]
            by = "model_texts.rowid DESC" if matches > RANKED else "model_texts.rank"
    if cursor:
        _, number, text = (cursor.split("~", 2))
        if order == "recent":
            conditions.append("m.id < ?")
            values.append(int(number))
        else:
            conditions.append("(m.name, m.id) > (?, ?)")
            values += [text, int(number)]
    return f"SELECT {COLUMNS} FROM {source} WHERE {' AND '.join(conditions)} ORDER BY {by} LIMIT {LIMIT + 1}", values


class Client:
    """The least an HTTP client can be, so that its own time is small: one connection kept open."""

    def __init__(self, port: int):
        self.port = port
        self._connect()

    def _connect(self) -> None:
        self.line = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def get(self, target: str):
        self.line.sendall(f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._receive()
        head, _, body = data.partition(b"\r\n\r\n")
        if found := re.search(rb"(?i)content-length: (\d+)", head):
            while len(body) < int(found[1]):
                body += self._receive()
        else:
            while not body.endswith(b"0\r\n\r\n"):
                body += self._receive()
            body = unchunked(body)
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 404", b"HTTP/1.1 401")):
            raise RuntimeError(f"{target}: {head[:200]!r} {body[:500]!r}")
        return json.loads(body) if body else {}

    def _receive(self) -> bytes:
        piece = self.line.recv(1 << 20)
        if not piece:
            raise RuntimeError("the server closed the connection")
        return piece


def unchunked(body: bytes) -> bytes:
    whole = b""
    while body:
        length, _, body = body.partition(b"\r\n")
        count = int(length, 16)
        whole, body = whole + body[:count], body[count + 2:]
    return whole


def mlflow(shop: Workshop) -> Report:
    """MLflow's own store and search at 10,000 models, without its server."""
    report = Report(
        "search, MLflow 3.17.2 at 10,000 models",
        "How long does MLflow's registry take, asked in process through its SQLAlchemy store on SQLite, 20 rows a page?",
        ["query", "p50 ms", "p99 ms"])
    said = shop.launcher.run(
        shop.peer("mlflow_search") + [str(shop.folder("mlflow")), "500" if shop.quick else "10000"]).output
    for line in said.splitlines():
        if line.startswith("row "):
            report.rows.append(line[4:].split("|"))
    return report
