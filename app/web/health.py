"""Alive, able to take calls, and the figures."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST

from app.ports.records import ApiTokens
from app.web.access import is_local, local_or_token
from app.web.metrics import Metrics, Readiness

CheckReadiness = Callable[[], Awaitable[Readiness]]


def health_routes(metrics: Metrics, tokens: ApiTokens, check: CheckReadiness) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz(request: Request, readiness: Annotated[Readiness, Depends(check)]) -> Response:
        status = "ready" if readiness.ready else "not ready"
        told: dict[str, object] = {"status": status, "problems": list(readiness.problems)}
        if readiness.reasons and is_local(request):  # they name files of this machine
            told["reasons"] = dict(readiness.reasons)
        return JSONResponse(told, 200 if readiness.ready else 503)

    @router.get("/metrics", dependencies=[Depends(local_or_token(tokens))])
    async def figures() -> Response:
        return Response(metrics.render(), media_type=CONTENT_TYPE_LATEST)

    return router
