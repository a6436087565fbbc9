"""The description of the routes held against the routes, by requests made up from it: Schemathesis."""

import json
import subprocess
import sys

import pytest
from house import SAMPLES
from jsonschema import Draft202012Validator
from test_contracts import DIGITS, digits

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
ACCOUNTS = r"^/api/v1/(users|account|tokens|session)|^/user/|^/authenticate"
#: The mirror is held against the Hub's own clients; a stream of events has no end; what changes accounts would take away the run's own.
APART = rf"^/hub/|/events$|/models/test$|{ACCOUNTS}"


@pytest.fixture
def served(gated_house, faulty_hub):
    """A house with something of everything: a model, a package, an artifact, a job, a waiver."""
    faulty_hub.add(digits())
    server = gated_house.serve("--sample-hub", SAMPLES)
    token = gated_house.token()
    made = [("/package/ingest-huggingface", {"model_id": DIGITS}), ("/artifact/ingest", {"url": DIGITS}),
            ("/api/v1/waivers", {"model": DIGITS, "rule": "metric.license", "reason": "seen", "until": "2027-01-31"})]
    for path, body in made:
        assert server.ask("POST", path, json_body=body, token=token)[0] < 300, path
    return server


def run(server, *args: str):
    """Bounded by time and by requests, and the same each time."""
    done = subprocess.run(
        [sys.executable, "-m", "schemathesis.cli", "run", f"{server.url}/openapi.json", "--checks", CHECKS, "--request-timeout", "20",
         "--generation-deterministic", "--no-color", "--warnings", "off", "--max-time", "30", *args],
        cwd=server.house.root, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


def test_requests_made_up_from_the_description_get_the_answers_it_tells_of(served):
    header = f"Authorization: Bearer {served.house.token()}"
    run(served, "--header", header, "--exclude-path-regex", APART, "--phases", "examples,coverage,fuzzing", "-n", "12")
    assert "A request failed" not in served.log.read_text()


def test_a_visitor_is_refused_in_the_words_of_the_description(house):
    server = house.serve()
    run(server, "--include-path-regex", ACCOUNTS, "--phases", "examples,coverage", "-n", "5")
    assert [each["name"] for each in house.json("user", "ls")] == ["admin"]


# What only some words make sense for: a file that is there, two versions where one is kept.
QUERIES = {"file": "path=README.md", "compare": "from=HEAD&to=HEAD"}


def test_what_is_there_is_described_field_by_field(served):
    """Made-up names are mostly of nothing; this asks for what is kept."""
    described = json.loads(served.get("/openapi.json")[2])
    token = served.house.token()
    package = json.loads(served.ask("POST", "/packages", json_body={}, token=token)[2])[0]["package_id"]
    artifact = json.loads(served.ask("GET", "/artifacts", token=token)[2])["artifacts"][0]["artifact_id"]
    job = json.loads(served.get("/api/v1/jobs")[2])[0]["id"]
    watched = json.loads(served.ask("POST", "/api/v1/downloads", token=token)[2])["id"]
    question = {"model": "nobody/of-that-name", "messages": [{"role": "user", "content": "hi"}]}
    request = served.ask("POST", "/v1/chat/completions", json_body=question, token=token)[1]["X-Roost-Request"]
    namespace, name = DIGITS.split("/")
    asked = 0
    for path, operations in described["paths"].items():
        if path.startswith(("/hub/", "/sign-in/")) or path.endswith(("/events", "/account")) or "get" not in operations:
            continue
        if "200" not in operations["get"]["responses"]:
            continue
        ids = {"/package": package, "/artifact": artifact, "/api/v1/downloads": watched, "/api/v1/requests": request}
        id = next((each for start, each in ids.items() if path.startswith(start)), job)
        if "{name}" in path and path.startswith("/api/v1/users"):
            here = path.replace("{name}", "admin")
        else:
            here = path.replace("{id}", id).replace("{namespace}", namespace).replace("{name}", name)
        if path == "/api/mcp/models/{namespace}/details":
            here = f"/api/mcp/models/{namespace}%2F{name}/details"
        needed = [each for each in operations["get"].get("parameters", []) if each.get("required") and each["in"] == "query"]
        query = QUERIES.get(path.split("/")[-1]) or "&".join(f"{each['name']}=image-classification" for each in needed)
        status, headers, body = served.ask("GET", f"{here}?{query}" if query else here, token=token)
        if path == "/api/v1/session":
            continue
        assert status == 200, (here, status, body[:300])
        answer = operations["get"]["responses"]["200"]
        answer = described["components"]["responses"][answer["$ref"].split("/")[-1]] if "$ref" in answer else answer
        kind = headers["Content-Type"].split(";")[0]
        assert kind in answer["content"], (here, kind)
        if kind == "application/json" and "schema" in answer["content"][kind]:
            holds(described, answer["content"][kind]["schema"], json.loads(body), here)
        asked += 1
    assert asked > 25


def holds(described: dict, schema: dict, value, where: str):
    """By the description, and nothing there that it does not tell of."""
    whole = schema | {"components": described["components"]}
    mistakes = [f"{each.json_path}: {each.message[:200]}" for each in Draft202012Validator(whole).iter_errors(value)]
    assert not mistakes, (where, mistakes[:5])
    unknown = sorted(strangers(described, schema, value))
    assert not unknown, (where, unknown)


def strangers(described: dict, schema: dict, value, at: str = "$") -> set[str]:
    """The fields that are sent and not described."""
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].split("/")[-1]]
    if isinstance(value, list):
        return set().union(*[strangers(described, schema.get("items", {}), each, f"{at}[]") for each in value])
    if not isinstance(value, dict) or "properties" not in schema:
        return set()
    known = schema["properties"]
    rest = {f"{at}.{each}" for each in value if each not in known and not schema.get("additionalProperties")}
    return rest.union(*[strangers(described, known[each], value[each], f"{at}.{each}") for each in value if each in known])
