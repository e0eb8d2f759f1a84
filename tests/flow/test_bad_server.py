"""What answers at PREFECT_API_URL and is no Prefect server is said in one line, within seconds."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from prefect.settings import PREFECT_API_URL
from prefect.settings.context import temporary_settings

from flows import flow_server
from flows.flow_server import ServerError, check_server


class Answers(BaseHTTPRequestHandler):
    """Answers everything alike."""

    status = 200
    body = b""

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://liren:geheim@127.0.0.1:{server.server_port}/api"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("status", "body", "says"),
    [
        (401, b"{}", "answers 401 (it wants other credentials)"),
        (403, b"", "answers 403 (it wants other credentials)"),
        (404, b"nothing", "answers 404 (it knows no Prefect)"),
        (429, b"", "answers 429"),
        (500, b"", "answers 500"),
        (503, b"", "answers 503 (Service Unavailable)"),
        (200, b"", "is no Prefect server"),
        (200, b"<html>", "is no Prefect server"),
        (200, b"{}", "is no Prefect server"),
        (200, b"[" * 5_000, "is no Prefect server"),
    ],
)
def test_other_answers(address: str, monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, says: str) -> None:
    monkeypatch.setattr(Answers, "status", status)
    monkeypatch.setattr(Answers, "body", body)
    begin = time.monotonic()
    with temporary_settings({PREFECT_API_URL: address}), pytest.raises(ServerError) as raised:
        check_server()
    assert says in str(raised.value) and "\n" not in str(raised.value) and "geheim" not in str(raised.value)
    assert time.monotonic() - begin < 10


def test_no_answer() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        silent = f"http://127.0.0.1:{listener.getsockname()[1]}/api"
        with temporary_settings({PREFECT_API_URL: silent}), pytest.raises(ServerError, match="answers there in time"):
            check_server()
    with temporary_settings({PREFECT_API_URL: silent}), pytest.raises(ServerError, match="no Prefect server answers"):
        check_server()


def answer_in_drops(answers: Answers) -> None:
    """A byte at a time, so that no wait for one is long."""
    answers.send_response(200)
    answers.send_header("Content-Length", "200")
    answers.end_headers()
    with suppress(OSError):
        for _ in range(200):
            answers.wfile.write(b" ")
            answers.wfile.flush()
            time.sleep(0.05)


def test_an_answer_that_never_ends(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "do_GET", answer_in_drops)
    monkeypatch.setattr(flow_server, "_PATIENCE_SECONDS", 1)
    begin = time.monotonic()
    with temporary_settings({PREFECT_API_URL: address}), pytest.raises(ServerError, match="answers there in time"):
        check_server()
    assert time.monotonic() - begin < 5


def test_a_server_of_prefect(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Answers, "body", b'"3.4.0"')
    with temporary_settings({PREFECT_API_URL: address}):
        check_server()
