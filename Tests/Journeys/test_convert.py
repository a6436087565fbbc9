"""`roost convert`: safetensors become GGUF as llama.cpp's own rules have it, and the result answers in the real engine."""

import json
import signal
import time

import numpy as np
import pytest
from engine import prepare
from gguf import GGMLQuantizationType as Type
from house import SAMPLES
from tiny_models import byte_pairs, decoder, encoder, fallback_pieces, official, publish, qwen_pairs, stored

WRITER = "roost-samples/tiny-writer"
TYPES = {"f32": Type.F32, "f16": Type.F16, "bf16": Type.BF16, "q8_0": Type.Q8_0, "q4_0": Type.Q4_0}
#: Keys that say which numbers a file holds.
OF_THE_FILE = {"general.file_type", "general.quantization_version"}

MODELS = {
    "llama": lambda: decoder("LlamaForCausalLM", byte_pairs(), np.float32),
    "llama-tied-half": lambda: decoder("LlamaForCausalLM", byte_pairs(), np.float16, tied=True),
    "mistral": lambda: decoder("MistralForCausalLM", fallback_pieces(), np.float32, head_dim=32),
    "qwen2": lambda: decoder("Qwen2ForCausalLM", qwen_pairs(), np.float32, biases=True),
    "qwen3": lambda: decoder("Qwen3ForCausalLM", qwen_pairs(), np.float32, tied=True, head_norms=True, head_dim=32),
    "bert": encoder,
}


def import_model(house, model: dict, name: str, **options) -> str:
    folder = house.root / name
    publish(model, folder, **options)
    house.roost("import", folder, "--name", f"lab/{name}", "--quiet")
    return f"lab/{name}"


def convert(house, name: str, to: str, *args) -> dict:
    return house.json("convert", name, "--to", to, "--quiet", *args)


def differences(found: dict, wanted: dict) -> list[str]:
    names = sorted(found.keys() ^ wanted.keys())
    return names + [f"{name}: {found[name][0].name} for {kind.name}" if found[name][0] != kind else name
                    for name, (kind, data) in wanted.items() if name in found and found[name] != (kind, data)]


@pytest.mark.parametrize("name", MODELS)
def test_every_tensor_of_a_tiny_model_is_what_the_official_rules_make_of_it(house, name):
    model = MODELS[name]()
    kept = import_model(house, model, name, parts=2 if name == "qwen2" else 1)
    for to, kind in TYPES.items():
        report = convert(house, kept, to)
        facts, tensors = stored(house.blob(report["sha256"]))
        assert differences(tensors, official(model, kind)) == [], to
        assert facts["general.architecture"] == {"mistral": "llama", "llama-tied-half": "llama"}.get(name, name)
        assert len(facts["tokenizer.ggml.tokens"]) == model["config"]["vocab_size"]


@pytest.mark.parametrize("name", MODELS)
def test_a_tiny_model_answers_in_the_real_engine(house, name):
    prepare(house)
    report = convert(house, import_model(house, MODELS[name](), name), "f16")
    if name == "bert":
        vector = json.loads(house.roost("run", report["model"], "hello world", "--embed", stdin="").stdout)
        assert len(vector) == 64
    else:
        said = house.json("run", report["model"], "ab th", "--raw", "--max-tokens", "4", "--temperature", "0", stdin="")
        assert said["answer_tokens"] >= 1


@pytest.fixture
def writer(house):
    prepare(house)
    house.pull(f"file://{SAMPLES / WRITER}", "--all")
    house.writer = next(name for name in house.models() if name.endswith("/tiny-writer"))
    return house


@pytest.mark.parametrize("to", ["f16", "q8_0", "q4_0"])
def test_the_sample_converts_to_the_tensors_of_its_own_gguf(writer, to):
    report = convert(writer, writer.writer, to)
    facts, tensors = stored(writer.blob(report["sha256"]))
    known, wanted = stored(SAMPLES / f"{WRITER}-gguf" / f"tiny-writer-{to.upper()}.gguf")
    assert differences(tensors, wanted) == []
    # The sample's own script says two things more, which are what the engine takes anyway.
    more = {"tokenizer.ggml.add_bos_token", "tokenizer.ggml.eot_token_id"}
    model = ({key for key in known if key.startswith(("llama.", "tokenizer."))} | OF_THE_FILE) - more
    wrong = {key: (facts.get(key), known[key]) for key in model if key in known and facts.get(key) != known[key]}
    assert wrong == {}


