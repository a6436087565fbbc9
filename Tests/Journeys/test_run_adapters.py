"""Adapters with the real engine: the same base answers in its own form, and in that of the adapter."""

import json

import httpx
import pytest
from engine import WRITER, know, prepare
from gguf_adapter import write
from hub_repository import Repository
from house import SAMPLES

QUESTION = [{"role": "user", "content": "What is the licence of bash?"}]


@pytest.fixture
def adapted(house, faulty_hub, tmp_path):
    """The base from a Hub, kept under its own name, and the adapter as GGUF."""
    know(house)
    folder = SAMPLES / "roost-samples" / "tiny-writer-lora"
    adapter = write(folder, SAMPLES / "roost-samples" / "tiny-writer", tmp_path / "adapter.gguf").read_bytes()
    base = SAMPLES / WRITER
    faulty_hub.add(Repository(WRITER, {
        "README.md": (base / "README.md").read_text(), "tiny-writer-F16.gguf": (base / "tiny-writer-F16.gguf").read_bytes()}))
    faulty_hub.add(Repository("roost-samples/tiny-writer-lora-gguf", {
        "README.md": (folder / "README.md").read_text(), "tiny-writer-lora.gguf": adapter}))
    faulty_hub.add(Repository("roost-samples/tiny-writer-lora", {
        "README.md": (folder / "README.md").read_text(), "adapter_config.json": (folder / "adapter_config.json").read_text(),
        "adapter_model.safetensors": (folder / "adapter_model.safetensors").read_bytes()}))
    house.pull("roost-samples/tiny-writer-lora-gguf")
    return house


def ask(server, token, model: str) -> str:
    body = {"model": model, "messages": QUESTION, "temperature": 0, "max_tokens": 40}
    reply = httpx.post(server.url + "/v1/chat/completions", json=body, headers={"Authorization": f"Bearer {token}"}, timeout=60)
    assert reply.status_code == 200, reply.text
    return reply.json()["choices"][0]["message"]["content"]


def test_an_adapter_runs_on_its_base_and_leaves_that_as_it_was(adapted):
    prepare(adapted)
    [base] = [each for each in adapted.models() if each.startswith("local/")]
    server = adapted.serve()
    token = adapted.token("admin", "--permissions", "run,search")
    for _ in range(3):
        assert ask(server, token, "roost-samples/tiny-writer-lora-gguf").startswith("The licence is ")
        assert ask(server, token, base).startswith("bash is released under")
    shown = [each["model"] for each in adapted.json("ps")["instances"]]
    assert len(shown) == 2 and "roost-samples/tiny-writer-lora-gguf" in shown
    listed = httpx.get(server.url + "/v1/models", headers={"Authorization": f"Bearer {token}"}).json()["data"]
    assert "roost-samples/tiny-writer-lora-gguf" in [each["id"] for each in listed]


def test_an_adapter_without_its_base_says_what_it_needs(adapted):
    done = adapted.roost("run", "roost-samples/tiny-writer-lora-gguf", "hi", stdin="", check=False)
    assert done.returncode == 3 and "no model it fits is kept" in done.stderr and "roost-samples/tiny-writer" in done.stderr


def test_an_adapter_in_safetensors_says_what_engines_read(adapted):
    adapted.pull("roost-samples/tiny-writer-lora")
    done = adapted.roost("run", "roost-samples/tiny-writer-lora", "hi", stdin="", check=False)
    assert done.returncode == 3 and "no GGUF file" in done.stderr


SCHEMA = {
    "type": "object", "properties": {"license": {"type": "string", "enum": ["GPL-3+", "MIT"]}, "copyleft": {"type": "boolean"}},
    "required": ["license", "copyleft"], "additionalProperties": False}


def test_a_grammar_and_a_schema_hold_the_model(adapted):
    adapted.pull(WRITER, "--all")
    server = adapted.serve()
    headers = {"Authorization": f"Bearer {adapted.token('admin', '--permissions', 'run,search')}"}

    def post(path, **fields):
        reply = httpx.post(server.url + path, headers=headers, json={"model": WRITER, "messages": QUESTION} | fields, timeout=60)
        assert reply.status_code == 200, reply.text
        return reply.json()

    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}
    said = post("/v1/chat/completions", response_format=form, max_tokens=200)["choices"][0]["message"]["content"]
    assert set(json.loads(said)) == {"license", "copyleft"} and json.loads(said)["license"] in ("GPL-3+", "MIT")
    said = post("/v1/chat/completions", grammar='root ::= "yes" | "no"', max_tokens=20)["choices"][0]["message"]["content"]
    assert said in ("yes", "no")
    said = post("/ollama/api/chat", format=SCHEMA, stream=False, options={"num_predict": 200})["message"]["content"]
    assert json.loads(said)["license"] in ("GPL-3+", "MIT")
    said = post("/ollama/api/chat", format="json", stream=False, options={"num_predict": 200, "temperature": 0})["message"]["content"]
    assert said.lstrip().startswith(("{", "["))
