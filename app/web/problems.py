"""Errors: for programs `application/problem+json` (RFC 9457), with a title that never changes and a detail that says
what to do; for people a page.
"""

from http import HTTPStatus

import structlog
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.domain.errors import StoreUnavailable
from app.web.pages.problems import add_page_problems, refused_page, wants_page
from app.web.problem import Problem, problem

__all__ = ["Problem", "add_problem_answers", "problem"]

log = structlog.get_logger(__name__)


def add_problem_answers(app: FastAPI) -> None:
    add_page_problems(app)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        if wants_page(request) and error.status_code == HTTPStatus.NOT_FOUND:
            return refused_page(request, HTTPStatus.NOT_FOUND, "not_found")
        headers = dict(error.headers) if error.headers else None
        return problem(error.status_code, str(error.detail), headers=headers)

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        faults = [
            {"where": ".".join(str(part) for part in fault["loc"][1:]) or str(fault["loc"][0]), "why": fault["msg"]}
            for fault in error.errors()
        ]
        detail = "; ".join(f"{fault['where']}: {fault['why']}" for fault in faults)
        return problem(422, detail, more={"faults": faults})

    @app.exception_handler(StoreUnavailable)
    async def store_down(request: Request, _error: StoreUnavailable) -> Response:
        log.error("request_without_store")
        if wants_page(request):
            return refused_page(request, HTTPStatus.SERVICE_UNAVAILABLE, "store_down")
        return problem(503, "the database does not answer; try again", headers={"Retry-After": "2"})

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("request_failed", exc_info=error)
        if wants_page(request):
            return refused_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, "broken")
        return problem(500, "an unexpected error; the log has it")


def routes_without_store() -> APIRouter:
    """Whatever is asked for: the database does not answer."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/{_path:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
    async def away() -> None:
        raise StoreUnavailable("the database that this server starts with is away")

    return router
