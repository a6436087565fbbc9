"""The pages: how soon the server is there, how long a page takes, how much a browser has to load."""

import http.client
import json
import re
import subprocess
import time
from pathlib import Path

from harness import registry
from harness.measure import clean_environment, empty, median, percentile
from harness.report import Report
from harness.server import Roost
from harness.workshop import Workshop

QUESTION = """How soon does `roost serve` answer on a home that is there, how long does a page's HTML take over HTTP with one
connection of an administrator, while there are jobs and traces of requests too, how much JavaScript and CSS belongs to all pages, and when does a browser (Debian's Chromium, nothing cached) first paint?"""

PAGES = [
    "/", "/models", "/models?search=mistral", "/models?search=mistral&sort=downloads", "/models?regex=7b.*gguf",
    "/models?task=translation&sort=name", "/models/{name}", "/models/{name}?tab=files", "/jobs", "/jobs/{job}", "/settings/disk",
    "/runtimes", "/playground", "/routing", "/requests", "/requests?route=writer", "/docs"]
ASKED = 200


def run(shop: Workshop) -> list[Report]:
    count = shop.size(100_000, 5_000)
    shop.needs(count // 300 + 1024)
    report = Report(f"dashboard, {count:,} models", QUESTION, ["page", "p50 ms", "p99 ms", "HTML kB", "status"])
    home = shop.home()
    subprocess.run([shop.roost, "ls", "--home", home, "--quiet"], check=True, capture_output=True, env=clean_environment())
    starts = [start(shop, home) for _ in range(max(3, shop.rounds * 3))]
    registry.fill(home / "roost.db", count)
    job = registry.fill_work(home / "roost.db", jobs=max(20, count // 20), requests=max(50, count // 2))
    token = administrator(shop, home)
    with Roost(shop.roost, home, shop.scratch / "roost.log") as server:
        time.sleep(2)  # what is done once at the start is over
        idle = resident(server.process.pid)
        client = Client(server.port, token)
        name = json.loads(client.get("/api/v1/models?limit=1&kind=model")[1])["models"][0]["name"]
        worst = tail = 0.0
        for page in PAGES:
            times, body, status = [], b"", 0
            for _ in range(ASKED):
                begin = time.perf_counter()
                status, body = client.get(page.format(name=name, job=job))
                times.append((time.perf_counter() - begin) * 1000)
            report.rows.append([
                f"`{page}`", f"{median(times):.2f}", f"{percentile(times, 99):.2f}", f"{len(body) / 1000:.1f}", str(status)])
            print("  " + " | ".join(report.rows[-1]), flush=True)
            if status != 200:
                raise RuntimeError(f"{page} answered {status}")
            worst, tail = max(worst, median(times)), max(tail, percentile(times, 99))
        tabs = ["policy", "hubs", "users", "tokens", "disk", "audit", "account", "appearance"]
        weight = assets(
            client,
            ["/", "/login", "/search", "/models", f"/models/{name}", "/jobs", f"/jobs/{job}", "/docs", "/search/no/such", "/runtimes",
             "/playground", "/routing", "/requests"]
            + [f"/settings/{tab}" for tab in tabs])
        paints = first_paints(shop, server.address)
    empty(home)
    report.goal("from start to `/readyz`, an existing home", median(starts), at_most=300, unit=" ms")
    report.goal("the slowest page's HTML (p50)", worst, at_most=50, unit=" ms")
    report.goal("the slowest page's HTML (p99)", tail, at_most=50, unit=" ms")
    report.goal("all JavaScript and CSS", weight / 1000, at_most=150, unit=" kB")
    report.goal("first contentful paint, the slowest page (median)", max(paints.values()), at_most=500, unit=" ms")
    report.goal("memory at rest", idle, at_most=80, unit=" MB")
    report.notes.append("First contentful paint: " + ", ".join(f"`{page}` {value:.0f} ms" for page, value in paints.items()) + ".")
    report.notes.append(f"Starts: {', '.join(f'{each:.0f}' for each in starts)} ms.")
    return [report]


def administrator(shop: Workshop, home: Path) -> str:
    """A token of the first account, which the starts before have made."""
    made = subprocess.run(
        [shop.roost, "token", "create", "--user", "admin", "--home", home, "--json"], check=True, capture_output=True, text=True,
        env=clean_environment())
    return json.loads(made.stdout)["token"]


def start(shop: Workshop, home: Path) -> float:
    """Milliseconds from the start of the process to the first good answer of `/readyz`."""
    begin = time.perf_counter()
    log = shop.scratch / "start.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [shop.roost, "serve", "--home", home, "--port", "0"], stdout=out, stderr=out, env=clean_environment())
    try:
        port = None
        while time.perf_counter() - begin < 20:
            if port is None:
                found = re.search(r"at home on http://[^:]+:(\d+)", log.read_text(errors="replace"))
                port = int(found[1]) if found else None
            if port is not None:
                client = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                client.request("GET", "/readyz")
                if client.getresponse().status == 200:
                    return (time.perf_counter() - begin) * 1000
            time.sleep(0.002)
        raise RuntimeError(f"not ready: {log.read_text(errors='replace')[-2000:]}")
    finally:
        process.terminate()
        process.wait()


def resident(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024


def assets(client: "Client", pages: list[str]) -> int:
    """Bytes of every script and style that one of the pages names, and of what those import."""
    seen: dict[str, int] = {}
    wanted = {
        path for page in pages
        for path in re.findall(rb'(?:src|href)="(/(?:assets|docs)/[^"#]+\.(?:js|css))"', client.get(page)[1])}
    while wanted:
        path = wanted.pop().decode()
        body = client.get(path)[1]
        seen[path] = len(body)
        folder = path.rpartition("/")[0]
        for module in re.findall(rb'from "\./([\w-]+\.js)"', body):
            if (other := f"{folder}/{module.decode()}") not in seen:
                wanted.add(other.encode())
    return sum(seen.values())


def first_paints(shop: Workshop, address: str) -> dict[str, float]:
    done = subprocess.run(
        [*shop.peer("first_paint"), address, "/", "/login", "/search", "/models", "/jobs"], check=True, capture_output=True,
        text=True, env=clean_environment())
    return json.loads(done.stdout)


class Client:
    """One connection that is kept."""

    def __init__(self, port: int, token: str | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str) -> tuple[int, bytes]:
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status in (302, 303):
            return self.get(answer.headers["Location"])
        return answer.status, body
