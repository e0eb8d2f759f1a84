"""Prefect's server as something that may fail: asked before a run begins, and explained in a line where it does."""

import json
import threading
from concurrent.futures import Future
from contextvars import copy_context

import httpx
import pydantic
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.settings import PREFECT_API_REQUEST_TIMEOUT, PREFECT_CLIENT_MAX_RETRIES, get_current_settings
from prefect.settings.context import temporary_settings

_ANSWER_SECONDS = 5.0
"""Within which a server says what version it is of: the client's bound on each step of that, not on all of them."""
_PATIENCE_SECONDS = 2 * _ANSWER_SECONDS
"""For all of it: a server that sends one byte after the other is none, either."""
_FAILURES = (httpx.HTTPError, httpx.InvalidURL, PrefectException, json.JSONDecodeError, pydantic.ValidationError)
_STATUS = {401: "it wants other credentials", 403: "it wants other credentials", 404: "it knows no Prefect"}
_LATE = "no Prefect server answers there in time"
_NO_PREFECT = "what answers there is no Prefect server"


class ServerError(Exception):
    """No Prefect server can be used at the address; one line, without the password that the address may hold."""


def check_server() -> None:
    """Raise ServerError when a server is named and does not answer within seconds as Prefect's do."""
    address = get_current_settings().api.url
    if address is None:
        return
    found: Future[str] = Future()

    def ask() -> None:
        try:
            found.set_result(_ask_version())
        except Exception as error:
            found.set_exception(error)

    threading.Thread(target=copy_context().run, args=(ask,), daemon=True).start()
    try:
        reason = found.result(_PATIENCE_SECONDS)
    except TimeoutError:
        reason = _LATE
    if reason:
        shown = str(httpx.URL(address).copy_with(username=None, password=None))
        raise ServerError(f"{shown}: {reason}")


def _ask_version() -> str:
    """What is wrong with the server that is named; "" for one that can be used."""
    once = {PREFECT_CLIENT_MAX_RETRIES: 0, PREFECT_API_REQUEST_TIMEOUT: _ANSWER_SECONDS}
    try:
        with temporary_settings(once), get_client(sync_client=True) as client:
            answer = client.request("GET", "/admin/version")
            answer.raise_for_status()
            return "" if isinstance(answer.json(), str) else _NO_PREFECT
    except (*_FAILURES, RuntimeError, OSError) as error:
        return explain(error)


def is_of_server(error: BaseException) -> bool:
    """Whether it is the server, or the way to it, that failed."""
    is_said = isinstance(error, RuntimeError) and any(sign in str(error) for sign in ("ephemeral", "reach API"))
    return is_said or isinstance(error, _FAILURES)


def explain(error: BaseException) -> str:
    """What is wrong with the server, in a few words."""
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        return f"the server answers {status} ({_STATUS.get(status, error.response.reason_phrase)})"
    if isinstance(error, httpx.TimeoutException):
        return _LATE
    if isinstance(error, json.JSONDecodeError | pydantic.ValidationError | RecursionError):
        return _NO_PREFECT
    return "no Prefect server answers there"