def test_the_converted_sample_answers_as_its_own_gguf_does(writer):
    question = ("What is the licence of bash?", "--temperature", "0", "--max-tokens", "24")
    convert(writer, writer.writer, "q8_0")
    own = next(name for name in writer.models() if name.endswith("-gguf"))
    converted = next(name for name in writer.models() if name.endswith("-GGUF"))
    answers = [writer.json("run", name, *question, stdin="")["answer"] for name in (f"{own}:Q8_0", f"{converted}:Q8_0")]
    assert answers[0] and answers[0] == answers[1]


def test_the_result_is_a_model_made_from_the_base_and_can_be_exported(writer):
    report = convert(writer, writer.writer, "q8_0")
    shown = writer.json("show", report["model"])
    assert shown["base_models"] == [writer.writer] and shown["model"]["license"] == "apache-2.0"
    assert {each["path"] for each in shown["files"]} == {"LICENSE", "README.md", "tiny-writer-Q8_0.gguf"}
    assert report["base_commit"] in writer.json("show", report["model"])["model"]["source"]
    assert writer.json("verify", report["model"])["damaged"] == []
    writer.roost("export", report["model"], "-o", writer.root / "made.zip")
    assert convert(writer, writer.writer, "q8_0")["unchanged"]
    asked = writer.roost("run", writer.writer, "x", stdin="", check=False)
    assert asked.returncode == 3 and f"roost convert {writer.writer}" in asked.stderr


def test_what_cannot_be_converted_says_why_and_leaves_nothing(house):
    model = decoder("LlamaForCausalLM", byte_pairs({"pre_tokenizer": {"type": "Whitespace"}}), np.float32)
    kept = import_model(house, model, "odd")
    refused = house.roost("convert", kept, "--quiet", check=False)
    assert refused.returncode == 3 and "not known to llama.cpp" in refused.stderr
    assert house.roost("convert", kept, "--to", "q7", "--quiet", check=False).returncode == 4
    assert house.models() == [kept] and not list((house.home / "partial").glob("convert-*"))


def test_a_killed_conversion_leaves_nothing_and_begins_anew(house):
    model = decoder("LlamaForCausalLM", byte_pairs(), np.float32)
    random = np.random.default_rng(1)
    model["config"] |= {"intermediate_size": 40_000}
    for name in model["tensors"]:
        if ".mlp." in name:
            shape = (64, 40_000) if "down" in name else (40_000, 64)
            model["tensors"][name] = random.standard_normal(shape, dtype=np.float32)
    kept = import_model(house, model, "large")
    process = house.start("convert", kept, "--to", "q8_0", "--quiet")
    partial = house.home / "partial"
    while not any(each.stat().st_size > 1_000_000 for each in partial.glob("convert-*.gguf")) and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert house.models() == [kept]
    report = convert(house, kept, "q8_0")
    facts, tensors = stored(house.blob(report["sha256"]))
    assert differences(tensors, official(model, Type.Q8_0)) == []
    assert not [each for each in partial.iterdir() if each.name.startswith("convert-")]


def test_over_http_it_is_a_job(writer):
    server = writer.serve()
    token = writer.token("admin", "--permissions", "upload,search")
    path = f"/api/v1/models/{writer.writer}/convert"
    assert server.ask("POST", path, json_body={"to": "q4_0"})[0] in (401, 403)
    status, _, body = server.ask("POST", path, json_body={"to": "q4_0"}, token=token)
    job = json.loads(body)
    assert status == 202 and job["kind"] == "convert"
    writer.roost("jobs", "watch", job["id"])
    job = json.loads(server.ask("GET", f"/api/v1/jobs/{job['id']}", token=token)[2])
    assert job["state"] == "completed" and job["completed"] == job["total"] > 500_000


def test_the_real_minilm_gives_the_vectors_it_is_known_for(make_house, minilm_hub, minilm):
    house = prepare(make_house("minilm", hub=minilm_hub.url))
    house.pull(minilm.id)
    report = convert(house, minilm.id, "f16")
    facts, tensors = stored(house.blob(report["sha256"]))
    assert len(tensors) == 101 and facts["bert.pooling_type"] == 1
    ids = {key: facts[f"tokenizer.ggml.{key}_token_id"] for key in ("bos", "eos", "unknown", "seperator", "padding", "mask")}
    assert ids == {"bos": 101, "eos": 102, "unknown": 100, "seperator": 102, "padding": 0, "mask": 103}
    vector = json.loads(house.roost("run", report["model"], "Why is the sky blue?", "--embed", stdin="").stdout)
    vector = np.array(vector) / np.linalg.norm(vector)
    # What Ollama's documentation of /api/embed shows for all-minilm.
    known = [0.010071029, -0.0017594862, 0.05007221, 0.04692972, 0.054916814, 0.008599704, 0.105441414, -0.025878139, 0.12958129, 0.031952348]
    assert np.abs(vector[:10] - known).max() < 2e-4
