"""A house that keeps more models than anybody lists at once: what runs is found among all of them."""

import json
import sqlite3
import time

from house import SAMPLES


def test_a_model_that_runs_is_listed_behind_a_thousand_newer_ones(house):
    name = house.pull(f"file://{SAMPLES}/roost-samples/tiny-writer-gguf")["name"]
    later, first, count = int(time.time() * 1000) + 60_000, 10_000, 1200
    base = sqlite3.connect(house.home / "roost.db")
    with base:
        base.executemany(
            "INSERT INTO models (id, kind, name, short_name, current_version, kept_at) VALUES (?,'model',?,?,?,?)",
            [(n, f"many/model-{n}", f"model-{n}", n, later + n) for n in range(first, first + count)])
        base.executemany(
            """INSERT INTO versions (id, model_id, commit_id, revision, selection, source, state, started_at, kept_at)
            VALUES (?,?,?,'main','whole repository','http://hub.example','whole',?,?)""",
            [(n, n, f"{n:040x}", later, later + n) for n in range(first, first + count)])
    base.close()
    served = house.serve()
    token = house.token()
    assert json.loads(served.ask("GET", "/api/v1/models?limit=1", token=token)[2])["models"][0]["name"].startswith("many/")
    listed = [each["id"] for each in json.loads(served.ask("GET", "/v1/models", token=token)[2])["data"]]
    assert [each for each in listed if each.startswith(name)] and not any(each.startswith("many/") for each in listed)
