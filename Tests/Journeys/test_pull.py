"""A model comes into the house: what is fetched, what is asked of the Hub, and what stands in the catalogue."""

import json
import struct

import pytest
from conftest import MINILM
from hub_content import MEBIBYTE, Seeded
from hub_faults import redirect
from hub_repository import Repository

CARD = "---\nlicense: mit\nlibrary_name: transformers\npipeline_tag: text-generation\n---\n# Tiny\n"
EMPTY_HEADER = json.dumps({"x": {"dtype": "U8", "shape": [3], "data_offsets": [0, 3]}}).encode()
SAFETENSORS = struct.pack("<Q", len(EMPTY_HEADER)) + EMPTY_HEADER + b"abc"


@pytest.fixture
def tiny(faulty_hub) -> Repository:
    return faulty_hub.add(Repository("acme/tiny", {
        "README.md": CARD, "config.json": "{}", "empty.txt": b"", "sub dir/a+b%20c.txt": "odd names",
        "tokenizer/größe.txt": "not ASCII", "copy.json": "{}", "adapter.safetensors": SAFETENSORS,
        "model.safetensors": Seeded(12 * MEBIBYTE + 17, seed=1)}, task="text-generation"))


def test_a_pulled_model_is_byte_for_byte_what_the_hub_has(house, tiny):
    report = house.pull("acme/tiny")
    assert report["commit"] == tiny.commit
    assert report["files"] == 8 and report["size_bytes"] == tiny.size
    house.assert_holds(tiny)


def test_stdout_is_only_the_name_with_the_commit(house, tiny):
    done = house.roost("pull", "acme/tiny")
    assert done.stdout == f"acme/tiny@{tiny.commit}\n"
    assert "kept 8 files" in done.stderr


def test_each_content_is_asked_for_once_at_its_commit_and_never_by_head(house, tiny, faulty_hub):
    house.pull("acme/tiny")
    assert not faulty_hub.asked(method="HEAD")
    # The gate asks once for itself.
    assert len(faulty_hub.asked("api:info")) <= 2 and len(faulty_hub.asked("api:tree")) <= 2
    first_hops = [each for each in faulty_hub.asked("*.*", server="hub") if "/resolve/" in each.path]
    small = [each.what for each in first_hops if each.what != "model.safetensors"]
    assert all(small.count(each) <= 2 for each in small), "a small file was asked for more often than by gate and pull"
    same = small.count("config.json") + small.count("copy.json")
    assert same <= 3, "the same bytes were fetched under two names"
    assert all(f"/resolve/{tiny.commit}/" in each.path for each in first_hops)
    assert tiny.size - len("{}") in faulty_hub.fetched()


def test_an_unchanged_pull_is_one_request_and_fetches_nothing(house, tiny, faulty_hub):
    house.pull("acme/tiny")
    faulty_hub.forget()
    report = house.pull("acme/tiny")
    assert report["unchanged"] is True and report["fetched_bytes"] == 0
    assert [each.what for each in faulty_hub.requests] == ["api:info"]


def test_a_new_commit_costs_only_what_changed(house, tiny, faulty_hub):
    house.pull("acme/tiny")
    old = tiny.commit
    tiny.push(tiny.now | {"config.json": '{"new": true}', "more.txt": "more"})
    faulty_hub.forget()
    report = house.pull("acme/tiny")
    assert report["commit"] == tiny.commit and not report["unchanged"]
    assert report["fetched_bytes"] == len('{"new": true}') + len("more")
    house.assert_holds(tiny)
    versions = house.json("show", "acme/tiny")["versions"]
    assert {each["commit"]: each["current"] for each in versions} == {tiny.commit: True, old: False}


@pytest.mark.parametrize("name", ["experiment", "commit", "short commit", "pasted address"])
def test_another_revision_is_pulled_by(house, tiny, faulty_hub, name):
    commit = tiny.push({"config.json": '{"branch": 1}'}, branch="experiment")
    wanted = {
        "experiment": "acme/tiny@experiment", "commit": f"acme/tiny@{commit}", "short commit": f"acme/tiny@{commit[:7]}",
        "pasted address": f"{faulty_hub.url}/acme/tiny/tree/{commit}"}[name]
    assert house.pull(wanted)["commit"] == commit
    house.assert_holds(tiny, commit)


def test_a_dry_run_names_the_files_and_fetches_none(house, tiny, faulty_hub):
    preview = house.json("pull", "acme/tiny", "--dry-run")
    assert {each["path"] for each in preview["files"] if each["wanted"]} == set(tiny.now)
    assert faulty_hub.sent() == 0 and house.models() == []


def test_include_and_exclude_choose_files(house, tiny):
    report = house.pull("acme/tiny", "--include", "*.json", "--include", "*.txt", "--exclude", "tokenizer/*")
    assert report["files"] == 4
    kept = {each["path"] for each in house.json("show", "acme/tiny")["files"] if each["kept"]}
    assert kept == {"config.json", "copy.json", "empty.txt", "sub dir/a+b%20c.txt"}
    assert house.pull("acme/tiny")["files"] == 8
    house.assert_holds(tiny)


def test_patterns_that_match_nothing_are_an_error_with_examples(house, tiny):
    done = house.roost("pull", "acme/tiny", "--include", "*.nothing", check=False)
    assert done.returncode == 2 or done.returncode == 4
    assert "error:" in done.stderr and "hint:" in done.stderr
    assert house.models() == []


