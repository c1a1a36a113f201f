from __future__ import annotations

import os
import plistlib
from pathlib import Path

import pytest

from app.core.policy import DEFAULT_POLICY
from app.desktop.policy_source import load_json, load_plist, load_policy, registry_values

ME = os.geteuid()


def write(path: Path, data: bytes, mode: int = 0o644) -> Path:
    path.write_bytes(data)
    path.chmod(mode)
    return path


def test_no_policy_is_no_problem(tmp_path: Path) -> None:
    loaded = load_json(tmp_path / "missing" / "policy.json")
    assert loaded.policy == DEFAULT_POLICY
    assert loaded.problem is None


def test_this_computer(tmp_path: Path) -> None:
    assert load_policy().policy is not None


def test_a_policy_is_read(tmp_path: Path) -> None:
    loaded = load_json(write(tmp_path / "p.json", b'{"lock_after_minutes": 3}'), ME)
    assert loaded.policy.lock_after_minutes == 3
    assert loaded.problem is None


def test_half_a_policy_never_holds(tmp_path: Path) -> None:
    path = write(tmp_path / "p.json", b'{"lock_after_minutes": 3, "typo": true}')
    loaded = load_json(path, ME)
    assert loaded.policy == DEFAULT_POLICY
    assert loaded.problem is not None
    assert "typo" in loaded.problem.detail
    assert loaded.problem.source == str(path)


def test_unreadable_is_reported(tmp_path: Path) -> None:
    (tmp_path / "p.json").mkdir()
    loaded = load_json(tmp_path / "p.json", ME)
    assert loaded.policy == DEFAULT_POLICY
    assert loaded.problem is not None
    assert "cannot be read" in loaded.problem.detail


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_what_others_can_change_is_not_believed(tmp_path: Path, mode: int) -> None:
    path = write(tmp_path / "p.json", b'{"relay_trust": "system"}', mode)
    loaded = load_json(path, ME)
    assert loaded.policy == DEFAULT_POLICY
    assert loaded.problem is not None


def test_what_belongs_to_others_is_not_believed(tmp_path: Path) -> None:
    if ME != 0:
        pytest.skip("only root can give files away")
    path = write(tmp_path / "p.json", b'{"relay_trust": "system"}')
    os.chown(path, 12345, 12345)
    assert load_json(path).problem is not None


def test_huge_file_is_refused(tmp_path: Path) -> None:
    assert load_json(write(tmp_path / "p.json", b" " * 10_000_000), ME).problem is not None


@pytest.mark.parametrize("fmt", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_property_list(tmp_path: Path, fmt: plistlib.PlistFormat) -> None:
    values = {"allow_remember": False, "locked": ["read_receipts"]}
    loaded = load_plist(write(tmp_path / "p.plist", plistlib.dumps(values, fmt=fmt)), ME)
    assert loaded.problem is None
    assert not loaded.policy.allow_remember


@pytest.mark.parametrize("data", [b"junk", b"", b"bplist00garbage", plistlib.dumps(["list"])])
def test_broken_property_list(tmp_path: Path, data: bytes) -> None:
    loaded = load_plist(write(tmp_path / "p.plist", data), ME)
    assert loaded.policy == DEFAULT_POLICY
    assert loaded.problem is not None


def test_registry_numbers_stand_for_booleans() -> None:
    values = {"allow_remember": 0, "lock_after_minutes": 1, "read_receipts": 2}
    assert registry_values(values) == {
        "allow_remember": False,
        "lock_after_minutes": 1,
        "read_receipts": 2,
    }
