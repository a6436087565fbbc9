"""The manners of the command line: help, exit codes, streams, JSON, refusals."""

import json
import os
import re
import shutil
import subprocess

import pytest
from house import BINARY, NOWHERE
from hub_content import MEBIBYTE, Seeded
from hub_repository import Repository

COMMANDS = [
    [], ["search"], ["pull"], ["ls"], ["show"], ["rm"], ["verify"], ["df"], ["prune"], ["import"], ["export"], ["serve"], ["jobs"],
    ["jobs", "list"], ["jobs", "watch"], ["jobs", "cancel"], ["jobs", "resume"], ["doctor"], ["user"], ["user", "ls"], ["user", "add"],
    ["user", "rm"], ["user", "grant"], ["user", "passwd"], ["token"], ["token", "ls"], ["token", "create"], ["token", "revoke"], ["audit"],
    ["run"], ["ps"], ["stop"]]


@pytest.fixture
def kept(house, faulty_hub) -> Repository:
    repository = faulty_hub.add(Repository("acme/tiny", {"config.json": "{}", "model.safetensors": Seeded(2 * MEBIBYTE, seed=1)}))
    house.pull("acme/tiny")
    return repository


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words) or "roost")
def test_every_command_explains_itself_without_making_a_home(house, command):
    done = house.roost(*command, "--help")
    assert "USAGE: roost" in done.stdout and done.stderr == ""
    assert not house.home.exists()


def test_the_version_is_told_on_stdout(house):
    assert house.roost("--version").stdout.startswith("roost 0.")


def test_the_help_names_every_command_and_the_exit_codes(house):
    text = house.roost("--help").stdout
    assert all(re.search(rf"^  {words[0]}[ ,]", text, re.M) for words in COMMANDS if words)
    assert "130" in text


USAGE = {
    "an unknown command": ["fly"], "an unknown option": ["ls", "--fast"], "no argument": ["pull"], "too many arguments": ["pull", "a", "b"],
    "a number that is none": ["ls", "--limit", "many"], "an unknown sort": ["ls", "--sort", "colour"],
    "an unknown state": ["jobs", "list", "--state", "asleep"], "a job that is none": ["jobs", "watch", "../etc"],
    "a name that is none": ["show", "../../etc/passwd"], "a user that is none": ["user", "add", "a b"],
    "a permission that is none": ["user", "add", "ann", "--permissions", "root"], "a token that lasts too long": ["token", "create", "--user", "a", "--days", "9999"], "an import mode that is none": ["import", ".", "--mode", "magic"],
}


@pytest.mark.parametrize("words", USAGE.values(), ids=USAGE.keys())
def test_exit_4_and_nothing_on_stdout_for(house, words):
    done = house.roost(*words, check=False)
    assert (done.returncode, done.stdout) == (4, ""), done.stderr
    assert done.stderr.lower().startswith("error: ")


def test_exit_2_with_a_hint_for_what_failed(house):
    for words in [["show", "acme/none"], ["rm", "acme/none"], ["export", "acme/none"], ["verify", "acme/none"], ["import", "/no/such"],
                  ["jobs", "watch", "01234567890123"]]:
        done = house.roost(*words, check=False)
        assert done.returncode in (2, 4) and done.stdout == "", (words, done)
        assert done.stderr.startswith("error: ") and "\nhint: " in done.stderr, (words, done.stderr)


def test_exit_3_for_an_import_of_what_nobody_can_take_in(house):
    (house.root / "notes.txt").write_text("hello")
    assert house.roost("import", "notes.txt", check=False).returncode == 3


HOSTILE = [
    "../../etc/passwd", "/etc/passwd", "a/../b", "acme/tiny/../../x", "acme/ti ny", "acme/\ntiny", "acme/tiny\x1b[2J", "acme/tiny\u202e", "",
    " ", "-", "a" * 5000, "ftp://host/acme/tiny", "file://host/etc", "http://user:pass@127.0.0.1/acme/tiny", "acme/tiny@../../x", "acme/tiny:../x",
    "acme/tiny@", "acme/tiny:", "http://127.0.0.1:99999/acme/tiny", "hf://", "~/model", "acme\\tiny", "acme/tiny%2f..%2fx", "a/b/c/d",
    "http://127.0.0.1/acme/tiny/resolve/main/../../x", "acme--tiny/x", "acme/tiny.git"]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:40]))
def test_a_hostile_reference_is_refused_before_anyone_is_asked(house, faulty_hub, text):
    done = house.roost("pull", "--", text, check=False)
    assert done.returncode == 4, done.stderr
    assert done.stderr.startswith("error: ") and "\x1b" not in done.stderr and "\u202e" not in done.stderr
    assert "pass@" not in done.stderr
    assert not faulty_hub.requests and house.json("jobs", "list") == []


def test_everything_that_reads_prints_json_when_asked(house, kept):
    for words in [["ls"], ["show", "acme/tiny"], ["df"], ["verify"], ["prune", "--dry-run"], ["jobs", "list"], ["search", "tiny"],
                  ["search", "--local", "tiny"], ["pull", "acme/tiny"], ["pull", "acme/tiny", "--dry-run"]]:
        assert house.json(*words) is not None
    keys = json.dumps(house.json("show", "acme/tiny"))
    assert '"size_bytes"' in keys and "sizeBytes" not in keys
    doctor = house.roost("doctor", "--json", check=False)
    assert json.loads(doctor.stdout)["checks"]


