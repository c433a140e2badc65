"""How the command that serves the workbench ends."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from detente.cli.failing import INTERRUPTED

WHILE_CODING = """
import threading, time
from types import SimpleNamespace
from detente.cli.serving import _leave
threading.Thread(target=time.sleep, args=(60,)).start()
_leave(SimpleNamespace(state=SimpleNamespace(jobs=SimpleNamespace(is_working=True))), {code})
"""
needs_signals = pytest.mark.skipif(os.name != "posix", reason="Ctrl+C is sent as a signal")


def test_a_port_that_is_taken_is_one_line_and_a_failure(run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", "--port", str(port))

    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: can't listen on 127.0.0.1 at port {port}")


def test_a_machine_that_is_not_this_one_is_one_line_and_a_failure(run, monkeypatch):
    monkeypatch.setenv("DETENTE_PASSWORD", "long enough")
    result = run("serve", "--host", "192.0.2.1")

    assert result.exit_code == 1
    assert "error: can't listen on 192.0.2.1" in result.stderr


@needs_signals
def test_stopped_with_ctrl_c_it_says_so_in_its_exit_code(tmp_path):
    command = [sys.executable, "-m", "detente.cli", "serve", "--port", "0", "--project"]
    process = subprocess.Popen([*command, str(tmp_path / "p")], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    told = process.stderr.readline()
    process.send_signal(signal.SIGINT)

    assert process.wait(30) == INTERRUPTED
    assert "the workbench is at http://127.0.0.1:" in told
    assert ":0/" not in told
    process.stderr.close()


@pytest.mark.parametrize("code", [0, INTERRUPTED])
def test_while_it_codes_it_ends_at_once_with_its_own_exit_code(code):
    command = [sys.executable, "-c", WHILE_CODING.format(code=code)]
    assert subprocess.run(command, timeout=30, check=False).returncode == code
