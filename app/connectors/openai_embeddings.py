"""Vectors from any server with the embeddings protocol of OpenAI, for who runs a larger model than the built-in one."""

from collections.abc import Sequence

import numpy as np
from openai import AsyncOpenAI, OpenAIError

from app.domain.knowledge.search import Vectors
from app.ports.knowledge import EmbeddingsUnavailable

QUESTION_WITHIN_S = 0.8
PASSAGES_WITHIN_S = 30.0
RETRIES = 2  # of passages, in the background; a caller does not wait for a second try


class OpenAIEmbeddings:
    """`model` is the served name. Close it."""

    def __init__(self, *, model: str, api_key: str | None, base_url: str | None) -> None:
        self.model = model
        self._client = AsyncOpenAI(api_key=api_key or "none", base_url=base_url, max_retries=0)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        return await self._made(list(texts), within_s=PASSAGES_WITHIN_S, retries=RETRIES)

    async def question(self, text: str) -> Vectors:
        made: Vectors = (await self._made([text], within_s=QUESTION_WITHIN_S, retries=0))[0]
        return made

    async def close(self) -> None:
        await self._client.close()

    async def _made(self, texts: list[str], *, within_s: float, retries: int) -> Vectors:
        client = self._client.with_options(timeout=within_s, max_retries=retries)
        try:
            answer = await client.embeddings.create(model=self.model, input=texts, encoding_format="float")
            rows = np.array([one.embedding for one in sorted(answer.data, key=lambda one: one.index)], dtype=np.float32)
            lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        except (OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise EmbeddingsUnavailable(type(error).__name__) from error
        if rows.shape[0] != len(texts) or not np.isfinite(rows).all() or (lengths < 1e-9).any():
            raise EmbeddingsUnavailable("bad_vectors")
        unit: Vectors = rows / lengths
        return unit
