"""`roost run`, `ps` and `stop` with the real engine."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
from datetime import datetime

import pytest
from engine import PYTHON, QUANTISATIONS, WRITER, is_alive, prepare, processes
from house import BINARY, NOWHERE, SAMPLES, until
from hub_repository import Repository

SHORT = ("--temperature", "0", "--max-tokens", "12")


@pytest.fixture
def writer(house):
    prepare(house)
    #: As it is kept: by the name of its folder.
    house.writer = house.models()[0]
    return house


def test_a_prompt_is_answered_on_stdout_and_nothing_is_left_running(writer):
    done = writer.roost("run", f"{writer.writer}:F16", "Once upon", "--raw", *SHORT, stdin="")
    assert done.stdout.strip() and done.stderr.count("\n") <= 2, done
    assert processes(writer) == []
    assert writer.roost("run", f"{writer.writer}:F16", "Once upon", "--raw", *SHORT, stdin="").stdout == done.stdout


def test_json_tells_what_was_answered_and_how_fast(writer):
    said = writer.json("run", f"{writer.writer}:F16", "What is the licence of bash?", *SHORT, stdin="")
    assert said["answer"] and said["finish"] in ("stop", "length") and said["answer_tokens"] <= 12
    assert said["tokens_per_second"] > 0 and said["model"] == f"{writer.writer}:F16"


def test_a_piped_text_is_the_prompt_or_stands_behind_it(writer):
    alone = writer.json("run", f"{writer.writer}:F16", "--raw", *SHORT, stdin="Once upon\n")
    behind = writer.json("run", f"{writer.writer}:F16", "Once", "--raw", *SHORT, stdin="upon\n")
    assert alone["prompt_tokens"] != behind["prompt_tokens"]
    refused = writer.roost("run", writer.writer, stdin="", check=False)
    assert refused.returncode == 4 and "there is no prompt" in refused.stderr


def test_the_speed_is_told_beside_the_answer(writer):
    done = writer.roost("run", f"{writer.writer}:Q8_0", "Once", "--raw", *SHORT, stdin="")
    assert "tokens/s" in done.stderr and "tokens/s" not in done.stdout
    assert "loaded in" in writer.roost("run", f"{writer.writer}:Q8_0", "Once", "--raw", "-v", *SHORT, stdin="").stderr
    assert "tokens" not in writer.roost("run", f"{writer.writer}:Q8_0", "Once", "--raw", "-q", *SHORT, stdin="").stderr


def test_a_vector_is_printed(writer):
    vector = json.loads(writer.roost("run", f"{writer.writer}:F16", "Once upon", "--embed", stdin="").stdout)
    assert len(vector) == 128 and all(isinstance(each, float) for each in vector)


def test_a_chat_on_a_terminal_goes_on_until_bye(writer):
    ours, theirs = pty.openpty()
    process = writer.start("run", f"{writer.writer}:F16", *SHORT, stdin=theirs)
    os.close(theirs)
    os.write(ours, b"hello\nand again\n/bye\n")
    out, err = process.communicate(timeout=60)
    os.close(ours)
    assert process.returncode == 0, err
    assert err.count(">>> ") == 3 and len(out.splitlines()) >= 2


def test_the_quantisations_are_models_of_their_own(writer):
    for label in QUANTISATIONS:
        assert writer.json("run", f"{writer.writer}:{label}", "Once", *SHORT, stdin="")["model"] == f"{writer.writer}:{label}"
    done = writer.roost("run", f"{writer.writer}:Q2_K", "Once", stdin="", check=False)
    assert done.returncode == 2 and "not as `Q2_K`" in done.stderr


def test_a_model_that_is_not_kept_is_got_when_that_is_said(house, faulty_hub):
    house.env |= {"ROOST_ENGINE_PYTHON": str(PYTHON), "ROOST_THREADS": "1"}
    folder = SAMPLES / WRITER
    faulty_hub.add(Repository("acme/writer", {
        "README.md": (folder / "README.md").read_text(), "writer-Q8_0.gguf": (folder / "tiny-writer-Q8_0.gguf").read_bytes()}))
    refused = house.roost("run", "acme/writer", "Once", stdin="", check=False)
    assert refused.returncode == 2 and "roost run --pull acme/writer" in refused.stderr
    assert house.json("run", "--pull", "acme/writer", "Once", *SHORT, stdin="")["answer"]


def test_what_no_engine_reads_says_so(house, faulty_hub):
    faulty_hub.add(Repository("acme/tensors", {"config.json": "{}", "model.safetensors": b"\x02\0\0\0\0\0\0\0{}"}))
    house.pull("acme/tensors")
    done = house.roost("run", "acme/tensors", "hi", stdin="", check=False)
    assert done.returncode == 3 and "no GGUF file" in done.stderr and "safetensors" in done.stderr


def test_a_model_that_the_gate_keeps_apart_is_not_run(gated_house, faulty_hub):
    folder = SAMPLES / WRITER
    faulty_hub.add(Repository("acme/bare", {"writer-Q8_0.gguf": (folder / "tiny-writer-Q8_0.gguf").read_bytes()}))
    gated_house.pull("acme/bare", "--quarantine")
    done = gated_house.roost("run", "acme/bare", "hi", stdin="", check=False)
    assert done.returncode == 2 and "quarantined and cannot be run" in done.stderr


def test_a_damaged_file_is_refused_with_what_the_engine_says(house, faulty_hub):
    house.env |= {"ROOST_ENGINE_PYTHON": str(PYTHON), "ROOST_THREADS": "1"}
    whole = (SAMPLES / WRITER / "tiny-writer-Q8_0.gguf").read_bytes()
    broken = whole.replace(b"blk.0.attn_q.weight", b"blk.0.attn_x.weight")
    faulty_hub.add(Repository("acme/broken", {"broken-Q8_0.gguf": broken}))
    house.pull("acme/broken")
    done = house.roost("run", "acme/broken", "hi", stdin="", check=False)
    assert done.returncode == 2 and "cannot load `acme/broken`" in done.stderr, done.stderr
    # llama.cpp writes its log beside its work: when it ends at once the line may be lost, and what its Python says is told.
    assert "blk.0.attn_q.weight" in done.stderr or "Failed to init server" in done.stderr, done.stderr
    assert processes(house) == []


def test_without_an_engine_it_says_how_to_get_one(writer):
    env = {"ROOST_ENGINE_PYTHON": "/no/python", "PATH": "/usr/bin:/bin"}
    shutil.copy(BINARY, writer.root / "roost-alone")  # beside the program `scripts/engine` puts one
    done = subprocess.run(
        [writer.root / "roost-alone", "run", f"{writer.writer}:F16", "hi"], env=writer.env | env, input="", capture_output=True, text=True)
    assert done.returncode != 0 and "no llama.cpp is here" in done.stderr


def test_the_engine_ends_with_a_roost_that_is_killed(writer):
    ours, theirs = pty.openpty()
    process = writer.start("run", f"{writer.writer}:F16", stdin=theirs)
    [engine] = until(lambda: processes(writer), "the engine runs", process)
    process.kill()
    until(lambda: not is_alive(engine), "the engine has ended")
    os.close(ours), os.close(theirs)


def test_an_interruption_at_the_prompt_ends_the_engine_and_exits_130(writer):
    ours, theirs = pty.openpty()
    process = writer.start("run", f"{writer.writer}:F16", stdin=theirs)
    [engine] = until(lambda: processes(writer), "the engine runs", process)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130, process.stderr.read()
    assert not is_alive(engine) and processes(writer) == []
    os.close(ours), os.close(theirs)


def test_with_a_server_the_model_stays_in_its_memory(writer):
    server = writer.serve()
    writer.roost("run", f"{writer.writer}:F16", "Once", *SHORT, "--keep-alive", "10m", stdin="")
    [one] = writer.json("ps")["instances"]
    assert (one["model"], one["state"], one["pinned"]) == (f"{writer.writer}:F16", "ready", False)
    assert one["memory_bytes"] > 10_000_000 and one["until"] and "free of" in one["reason"]
    assert f"{writer.writer}:F16" in writer.roost("ps").stdout
    assert [each["kind"] for each in writer.json("ps")["decisions"]][::-1] == ["load", "ready"]
    assert writer.json("stop", writer.writer)["stopped"] == 1
    until(lambda: not writer.json("ps")["instances"], "it is gone")
    refused = writer.roost("stop", writer.writer, check=False)
    assert refused.returncode == 2 and "is not in memory" in refused.stderr
    # The token that asked the server has ended.
    assert all(each["revoked_at"] for each in writer.json("token", "ls", "--user", "admin") if each["name"] == "roost run")
    assert server.stop() == 0


def test_a_server_that_ends_ends_its_engines(writer):
    for how in (signal.SIGTERM, signal.SIGKILL):
        server = writer.serve()
        writer.roost("run", f"{writer.writer}:F16", "Once", *SHORT, stdin="")
        [engine] = [each for each in processes(writer) if is_alive(each)]
        server.stop(how)
        until(lambda: not is_alive(engine), "the engine has ended")


def test_the_doctor_names_the_engine(house):
    house.env["ROOST_ENGINE_PYTHON"] = str(PYTHON)
    [check] = [each for each in house.json("doctor", check=False)["checks"] if each["name"] == "engine"]
    assert check["state"] == "ok" and "runs GGUF models" in check["detail"]


def test_a_pinned_model_is_kept_until_it_is_let_go(writer):
    name = f"{writer.writer}:F16"
    assert writer.json("pin", name) == {"model": name, "pinned": True}
    writer.serve(env={"ROOST_MEMORY": "70 MB"})
    assert f"{name}" in writer.roost("ps").stdout, "pinned, and not loaded"
    writer.roost("run", name, "Once", *SHORT, "--keep-alive", "0", stdin="")
    [one] = writer.json("ps")["instances"]
    assert one["pinned"] and "until" not in one
    refused = writer.roost("run", f"{writer.writer}:Q8_0", "Once", *SHORT, stdin="", check=False)
    assert refused.returncode == 2 and "free of 70.0 MB, pinned: " + name in refused.stderr, refused.stderr
    assert writer.json("unpin", name) == {"model": name, "pinned": False}
    assert writer.json("run", f"{writer.writer}:Q8_0", "Once", *SHORT, stdin="")["answer"]
    assert writer.json("pin", name, "--for", "1s")["keep_alive"] == "1s"
    writer.roost("run", name, "Once", *SHORT, stdin="")
    until(lambda: all(each["model"] != name for each in writer.json("ps")["instances"]), "it is gone after its own time")


def test_the_token_that_asks_the_server_lasts_minutes(writer):
    writer.serve()
    writer.roost("ps")
    [token] = [each for each in writer.json("token", "ls", "--user", "admin") if each["name"] == "roost run"]
    created, ends = (datetime.fromisoformat(token[name].replace("Z", "+00:00")) for name in ("created_at", "expires_at"))
    assert (ends - created).total_seconds() <= 180


@pytest.mark.parametrize("label", QUANTISATIONS)
def test_what_it_needs_is_told_before_as_it_is_measured_after(writer, label):
    """The first time, by the header alone; with a whole batch of tokens, so that the scratch space is touched."""
    writer.serve()
    words = " ".join(["licence"] * 150)
    writer.roost("run", f"{writer.writer}:{label}", words, "--raw", "--ctx", "256", "--max-tokens", "4", "--keep-alive", "5m", stdin="")
    [load] = [each for each in writer.json("ps")["decisions"] if each["kind"] == "load"]
    amount, unit = re.search(r"needs ([0-9.]+) ([kMG]B)", load["reason"]).groups()
    need = float(amount) * {"kB": 1e3, "MB": 1e6, "GB": 1e9}[unit]
    [process] = processes(writer)
    status = dict(line.split(":", 1) for line in open(f"/proc/{process}/status").read().splitlines())
    resident = int(status["VmRSS"].split()[0]) * 1024
    assert need == pytest.approx(resident, rel=0.02)
