"""The Hub mirror with the clients people have: they must not be able to tell it from the Hub."""

import urllib.error
import urllib.request

import pytest
from clients import Client, install

MODEL = "roost-samples/tiny-writer"
GGUF = "roost-samples/tiny-writer-gguf"
DATASET = "roost-samples/licence-questions"
GATED = "roost-samples/gated-model"
HUBS = ["huggingface_hub==2.4.0", "huggingface_hub==1.33.0", "huggingface_hub==0.36.2"]


@pytest.fixture(params=HUBS)
def hub(request, roost, tmp_path) -> Client:
    return Client(install(request.param), roost.url + "/hub", tmp_path)


@pytest.fixture
def transformers(roost, tmp_path) -> Client:
    return Client(install("transformers==5.23.0", "jinja2"), roost.url + "/hub", tmp_path)


def test_a_snapshot_is_complete_and_a_second_one_comes_from_the_cache(hub):
    answer = hub.run(f"""
        from pathlib import Path
        from huggingface_hub import HfApi, snapshot_download
        folder = Path(snapshot_download("{MODEL}"))
        again = snapshot_download("{MODEL}", local_files_only=True)
        files = {{str(f.relative_to(folder)): f.stat().st_size for f in folder.rglob("*") if f.is_file()}}
        said = {{s.rfilename: s.size for s in HfApi().model_info("{MODEL}", files_metadata=True).siblings}}
        answer([files, said, str(folder) == again])
    """)
    files, said, same_folder = answer
    assert files == said and "config.json" in files
    assert same_folder


def test_a_dataset_snapshot_is_complete(hub):
    files, said = hub.run(f"""
        from pathlib import Path
        from huggingface_hub import HfApi, snapshot_download
        folder = Path(snapshot_download("{DATASET}", repo_type="dataset"))
        files = sorted(str(f.relative_to(folder)) for f in folder.rglob("*") if f.is_file())
        answer([files, sorted(s.rfilename for s in HfApi().dataset_info("{DATASET}").siblings)])
    """)
    assert files == said and files


def test_one_file_is_kept_under_the_hash_the_tree_tells(hub):
    kept, told = hub.run(f"""
        from pathlib import Path
        from huggingface_hub import HfApi, hf_hub_download
        entries = [e for e in HfApi().list_repo_tree("{GGUF}", recursive=True) if e.path.endswith(".gguf")]
        smallest = min(entries, key=lambda e: e.size)
        answer([Path(hf_hub_download("{GGUF}", smallest.path)).resolve().name, smallest.lfs.sha256])
    """)
    assert kept == told


def test_a_file_is_found_by_branch_head_commit_and_short_commit(hub):
    texts = hub.run(f"""
        from pathlib import Path
        from huggingface_hub import HfApi, hf_hub_download
        sha = HfApi().model_info("{MODEL}").sha
        names = ["main", "HEAD", sha, sha[:7]]
        answer([Path(hf_hub_download("{MODEL}", "config.json", revision=r)).read_text() for r in names])
    """)
    assert len(set(texts)) == 1


def test_lists_can_be_searched_filtered_and_paged(hub):
    searched, by_author, tagged, paged = hub.run("""
        from huggingface_hub import HfApi
        api = HfApi()
        ids = lambda rows: sorted(row.id for row in rows)
        answer([
            ids(api.list_models(search="TINY-writer")), ids(api.list_models(author="roost-samples", full=True)),
            ids(api.list_models(author="roost-samples", filter=["gguf"])),
            ids(api.list_datasets(author="roost-samples", limit=1)),
        ])
    """)
    assert {MODEL, GGUF} <= set(searched) <= set(by_author)
    assert GGUF in tagged and MODEL not in tagged
    assert len(paged) == 1


