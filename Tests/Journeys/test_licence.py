"""`roost licence` on texts and folders, from outside."""

import json

from house import REPOSITORY

APACHE = (REPOSITORY / "LICENSE").read_text()


def test_a_licence_text_is_recognised_whatever_its_file_is_called(house, tmp_path):
    text = tmp_path / "terms.txt"
    text.write_text("\n".join(f"# {line}" for line in APACHE.splitlines()))
    (best, *_) = house.json("licence", text)
    assert best["id"] == "apache-2.0" and best["spdx"] == "Apache-2.0" and best["class"] == "permissive"
    assert best["confidence"] > 0.9 and best["where"].startswith("terms.txt")
    assert "apache-2.0" in house.roost("licence", text).stdout


def test_a_project_is_judged_by_its_licence_file_first(house, tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    (project / "LICENSE").write_text(APACHE)
    (project / "package.json").write_text(json.dumps({"license": "MIT"}))
    (project / "main.py").write_text("# SPDX-License-Identifier: ISC\n")
    assert [each["id"] for each in house.json("licence", project)] == ["apache-2.0", "mit", "isc"]


def test_nothing_recognised_is_exit_1_and_nothing_there_is_2(house, tmp_path):
    (tmp_path / "poem.txt").write_text("The fog comes on little cat feet.\n")
    done = house.roost("licence", tmp_path / "poem.txt", "--json", check=False)
    assert done.returncode == 1 and json.loads(done.stdout) == []
    gone = house.roost("licence", tmp_path / "gone", check=False)
    assert gone.returncode == 2 and "there is no file or folder" in gone.stderr


def test_links_and_devices_in_a_folder_are_not_opened(house, tmp_path):
    project = tmp_path / "hostile"
    project.mkdir()
    (project / "LICENSE").symlink_to("/dev/zero")
    (project / "COPYING").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text(APACHE)
    assert house.roost("licence", project, check=False, timeout=30).returncode == 1
