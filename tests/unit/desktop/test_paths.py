from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.desktop.paths import ProfileUnusable, open_home, open_profile, profiles_root


def test_profile_is_private(tmp_path: Path) -> None:
    paths = open_profile(tmp_path / "a" / "b")
    assert stat.S_IMODE(paths.directory.stat().st_mode) == 0o700
    assert {paths.database.parent, paths.vault.parent, paths.lock.parent} == {paths.directory}


def test_an_open_directory_is_closed(tmp_path: Path) -> None:
    (tmp_path / "p").mkdir(mode=0o755)
    (tmp_path / "p").chmod(0o755)
    assert stat.S_IMODE(open_profile(tmp_path / "p").directory.stat().st_mode) == 0o700


def test_usual_place_ignores_the_environment_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURBSIDE_PROFILE", "/somewhere/else")
    paths = open_profile(None, "first")
    assert paths.directory == profiles_root() / "first"
    paths.directory.rmdir()


def test_the_home_of_all_profiles_is_private(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "data" / "profiles"
    monkeypatch.setattr("app.desktop.paths.profiles_root", lambda: root)
    root.mkdir(parents=True, mode=0o755)
    root.chmod(0o755)
    home = open_home()
    assert home.directory == root
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert {home.lock.parent, home.looks.parent} == {root}
    assert open_home(tmp_path / "one").directory == tmp_path / "one"


def test_the_looks_of_the_only_person_become_the_computers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "profiles"
    monkeypatch.setattr("app.desktop.paths.profiles_root", lambda: root)
    former = root / "default" / "looks.ini"
    former.parent.mkdir(parents=True)
    former.write_text("[General]\ntheme=dark\n")
    assert open_home().looks.read_text() == "[General]\ntheme=dark\n"
    former.write_text("[General]\ntheme=light\n")
    assert "dark" in open_home().looks.read_text(), "only once"


def test_a_home_that_cannot_be_used_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "profiles").write_bytes(b"")
    monkeypatch.setattr("app.desktop.paths.profiles_root", lambda: tmp_path / "profiles")
    with pytest.raises(ProfileUnusable):
        open_home()


@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_is_not_a_directory_of_ours_is_refused(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "p"
    if kind == "file":
        place.write_bytes(b"")
    else:
        (tmp_path / "real").mkdir()
        place.symlink_to(tmp_path / "real")
    with pytest.raises(ProfileUnusable) as caught:
        open_profile(place)
    assert caught.value.path == place


def test_somebody_elses_directory_is_refused(tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give directories away")
    (tmp_path / "p").mkdir()
    os.chown(tmp_path / "p", 12345, 12345)
    with pytest.raises(ProfileUnusable):
        open_profile(tmp_path / "p")
