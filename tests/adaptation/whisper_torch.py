"""Whisper as published, in torch, with thin trainable matrices beside its frozen weights (low-rank adaptation)."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import Tensor, nn

from voice.engines.adaptation import places

WIDTH = 512
HEADS = 8
LAYERS = 6


def read_weights(model_file: Path) -> dict[str, Tensor]:
    content = model_file.read_bytes()
    return {
        name: torch.tensor(
            np.frombuffer(content, np.float16, int(np.prod(place.shape)), place.start)
            .reshape(place.shape)
            .astype(np.float32)
        )
        for name, place in places(content)
        if place.is_float16
    }


class Thin(nn.Module):  # type: ignore[misc]  # torch is optional here, and any type to the checker
    """x·(W + up·down)ᵀ + bias, W [out, in] frozen, down [rank, in], up [out, rank]."""

    def __init__(self, weight: Tensor, bias: Tensor, rank: int) -> None:
        super().__init__()
        self.register_buffer("frozen", weight)
        self.bias = nn.Parameter(bias.clone())
        self.down = nn.Parameter(torch.randn(rank, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.up = nn.Parameter(torch.zeros(weight.shape[0], rank))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.frozen, self.bias) + F.linear(F.linear(x, self.down), self.up)


class Norm(nn.Module):  # type: ignore[misc]
    def __init__(self, gamma: Tensor, beta: Tensor) -> None:
        super().__init__()
        self.gamma, self.beta = nn.Parameter(gamma.clone()), nn.Parameter(beta.clone())

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, (WIDTH,), self.gamma, self.beta)


class AdaptableWhisper(nn.Module):  # type: ignore[misc]
    def __init__(self, model_file: Path, *, rank: int = 16) -> None:
        super().__init__()
        weights = read_weights(model_file)
        self._parts = nn.ModuleDict()
        for name, value in weights.items():
            part, _, kind = name.rpartition("/")
            if kind == "gamma":
                self._parts[_key(part)] = Norm(value, weights[f"{part}/beta"])
            elif kind == "weight" and "linear_" in part:
                self._parts[_key(part)] = Thin(value, weights[f"{part}/bias"], rank)
        for name, value in weights.items():
            if "/conv" in name or "encodings" in name or "embeddings" in name:
                self.register_buffer(_key(name), value)

    def go_on_from(self, changes: Mapping[str, npt.NDArray[np.float16]]) -> None:
        """What `changes` gave of an earlier teaching."""
        for key, part in self._parts.items():
            name = key.replace("__", "/")
            for field, value in part.named_parameters():
                learned = changes[f"{name}/weight.{field}" if field in {"up", "down"} else f"{name}/{field}"]
                value.data.copy_(torch.tensor(learned.astype(np.float32)))

    def changes(self) -> dict[str, npt.NDArray[np.float16]]:
        """What `voice.engines.adaptation` adds to the published weights, in 16 bits."""
        found: dict[str, npt.NDArray[np.float16]] = {}
        for key, part in self._parts.items():
            name = key.replace("__", "/")
            for field, value in part.named_parameters():
                thin = field in {"up", "down"}
                found[f"{name}/weight.{field}" if thin else f"{name}/{field}"] = value.detach().half().numpy()
        return found

    def encode(self, mel: Tensor) -> Tensor:
        """[n, 80, columns] to [n, columns / 2, 512]."""
        x = F.gelu(F.conv1d(mel, self._of("encoder/conv1/weight"), self._of("encoder/conv1/bias"), padding=1))
        x = F.gelu(F.conv1d(x, self._of("encoder/conv2/weight"), self._of("encoder/conv2/bias"), padding=1, stride=2))
        x = x.transpose(1, 2)
        x = x + self._of("encoder/position_encodings/encodings")[: x.shape[1]]
        for nth in range(LAYERS):
            x = self._fed(self._self_attended(x, f"encoder/layer_{nth}", None), f"encoder/layer_{nth}")
        return self._part("encoder/layer_norm")(x)

    def decode(self, tokens: Tensor, seen: Tensor) -> Tensor:
        """[n, length] and [n, positions, 512] to the scores of each next token, [n, length, vocabulary]."""
        length = tokens.shape[1]
        earlier = torch.ones(length, length, dtype=torch.bool).tril()
        embeddings = self._of("decoder/embeddings/weight")
        x = F.embedding(tokens, embeddings) + self._of("decoder/position_encodings/encodings")[:length]
        for nth in range(LAYERS):
            layer = f"decoder/layer_{nth}"
            x = self._self_attended(x, layer, earlier)
            query = self._part(f"{layer}/attention/linear_0")(self._part(f"{layer}/attention/layer_norm")(x))
            key, value = self._part(f"{layer}/attention/linear_1")(seen).chunk(2, -1)
            x = x + self._part(f"{layer}/attention/linear_2")(_attended(query, key, value, None))
            x = self._fed(x, layer)
        return self._part("decoder/layer_norm")(x) @ embeddings.T

    def _self_attended(self, x: Tensor, layer: str, mask: Tensor | None) -> Tensor:
        normed = self._part(f"{layer}/self_attention/layer_norm")(x)
        query, key, value = self._part(f"{layer}/self_attention/linear_0")(normed).chunk(3, -1)
        return x + self._part(f"{layer}/self_attention/linear_1")(_attended(query, key, value, mask))

    def _fed(self, x: Tensor, layer: str) -> Tensor:
        wide = F.gelu(self._part(f"{layer}/ffn/linear_0")(self._part(f"{layer}/ffn/layer_norm")(x)))
        return x + self._part(f"{layer}/ffn/linear_1")(wide)

    def _part(self, name: str) -> nn.Module:
        return self._parts[_key(name)]

    def _of(self, name: str) -> Tensor:
        return self.get_buffer(_key(name))


def _attended(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    def by_head(x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)

    seen = F.scaled_dot_product_attention(by_head(query), by_head(key), by_head(value), attn_mask=mask)
    return seen.transpose(1, 2).reshape(query.shape)


def _key(name: str) -> str:
    return name.replace("/", "__")
