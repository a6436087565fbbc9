"""Asks a GGUF file questions through llama.cpp."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings import HERE


class Engine:
    def __init__(self, address: str):
        self.address = address

    def post(self, path: str, body: dict) -> dict:
        request = urllib.request.Request(
            f"{self.address}{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def chat(self, question: str, **more) -> str:
        body = {"messages": [{"role": "user", "content": question}], "temperature": 0, "max_tokens": 48, "cache_prompt": False}
        return self.post("/v1/chat/completions", body | more)["choices"][0]["message"]["content"]

    def complete(self, text: str, **more) -> str:
        body = {"prompt": text, "temperature": 0, "n_predict": 48, "cache_prompt": False}
        return self.post("/completion", body | more)["content"]


@contextmanager
def engine(model: Path, lora: Path | None = None) -> Iterator[Engine]:
    command = [sys.executable, str(HERE / "launch_engine.py"), "--model", str(model)]
    if lora:
        command += ["--lora", str(lora)]
    environment = os.environ | {"GOMP_SPINCOUNT": "0", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)
    try:
        line = process.stdout.readline()
        if not line.startswith("{"):
            raise RuntimeError(f"llama.cpp could not load {model.name}")
        yield Engine(json.loads(line)["listening"])
    finally:
        process.terminate()
        process.wait(timeout=30)
