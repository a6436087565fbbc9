"""Models made, got, copied and let go through Ollama's API, by its own client; and brought to an Ollama."""

import hashlib
import json

import httpx
import ollama
import pytest
from engine import WRITER, know, prepare
from gguf_adapter import write
from house import SAMPLES, House, until
from hub_repository import Repository
from ollama_double import OllamaDouble

HELLO = [{"role": "user", "content": "What is the licence of bash?"}]
BASE = SAMPLES / WRITER


class Place:
    """A house that is served, with a client of Ollama's for it."""

    def __init__(self, house: House, permissions="run,search,upload", **env):
        self.house, self.server = house, house.serve(env=env)
        self.token = house.token("admin", "--permissions", permissions)
        self.headers = {"Authorization": f"Bearer {self.token}"}
        self.client = ollama.Client(self.server.url + "/ollama", headers=self.headers)

    def names(self) -> list[str]:
        return [each.model for each in self.client.list().models]


@pytest.fixture
def writer_on(faulty_hub):
    faulty_hub.add(Repository("acme/writer", {
        "README.md": (BASE / "README.md").read_text(), "writer-F16.gguf": (BASE / "tiny-writer-F16.gguf").read_bytes()}))
    return faulty_hub


@pytest.fixture
def place(house, writer_on):
    return Place(know(house))


def test_a_pull_is_told_as_ollama_tells_it(place):
    steps = list(place.client.pull("acme/writer", stream=True))
    assert steps[0].status == "pulling manifest" and steps[-1].status == "success"
    assert any(each.total and each.completed for each in steps)
    assert "acme/writer:latest" in place.names()
    assert place.client.pull("acme/writer").status == "success"
    with pytest.raises(ollama.ResponseError) as refused:
        place.client.pull("acme/none")
    assert "acme/none" in refused.value.error
    assert place.house.job()["kind"] == "pull"


def test_who_may_not_upload_may_neither_pull_nor_make(place):
    weak = ollama.Client(
        place.server.url + "/ollama", headers={"Authorization": f"Bearer {place.house.token('admin', '--permissions', 'run,search')}"})
    for call in (lambda: weak.pull("acme/writer"), lambda: weak.create("mario", from_="acme/writer"), lambda: weak.copy("a", "b"),
                 lambda: weak.delete("a")):
        with pytest.raises(ollama.ResponseError) as refused:
            call()
        assert refused.value.status_code == 403


def test_a_model_is_made_copied_asked_and_let_go(place):
    place.client.pull("acme/writer")
    steps = [each.status for each in place.client.create(
        "mario", from_="acme/writer", system="You are Mario.", parameters={"temperature": 0, "num_predict": 6, "stop": ["zzz"]},
        license="MIT", messages=[{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}], stream=True)]
    assert steps[-1] == "success"
    shown = place.client.show("mario")
    assert shown.license == "MIT" and "num_predict 6" in shown.parameters and "FROM acme/writer" in shown.modelfile
    own = place.client.chat("mario", HELLO)
    base = place.client.chat("acme/writer", HELLO, options={"temperature": 0, "num_predict": 6})
    assert own.model == "mario:latest" and own.eval_count <= 6
    assert own.prompt_eval_count > base.prompt_eval_count, "its own words stand before"
    again = place.client.chat("mario", [{"role": "system", "content": "Be brief"}, *HELLO], options={"num_predict": 2})
    assert again.eval_count <= 2
    place.client.copy("mario", "luigi:v1")
    assert {"mario:latest", "luigi:v1"} <= set(place.names())
    assert place.client.chat("luigi:v1", HELLO).message.content == own.message.content
    said = httpx.post(place.server.url + "/v1/chat/completions", headers=place.headers, json={"model": "mario", "messages": HELLO}).json()
    assert said["choices"][0]["message"]["content"] == own.message.content
    place.client.delete("mario")
    assert "mario:latest" not in place.names() and "acme/writer:latest" in place.names()
    with pytest.raises(ollama.ResponseError) as refused:
        place.client.delete("acme/writer")
    assert refused.value.status_code == 403
    with pytest.raises(ollama.ResponseError) as refused:
        place.client.chat("mario", HELLO)
    assert refused.value.status_code == 404


