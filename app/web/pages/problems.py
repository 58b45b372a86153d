"""What a person sees when a page cannot be shown."""

from urllib.parse import quote

from fastapi import FastAPI, Request, Response

from app.clock import SystemClock
from app.web.pages.entry import resume_page, stranger_page
from app.web.pages.guard import PageRefused, SignInNeeded, StaleForm, back_to

__all__ = ["add_page_problems", "refused_page", "wants_page"]

MACHINES = ("/api/", "/twilio/", "/healthz", "/readyz", "/metrics", "/openapi.json")


def wants_page(request: Request) -> bool:
    """A browser at a page, not a program at an interface."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(MACHINES)


def refused_page(request: Request, status: int, reason: str) -> Response:
    return stranger_page(request, "refused.html", now=SystemClock().now(), status=status, reason=reason)


def add_page_problems(app: FastAPI) -> None:
    @app.exception_handler(SignInNeeded)
    async def sign_in_first(request: Request, needed: SignInNeeded) -> Response:
        if request.url.path.startswith(("/live/events", "/try/calls", "/try/events")):  # asked for by scripts
            return Response(status_code=401)
        query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
        then = needed.then or request.url.path + query
        if request.method in {"GET", "HEAD"}:
            return back_to("/sign-in" if then == "/" else f"/sign-in?then={quote(then, safe='')}")
        now = SystemClock().now()
        return stranger_page(
            request, "sign_in.html", now=now, status=401, then=then, kept=needed.fields, fault=None, login=""
        )

    @app.exception_handler(StaleForm)
    async def older_than_the_sign_in(request: Request, form: StaleForm) -> Response:
        if not wants_page(request):
            return refused_page(request, 403, "stale_form")
        return resume_page(
            request, form.secret, request.url.path, form.fields, now=SystemClock().now(), how="stale", status=403
        )

    @app.exception_handler(PageRefused)
    async def refused(request: Request, refusal: PageRefused) -> Response:
        return refused_page(request, refusal.status, refusal.reason)
