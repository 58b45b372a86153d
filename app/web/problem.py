"""What programs are told when something is wrong: `application/problem+json` (RFC 9457).

Apart from `problems`, which knows the pages: what the pages stand on needs this, too.
"""

from http import HTTPStatus

from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field


class Problem(BaseModel):
    type: str = Field("about:blank", description="Always about:blank: the status says what kind of problem it is.")
    title: str = Field(examples=["Not Found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["there is no call CA0123"])


def problem(
    status: int, detail: str, *, headers: dict[str, str] | None = None, more: dict[str, object] | None = None
) -> JSONResponse:
    content = {
        **Problem(type="about:blank", title=HTTPStatus(status).phrase, status=status, detail=detail).model_dump(),
        **(more or {}),
    }
    return JSONResponse(jsonable_encoder(content), status, headers=headers, media_type="application/problem+json")