def test_lists_are_sorted_by_what_clients_name_and_authors_have_any_letter_case(hub):
    by, same, refused = hub.run("""
        from huggingface_hub import HfApi
        from huggingface_hub.errors import HfHubHTTPError
        api = HfApi()
        by = {}
        for sort in ["downloads", "likes", "created_at", "last_modified"]:
            rows = list(api.list_models(author="roost-samples", sort=sort, full=True))
            by[sort] = [str(getattr(row, sort) or 0).zfill(9) for row in rows]
        try:
            refused = list(api.list_models(sort="trending_score"))
        except HfHubHTTPError as error:
            refused = [error.response.status_code, str(error)]
        same = [sorted(row.id for row in api.list_models(author=name)) for name in ["roost-samples", "Roost-SAMPLES"]]
        answer([by, same, refused])
    """)
    assert all(len(values) > 2 and values == sorted(values, reverse=True) for values in by.values()), by
    assert same[0] == same[1] != []
    assert refused[0] == 400 and "can be sorted by downloads, likes, lastModified, createdAt" in refused[1], refused


def test_info_tells_what_it_is_asked_to(hub):
    plain, expanded, refusal = hub.run(f"""
        from huggingface_hub import HfApi
        from huggingface_hub.utils import HfHubHTTPError
        api = HfApi()
        info = api.model_info("{MODEL}")
        slim = api.model_info("{MODEL}", expand=["sha", "siblings"])
        try:
            refusal = api.model_info("{MODEL}", revision="no-such-branch")
        except HfHubHTTPError as error:
            refusal = type(error).__name__
        answer([[info.id, info.author, info.sha, info.gated], [slim.sha, slim.tags, len(slim.siblings)], refusal])
    """)
    assert plain[:2] == [MODEL, "roost-samples"] and plain[3] is False
    assert expanded[0] == plain[2] and expanded[1] is None and expanded[2] > 0
    assert refusal == "RevisionNotFoundError"


def test_trees_paths_refs_and_commits_agree(hub):
    top, every, asked, branches, commits = hub.run(f"""
        from huggingface_hub import HfApi
        api = HfApi()
        top = [e.path for e in api.list_repo_tree("{MODEL}", expand=True)]
        every = [e.path for e in api.list_repo_tree("{MODEL}", recursive=True)]
        asked = [e.path for e in api.get_paths_info("{MODEL}", ["config.json", "no-such-file"])]
        branches = {{b.name: b.target_commit for b in api.list_repo_refs("{MODEL}").branches}}
        answer([top, every, asked, branches, [c.commit_id for c in api.list_repo_commits("{MODEL}")]])
    """)
    assert set(top) <= set(every) and "config.json" in top
    assert asked == ["config.json"]
    assert branches["main"] == commits[0]


def test_what_is_missing_is_missing_not_broken(hub):
    repo, file, revision, download = hub.run(f"""
        from huggingface_hub import HfApi, hf_hub_download
        api = HfApi()
        try:
            download = hf_hub_download("{MODEL}", "no/such/file.txt")
        except Exception as error:
            download = type(error).__name__
        answer([
            api.repo_exists("nobody/nothing"), api.file_exists("{MODEL}", "nope.txt"),
            api.revision_exists("{MODEL}", "nope"), download])
    """)
    assert [repo, file, revision] == [False, False, False]
    assert download in ("RemoteEntryNotFoundError", "EntryNotFoundError")


def test_a_gated_model_is_shown_and_not_given(hub):
    gated, anonymous, with_token, checked = hub.run(f"""
        from huggingface_hub import HfApi, hf_hub_download
        def refusal(call):
            try:
                return call()
            except Exception as error:
                return [type(error).__name__, error.response.status_code]
        api = HfApi()
        answer([
            api.model_info("{GATED}").gated,
            refusal(lambda: hf_hub_download("{GATED}", "config.json", token=False)),
            refusal(lambda: hf_hub_download("{GATED}", "config.json", token="hf_somebody")),
            refusal(lambda: api.auth_check("{GATED}")),
        ])
    """)
    assert gated in ("auto", "manual")
    assert anonymous == ["GatedRepoError", 401]
    assert with_token == ["GatedRepoError", 403]
    assert checked[0] == "GatedRepoError"


def test_another_letter_case_leads_to_the_same_model(hub):
    assert hub.run(f"""
        from huggingface_hub import HfApi
        answer(HfApi().model_info("Roost-Samples/Tiny-Writer").id)
    """) == MODEL


