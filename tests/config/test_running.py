"""Web and worker stop together, die with the one that started them, and are started again when they die alone."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mueang.config.running import (
    MOST_ENDS,
    Children,
    PortInUse,
    ensure_port_is_free,
    is_listening,
    web_command,
    worker_command,
)
from ports import free_port

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


@pytest.fixture
def children():
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    made = Children()
    yield made
    made.stop()
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_stops_every_child_and_that_is_no_failure(children):
    children.start(SLEEPER)
    children.start(SLEEPER)

    code = children.wait(on_tick=lambda: os.kill(os.getpid(), signal.SIGTERM))

    assert code == 0
    assert all(process.poll() is not None for process in children.processes)


def test_a_child_that_dies_is_started_again_and_the_others_go_on(children):
    children.start(SLEEPER)
    children.start(SLEEPER)
    first, other = children.processes
    first.kill()

    def stop_once_it_is_back():
        if children.processes[0] is not first:
            os.kill(os.getpid(), signal.SIGTERM)

    code = children.wait(on_tick=stop_once_it_is_back)

    assert code == 0
    assert first.returncode == -signal.SIGKILL
    assert children.processes[1] is other
    assert all(process.returncode == -signal.SIGTERM for process in children.processes)


def test_a_child_that_dies_again_and_again_stops_the_others_and_is_a_failure(children):
    children.start([sys.executable, "-c", "pass"])
    children.start(SLEEPER)

    code = children.wait()

    assert code == 1
    assert len(children.children[0].ends) == MOST_ENDS
    assert all(process.poll() is not None for process in children.processes)


PARENT = """
import sys, time
from mueang.config.running import Children
children = Children()
children.start([sys.executable, "-c", "import time; time.sleep(60)"])
print(children.processes[0].pid, flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with the one that started it")
def test_children_do_not_outlive_one_that_is_killed():
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = Path("/proc", parent.stdout.readline().strip())
        was_there = child.exists()
        parent.kill()
        parent.wait()
    deadline = time.monotonic() + 20
    while not is_gone(child) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert was_there
    assert is_gone(child)


def is_gone(process: Path) -> bool:
    """Ended; whether anybody has asked for its end yet does not matter."""
    try:
        return "State:\tZ" in (process / "status").read_text()
    except OSError:
        return True


def test_a_child_is_given_what_only_it_needs(children, tmp_path):
    said = tmp_path / "said"
    program = "import os, sys; open(sys.argv[1], 'w').write(os.environ['MALLOC_ARENA_MAX'])"

    children.start([sys.executable, "-c", program, str(said)], MALLOC_ARENA_MAX="1")
    children.wait()

    assert said.read_text() == "1"
    assert "MALLOC_ARENA_MAX" not in os.environ


def test_a_child_that_does_not_listen_is_killed(children, monkeypatch, tmp_path):
    monkeypatch.setattr("mueang.config.running.STOP_SECONDS", 0.3)
    is_deaf = tmp_path / "is-deaf"
    children.start([sys.executable, "-c", STUBBORN, str(is_deaf)])
    while not is_deaf.exists():
        assert children.processes[0].poll() is None
        time.sleep(0.01)

    children.stop()

    assert children.processes[0].returncode == -signal.SIGKILL


def test_a_busy_port_is_refused_and_a_free_one_is_not():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortInUse, match=str(port)):
            ensure_port_is_free("127.0.0.1", port)
        assert is_listening("127.0.0.1", port)

    ensure_port_is_free("127.0.0.1", port)
    assert not is_listening("127.0.0.1", port)


def test_the_commands_name_our_own_programs():
    web = web_command(listen="127.0.0.1", port=8000, workers=2, threads=4)

    assert web[1:3] == ["-m", "mueang.config.serving"]
    assert worker_command()[-1] == "worker"


@pytest.mark.slow
def test_run_serves_a_page_and_stops_cleanly(tmp_path):
    port = free_port()
    root = Path(__file__).resolve().parents[2]
    environment = {
        **os.environ,
        "MUEANG_DATA_DIR": str(tmp_path),
        "MUEANG_DATABASE_URL": "",
        "PYTHONPATH": str(root / "src"),
        "DJANGO_SETTINGS_MODULE": "mueang.config.settings",
    }
    command = [sys.executable, "-m", "mueang.config.cli", "run", "--port", str(port)]

    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        deadline = time.monotonic() + 240
        while not is_listening("127.0.0.1", port) and server.poll() is None and time.monotonic() < deadline:
            time.sleep(0.1)
        busy = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        server.send_signal(signal.SIGINT)
        said, _nothing = server.communicate(timeout=240)

    assert busy.returncode == 1
    assert "is in use" in busy.stderr
    assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in said
