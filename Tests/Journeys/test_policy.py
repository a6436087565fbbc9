"""The gate's policy as its person meets it: presets, the schema an editor reads, what `policy check` says, waivers."""

import json
from datetime import date, timedelta

import pytest
import yaml
from house import until
from jsonschema import Draft202012Validator

PRESETS = ["strict", "baseline", "package", "artifact"]
HEAD = {"version": 1, "name": "team"}
COMMIT = "a" * 40



@pytest.fixture
def house(gated_house):
    return gated_house

@pytest.fixture
def schema(house) -> Draft202012Validator:
    schema = json.loads(house.roost("policy", "schema").stdout)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(house, text: str) -> tuple[int, dict]:
    file = house.root / "candidate.yaml"
    file.write_text(text)
    done = house.roost("policy", "check", file, "--json", check=False)
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_is_valid_for_an_editor_and_for_roost(house, schema, preset):
    text = house.roost("policy", "show", preset).stdout
    schema.validate(yaml.safe_load(text))
    code, report = check(house, text)
    assert code == 0 and report["valid"] and report["policy"] == preset
    # Written out in full it is the same policy.
    whole = house.roost("policy", "show", preset, "--json").stdout
    schema.validate(json.loads(whole))
    assert check(house, whole)[1]["policy_digest"] == report["policy_digest"]


GOOD = [
    {}, {"extends": "strict"}, {"unknown": "review"}, {"metrics": {"license": {"threshold": 0}, "tree_score": {"weight": 1}}},
    {"metrics": {"code_quality": {"inherit_from_library": True}}}, {"metrics": {}},
    {"licenses": {"allow": ["MIT", "cc-by-*", "class:permissive"], "unlisted": "ask", "compatible_with": None}},
    {"scan": {"level": "safe", "otherwise": "review"}}, {"size": {"ceiling": 5}}, {"size": {"ceiling": "1.5 TiB"}},
    {"size": {"ceiling": "20GB", "target": "jetson_nano"}}, {"size": {"ceiling": None}},
    {"publishers": {"trusted": ["google", "https://hub.example.org/hf/acme"], "others": "review", "hubs": ["http://h/x"]}},
    {"decision": {"on_fail": "quarantine", "on_review": "refuse"}}, {"not_waivable": []}, {"not_waivable": ["metric.license"]},
    {"max_waiver_days": 3650}, {"request_thresholds": "any"},
    {"overrides": [{"models": ["org/*"], "reason": "ours", "unknown": "warn", "size": {"ceiling": None}}]},
]
BAD = [
    {"version": 2}, {"name": "Team"}, {"name": 7}, {"name": "x" * 65}, {"description": ""}, {"extends": "none"},
    {"unknown": True}, {"unknown": "fail"}, {"treshold": 1}, {"metrics": []}, {"metrics": {"speed": {}}},
    {"metrics": {"license": 0.5}}, {"metrics": {"license": {"threshold": 1.01}}}, {"metrics": {"license": {"threshold": "0.5"}}},
    {"metrics": {"license": {"threshold": None}}}, {"metrics": {"license": {"weight": -1}}},
    {"metrics": {"license": {"mode": "off"}}}, {"metrics": {"license": {"inherit_from_library": True}}},
    {"licenses": {"allow": "mit"}}, {"licenses": {"allow": [1]}}, {"licenses": {"allow": ["class:fine"]}},
    {"licenses": {"allow": ["a b"]}}, {"licenses": {"allow": ["*"]}}, {"licenses": {"unlisted": "review"}},
    {"licenses": {"conflict": "ask"}}, {"scan": {"level": "unsafe"}}, {"scan": {"otherwise": "allow"}},
    {"size": {"ceiling": 0}}, {"size": {"ceiling": "20 G"}}, {"size": {"ceiling": 1.5}}, {"size": {"target": "phone"}},
    {"publishers": {"trusted": ["a b"]}}, {"publishers": {"hubs": ["huggingface.co"]}}, {"publishers": {"others": "ask"}},
    {"decision": {"on_fail": "warn"}}, {"not_waivable": ["everything"]}, {"not_waivable": ["license"]},
    {"max_waiver_days": 0}, {"max_waiver_days": 1.5}, {"max_waiver_days": "30"}, {"request_thresholds": "all"},
    {"overrides": {}}, {"overrides": [{"models": ["a/*"]}]}, {"overrides": [{"reason": "r"}]},
    {"overrides": [{"models": [], "reason": "r"}]}, {"overrides": [{"models": ["a/*"], "reason": "r", "extends": "strict"}]},
]


