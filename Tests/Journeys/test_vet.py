"""May we use this one, and why: the gate as its user meets it, with the sample Hub and the standard policy."""

import json
from datetime import date, timedelta

import pytest
from house import SAMPLES

METRICS = {
    "license", "size_score", "ramp_up_time", "bus_factor", "performance_claims", "dataset_and_code_score",
    "dataset_quality", "code_quality", "reproducibility"}


@pytest.fixture
def house(gated_house):
    """Asks the sample Hub in its folder, and nobody else."""
    del gated_house.env["HF_ENDPOINT"]
    gated_house.env |= {"ROOST_SAMPLE_HUB": str(SAMPLES), "ROOST_OFFLINE": "1"}
    return gated_house


def kept_bytes(house) -> int:
    return house.json("df")["blob_bytes"]


def timeless(report: dict) -> dict:
    """The answer without how long it took and when."""
    for metric in report["assessment"]["metrics"]:
        metric.pop("latency_ms", None)
    report["assessment"].pop("latency_ms", None)
    report["verdict"].pop("decided_at", None)
    return report


def test_a_good_model_is_admitted_and_nothing_is_kept(house):
    report = house.json("vet", "roost-samples/tiny-classifier")
    assert report["verdict"]["decision"] == "admitted"
    assert METRICS <= {each["name"] for each in report["assessment"]["metrics"]}
    for each in report["assessment"]["metrics"]:
        assert each["reason"] and (each["status"] == "scored") == ("score" in each), each
    assert report["licence"]["effective"]["spdx"] == "Apache-2.0"
    assert {each["verdict"] for each in report["scan"]} == {"safe"}
    assert kept_bytes(house) == 0 and house.models() == []


def test_saved_facts_give_the_same_scores_offline_and_later_whatever_the_policy(house, make_house):
    facts = house.root / "facts.json"
    first = house.json("vet", "roost-samples/tiny-writer", "--save", facts, check=False)
    again = make_house("elsewhere").json("vet", "--replay", facts, check=False)
    assert again["verdict"]["policy"] != first["verdict"]["policy"]
    assert again["assessment"]["digest"] == first["assessment"]["digest"]
    scores = lambda report: {m["name"]: m.get("score") for m in report["assessment"]["metrics"]}
    assert scores(again) == scores(first) and again["scan"] == first["scan"]


@pytest.mark.parametrize("model", ["sketchy/pickle-model", "sketchy/no-licence", "roost-samples/tiny-classifier"])
def test_what_was_saved_is_judged_again_to_the_very_same_answer(house, make_house, model):
    """Also when what is wrong is inside the files: nobody looks into them again."""
    facts = house.root / "facts.json"
    first = house.roost("vet", model, "--save", facts, "--json", check=False)
    elsewhere = make_house("elsewhere")
    del elsewhere.env["ROOST_POLICY"]
    again = elsewhere.roost("vet", "--replay", facts, "--json", check=False)
    assert again.returncode == first.returncode
    assert timeless(json.loads(again.stdout)) == timeless(json.loads(first.stdout))


@pytest.mark.parametrize("arguments", [["--save", "again.json"], ["--hub", "http://127.0.0.1:9"], ["--repo-type", "dataset"], ["a/b"]])
def test_a_replay_asks_nobody_and_says_so(house, arguments):
    done = house.roost("vet", "--replay", "facts.json", *arguments, check=False)
    assert done.returncode == 4 and "--replay" in done.stderr


def test_a_file_that_cannot_be_written_is_told_in_plain_words(house):
    done = house.roost("vet", "roost-samples/tiny-classifier", "--save", "/nowhere/facts.json", check=False)
    assert done.returncode == 2 and "`/nowhere/facts.json` cannot be written: No such file or directory\n" in done.stderr


def test_damaged_facts_are_refused_with_words(house):
    facts = house.root / "facts.json"
    facts.write_text('{"format": "roost-facts", "version": 1, "facts": {"model": 3}}')
    done = house.roost("vet", "--replay", facts, check=False)
    assert done.returncode == 4 and "damaged facts" in done.stderr


def test_a_dangerous_model_is_refused_with_every_reason_and_leaves_no_byte(house):
    done = house.roost("pull", "sketchy/pickle-model", check=False)
    assert done.returncode == 1
    assert "is refused by the policy `baseline`" in done.stderr
    assert "Ramp-Up Time: 0.175, 0.5 required, 0.325 short" in done.stderr and "remedy:" in done.stderr
    assert "posix.system" in done.stderr or "os.system" in done.stderr or "Unsafe" in done.stderr, done.stderr
    assert kept_bytes(house) == 0 and house.models() == []
    verdict = house.json("verdict", "sketchy/pickle-model", check=False)
    assert verdict["decision"] == "refused"


def test_a_refused_model_can_be_kept_apart_and_is_then_of_no_use_to_anybody(house):
    house.roost("pull", "sketchy/no-licence", "--quarantine")
    [model] = house.json("ls")["models"]
    assert model["quarantined"] is True
    done = house.roost("export", "sketchy/no-licence", "--output", house.root / "out.zip", check=False)
    assert done.returncode != 0 and "quarantined" in done.stderr and not (house.root / "out.zip").exists()


def test_a_waiver_with_reason_and_end_lets_it_in_and_its_revocation_takes_it_back(house):
    until = (date.today() + timedelta(days=30)).isoformat()
    refused = house.roost("pull", "sketchy/no-licence", check=False)
    assert refused.returncode == 1
    verdict = house.json("verdict", "sketchy/no-licence", check=False)
    failing = [each["rule"] for each in verdict["rules"] if each["outcome"] in ("failed", "review")]
    waivers = [
        house.json("waive", "sketchy/no-licence", rule, "--reason", "our own, licence to follow", "--until", until)
        for rule in failing]
    assert house.pull("sketchy/no-licence")["verdict"]["decision"] == "admitted"
    assert house.json("ls")["models"][0]["quarantined"] is False
    house.roost("waivers", "revoke", waivers[0]["waiver"]["id"])
    assert house.json("ls")["models"][0]["quarantined"] is True
    actions = [each["action"] for each in house.json("audit")["entries"]] if isinstance(house.json("audit"), dict) else [
        each["action"] for each in house.json("audit")]
    assert "waiver.given" in actions and "waiver.revoked" in actions


def test_a_stricter_policy_names_whose_verdict_changes(house):
    house.roost("pull", "roost-samples/tiny-classifier")
    policy = house.home / "policy.yaml"
    policy.write_text(house.roost("policy", "show", "strict").stdout)
    report = house.json("policy", "rescore")
    assert [(each["model"], each["before"], each["after"]) for each in report["changed"]] == [
        ("roost-samples/tiny-classifier", "admitted", "quarantined")]
    assert json.loads(house.roost("show", "roost-samples/tiny-classifier", "--json").stdout)["model"]["quarantined"] is True
