"""Kept models through Anthropic's own client: messages, streams, tools, counting, refusals."""

import json

import anthropic
import httpx
import pytest
from engine import prepare
from house import House

HELLO = [{"role": "user", "content": "What is the licence of bash?"}]
WEATHER = {"name": "weather", "description": "The weather of a city", "input_schema": {
    "type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}}


class Running:
    def __init__(self, house: House):
        prepare(house)
        self.house, self.server = house, house.serve()
        self.token = house.token("admin", "--permissions", "run,search")
        self.model = f"{house.models()[0]}:F16"
        self.client = self.connect(self.token)

    def connect(self, token: str, **options):
        return anthropic.Anthropic(base_url=self.server.url, api_key=token, max_retries=0, **options)

    def ask(self, **options):
        return self.client.messages.create(**{"model": self.model, "max_tokens": 12, "messages": HELLO} | options)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    house = House(tmp_path_factory.mktemp("anthropic"))
    yield Running(house)
    house.close()


def test_a_message_is_answered_as_openai_s_clients_are(running):
    message = running.ask(extra_body={"temperature": 0})
    reply = httpx.post(
        running.server.url + "/v1/chat/completions", headers={"Authorization": f"Bearer {running.token}"},
        json={"model": running.model, "messages": HELLO, "max_tokens": 12, "temperature": 0}).json()
    assert [each.type for each in message.content] == ["text"]
    assert message.content[0].text == reply["choices"][0]["message"]["content"]
    assert message.stop_reason == ("max_tokens" if reply["choices"][0]["finish_reason"] == "length" else "end_turn")
    assert message.model == running.model and message.role == "assistant" and message.id.startswith("msg_")
    assert message.usage.output_tokens == reply["usage"]["completion_tokens"]


def test_a_stream_has_the_events_in_their_order(running):
    whole = running.ask(extra_body={"temperature": 0})
    with running.client.messages.stream(
            model=running.model, max_tokens=12, messages=HELLO, extra_body={"temperature": 0}) as stream:
        kinds = [each.type for each in stream]
        last = stream.get_final_message()
    raw = [kind for kind in kinds if kind.startswith(("message_", "content_block_"))]
    assert raw[:2] == ["message_start", "content_block_start"] and raw[-3:] == ["content_block_stop", "message_delta", "message_stop"]
    assert set(raw[2:-3]) == {"content_block_delta"}
    assert last.content[0].text == whole.content[0].text and last.stop_reason == whole.stop_reason
    assert last.usage.output_tokens == whole.usage.output_tokens


def test_tokens_are_counted_as_the_model_counts_them(running):
    for conversation in ({"messages": HELLO}, {"messages": HELLO, "system": "Be brief"}):
        counted = running.client.messages.count_tokens(model=running.model, **conversation).input_tokens
        usage = running.ask(**conversation).usage
        assert counted == usage.input_tokens + usage.cache_read_input_tokens


def test_an_answer_follows_a_schema(running):
    schema = {"type": "object", "properties": {"free": {"type": "boolean"}}, "required": ["free"], "additionalProperties": False}
    message = running.ask(max_tokens=200, output_config={"format": {"type": "json_schema", "schema": schema}})
    assert isinstance(json.loads(message.content[0].text)["free"], bool)


@pytest.mark.parametrize("version", ["2023-06-01", "2026-10-21", None])
def test_the_key_and_the_version_may_come_as_of_old(running, version):
    headers = {"x-api-key": running.token} | ({"anthropic-version": version} if version else {})
    body = {"model": running.model, "max_tokens": 4, "messages": HELLO}
    reply = httpx.post(running.server.url + "/v1/messages", headers=headers, json=body)
    assert reply.status_code == 200 and reply.json()["type"] == "message"


def test_another_version_is_refused(running):
    with pytest.raises(anthropic.BadRequestError):
        running.ask(extra_headers={"anthropic-version": "1999-01-01"})


REFUSALS = {
    "an unknown model": ({"model": "acme/none"}, anthropic.NotFoundError, "not_found_error"),
    "no message": ({"messages": []}, anthropic.BadRequestError, "invalid_request_error"),
    "an image by its address": ({"messages": [{"role": "user", "content": [
        {"type": "image", "source": {"type": "url", "url": "http://127.0.0.1:1/"}}]}]}, anthropic.BadRequestError, "invalid_request_error"),
    "a tool of Anthropic's": ({"tools": [{"type": "web_search_20250305", "name": "web_search"}]},
                              anthropic.BadRequestError, "invalid_request_error"),
    "more words than fit": ({"messages": [{"role": "user", "content": "word " * 4000}]},
                            anthropic.BadRequestError, "invalid_request_error"),
}


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize(("given", "kind", "type"), REFUSALS.values(), ids=REFUSALS.keys())
def test_it_is_refused_in_anthropic_s_shape(running, given, kind, type, stream):
    with pytest.raises(kind) as refused:
        running.ask(**given, stream=stream)
    assert refused.value.body["type"] == "error"
    assert refused.value.body["error"]["type"] == type and refused.value.body["error"]["message"]


def test_a_wrong_key_and_one_that_may_not_run_are_refused(running):
    for token in ("sk-ant-none", "roost_none"):
        with pytest.raises(anthropic.AuthenticationError) as refused:
            running.connect(token).messages.create(model=running.model, max_tokens=4, messages=HELLO)
        assert refused.value.body["error"]["type"] == "authentication_error"
        reply = httpx.post(running.server.url + "/v1/messages", headers={"x-api-key": token}, json={})
        assert reply.status_code == 401
    weak = running.house.token("admin", "--permissions", "search")
    with pytest.raises(anthropic.PermissionDeniedError):
        running.connect(weak).messages.create(model=running.model, max_tokens=4, messages=HELLO)


def test_a_key_of_this_kind_opens_no_other_path(running):
    reply = httpx.get(running.server.url + "/v1/models", headers={"x-api-key": running.token})
    assert reply.status_code == 401


def test_tools_and_their_results_are_taken(running):
    """The sample's template knows no tools, so it answers in words; calls themselves are in AnthropicQuestionTests."""
    first = running.ask(tools=[WEATHER], tool_choice={"type": "any"}, max_tokens=100)
    assert first.stop_reason in ("tool_use", "max_tokens", "end_turn")
    conversation = HELLO + [
        {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "weather", "input": {"city": "Bonn"}}]},
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "sun"}]}]
    second = running.ask(messages=conversation, tools=[WEATHER])
    assert second.type == "message" and second.usage.output_tokens > 0
