"""The command line answers at once: nothing heavy is loaded before a command runs."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from joinedup.cli import COMMANDS, main

SOURCE = Path(__file__).resolve().parents[2] / "src"


def test_the_help_loads_neither_django_nor_any_command() -> None:
    told = (
        "import sys; from joinedup.cli import main; main(['--help'], standalone_mode=False); print(sorted(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", told],
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    for heavy in ("'django'", "'joinedup.cli.register'", "'joinedup.lawbook'", "'shapely'", "'xlsxwriter'"):
        assert heavy not in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_in_the_list_is_there_and_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_an_unknown_command_is_bad_input() -> None:
    assert CliRunner().invoke(main, ["dance"]).exit_code == 2