REFUSED = {
    "a name that is none": dict(model="../x", from_="acme/writer"),
    "the name of a kept model": dict(model="acme/writer", from_="acme/writer"),
    "a base that is not kept": dict(model="x", from_="acme/none"),
    "nothing to make it of": dict(model="x"),
    "a blob that was not sent": dict(model="x", files={"a.gguf": "sha256:" + "0" * 64}),
    "a file outside": dict(model="x", files={"../../a.gguf": "sha256:" + "0" * 64}),
    "a template that passes prompts on": dict(model="x", from_="acme/writer", template="{{ .Prompt }}"),
    "quantising": dict(model="x", from_="acme/writer", quantize="q4_K_M"),
}


def test_what_cannot_be_made_is_refused(place):
    place.client.pull("acme/writer")
    for what, wish in REFUSED.items():
        with pytest.raises(ollama.ResponseError):
            place.client.create(**wish)
            pytest.fail(what)
    assert place.names() == ["acme/writer:latest"]


def test_files_that_are_sent_become_a_model(place, tmp_path):
    path = tmp_path / "sent.gguf"
    path.write_bytes((BASE / "tiny-writer-Q8_0.gguf").read_bytes())
    digest = place.client.create_blob(path)
    blob = f"{place.server.url}/ollama/api/blobs/{digest}"
    assert httpx.head(blob, headers=place.headers).status_code == 200
    assert httpx.post(blob, content=path.read_bytes(), headers=place.headers).status_code == 200
    wrong = httpx.post(f"{place.server.url}/ollama/api/blobs/sha256:{'0' * 64}", content=b"x", headers=place.headers)
    assert wrong.status_code == 400 and "digest mismatch" in wrong.json()["error"]
    assert httpx.head(f"{place.server.url}/ollama/api/blobs/sha256:{'0' * 64}", headers=place.headers).status_code == 404
    place.client.create("sent", files={"model-Q8_0.gguf": digest}, license="Apache-2.0")
    assert place.client.chat("sent", HELLO, options={"num_predict": 5}).message.content
    assert place.names() == ["made/sent:latest", "sent:latest"]
    assert not list((place.house.home / "cache" / "uploads").iterdir())


def test_an_adapter_that_is_sent_changes_a_model(place, tmp_path):
    place.client.pull("acme/writer")
    samples = SAMPLES / "roost-samples"
    digest = place.client.create_blob(write(samples / "tiny-writer-lora", samples / "tiny-writer", tmp_path / "lora.gguf"))
    place.client.create("tuned", from_="acme/writer", adapters={"lora.gguf": digest}, parameters={"temperature": 0})
    assert place.client.chat("tuned", HELLO).message.content.startswith("The licence is GPL-3+")
    assert place.client.chat("acme/writer", HELLO, options={"temperature": 0}).message.content.startswith("bash is released")


def test_what_the_gate_refuses_is_not_made(gated_house, tmp_path):
    """The standard policy wants a licence: a file without one is not kept."""
    place = Place(know(gated_house))
    path = tmp_path / "sent.gguf"
    path.write_bytes(b"GGUF" + bytes(100))
    digest = place.client.create_blob(path)
    with pytest.raises(ollama.ResponseError):
        place.client.create("sent", files={"model.gguf": digest})
    assert place.names() == []


