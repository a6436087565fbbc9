"""From a question to the first word of a model that is not in memory."""

import http.client
import json
import random
import shutil
import struct
import subprocess
import time
from pathlib import Path

from harness.measure import clean_environment, empty, median, spread
from harness.report import Report
from harness.server import Roost, Server, free_port
from harness.workshop import HERE, Workshop

QUESTION = """How long from a question to the first token, when the model is on the disk (in the page cache) and not in memory? llama.cpp's
server by itself, with the command and environment that Roost gave it: started, waited for, asked. `roost serve`: asked. *Swap* has room
for one of two models, so that another goes first. Warm is a model in memory. The small model is that of the sample Hub; the large one has
its words and random weights."""

SAMPLES = HERE.parent / "Samples" / "hub" / "roost-samples"
LARGE = {"hidden_size": 1024, "intermediate_size": 2816, "num_hidden_layers": 16, "num_attention_heads": 16, "num_key_value_heads": 16, "head_dim": 64}
ASKED = {"prompt": "Once upon a time", "max_tokens": 4, "stream": True, "temperature": 0}
PATIENCE = 120
ROUNDS = 7


def run(shop: Workshop) -> list[Report]:
    report = Report("swap", QUESTION, ["model", "way", "ms to the first token", "× llama.cpp alone"])
    home = shop.home()
    settings = {"ROOST_ENGINE_PYTHON": str(HERE.parent / ".venv-engine" / "bin" / "python"), "ROOST_THREADS": "2"}
    models = {"small, 1.6 MB": small(shop, home)} | ({} if shop.quick else {"large, 410 MB": large(shop, home)})
    rounds = 2 if shop.quick else ROUNDS
    with Roost(shop.roost, home, shop.scratch / "roost.log", settings) as roost:
        asking = Asking(roost.port, token(shop, home))
        for title, model in models.items():
            asking.first(model)
            command, environment = engine(home)
            alone = [started(shop, command, environment) for _ in range(rounds)]
            cold = []
            for _ in range(rounds):
                asking.stop(model)
                cold.append(asking.first(model))
            warm = [asking.first(model) for _ in range(rounds * 3)]
            direct = beside(shop, command, environment, rounds * 3)
            for way, times, of in [
                    ("llama.cpp alone, started", alone, alone), ("roost, not in memory", cold, alone),
                    ("llama.cpp alone, warm", direct, direct), ("roost, warm", warm, direct)]:
                report.rows.append([title, way, spread(times, 1), f"{median(times) / median(of):.2f}"])
                print(f"  {title}, {way}: {median(times):.1f} ms", flush=True)
            report.goal(f"× llama.cpp's own start, {title}", median(cold) / median(alone), at_most=1.25)
            asking.stop(model)
    swap(shop, home, models, settings, rounds, report)
    empty(home)
    return [report]


def swap(shop: Workshop, home: Path, models: dict[str, str], settings: dict[str, str], rounds: int, report: Report) -> None:
    """Two models take turns where there is room for one; of one repository, two quantisations are two models."""
    title, model = list(models.items())[-1]
    other = model.replace(":Q8_0", ":F16") if ":Q8_0" in model else list(models.values())[0]
    with Roost(shop.roost, home, shop.scratch / "roost.log", settings) as roost:
        asking = Asking(roost.port, token(shop, home))
        asking.first(model)
        asking.first(other)
        needs = sorted(each["memory_bytes"] for each in asking.loaded())
    room = needs[1] + needs[0] // 2
    with Roost(shop.roost, home, shop.scratch / "roost.log", settings | {"ROOST_MEMORY": f"{room >> 10} KiB"}) as roost:
        asking = Asking(roost.port, token(shop, home))
        times = []
        for _ in range(rounds):
            asking.first(other)
            times.append(asking.first(model))
            if len(asking.loaded()) != 1:
                raise RuntimeError(f"both are in memory: {asking.loaded()}")
    alone = next(float(row[2].split(" ")[0]) for row in report.rows if row[0] == title)
    report.rows.append([title, "roost, swap", spread(times, 1), f"{median(times) / alone:.2f}"])
    print(f"  {title}, swap: {median(times):.1f} ms", flush=True)


class Asking:
    """A client of one server; each question has a connection of its own, because llama.cpp closes it after a stream."""

    def __init__(self, port: int, key: str):
        self.port = port
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}

    def call(self, method: str, path: str, body: dict | None = None):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        line.request(method, path, json.dumps(body) if body is not None else None, self.headers)
        return line.getresponse()

    def first(self, model: str) -> float:
        """Milliseconds to the first piece of an answer with a word in it."""
        start = time.perf_counter()
        answer = self.call("POST", "/v1/completions", ASKED | {"model": model})
        if answer.status != 200:
            raise RuntimeError(f"{model}: {answer.read()[:500]!r}")
        taken = None
        for line in answer:
            if taken is None and line.startswith(b"data: {") and json.loads(line[6:])["choices"][0].get("text"):
                taken = (time.perf_counter() - start) * 1000
        if taken is None:
            raise RuntimeError(f"{model} said nothing")
        return taken

    def loaded(self) -> list[dict]:
        return json.loads(self.call("GET", "/api/v1/runtimes").read())["instances"]

    def stop(self, model: str) -> None:
        self.call("POST", "/api/v1/runtimes/stop", {"model": model}).read()
        deadline = time.monotonic() + PATIENCE
        while self.loaded():
            if time.monotonic() > deadline:
                raise RuntimeError(f"{model} does not go: {self.loaded()}")
            time.sleep(0.02)


