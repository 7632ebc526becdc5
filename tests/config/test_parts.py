"""The bill of materials, and an audit that never calls clean what it could not ask about."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TOOLS))
    import advisories
    import sbom

    return sbom, advisories


@pytest.fixture
def source() -> Iterator[HTTPServer]:
    """A source of advisories on this machine; `server.holes` says of which part it knows what."""

    class Source(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            results = [
                {"vulns": [{"id": hole} for hole in server.holes.get(one["package"]["name"], [])]} for one in asked
            ]
            body = json.dumps({"results": results[: server.n_answers]}).encode()
            self.send_response(server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            pass

    server: Any = HTTPServer(("127.0.0.1", 0), Source)
    server.holes, server.status, server.n_answers = {}, 200, None
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def audit(tools, source, monkeypatch, address=None):
    address = address or f"http://127.0.0.1:{source.server_port}/"
    monkeypatch.setattr(sys, "argv", ["advisories.py", address])
    return tools[1].main()


def test_every_locked_part_stands_in_the_bill_with_its_hashes_and_licence(tools):
    sbom, _ = tools
    text = sbom.LOCK.read_text(encoding="utf-8")
    document = sbom.bill(text, version="0.1.0")

    names = {one["name"] for one in document["components"]}
    assert {"django", "cryptography", "granian"} <= names
    assert len(names) == len(document["components"]) == text.count("==")
    assert all(one["hashes"] for one in document["components"])
    assert [one["name"] for one in document["components"] if not one["licenses"]] == []
    assert document == sbom.bill(text, version="0.1.0")


def test_a_source_that_knows_of_old_holes_is_believed(tools, source, monkeypatch, capsys):
    source.holes = {"django": ["CVE-1"]}

    assert audit(tools, source, monkeypatch) == 1
    assert "django 5" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "n_answers", "holes"), [(200, None, {}), (500, None, {"django": ["CVE-1"]}), (200, 3, {"django": ["C"]})]
)
def test_silence_is_never_called_clean(tools, source, monkeypatch, capsys, status, n_answers, holes):
    source.status, source.n_answers, source.holes = status, n_answers, holes

    assert audit(tools, source, monkeypatch) == 2
    assert "NOT AUDITED" in capsys.readouterr().out


def test_a_source_out_of_reach_is_said(tools, source, monkeypatch, capsys):
    assert audit(tools, source, monkeypatch, address="http://127.0.0.1:1/") == 2
    assert "says nothing about" in capsys.readouterr().out


def test_a_clean_answer_of_a_believable_source_is_clean(tools, source, monkeypatch):
    tools[1].CANARY = ("an-old-part", "1.0")
    source.holes = {"an-old-part": ["CVE-1"]}

    assert audit(tools, source, monkeypatch) == 0
