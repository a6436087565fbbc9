"""Untrusted code tries to get out of `roost sandbox run`, started by root and by somebody else."""

import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from house import BINARY, House, until

PROBE = Path(__file__).with_name("sandbox_probe.py")
FORBIDDEN = "untrusted code is not run"


class Keeper(House):
    """A home whose owner runs sandboxes: root, or `nobody`."""

    def __init__(self, root: Path, user: str):
        libraries = re.findall(r"=> (/\S+)/libswift", subprocess.run(["ldd", BINARY], capture_output=True, text=True).stdout)
        super().__init__(
            root, HF_TOKEN="hf_secret", OPENAI_API_KEY="sk-secret", TMPDIR=str(root), LD_LIBRARY_PATH=":".join(set(libraries)))
        self.user = user
        if user != pwd.getpwuid(os.getuid()).pw_name:
            number = pwd.getpwnam(user).pw_uid
            shutil.chown(root, number)
            self.prefix = ["setpriv", f"--reuid={number}", f"--regid={number}", "--clear-groups"]
        self.binary = root / "program"

    def sandbox(self, *args, **options) -> subprocess.CompletedProcess:
        return self.run("sandbox", "run", *args, **{"check": False} | options)

    def run(self, *args, check=True, timeout=120):
        done = subprocess.run(
            [*self.prefix, self.binary, *map(str, args)], env=self.env, capture_output=True, text=True, timeout=timeout, cwd=self.root)
        assert not check or done.returncode == 0, done.stderr
        return done

    def report(self, *args) -> dict | None:
        """What became of it; nothing where this machine does not allow it, and then nothing else may have happened."""
        done = self.sandbox("--json", *args)
        if self.can:
            assert done.returncode in (0, 1), done.stderr
            return json.loads(done.stdout)
        assert done.returncode == 3 and "code cannot be confined here, so it is not run" in done.stderr
        assert done.stdout == ""
        return None

    def judge(self):
        """What `roost doctor` says of this machine, for this user."""
        checks = json.loads(self.run("doctor", "--json", check=False).stdout)["checks"]
        self.detail = next(each["detail"] for each in checks if each["name"] == "sandbox")
        self.can = FORBIDDEN not in self.detail


@pytest.fixture(scope="module", params=["root", "nobody"] if os.getuid() == 0 else [pwd.getpwuid(os.getuid()).pw_name])
def keeper(request):
    # Not below pytest's own folder, which only root may enter.
    root = Path(tempfile.mkdtemp(prefix="roost-sandbox-test-", dir="/tmp"))
    root.chmod(0o755)
    shutil.copy(BINARY, root / "program")
    keeper = Keeper(root, request.param)
    if keeper.run("--version", check=False).returncode != 0:
        shutil.rmtree(root)
        pytest.skip(f"`{request.param}` may not read the Swift libraries of this machine")
    keeper.judge()
    yield keeper
    keeper.close()
    shutil.rmtree(root)


def marked(marker: str) -> list[str]:
    """Processes of this machine with a word in their command line."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in each.read_bytes() and int(each.parent.name) != os.getpid():
                found.append(each.parent.name)
        except OSError:
            pass  # it ended meanwhile
    return found


def test_code_without_permission_finds_no_way_out(keeper):
    given = keeper.root / "in"
    given.mkdir(mode=0o755)
    shutil.copy(PROBE, given / "probe.py")
    (given / "data").write_text("data")
    victim = subprocess.Popen([*keeper.prefix, "sleep", "300"])
    (given / "host-pid").write_text(str(victim.pid))
    before = Path("/proc/sys/kernel/core_pattern").read_bytes()
    out = keeper.root / "out"
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        port = server.getsockname()[1]
        abstract.bind(f"\0roost-probe-{port}")
        abstract.listen()
        report = keeper.report(
            "--in", given, "--out", out, "--scratch", "64MiB", "--disk", "32MiB", "--memory", "512MiB", "--pids", 64, "--",
            "python3", "/in/probe.py", port, keeper.root, Path.home())
    alive = victim.poll() is None
    victim.kill()
    victim.wait()
    assert alive and Path("/proc/sys/kernel/core_pattern").read_bytes() == before
    if report is None:
        return
    assert report.get("exit_code") == 0, report
    found = json.loads(report["output"])
    assert {name: how for name, how in found.items() if how is not None} == {}
    assert len(found) > 150
    # What it left behind is copied, not followed.
    assert sorted(each.name for each in out.iterdir()) == ["honest"] and (out / "honest").read_text() == "honest"
    assert {each["path"]: each["reason"] for each in report["left_out"]} == {
        "everything": "is a link", "passwd": "is a link", "pipe": "is no regular file"}
    assert (given / "data").read_text() == "data"


def test_memory_is_counted_over_all_processes(keeper):
    script = """