def test_the_schema_and_roost_agree_on_what_a_policy_is(house, schema):
    for change in GOOD:
        assert schema.is_valid(HEAD | change), change
        code, report = check(house, yaml.safe_dump(HEAD | change))
        assert code == 0, (change, report["mistakes"])
    for change in BAD:
        assert not schema.is_valid(HEAD | change), change
        code, report = check(house, yaml.safe_dump(HEAD | change))
        assert code == 1 and report["mistakes"] and not report["valid"], change
    assert not house.home.exists(), "looking at a policy makes no home"


def test_every_mistake_is_told_with_its_line(house):
    file = house.root / "policy.yaml"
    file.write_text("version: 1\nname: team\nmetrics:\n  licence: {threshold: 0.5}\n  bus_factor: {threshold: 2}\n")
    done = house.roost("policy", "check", file, check=False)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{file}: line 4: metrics.licence: unknown key `licence`; did you mean `license`?",
        f"{file}: line 5: metrics.bus_factor.threshold: must be a number from 0 to 1, not 2"]


def test_the_policy_in_force_is_the_file_in_the_home_and_a_wrong_one_is_refused(house):
    assert "name: baseline" in house.roost("policy").stdout
    house.home.mkdir()
    (house.home / "policy.yaml").write_text("version: 1\nname: ours\n")
    done = house.roost("policy")
    assert done.stdout.startswith("version: 1\nname: ours") and "ours" in done.stderr
    (house.home / "policy.yaml").write_text("version: 1\nname: ours\nunknown: perhaps\n")
    done = house.roost("policy", check=False)
    assert done.returncode == 4 and "line 3: unknown: must be refuse, review, warn, allow" in done.stderr


def test_a_server_keeps_the_old_policy_when_the_new_one_is_wrong(house):
    house.home.mkdir()
    policy = house.home / "policy.yaml"
    policy.write_text("version: 1\nname: ours\n")
    server = house.serve()
    policy.write_text("version: 1\nname: ours\nunknown: perhaps\n")
    said = "The policy file is not used; the policy before stays in force"
    until(lambda: said in server.log.read_text(), "the server says so", server.process)
    assert server.status("/readyz") == 200


def test_a_waiver_names_its_reason_its_person_and_its_end(house):
    last = (date.today() + timedelta(days=20)).isoformat()
    given = house.json(
        "waive", f"acme/owl@{COMMIT}", "bus_factor", "--reason", "we mirror it", "--until", last, "--by", "alice")
    waiver = given["waiver"]
    assert (waiver["rule"], waiver["commit"], waiver["by"]) == ("metric.bus_factor", COMMIT, "alice")
    assert waiver["until"].startswith(last) and waiver["reason"] == "we mirror it"
    [view] = house.json("waivers", "list")
    assert view["holds"] and view["waiver"] == waiver
    assert house.json("waivers", "revoke", waiver["id"])["waiver"]["revoked_at"]
    assert house.json("waivers", "list") == []
    [view] = house.json("waivers", "list", "--all")
    assert not view["holds"] and view["reason"].startswith("revoked on")


@pytest.mark.parametrize(("arguments", "code", "words"), [
    (["bus_factor", "--reason", "r", "--until", "2999-01-01"], 4, "the policy `baseline` allows 180 days"),
    (["bus_factor", "--reason", "r", "--until", "2001-01-01"], 4, "would be over already"),
    (["bus_factor", "--reason", " ", "--until", "soon"], 4, "`soon` is no date"),
    (["bus_factor", "--reason", " ", "--until", "TOMORROW"], 4, "a waiver needs a reason"),
    (["speed", "--reason", "r", "--until", "TOMORROW"], 4, "there is no rule `speed`"),
    (["scan.unsafe", "--reason", "r", "--until", "TOMORROW"], 2, "lets nobody waive `scan.unsafe`"),
])
def test_a_waiver_that_would_not_count_is_not_given(house, arguments, code, words):
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    arguments = [tomorrow if each == "TOMORROW" else each for each in arguments]
    done = house.roost("waive", "acme/owl", "--any-version", *arguments, check=False)
    assert done.returncode == code and words in done.stderr
    assert house.json("waivers", "list", "--all") == []