def test_quiet_says_names_only_and_nothing_on_stderr(house, kept):
    for words, said in [(["ls"], "acme/tiny\n"), (["search", "tiny"], "acme/tiny\n"), (["pull", "acme/tiny"], f"acme/tiny@{kept.commit}\n")]:
        done = house.roost(*words, "--quiet")
        assert (done.stdout, done.stderr) == (said, ""), words


def test_a_pipe_gets_tabs_and_no_colour(house, kept):
    line = house.roost("ls", env={"NO_COLOR": ""}).stdout
    assert line.count("\n") == 1 and line.startswith("acme/tiny\t") and "\x1b" not in line


def test_a_reader_that_leaves_early_is_no_crash(house, kept):
    show = house.start("show", "acme/tiny", "--json")
    show.stdout.close()
    assert show.wait(30) in (0, -13, 2) and "Fatal" not in show.stderr.read()


def test_jobs_are_listed_watched_and_refused_when_ended(house, kept):
    job = house.job()
    assert job["state"] == "completed" and job["kind"] == "pull" and job["subject"] == "acme/tiny"
    assert job["id"] in house.roost("jobs").stdout
    events = house.events(job["id"])
    assert [each["sequence"] for each in events] == list(range(1, len(events) + 1)), "without a gap"
    assert events[0]["event"] == "state" and "completed" in events[-1]["text"]
    rest = [json.loads(line) for line in house.roost("jobs", "watch", job["id"], "--json", "--after", "2").stdout.splitlines()]
    assert rest == events[2:]
    for words in [["cancel"], ["resume"]]:
        done = house.roost("jobs", *words, job["id"], check=False)
        assert done.returncode == 2 and "completed" in done.stderr


@pytest.mark.parametrize("shell, check", [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])])
def test_a_completion_script_is_made_for(house, shell, check):
    script = house.roost("--generate-completion-script", shell).stdout
    assert "roost" in script and "pull" in script
    if shutil.which(check[0]):
        assert subprocess.run(check, input=script, text=True, capture_output=True).returncode == 0


def test_a_home_that_was_there_before_and_is_missing_is_refused(house, kept):
    moved = house.home.rename(house.root / "elsewhere")
    done = house.roost("ls", check=False)
    assert done.returncode == 2 and str(house.home) in done.stderr and "hint:" in done.stderr
    assert not house.home.exists(), "no new home was made silently"
    moved.rename(house.home)
    assert house.models() == ["acme/tiny"]


@pytest.mark.parametrize("part", ["roost.db", "blobs"])
def test_a_home_that_lost_a_part_is_refused(house, kept, part):
    (house.home / part).rename(house.root / "lost")
    done = house.roost("ls", check=False)
    assert done.returncode == 2 and part.split(".")[0] in done.stderr
    (house.root / "lost").rename(house.home / part)
    assert house.models() == ["acme/tiny"]


def test_a_database_that_is_none_is_an_error_in_words(house, kept):
    (house.home / "roost.db").write_bytes(b"not a database" * 1000)
    for extra in house.home.glob("roost.db-*"):
        extra.unlink()
    done = house.roost("ls", check=False)
    assert done.returncode == 2 and "roost.db" in done.stderr and "unexpected error" not in done.stderr


def test_settings_come_from_the_file_then_the_environment_then_flags(house, faulty_hub):
    house.home.mkdir()
    (house.home / "config.yaml").write_text(f"hub: {NOWHERE}\n")
    faulty_hub.add(Repository("acme/tiny", {"config.json": "{}"}))
    bare = {"HF_ENDPOINT": ""}
    assert "127.0.0.1" in house.roost("pull", "acme/none", check=False, env=bare).stderr
    house.roost("pull", "acme/tiny", env=bare | {"ROOST_HUB": faulty_hub.url})
    house.roost("pull", "acme/tiny", "--hub", faulty_hub.url, env=bare)
    (house.home / "config.yaml").write_text("hub: [\n")
    done = house.roost("ls", check=False)
    assert done.returncode == 4 and "config.yaml" in done.stderr


def test_offline_no_connection_is_opened_and_what_is_kept_still_serves(house, kept, faulty_hub):
    faulty_hub.forget()
    env = {"HF_HUB_OFFLINE": "1"}
    done = house.roost("pull", "acme/other", check=False, env=env)
    assert done.returncode == 2 and "HF_HUB_OFFLINE" in done.stderr
    assert house.json("ls", env=env)["models"] and not faulty_hub.requests


def test_doctor_says_what_is_there_and_what_is_not(house, kept):
    done = house.roost("doctor", check=False)
    assert done.returncode in (0, 1) and "ok" in done.stdout
    assert str(house.home) in done.stdout
    assert (done.returncode == 1) == any(line.startswith("missing") for line in done.stdout.splitlines())


def test_a_home_nobody_may_write_to_is_named(house):
    if os.geteuid() == 0:
        place = "/proc/roost"
    else:
        (house.root / "locked").mkdir(mode=0o500)
        place = house.root / "locked" / "roost"
    done = subprocess.run([BINARY, "ls"], env=house.env | {"ROOST_HOME": str(place)}, capture_output=True, text=True)
    assert done.returncode == 2 and str(place) in done.stderr and "hint:" in done.stderr
