"""The Prefect server as something that may fail: asked before a run, told about it, and never needed for its data."""

import json
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

import httpx
import pydantic
from prefect import get_run_logger
from prefect.client.orchestration import get_client
from prefect.exceptions import PrefectException
from prefect.settings import PREFECT_API_REQUEST_TIMEOUT, PREFECT_CLIENT_MAX_RETRIES, get_current_settings
from prefect.settings.context import temporary_settings

from flows.pipeline import RunReport

T = TypeVar("T")
_ANSWER_SECONDS = 5.0
"""Within which a server says what version it is of."""
_FAILURES = (httpx.HTTPError, httpx.InvalidURL, PrefectException, json.JSONDecodeError, pydantic.ValidationError)


class ServerError(Exception):
    """No Prefect server can be used at the address; one line."""


@dataclass(slots=True)
class Course:
    """How far a run came, for whoever called the flow and finds that it failed."""

    has_begun: bool = False
    report: RunReport | None = None
    """Of what was committed."""
    is_unreported: bool = False
    """The server failed before all was told."""


COURSE: ContextVar[Course | None] = ContextVar("COURSE", default=None)
"""Set by the command line, filled by the flow."""


def check_server() -> None:
    """Raise ServerError when a server is named and does not answer as Prefect's do, within seconds."""
    address = get_current_settings().api.url
    if address is None:
        return
    try:
        with (
            temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0, PREFECT_API_REQUEST_TIMEOUT: _ANSWER_SECONDS}),
            get_client(sync_client=True) as client,
        ):
            answer = client.request("GET", "/admin/version")
            answer.raise_for_status()
            if not isinstance(answer.json(), str):
                raise ServerError(
                    f"{_shown(address)}: what answers there is no Prefect server; correct PREFECT_API_URL"
                )
    except (*_FAILURES, RuntimeError, OSError) as error:
        raise ServerError(
            f"{_shown(address)}: {explain(error)}; start the server, or correct PREFECT_API_URL"
        ) from error


def is_server_failure(error: BaseException) -> bool:
    """Whether it is the server that failed, and not the run."""
    return isinstance(error, _FAILURES) or (isinstance(error, RuntimeError) and "reach API" in str(error))


def explain(error: BaseException) -> str:
    """What is wrong with the server, in a few words."""
    if isinstance(error, httpx.HTTPStatusError):
        status = error.response.status_code
        meaning = {401: "wants other credentials", 403: "wants other credentials", 404: "knows no Prefect"}
        return f"the server answers {status} ({meaning.get(status, error.response.reason_phrase)})"
    if isinstance(error, httpx.TimeoutException):
        return "no Prefect server answers there in time"
    if isinstance(error, json.JSONDecodeError | pydantic.ValidationError):
        return "what answers there is no Prefect server"
    return "no Prefect server answers there"


class Teller:
    """Tells the server of a run, until it fails; from then on the run goes on untold."""

    def __init__(self) -> None:
        self.is_lost = False

    def tell(self, action: Callable[[], T]) -> T | None:
        """Do what asks the server for something; None where that fails."""
        if self.is_lost:
            return None
        try:
            return action()
        except Exception as error:
            if not is_server_failure(error):
                raise
            self.is_lost = True
            if course := COURSE.get():
                course.is_unreported = True
            get_run_logger().warning("%s; the run goes on without it", explain(error))
            return None


def _shown(address: str) -> str:
    """An address without the name and password that it may hold."""
    url = httpx.URL(address)
    return str(url.copy_with(username=None, password=None))