def test_of_many_quantisations_one_is_taken_and_all_when_asked(house, faulty_hub):
    sizes = {"Q2_K": 2, "Q4_K_M": 4, "Q8_0": 8}
    files = {f"tiny-{label}.gguf": Seeded(size * MEBIBYTE, seed=size) for label, size in sizes.items()}
    faulty_hub.add(Repository("acme/tiny-GGUF", files | {"README.md": CARD}))
    assert house.pull("acme/tiny-GGUF:Q4_K_M")["files"] == 2
    assert house.json("ls")["models"][0]["quantisation"] == "Q4_K_M"
    assert house.pull("acme/tiny-GGUF", "--all")["files"] == 4
    unknown = house.roost("pull", "acme/tiny-GGUF:Q5_K_M", check=False)
    assert unknown.returncode == 2 and "Q4_K_M" in unknown.stderr, "the error lists what there is"


def test_a_tree_of_many_pages_is_read_to_its_end(house, faulty_hub):
    faulty_hub.page_size = 7
    many = faulty_hub.add(Repository("acme/many", {f"part/{n:03}.txt": f"file {n}" for n in range(60)}))
    assert house.pull("acme/many")["files"] == 60
    assert len(faulty_hub.asked("api:tree")) > 8
    house.assert_holds(many)


def test_a_renamed_repository_is_kept_under_its_new_name(house, tiny, faulty_hub):
    faulty_hub.renamed["old/name"] = "acme/tiny"
    assert house.pull("old/name")["name"] == "acme/tiny"
    assert house.models() == ["acme/tiny"]


def test_a_gated_model_is_refused_with_the_page_and_given_with_a_token(house, tiny, faulty_hub):
    tiny.gated, faulty_hub.token = "manual", "hf_right"
    refused = house.roost("pull", "acme/tiny", check=False)
    assert refused.returncode == 2 and house.models() == []
    assert f"{faulty_hub.url}/acme/tiny" in refused.stderr and "HF_TOKEN" in refused.stderr
    wrong = house.roost("pull", "acme/tiny", check=False, env={"HF_TOKEN": "hf_wrong"})
    assert wrong.returncode == 2 and "hf_wrong" not in wrong.stdout + wrong.stderr
    house.roost("pull", "acme/tiny", env={"HF_TOKEN": "hf_right"})
    house.assert_holds(tiny)


def test_the_token_goes_to_the_hub_and_never_to_another_host(house, tiny, faulty_hub):
    faulty_hub.faults.add(redirect(lambda asked: f"{faulty_hub.cdn}{asked.target}"), what="config.json", server="hub", times=1)
    house.roost("pull", "acme/tiny", env={"HF_TOKEN": "hf_secret"}, check=False)
    assert all(each.authorization == "Bearer hf_secret" for each in faulty_hub.asked(server="hub"))
    elsewhere = faulty_hub.asked(server="cdn")
    assert elsewhere and not any(each.authorization for each in elsewhere)
    for file in house.home.rglob("*"):
        assert not file.is_file() or file.stat().st_size > MEBIBYTE or b"hf_secret" not in file.read_bytes(), file


def test_a_disabled_model_is_named_as_disabled(house, tiny):
    tiny.disabled = True
    done = house.roost("pull", "acme/tiny", check=False)
    assert done.returncode == 2 and "disabled" in done.stderr and "acme/tiny" in done.stderr


def test_a_missing_model_is_named_with_what_to_check(house):
    done = house.roost("pull", "nobody/nothing", check=False)
    assert done.returncode == 2 and "nobody/nothing" in done.stderr and "hint:" in done.stderr


def test_a_dataset_is_kept_as_a_dataset(house, faulty_hub):
    data = faulty_hub.add(Repository("acme/tiny", {"train.jsonl": '{"a": 1}\n' * 10}, kind="dataset"))
    house.roost("pull", "acme/tiny", "--repo-type", "dataset")
    assert house.models() == [] and house.models("--datasets") == ["acme/tiny"]
    house.assert_holds(data)


def test_a_folder_of_this_machine_is_pulled_like_a_hub(house):
    folder = house.root / "mine"
    (folder / "sub").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    (folder / "sub" / "weights.bin").write_bytes(b"\0" * 2_000_000)
    report = house.pull("./mine")
    assert report["files"] == 2 and report["size_bytes"] == 2_000_002
    (folder / "config.json").write_text('{"changed": 1}')
    assert house.json("verify")["damaged"] == [], "the store shares no file that its owner writes to"


def test_the_real_minilm_is_kept_with_what_its_card_and_header_say(make_house, minilm_hub, minilm):
    house = make_house("minilm", hub=minilm_hub.url)
    report = house.pull(MINILM)
    assert report["fetched_bytes"] == minilm.size
    detail = house.json("show", MINILM)
    assert detail["model"]["license"] == "apache-2.0" and detail["model"]["library"] == "sentence-transformers"
    assert 22_000_000 < detail["parameters"] < 23_000_000
    assert "ms_marco" in detail["datasets"] and detail["model"]["source"] == minilm_hub.url
    house.assert_holds(minilm)


def test_hundreds_of_small_files_come_whole(house, faulty_hub):
    many = faulty_hub.add(Repository("acme/shards", {f"{n % 7}/{n:04}.json": f'{{"n": {n}}}' for n in range(400)}))
    house.pull("acme/shards")
    assert len(faulty_hub.requests) <= 200 + 2 * 400
    house.assert_holds(many)
