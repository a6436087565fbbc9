"""Requests to a provider, through the gateway."""

import json
import re
import subprocess
from pathlib import Path

from harness.measure import clean_environment, empty
from harness.report import Report
from harness.server import Nginx, Roost, Server, free_port
from harness.workshop import HERE, Workshop

QUESTION = """What does the way through a gateway cost? A provider that answers at once (nginx with a fixed answer, or a fixed stream of 50
pieces), asked by wrk: alone, through nginx's `proxy_pass`, through `roost serve` with a route, and, when asked for, through LiteLLM's proxy with one worker and
SGLang's router."""

WORDS = "Once upon a time there was a small house with many models in it."
STREAM_PIECES = 50
KEY = "sk-bench"


def run(shop: Workshop) -> list[Report]:
    report = Report(
        "gateway", QUESTION, ["through", "answers", "at once", "requests/s", "p50", "p99", "µs of its processor each", "RSS MB"])
    port, proxy = free_port(), free_port()
    home = shop.home()
    figures: dict = {}
    with Nginx(shop.scratch / "provider", [port], provider(shop, port)), Nginx(shop.scratch / "proxy", [proxy], passing(proxy, port)) as passed:
        home.mkdir(parents=True)
        shop.launcher.run([shop.roost, "ls", "--home", home, "--quiet"])
        (home / "routes.yaml").write_text(routes(port))
        with Roost(shop.roost, home, shop.scratch / "roost.log") as roost:
            token = json.loads(subprocess.run(
                [shop.roost, "token", "create", "--user", "admin", "--permissions", "run", "--json", "--home", home],
                check=True, capture_output=True, text=True, env=clean_environment()).stdout)["token"]
            contenders = {
                "nothing": (None, port, KEY, True), "nginx proxy_pass": (passed, proxy, KEY, True),
                "roost serve": (roost, roost.port, token, False)}
            measure(shop, contenders, figures)
    if shop.litellm:
        with Nginx(shop.scratch / "provider", [port], provider(shop, port)), LiteLLM(shop, port) as litellm:
            measure(shop, {"LiteLLM": (litellm, litellm.port, KEY, False)}, figures, seconds=6)
    if shop.sglang:
        for is_streamed in (False, True):
            with Nginx(shop.scratch / "provider", [port], provider(shop, port)), SGLang(shop, port, is_streamed) as router:
                measure(shop, {"sglang-router": (router, router.port, KEY, False)}, figures, ways=[is_streamed])
    empty(home)
    tabulate(report, figures)
    return [report]


def measure(shop: Workshop, contenders: dict, figures: dict, seconds: int = 4, ways: list[bool] = [False, True]) -> None:
    for is_streamed in ways:
        for connections in (1, 16, 64):
            for name, (server, port, key, is_plain) in contenders.items():
                found = ask(shop, server, port, key, is_plain, connections, is_streamed, 1 if shop.quick else seconds)
                figures[name, is_streamed, connections] = found
                print(f"  {name}, {'streams' if is_streamed else 'whole'}, {connections}: {found[0]:,.0f}/s, {found[3]:.0f} µs", flush=True)


