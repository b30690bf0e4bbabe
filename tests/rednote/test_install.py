"""Of the Pythons of a machine, `scripts/install` takes ..."""

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "install"
# All else that the script, and its Python, call.
TOOLS = ("cmp", "cp", "dirname", "mkdir", "rm", "sh", "touch")
# A Python that answers what it is asked of itself, makes an environment of itself, and installs nothing.
PYTHON = """#!/bin/sh
case "$1 $2" in
"-c "*enable-optimizations*) exit {optimised} ;;
"-c "*ensurepip*) exit {venv} ;;
"-c "*) exit {fits} ;;
"-m venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python && echo "$0" >.venv/made-by ;;
esac
"""


class Machine:
    """A folder with the script and an empty lock; `pythons` are all that it finds."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pythons = folder, folder / "pythons"
        self.pythons.mkdir()
        for tool in TOOLS:
            (self.pythons / tool).symlink_to(str(shutil.which(tool)))
        (folder / "scripts").mkdir()
        script = SCRIPT.read_text()
        assert "/usr/bin/python3 " in script
        # The distribution's own would be found on top.
        (folder / "scripts" / "install").write_text(script.replace("/usr/bin/python3 ", "distribution-python3 "))
        (folder / "empty.lock").touch()

    def add(self, name: str, *, fits: bool = True, venv: bool = True, optimised: bool = True) -> None:
        python = self.pythons / name
        answers = {"fits": fits, "venv": fits and venv, "optimised": fits and venv and optimised}
        python.write_text(PYTHON.format(**{name: int(not is_so) for name, is_so in answers.items()}))
        python.chmod(0o755)

    def install(self, **environment: str) -> tuple[str, str]:
        """The name of the Python that was taken ("" for none), and what was said."""
        environment = {"PATH": str(self.pythons)} | environment
        done = subprocess.run(
            ["/bin/sh", "scripts/install", "empty.lock"],
            cwd=self.folder,
            env=environment,
            capture_output=True,
            text=True,
        )
        made_by = self.folder / ".venv" / "made-by"
        assert (done.returncode == 0) == made_by.exists(), done.stderr
        return (Path(made_by.read_text().strip()).name if made_by.exists() else "", done.stdout + done.stderr)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    folder = tmp_path / "a folder"
    folder.mkdir()
    return Machine(folder)


def test_the_first_that_fits(machine):
    machine.add("python3", fits=False)
    machine.add("python3.13")
    machine.add("python3.12")
    assert machine.install()[0] == "python3.12"


def test_rather_one_that_was_compiled_with_optimisations(machine):
    machine.add("python3", optimised=False)
    machine.add("distribution-python3")
    assert machine.install()[0] == "distribution-python3"


def test_one_without_them_where_there_is_no_other(machine):
    for name in ("python3", "distribution-python3", "python3.13", "python3.11"):
        machine.add(name, optimised=False)
    machine.add("python3.12", venv=False)
    assert machine.install()[0] == "python3"


def test_the_one_that_is_named_and_no_other(machine):
    machine.add("python3")
    machine.add("slow one", optimised=False)
    machine.add("old one", fits=False)
    assert machine.install(PYTHON=str(machine.pythons / "slow one"))[0] == "slow one"
    (machine.folder / ".venv" / "made-by").unlink()
    (machine.folder / ".venv" / "bin" / "python").unlink()
    taken, said = machine.install(PYTHON=str(machine.pythons / "old one"))
    assert (taken, "needs Python 3.11, 3.12 or 3.13" in said) == ("", True)


def test_none_without_venv_and_says_what_to_install(machine):
    machine.add("python3", venv=False)
    taken, said = machine.install()
    assert (taken, "has no venv module" in said) == ("", True)
