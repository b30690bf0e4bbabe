"""The files at the root agree with the code and with each other."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rednote import env

ROOT = Path(__file__).resolve().parents[2]
LOCKED = re.compile(r"^([\w.\[\]-]+)==([\w.+!]+)((?: ;.*)?) \\$", re.MULTILINE)


def declared(*, dev: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = project["project"]["dependencies"] + (project["dependency-groups"]["dev"] if dev else [])
    return [Requirement(line) for line in lines]


def locked(name: str) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for package, version, _marker in LOCKED.findall((ROOT / name).read_text()):
        versions.setdefault(canonicalize_name(package), []).append(version)
    return versions


def test_the_example_environment_names_every_variable():
    names = set(re.findall(r"^#? ?(REDNOTE_\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert names == env.KNOWN


def test_every_dependency_is_locked_in_a_fitting_version():
    for name, dev in (("requirements.lock", False), ("requirements-dev.lock", True)):
        versions = locked(name)
        for requirement in declared(dev=dev):
            found = versions.get(canonicalize_name(requirement.name), [])
            assert any(requirement.specifier.contains(version) for version in found), requirement


def test_locks_have_hashes_and_no_index():
    for name in ("requirements.lock", "requirements-dev.lock"):
        lock = (ROOT / name).read_text()
        assert "http" not in lock
        assert "--index" not in lock
        assert lock.count("==") >= len(locked(name))
        entries = re.split(r"\n(?=\w)", lock)
        assert all("--hash=sha256:" in entry for entry in entries if "==" in entry)


def test_tests_run_the_versions_that_the_site_runs():
    site, dev = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: versions for name, versions in site.items() if dev.get(name) != versions} == {}
