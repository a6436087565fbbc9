"""Kept models through the clients people have: `openai` and `ollama`, and what happens under load."""

import json
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import ollama
import openai
import pytest
from engine import QUANTISATIONS, is_alive, prepare, processes
from house import House, until

HELLO = [{"role": "user", "content": "What is the licence of bash?"}]


class Running:
    def __init__(self, house: House, **env: str):
        prepare(house)
        self.house, self.server = house, house.serve(env=env)
        self.token = house.token("admin", "--permissions", "run,search")
        self.model = f"{house.models()[0]}:F16"
        self.openai = openai.OpenAI(base_url=self.server.url + "/v1", api_key=self.token, max_retries=0)
        self.ollama = ollama.Client(self.server.url + "/ollama", headers={"Authorization": f"Bearer {self.token}"})

    def ps(self) -> dict:
        return json.loads(self.server.ask("GET", "/api/v1/runtimes", token=self.token)[2])

    def ask(self, model=None, **options):
        return self.openai.chat.completions.create(
            model=model or self.model, messages=HELLO, temperature=0, **{"max_tokens": 12} | options)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("running"))
    yield Running(house)
    house.close()


@pytest.fixture
def make_running(tmp_path):
    houses = []

    def make(**env):
        houses.append(House(tmp_path))
        return Running(houses[-1], **env)

    yield make
    for each in houses:
        each.close()


def test_openai_lists_what_runs(running):
    assert sorted(each.id for each in running.openai.models.list()) == sorted(
        f"{running.house.models()[0]}:{label}" for label in QUANTISATIONS)


def test_openai_chats_in_one_piece_and_in_many(running):
    whole = running.ask()
    pieces = list(running.ask(stream=True, stream_options={"include_usage": True}))
    text = "".join(each.choices[0].delta.content or "" for each in pieces if each.choices)
    assert whole.choices[0].message.content == text and text
    assert whole.usage.total_tokens == pieces[-1].usage.total_tokens
    assert whole.model == running.model


def test_openai_goes_on_with_a_text(running):
    done = running.openai.completions.create(model=running.model, prompt="Once upon", max_tokens=8, temperature=0)
    parts = running.openai.completions.create(model=running.model, prompt="Once upon", max_tokens=8, temperature=0, stream=True)
    assert done.choices[0].text == "".join(each.choices[0].text for each in parts if each.choices)


def test_openai_gives_json_by_a_schema(running):
    schema = {"type": "object", "properties": {"free": {"type": "boolean"}}, "required": ["free"], "additionalProperties": False}
    form = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
    answer = running.ask(response_format=form, max_tokens=200).choices[0].message.content
    assert isinstance(json.loads(answer)["free"], bool)


def test_openai_gives_vectors(running):
    found = running.openai.embeddings.create(model=running.model, input=["bash", "a licence"]).data
    assert [len(each.embedding) for each in found] == [128, 128]


REFUSALS = {
    "an unknown model": ({"model": "acme/none"}, openai.NotFoundError, "model_not_found"),
    "a name that is none": ({"model": "../../etc/passwd"}, openai.BadRequestError, "bad_request"),
    "no message": ({"messages": []}, openai.BadRequestError, "bad_request"),
    "an image": ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "http://127.0.0.1:1/"}}]}]},
                 openai.BadRequestError, "bad_request"),
    "more words than fit": ({"messages": [{"role": "user", "content": "word " * 4000}]}, openai.BadRequestError, "bad_request"),
}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("given", "kind", "code"), REFUSALS.values(), ids=REFUSALS.keys())
def test_openai_is_refused_in_its_own_shape(running, given, kind, code, stream):
    with pytest.raises(kind) as refused:
        running.openai.chat.completions.create(**{"model": running.model, "messages": HELLO, "stream": stream} | given)
    assert refused.value.code == code and refused.value.body["message"]


def test_a_wrong_key_and_one_that_may_not_run_are_refused(running):
    with pytest.raises(openai.AuthenticationError):
        openai.OpenAI(base_url=running.server.url + "/v1", api_key="sk-none", max_retries=0).models.list()
    weak = running.house.token("admin", "--permissions", "search")
    with pytest.raises(openai.PermissionDeniedError):
        openai.OpenAI(base_url=running.server.url + "/v1", api_key=weak, max_retries=0).models.list()


def test_ollama_lists_and_shows(running):
    names = [each.model for each in running.ollama.list().models]
    assert running.model in names and len(names) == len(QUANTISATIONS)
    shown = running.ollama.show(running.model)
    assert shown.details.quantization_level == "F16" and shown.modelinfo["llama.context_length"] == 256
    assert running.server.get("/ollama/")[2] == b"Ollama is running"


def test_ollama_chats_in_one_piece_and_in_many(running):
    options = {"temperature": 0, "num_predict": 12}
    whole = running.ollama.chat(running.model, HELLO, options=options)
    pieces = list(running.ollama.chat(running.model, HELLO, options=options, stream=True))
    assert whole.message.content == "".join(each.message.content for each in pieces)
    assert pieces[-1].done and pieces[-1].eval_count == whole.eval_count > 0 and pieces[-1].total_duration > 0
    assert whole.message.content == running.ask().choices[0].message.content


