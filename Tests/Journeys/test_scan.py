"""What `roost scan` says of files that real programs wrote, and of files that no program should."""

import json
import os
import pickle
import re
import resource
import struct
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from house import BINARY


class Runs:
    """Would create a file, were it ever loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (open, (str(self.path), "w"))


@pytest.fixture
def scan(house):
    def run(path):
        done = house.roost("scan", path, "--json", check=False)
        return done.returncode, json.loads(done.stdout) if done.stdout else done.stderr
    return run


def test_a_pickle_that_runs_something_is_unsafe_and_is_not_run(scan, tmp_path):
    touched = tmp_path / "touched"
    model = tmp_path / "model.pkl"
    model.write_bytes(pickle.dumps(Runs(touched)))
    code, [found] = scan(model)
    assert code == 1
    assert found["verdict"] == "unsafe" and found["format"] == "pickle" and found["path"] == str(model)
    assert found["findings"][0]["name"] in ("io.open", "_io.open")
    assert {"rule", "verdict", "message", "offset"} <= found["findings"][0].keys()
    assert not touched.exists()


def test_a_folder_is_scanned_file_by_file_and_sorted(scan, tmp_path):
    folder = tmp_path / "model"
    (folder / "sub").mkdir(parents=True)
    (folder / "config.json").write_text('{"auto_map": {"AutoModel": "modeling_own.Own"}}')
    (folder / "modeling_own.py").write_text("class Own: pass\n")
    (folder / "README.md").write_text("words\n")
    (folder / "sub" / "data.pkl").write_bytes(pickle.dumps({"a": [1, 2.5, "x"]}))
    with zipfile.ZipFile(folder / "weights.pt", "w") as archive:
        archive.writestr("m/data.pkl", pickle.dumps(Runs("/nonexistent/x")))
    (folder / ".git").mkdir()
    (folder / ".git" / "x.pkl").write_bytes(b"\x80\x02\xff")
    code, found = scan(folder)
    assert code == 1
    assert [(each["path"], each["verdict"]) for each in found] == [
        ("README.md", "safe"), ("config.json", "suspicious"), ("modeling_own.py", "suspicious"), ("sub/data.pkl", "safe"),
        ("weights.pt", "unsafe")]
    assert found[4]["findings"][0]["member"] == "m/data.pkl"


def test_the_exit_code_tells_clean_from_found_from_unscannable(scan, tmp_path):
    clean, odd = tmp_path / "clean.pkl", tmp_path / "odd.pkl"
    clean.write_bytes(pickle.dumps([1]))
    odd.write_bytes(b"\x80\x04\xff")
    assert scan(clean)[0] == 0
    assert scan(odd)[0] == 3
    code, words = scan(tmp_path / "nowhere")
    assert code == 2 and "nothing at" in words


def test_a_pipe_and_a_broken_link_are_unscanned_and_hold_nothing_up(scan, tmp_path):
    import os
    folder = tmp_path / "model"
    folder.mkdir()
    os.mkfifo(folder / "pipe.pkl")
    (folder / "gone.pkl").symlink_to("nowhere")
    code, found = scan(folder)
    assert code == 3 and [each["verdict"] for each in found] == ["unscanned", "unscanned"]


@pytest.mark.parametrize("kind", ["safetensors", "pickled bytes", "a deep stack", "numbers", "a far memo"])
def test_large_and_hostile_files_cost_little_memory(tmp_path, house, kind):
    path = tmp_path / ("large.safetensors" if kind == "safetensors" else "large.pkl")
    with path.open("wb") as file:
        match kind:
            case "safetensors":
                size = 2 << 30
                header = json.dumps({"w": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
                file.write(struct.pack("<Q", len(header)) + header)
                file.truncate(8 + len(header) + size)
            case "pickled bytes":
                file.write(b"\x80\x04\x8e" + struct.pack("<Q", 2 << 30))
                file.truncate(11 + (2 << 30))
                file.seek(0, 2)
                file.write(b".")
            case "a deep stack": file.write(b"\x80\x02" + b"N" * (20 << 20) + b".")
            case "numbers": file.write(b"\x80\x02](" + b"K\x01" * (900 << 10) + b"e.")
            case "a far memo": file.write(b"\x80\x02" + b"".join(b"Nr" + struct.pack("<I", n * 7919 % (1 << 31)) + b"0" for n in range(1 << 18)) + b"N.")
    process = subprocess.Popen(
        [BINARY, "scan", path, "--json"], env=house.env, stdout=subprocess.PIPE, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30)))
    # Of the program alone: what the system tells at the end counts the tests' own process, of which it was a copy.
    peak = 0
    while process.poll() is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
            is_itself = Path(os.readlink(f"/proc/{process.pid}/exe")).name == Path(BINARY).name
        except OSError:
            continue  # it has just ended
        if is_itself and (found := re.search(r"^VmHWM:\s+(\d+)", status, re.M)):
            peak = max(peak, int(found[1]))
        time.sleep(0.002)
    said = process.stdout.read()
    verdict = json.loads(said)[0]["verdict"]
    assert verdict == ("unscanned" if kind == "a deep stack" else "safe"), said
    assert 0 < peak < 200 << 10, "kilobytes at the peak"