import os, time
for _ in range(6):
    if os.fork() == 0:
        block = bytearray(os.urandom(1 << 20)) * 60
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
    report = keeper.report("--memory", "200MiB", "--", "python3", "-c", script)
    if report:
        assert report.get("limit") == "memory"
        assert report["memory_peak_bytes"] < 500e6


def test_one_large_allocation_is_bounded(keeper):
    report = keeper.report("--memory", "128MiB", "--", "python3", "-c", "b = bytearray(b'x') * (4 << 30)")
    if report:
        assert report.get("limit") == "memory" or "MemoryError" in report["errors"]


def test_many_small_files_are_bounded(keeper):
    script = "i=0; while [ $i -lt 100000 ]; do : > $1/$i || exit 9; i=$((i+1)); done"
    for folder in ["/out", "/tmp", "/dev/shm"]:
        report = keeper.report("--files", 1000, "--", "sh", "-c", script, "sh", folder)
        if report:
            assert report.get("limit") == "files" or report.get("exit_code") in (2, 9), report


def test_a_flood_of_output_is_cut(keeper):
    for stream in ["", ">&2"]:
        report = keeper.report("--output", "100k", "--", "sh", "-c", f"yes roost {stream}")
        if report:
            assert report.get("limit") == "output"
            assert len(report["errors" if stream else "output"]) == 100_000


def test_time_is_bounded_whatever_is_ignored(keeper):
    stubborn = """
import os, signal, time
for each in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
    try: signal.signal(each, signal.SIG_IGN)
    except OSError: pass
if os.fork() == 0:
    os.setsid()
    if os.fork(): os._exit(0)
os.close(1); os.close(2)
time.sleep(600)
"""
    report = keeper.report("--wall", "1s", "--", "python3", "-c", stubborn)
    if report:
        assert report.get("limit") == "wall" and report["wall_ms"] < 20_000
    busy = "import os\nfor _ in range(4): os.fork()\nwhile True: pass"
    report = keeper.report("--cpu", "1s", "--wall", "60s", "--", "python3", "-c", busy)
    if report:
        assert report.get("limit") == "cpu" and report["wall_ms"] < 30_000


def test_a_killed_supervisor_takes_everything_with_it(keeper):
    marker = f"marker-{os.getpid()}-{keeper.user}"
    script = f"setsid sh -c 'trap \"\" TERM HUP; sleep 300; : {marker}' & echo up; sleep 300; : {marker}"
    process = subprocess.Popen(
        [*keeper.prefix, keeper.binary, "sandbox", "run", "--wall", "200s", "--", "sh", "-c", script], env=keeper.env,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=keeper.root)
    if not keeper.can:
        assert process.wait(60) == 3
        return
    assert process.stdout.readline() == b"up\n"
    assert len(marked(marker)) > 2
    process.send_signal(signal.SIGKILL)
    process.wait()
    until(lambda: not marked(marker), "every process of the sandbox is gone")
    # The next run clears what was left lying about.
    keeper.run("doctor", check=False)
    place = Path("/run/roost-sandbox" if keeper.user == "root" else f"/tmp/roost-sandbox-{pwd.getpwnam(keeper.user).pw_uid}")
    if place.exists() and "XDG_RUNTIME_DIR" not in keeper.env:
        until(lambda: [each.name for each in place.iterdir()] == ["locks"], "nothing is left of the dead sandbox")


