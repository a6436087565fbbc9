"""A large file out of the store, over HTTP."""

import re
import subprocess
import time
from typing import Callable

from harness.measure import clean_environment, empty, median, spread
from harness.report import Report
from harness.server import Nginx, Roost, Server, free_port
from harness.workshop import Workshop, weights

QUESTION = """How fast does `roost serve` hand out a kept file, and what does the server pay? Beside nginx with `sendfile` on the same
bytes. Taken whole by a receiver in C that drops them, by curl, and by four curls with a quarter each; small requests by wrk."""

NAME = "bench/model"
FILE = "model.safetensors"
MEBIBYTE = 1 << 20


def run(shop: Workshop) -> list[Report]:
    size = shop.size(2048, 256) * MEBIBYTE
    shop.needs(size // MEBIBYTE + 1024)
    report = Report("serving", QUESTION, ["server", "taken by", "MB/s", "MB per server CPU s", "RSS MB"])
    model, home = shop.folder("model"), shop.home()
    weights(model / FILE, size)
    (model / "config.json").write_text('{"model_type": "llama", "architectures": ["LlamaForCausalLM"]}')
    shop.launcher.run([shop.roost, "import", model, "--name", NAME, "--mode", "hardlink", "--home", home, "--quiet"])
    port = free_port()
    nginx = f"server {{ listen 127.0.0.1:{port}; root {model}; etag on; }}"
    with Nginx(shop.scratch / "nginx", [port], nginx) as peer, Roost(shop.roost, home, shop.scratch / "roost.log") as roost:
        places = {
            "roost serve": (roost, roost.port, f"/hub/{NAME}/resolve/main/"), "nginx sendfile": (peer, port, "/")}
        figures = transfers(shop, places, size)
        requests = small_requests(shop, places)
    empty(home)
    empty(model)
    tabulate(report, figures, requests)
    return [report]


def transfers(shop: Workshop, places: dict, size: int) -> dict[tuple[str, str], list[tuple[float, float, float]]]:
    """Of each server and way: MB/s, MB per second of the server's processor, and its peak of memory."""
    figures: dict = {}
    for _ in range(shop.rounds):
        for way, take in ways(shop, size).items():
            for name, (server, port, path) in places.items():
                figures.setdefault((name, way), []).append(one(server, size, lambda: take(port, path + FILE)))
                print(f"  {name}, {way}: {figures[name, way][-1][0]:.0f} MB/s", flush=True)
    return figures


def one(server: Server, size: int, take: Callable[[], None]) -> tuple[float, float, float]:
    server.forget_peak()
    before, start = server.cpu(), time.monotonic()
    take()
    wall = time.monotonic() - start
    return size / 1e6 / wall, size / 1e6 / max(server.cpu() - before, 0.01), server.rss()


def ways(shop: Workshop, size: int) -> dict[str, Callable[[int, str], None]]:
    def whole(port: int, path: str) -> None:
        subprocess.run([shop.receive, "127.0.0.1", str(port), path, "-"], check=True)

    def curl(port: int, path: str) -> None:
        subprocess.run(["curl", "-sf", "-o", "/dev/null", f"http://127.0.0.1:{port}{path}"], check=True, env=clean_environment())

    def ranges(port: int, path: str) -> None:
        quarter = size // 4
        curls = [
            subprocess.Popen(
                ["curl", "-sf", "-o", "/dev/null", "-r", f"{part * quarter}-{(part + 1) * quarter - 1}",
                 f"http://127.0.0.1:{port}{path}"], env=clean_environment())
            for part in range(4)]
        if any(process.wait() for process in curls):
            raise RuntimeError("a range was not served")

    return {"C receiver": whole, "curl": curl, "4 curls with ranges": ranges}


def small_requests(shop: Workshop, places: dict) -> dict[str, tuple[float, str, float, float]]:
    """Of each server: requests a second, p50, µs of the server's processor for each, and its peak of memory."""
    found = {}
    for name, (server, port, path) in places.items():
        server.forget_peak()
        before = server.cpu()
        said = subprocess.run(
            ["wrk", "-t1", "-c16", f"-d{2 if shop.quick else 5}s", "--latency", f"http://127.0.0.1:{port}{path}config.json"],
            check=True, capture_output=True, text=True).stdout
        count = int(re.search(r"(\d+) requests in", said)[1])
        rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
        p50 = re.search(r"50%\s+(\S+)", said)[1]
        found[name] = (rate, p50, (server.cpu() - before) / count * 1e6, server.rss())
    return found


def tabulate(report: Report, figures: dict, requests: dict) -> None:
    for (name, way), runs in figures.items():
        report.rows.append([
            name, way, spread([run[0] for run in runs]), spread([run[1] for run in runs]), f"{max(run[2] for run in runs):.0f}"])
    for name, (rate, p50, cost, rss) in requests.items():
        report.rows.append([name, "wrk, config.json, 16 at once", f"{rate:,.0f}/s, p50 {p50}", f"{cost:.0f} µs each", f"{rss:.0f}"])
    mine = figures["roost serve", "C receiver"]
    report.goal("MB/s whole", median([run[0] for run in mine]), at_least=1000)
    report.goal("MB per server CPU s", median([run[1] for run in mine]), at_least=1500)
    report.goal(
        "MB/s in 4 ranges", median([run[0] for run in figures["roost serve", "4 curls with ranges"]]), at_least=1000)
    report.goal("RSS of the server", max(run[2] for key, runs in figures.items() if key[0] == "roost serve" for run in runs), at_most=60, unit=" MB")