def ask(
    shop: Workshop, server: Server | None, port: int, key: str, is_plain: bool, connections: int, is_streamed: bool, seconds: int
) -> tuple[float, float, float, float, float]:
    """Requests a second, p50 and p99 in ms, µs of the server's processor for each, and its peak of memory.

    Whoever only passes on is asked at another address for streams, because nginx does not read what is asked for.
    """
    path = "/streamed/v1/chat/completions" if is_plain and is_streamed else "/v1/chat/completions"
    model = "whole" if is_plain else "flowing" if is_streamed else "bench"
    body = json.dumps({"model": model, "messages": [{"role": "user", "content": "Tell me a story."}]} | ({"stream": True} if is_streamed else {}))
    script = shop.scratch / "ask.lua"
    script.write_text(f"""
wrk.method = "POST"
wrk.path = "{path}"
wrk.body = [==[{body}]==]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Authorization"] = "Bearer {key}"
""")
    wrk = ["wrk", "-t1", f"-c{connections}", "--timeout", "30s", "--latency", "-s", str(script)]
    subprocess.run([*wrk, "-d1s", f"http://127.0.0.1:{port}"], check=True, capture_output=True)
    if server:
        server.forget_peak()
    before = server.cpu() if server else 0.0
    said = subprocess.run([*wrk, f"-d{seconds}s", f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
    if failed := re.search(r"Non-2xx.*|Socket errors.*", said):
        raise RuntimeError(f"{failed[0]}\n{said}")
    count = int(re.search(r"(\d+) requests in", said)[1])
    return (
        float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), percentile(said, "50%"), percentile(said, "99%"),
        ((server.cpu() - before) / count * 1e6) if server else 0.0, server.rss() if server else 0.0)


def percentile(said: str, which: str) -> float:
    """In ms."""
    number, unit = re.search(rf"{which}\s+([\d.]+)(us|ms|s)", said).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def answer() -> str:
    return json.dumps({
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "whole",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": WORDS}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 16, "total_tokens": 28}})


def stream() -> str:
    def chunk(delta: dict, **more) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": more.pop("finish", None)}
        return "data: " + json.dumps({
            "id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "whole", "choices": [choice]} | more) + "\n\n"

    pieces = [chunk({"content": f"word{number} "}) for number in range(STREAM_PIECES)]
    return "".join(pieces) + chunk({}, finish="stop") + "data: [DONE]\n\n"


def provider(shop: Workshop, port: int) -> str:
    folder = shop.folder("answers")
    (folder / "whole.json").write_text(answer())
    (folder / "stream.txt").write_text(stream())
    # nginx answers a POST of a file with 405; what stands in its place is asked for by GET.
    return f"""server {{ listen 127.0.0.1:{port} backlog=4096; root {folder};
  location / {{ error_page 405 =200 /whole.json; try_files /whole.json =404; }}
  location = /whole.json {{ default_type application/json; }}
  location /streamed/ {{ error_page 405 =200 /stream.txt; try_files /stream.txt =404; }}
  location = /stream.txt {{ types {{ }} default_type text/event-stream; }} }}"""


def passing(port: int, to: int) -> str:
    return f"""upstream provider {{ server 127.0.0.1:{to}; keepalive 128; }}
  server {{ listen 127.0.0.1:{port} backlog=4096; location / {{
    proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; }} }}"""


def routes(port: int) -> str:
    return f"""
providers:
  there: {{kind: openai-compatible, url: "http://127.0.0.1:{port}/v1"}}
  flow: {{kind: openai-compatible, url: "http://127.0.0.1:{port}/streamed/v1"}}
routes:
  bench: {{primary_model: "there:whole"}}
  flowing: {{primary_model: "flow:whole"}}
"""


class LiteLLM(Server):
    """One worker, quiet, with the provider as its only model."""

    def __init__(self, shop: Workshop, provider_port: int):
        self.port = free_port()
        folder: Path = shop.folder("litellm")
        model = {"model": "openai/whole", "api_base": f"http://127.0.0.1:{provider_port}/v1", "api_key": KEY}
        config = folder / "config.yaml"
        flowing = model | {"api_base": f"http://127.0.0.1:{provider_port}/streamed/v1"}
        config.write_text(json.dumps({
            "model_list": [{"model_name": "bench", "litellm_params": model}, {"model_name": "flowing", "litellm_params": flowing}],
            "general_settings": {"master_key": KEY},
            "litellm_settings": {"telemetry": False, "num_retries": 0}}))
        super().__init__(
            [HERE / ".venv-litellm/bin/litellm", "--config", config, "--host", "127.0.0.1", "--port", str(self.port)], folder / "log",
            {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR", "DO_NOT_TRACK": "1", "HOME": str(folder)})
        self.wait_for_port(self.port, 120)


class SGLang(Server):
    """SGLang's router, in Rust, with the provider as its only worker; it passes every path on below the worker's address."""

    def __init__(self, shop: Workshop, provider_port: int, is_streamed: bool):
        self.port = free_port()
        folder: Path = shop.folder("sglang")
        worker = f"http://127.0.0.1:{provider_port}" + ("/streamed" if is_streamed else "")
        super().__init__(
            [HERE / ".venv-sglang/bin/python", "-m", "sglang_router.launch_router", "--worker-urls", worker, "--host", "127.0.0.1",
             "--port", str(self.port), "--prometheus-port", str(free_port()), "--policy", "round_robin", "--log-level", "warn", "--disable-health-check"],
            folder / "log", {"HOME": str(folder)})
        self.wait_for_port(self.port, 60)


def tabulate(report: Report, figures: dict) -> None:
    for (name, is_streamed, connections), (rate, p50, p99, cost, rss) in figures.items():
        report.rows.append([
            name, f"stream of {STREAM_PIECES}" if is_streamed else "whole", str(connections), f"{rate:,.0f}", f"{p50:.2f} ms", f"{p99:.2f} ms",
            f"{cost:.0f}" if cost else "", f"{rss:.0f}" if rss else ""])
    mine = figures["roost serve", False, 16]
    report.goal("requests/s, 16 at once", mine[0], at_least=6000)
    report.goal("streams/s, 16 at once", figures["roost serve", True, 16][0], at_least=2000)
    report.goal("µs of the processor each", mine[3], at_most=150)
    report.goal("p50 added, 1 at once", figures["roost serve", False, 1][1] - figures["nothing", False, 1][1], at_most=0.3, unit=" ms")
    report.goal("RSS of the server", max(found[4] for key, found in figures.items() if key[0] == "roost serve"), at_most=60, unit=" MB")
    if ("LiteLLM", False, 16) in figures:
        report.goal("times LiteLLM's requests/s, 16 at once", mine[0] / figures["LiteLLM", False, 16][0], at_least=100)
