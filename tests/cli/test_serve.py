"""`joinedup serve` says plainly what stops it."""

import socket

from click.testing import CliRunner

from joinedup.cli import main


def test_a_port_that_is_taken_is_refused_in_one_line(db: None) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = CliRunner().invoke(main, ["serve", "--port", str(taken.getsockname()[1])])
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "choose another" in result.stderr