def started(shop: Workshop, command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    with Alone(shop, command, environment) as server:
        waited = (time.perf_counter() - start) * 1000
        return waited + server.asking().first("it")


def beside(shop: Workshop, command: list[str], environment: dict[str, str], rounds: int) -> list[float]:
    with Alone(shop, command, environment) as server:
        asking = server.asking()
        asking.first("it")
        return [asking.first("it") for _ in range(rounds)]


class Alone(Server):
    """llama.cpp's server as Roost starts it, on a port of its own, answering that it is well."""

    def __init__(self, shop: Workshop, command: list[str], environment: dict[str, str]):
        self.key, self.port = environment["LLAMA_API_KEY"], free_port()
        command = [str(self.port) if before == "--port" else word for before, word in zip(["", *command], command)]
        super().__init__(command, shop.scratch / "engine.log", environment)
        self.wait_for_port(self.port, PATIENCE)
        while not self.is_well():
            time.sleep(0.002)

    def is_well(self) -> bool:
        try:
            line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            line.request("GET", "/health")
            return line.getresponse().status == 200
        except OSError:
            return False

    def asking(self) -> Asking:
        return Asking(self.port, self.key)


def engine(home: Path) -> tuple[list[str], dict[str, str]]:
    """How the one engine that runs was started."""
    (note,) = (home / "engines").iterdir()
    folder = Path("/proc") / note.name.partition(".")[0]
    command = (folder / "cmdline").read_bytes().decode().rstrip("\0").split("\0")
    environment = dict(part.split("=", 1) for part in (folder / "environ").read_bytes().decode().split("\0") if "=" in part)
    return command, environment


def token(shop: Workshop, home: Path) -> str:
    said = roost(shop, home, "token", "create", "--user", "admin", "--permissions", "run", "--json")
    return json.loads(said)["token"]


def roost(shop: Workshop, home: Path, *arguments: object) -> str:
    return subprocess.run(
        [shop.roost, *map(str, arguments), "--home", home], check=True, capture_output=True, text=True, env=clean_environment()).stdout


def small(shop: Workshop, home: Path) -> str:
    roost(shop, home, "import", SAMPLES / "tiny-writer-gguf", "--name", "bench/small", "--quiet")
    return "bench/small:Q8_0"


def large(shop: Workshop, home: Path) -> str:
    """The sample model's words, with more layers and random weights, made into GGUF by Roost."""
    folder = shop.folder("large")
    for name in ["tokenizer.json", "tokenizer_config.json", "LICENSE"]:
        shutil.copy(SAMPLES / "tiny-writer" / name, folder)
    config = json.loads((SAMPLES / "tiny-writer" / "config.json").read_text()) | LARGE
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "README.md").write_text("---\nlicense: apache-2.0\n---\n# Random\n")
    write(folder / "model.safetensors", shapes(config))
    roost(shop, home, "import", folder, "--name", "bench/large", "--quiet")
    roost(shop, home, "convert", "bench/large", "--to", "f16", "--quiet")
    return "bench/large-GGUF"


def shapes(config: dict) -> dict[str, list[int]]:
    width, forward = config["hidden_size"], config["intermediate_size"]
    found = {"model.embed_tokens.weight": [config["vocab_size"], width], "model.norm.weight": [width]}
    for layer in range(config["num_hidden_layers"]):
        at = f"model.layers.{layer}."
        found |= {f"{at}self_attn.{each}_proj.weight": [width, width] for each in "qkvo"}
        found |= {f"{at}mlp.{each}_proj.weight": [forward, width] for each in ("gate", "up")}
        found |= {f"{at}mlp.down_proj.weight": [width, forward], f"{at}input_layernorm.weight": [width], f"{at}post_attention_layernorm.weight": [width]}
    return found


def write(path: Path, tensors: dict[str, list[int]]) -> None:
    draw = random.Random(1)
    block = struct.pack("<65536e", *(draw.gauss(0, 0.02) for _ in range(65536)))
    header, end = {}, 0
    for name, shape in tensors.items():
        size = 2 * shape[0] * (shape[1] if len(shape) > 1 else 1)
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    head = json.dumps(header).encode()
    with path.open("wb") as out:
        out.write(struct.pack("<Q", len(head)) + head)
        for start in range(0, end, len(block)):
            out.write(block[:end - start])