def test_a_supervisor_killed_at_any_moment_leaves_nothing(keeper):
    marker = f"early-{os.getpid()}-{keeper.user}"
    for attempt in range(24):
        process = subprocess.Popen(
            [*keeper.prefix, keeper.binary, "sandbox", "run", "--", "sh", "-c", f"sleep 300; : {marker}"], env=keeper.env,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=keeper.root)
        # From the reading of the arguments over each step of the mounts to the running command.
        time.sleep(0.01 + 0.005 * attempt)
        process.kill()
        process.wait()
    # Who was never let go waits for ever, without having run anything; the next start ends it. One that had not come so far
    # when that start looked is ended by the start after it.
    until(lambda: keeper.run("doctor", check=False) and not marked(marker), "every process of the sandboxes is gone")


def test_the_code_and_output_of_a_command_are_passed_on(keeper):
    done = keeper.sandbox("--env", "SEED=7", "--", "sh", "-c", "echo $SEED; echo bad >&2; exit 5")
    if not keeper.can:
        assert done.returncode == 3
        return
    assert (done.returncode, done.stdout) == (1, "7\n")
    assert done.stderr.startswith("bad\nsandbox: exit code 5, wall ")
    assert keeper.sandbox("--", "true").returncode == 0
    missing = keeper.report("--", "no-such-command")
    assert missing["exit_code"] == 127 and "no-such-command" in missing["errors"]


def test_what_cannot_be_confined_is_not_run(keeper, tmp_path):
    """Without user namespaces there is no sandbox: nothing is run instead."""
    limit = Path("/proc/sys/user/max_user_namespaces")
    bare = ["unshare", "--user", "--map-root-user", "sh", "-c", f"echo 0 > {limit} && exec \"$@\"", "sh"]
    if os.getuid() != 0 or subprocess.run([*bare, "true"], capture_output=True).returncode != 0:
        assert keeper.sandbox("--mount", "relative", "--", "true").returncode == 4
        return
    keeper.prefix, prefix = [*keeper.prefix, *bare], keeper.prefix
    try:
        done = keeper.sandbox("--", "sh", "-c", "echo ran")
    finally:
        keeper.prefix = prefix
    assert done.returncode == 3 and done.stdout == ""
    assert "code cannot be confined here, so it is not run" in done.stderr


@pytest.mark.parametrize("args", [
    ["--memory", "0", "--", "true"], ["--wall", "0", "--", "true"], ["--in", "/etc/hostname", "--", "true"],
    ["--mount", "/usr:/proc/x", "--", "true"], ["--env", "X", "--", "true"], ["--pids", "many", "--", "true"], []])
def test_a_wrong_request_is_said_before_anything_runs(keeper, args):
    done = keeper.sandbox(*args)
    assert done.returncode == 4, done.stderr
    assert done.stderr.startswith("error: ") or "Error: " in done.stderr


def test_results_do_not_overwrite_anything(keeper):
    out = keeper.root / "full"
    out.mkdir()
    (out / "mine").write_text("mine")
    done = keeper.sandbox("--out", out, "--", "sh", "-c", "echo theirs > /out/mine")
    assert done.returncode in (2, 3)
    assert (out / "mine").read_text() == "mine"


def test_many_at_once_do_not_disturb_each_other(keeper):
    running = [
        subprocess.Popen(
            [*keeper.prefix, keeper.binary, "sandbox", "run", "--quiet", "--", "sh", "-c", f"sleep 0.2; id -u; echo {number}"],
            env=keeper.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=keeper.root)
        for number in range(8)]
    for number, process in enumerate(running):
        output, errors = process.communicate(timeout=120)
        assert (process.returncode, output) == ((0, f"65534\n{number}\n") if keeper.can else (3, "")), errors