def test_files_can_be_read_from_the_middle(hub):
    matches = hub.run(f"""
        from pathlib import Path
        from huggingface_hub import HfFileSystem, hf_hub_download
        fs = HfFileSystem()
        path = min((p for p in fs.find("{GGUF}") if p.endswith(".gguf")), key=fs.size)
        whole = Path(hf_hub_download("{GGUF}", path.removeprefix("{GGUF}/"))).read_bytes()
        with fs.open(path, block_size=4096) as file:
            head = file.read(10)
            file.seek(len(whole) // 2)
            middle = file.read(10)
            file.seek(-10, 2)
            tail = file.read()
        half = len(whole) // 2
        answer([head == whole[:10], middle == whole[half : half + 10], tail == whole[-10:]])
    """)
    assert matches == [True, True, True]


def test_safetensors_headers_are_read_without_the_weights(hub):
    assert hub.run(f"""
        from huggingface_hub import get_safetensors_metadata
        answer(sum(get_safetensors_metadata("{MODEL}").parameter_count.values()))
    """) > 0


def test_the_hf_command_downloads_and_verifies(hub, tmp_path):
    command = "hf" if (hub.home / "bin" / "hf").exists() else "huggingface-cli"
    folder = tmp_path / "here"
    done = hub.tool(command, "download", MODEL, "--local-dir", str(folder))
    assert done.returncode == 0, done.stderr
    assert (folder / "config.json").exists()
    one = hub.tool(command, "download", MODEL, "config.json")
    assert one.returncode == 0, one.stderr


@pytest.mark.parametrize("hub", HUBS[:1], indirect=True)
def test_hf_cache_verify_finds_every_hash_right(hub):
    assert hub.tool("hf", "download", MODEL).returncode == 0
    verified = hub.tool("hf", "cache", "verify", MODEL)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    listed = hub.tool("hf", "models", "ls", "--author", "roost-samples", "--format", "json")
    assert listed.returncode == 0 and MODEL in listed.stdout, listed.stdout + listed.stderr


def test_transformers_loads_configuration_and_tokenizer(transformers):
    kind, text = transformers.run(f"""
        from transformers import AutoConfig, AutoTokenizer
        config = AutoConfig.from_pretrained("{MODEL}")
        tokenizer = AutoTokenizer.from_pretrained("{MODEL}")
        answer([config.model_type, tokenizer.decode(tokenizer("a bird writes")["input_ids"], skip_special_tokens=True)])
    """)
    assert kind
    assert text.strip() == "a bird writes"


def test_datasets_loads_and_streams_rows(roost, tmp_path):
    client = Client(install("datasets==5.2.0"), roost.url + "/hub", tmp_path)
    rows, first = client.run(f"""
        from datasets import load_dataset
        loaded = load_dataset("{DATASET}", data_files="train.jsonl", split="train")
        streamed = load_dataset("{DATASET}", data_files="train.jsonl", split="train", streaming=True)
        answer([loaded.num_rows, next(iter(streamed)) == loaded[0]])
    """)
    assert rows > 0 and first


@pytest.mark.parametrize(
    "wanted, status", [("bytes=0-3", 206), ("bytes=-4", 206), ("bytes=0-1,3-4", 200), ("bytes=99999999999-", 416)])
def test_ranges_by_plain_http(roost, wanted, status):
    request = urllib.request.Request(
        f"{roost.url}/hub/{MODEL}/resolve/main/config.json", headers={"Range": wanted})
    try:
        with urllib.request.urlopen(request) as reply:
            found, body, header = reply.status, reply.read(), reply.headers.get("Content-Range")
    except urllib.error.HTTPError as error:
        found, body, header = error.code, error.read(), error.headers.get("Content-Range")
    assert found == status
    if status == 206:
        assert len(body) == 4 and header.startswith("bytes ")
    if status == 416:
        assert header.startswith("bytes */")


def test_a_foreign_host_name_is_refused(roost):
    request = urllib.request.Request(f"{roost.url}/hub/api/models", headers={"Host": "attacker.example"})
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)
    assert refusal.value.code in (403, 421)