def test_a_model_is_brought_to_another_roost_as_to_an_ollama(house, tmp_path_factory):
    prepare(house)
    other = Place(know(House(tmp_path_factory.mktemp("other"))), "run,search,upload")
    try:
        model = f"{house.models()[0]}:F16"
        env = {"OLLAMA_HOST": other.server.url + "/ollama", "OLLAMA_API_KEY": other.token}
        report = house.json("import-to", "ollama", model, "--as", "brought:F16", env=env)
        assert report["name"] == "brought:F16" and not report["was_there"]
        assert "brought:F16" in other.names()
        shown = other.client.show("brought:F16")
        assert "im_start" in shown.template and shown.license
        assert house.json("import-to", "ollama", model, "--as", "again", env=env)["was_there"]
        assert house.json("import-to", "ollama", model, env=env)["name"] == model
        # There it runs, too.
        here = Place(house, ROOST_ENGINE="ollama", **env)
        said = here.client.chat(model, HELLO, options={"temperature": 0, "num_predict": 12}).message.content
        assert said == other.client.chat(model, HELLO, options={"temperature": 0, "num_predict": 12}).message.content
        assert "".join(each.message.content for each in here.client.chat(model, HELLO, options={"temperature": 0, "num_predict": 12}, stream=True)) == said
        assert [each.model for each in other.client.ps().models] == [each.model for each in here.client.ps().models] == [model]
        assert len(here.client.embed(model, "one").embeddings[0]) == 128
        assert house.json("stop", model)["stopped"] == 2
        until(lambda: not other.client.ps().models, "it is unloaded there")
        missing = here.client.chat
        with pytest.raises(ollama.ResponseError) as refused:
            missing(f"{house.models()[0]}:Q4_0", HELLO)
        assert "roost import-to ollama" in refused.value.error or "has no" in refused.value.error
    finally:
        other.house.close()


@pytest.fixture
def double():
    with OllamaDouble() as double:
        yield double


def test_a_model_is_brought_to_an_ollama(house, double):
    prepare(house)
    model = f"{house.models()[0]}:Q8_0"
    data = (BASE / "tiny-writer-Q8_0.gguf").read_bytes()
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    report = house.json("import-to", "ollama", model, "--host", double.url)
    assert double.blobs[digest] == data
    [made] = double.created
    assert list(made["files"].values()) == [digest] and made["model"] == model and "template" not in made
    assert "Apache License" in made["license"]
    assert double.asked == [
        "GET /api/version", f"HEAD /api/blobs/{digest}", f"POST /api/blobs/{digest}", "POST /api/create", "POST /api/show"]
    assert report == {
        "model": model, "name": model, "address": double.url, "version": "0.33.0", "bytes": len(data), "was_there": False}
    assert house.job()["kind"] == "import-to" and house.job()["state"] == "completed"


def test_an_ollama_that_would_pass_prompts_on_as_they_are_does_not_keep_it(house, double):
    prepare(house)
    double.template = "{{ .Prompt }}"
    done = house.roost("import-to", "ollama", f"{house.models()[0]}:Q8_0", "--host", double.url, check=False)
    assert done.returncode == 2 and "without the model's chat template" in done.stderr
    assert double.asked[-1] == "DELETE /api/delete"


def test_an_ollama_that_refuses_or_is_not_there_says_so(house, double):
    prepare(house)
    double.failure = "unknown model architecture"
    name = f"{house.models()[0]}:Q8_0"
    done = house.roost("import-to", "ollama", name, "--host", double.url, check=False)
    assert done.returncode == 2 and "unknown model architecture" in done.stderr
    done = house.roost("import-to", "ollama", name, "--host", "127.0.0.1:9", check=False)
    assert done.returncode == 2 and "no Ollama answers at http://127.0.0.1:9" in done.stderr
    done = house.roost("import-to", "ollama", name, "--host", "file:///etc", check=False)
    assert done.returncode == 4 and "no address of an Ollama" in done.stderr


def test_a_model_that_is_kept_apart_is_brought_nowhere(gated_house, faulty_hub, double):
    faulty_hub.add(Repository("acme/bare", {"writer-Q8_0.gguf": (BASE / "tiny-writer-Q8_0.gguf").read_bytes()}))
    gated_house.pull("acme/bare", "--quarantine")
    done = gated_house.roost("import-to", "ollama", "acme/bare", "--host", double.url, check=False)
    assert done.returncode == 2 and "quarantined" in done.stderr and double.asked == []