def test_ollama_generates_and_gives_vectors(running):
    options = {"temperature": 0, "num_predict": 8}
    raw = running.ollama.generate(running.model, "Once upon", raw=True, options=options).response
    assert raw == running.openai.completions.create(model=running.model, prompt="Once upon", max_tokens=8, temperature=0).choices[0].text
    assert running.ollama.generate(running.model, "What is the licence of bash?", system="Be brief", options=options).response
    vectors = running.ollama.embed(running.model, ["one", "two"]).embeddings
    assert [len(each) for each in vectors] == [128, 128]
    assert running.ollama.embeddings(running.model, "one").embedding == pytest.approx(vectors[0], abs=1e-3)


def test_ollama_loads_and_ends_a_model_without_words(running):
    name = f"{running.house.models()[0]}:Q4_0"
    assert running.ollama.generate(name, "", keep_alive=-1).done_reason == "load"
    assert name in [each.model for each in running.ollama.ps().models]
    assert [each["pinned"] for each in running.ps()["instances"] if each["model"] == name] == [True]
    assert running.ollama.generate(name, "", keep_alive=0).done_reason == "unload"
    until(lambda: name not in [each.model for each in running.ollama.ps().models], "it is gone")


def test_ollama_is_refused_in_its_own_shape(running):
    with pytest.raises(ollama.ResponseError) as refused:
        running.ollama.chat("acme/none", HELLO)
    assert refused.value.status_code == 404 and "acme/none" in refused.value.error
    with pytest.raises(ollama.ResponseError) as refused:
        ollama.Client(running.server.url + "/ollama").list()
    assert refused.value.status_code == 401


def test_twenty_at_once_are_all_answered_the_same(running):
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: running.ask().choices[0].message.content, range(20)))
    assert len(set(answers)) == 1
    until(lambda: all(each["users"] == 0 for each in running.ps()["instances"]), "nobody uses it")


def test_who_goes_away_ends_what_the_model_does(running):
    """A text of as many tokens as the model can, left after the first: the model is idle soon."""
    body = {"model": running.model, "prompt": "Once", "max_tokens": 200, "stream": True, "temperature": 1.5}
    headers = {"Authorization": f"Bearer {running.token}"}
    for _ in range(5):
        with httpx.stream("POST", running.server.url + "/v1/completions", json=body, headers=headers) as reply:
            next(reply.iter_bytes(8))
    until(lambda: all(each["users"] == 0 for each in running.ps()["instances"]), "nobody uses it", seconds=10)
    assert running.ask().choices[0].message.content


def test_an_engine_that_is_killed_under_load_is_started_again(make_running):
    running = make_running()
    running.ask()
    ended = threading.Event()

    def load():
        kinds = []
        while not ended.is_set():
            try:
                running.ask(max_tokens=60)
                kinds.append("answered")
            except openai.APIError as error:
                kinds.append(type(error).__name__)
        return kinds

    with ThreadPoolExecutor(4) as pool:
        loads = [pool.submit(load) for _ in range(4)]
        time.sleep(0.3)
        for engine in processes(running.house):
            os.kill(engine, signal.SIGKILL)
        time.sleep(0.3)
        ended.set()
        kinds = {kind for each in loads for kind in each.result()}
    assert kinds <= {"answered", "InternalServerError"}, kinds
    assert running.ask().choices[0].message.content
    assert "exit" in [each["kind"] for each in running.ps()["decisions"]]


def test_two_models_take_turns_in_a_memory_for_one(make_running):
    running = make_running(ROOST_MEMORY="60 MB")
    names = [f"{running.house.models()[0]}:{label}" for label in ("F16", "Q4_0")]
    for turn in range(4):
        assert running.ask(names[turn % 2]).choices[0].message.content
        assert [each["model"] for each in running.ps()["instances"] if each["state"] != "unloading"] == [names[turn % 2]]
    assert len([each for each in processes(running.house) if is_alive(each)]) == 1
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda number: running.ask(names[number % 2]).choices[0].message.content, range(8)))
    reasons = [each["reason"] for each in running.ps()["decisions"] if each["kind"] == "unload"]
    assert any("frees" in each for each in reasons)


def test_a_model_larger_than_the_memory_is_refused_with_the_numbers(make_running):
    running = make_running(ROOST_MEMORY="10 MB")
    with pytest.raises(openai.InternalServerError) as refused:
        running.ask()
    assert refused.value.status_code == 503 and "free of" in refused.value.body["message"]


def test_idle_models_go_by_themselves(make_running):
    running = make_running(ROOST_KEEP_ALIVE="200ms")
    running.ask()
    until(lambda: not running.ps()["instances"], "it is gone")
    assert processes(running.house) == []


def test_the_port_of_an_engine_is_closed_to_others_of_the_machine(running):
    running.ask()
    [engine] = [each for each in processes(running.house) if is_alive(each)][:1]
    words = open(f"/proc/{engine}/cmdline").read().split("\0")
    port = words[words.index("--port") + 1]
    assert words[words.index("--host") + 1] == "127.0.0.1"
    assert httpx.post(f"http://127.0.0.1:{port}/v1/completions", json={"prompt": "x"}).status_code == 401
