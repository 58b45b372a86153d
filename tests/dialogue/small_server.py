"""A chat-completions server around one GGUF file, for trying: `python small_server.py MODEL.gguf PORT`.

Runs in an environment of its own that has llama-cpp-python and nothing of this project. Why not that package's own
server: it knows the `<tool_call>` texts of Qwen's models only for one tool at a time and without streaming.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import Any

BEGIN, END = "<tool_call>", "</tool_call>"
CONTEXT_TOKENS = 8192
MOST_MEMORIES = 2  # one for the conversation, one for the summaries: each is a copy of the weights in memory
SAME_BEGINNING = 64  # tokens that two prompts have in common at least, to be of one kind
LONGEST_REQUEST = 1 << 20


class Memories:
    """What was read of prompts, by their beginnings, the latest used last.

    A prompt of another kind does not push the first one out: reading the instructions and tools again costs half a
    minute.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._all = [make()]

    @property
    def latest(self) -> Any:
        return self._all[-1]

    def of(self, tokens: list[int]) -> tuple[Any, int]:
        """The one that has read the longest beginning of these tokens, and how many they are."""
        shared = [_in_common(tokens, list(memory.input_ids[: memory.n_tokens])) for memory in self._all]
        nth = max(range(len(shared)), key=shared.__getitem__)
        if shared[nth] < SAME_BEGINNING and self._all[nth].n_tokens:
            if len(self._all) < MOST_MEMORIES:
                self._all.insert(0, self._make())
                shared.insert(0, 0)
            nth = 0  # the one that was not used for longest
        self._all.append(self._all.pop(nth))
        return self._all[-1], shared[nth]


class Model:
    """One model; one request after the other. What two requests have in common at their beginning is read once."""

    def __init__(self, path: str) -> None:
        from llama_cpp.llama_chat_format import (  # type: ignore[import-not-found,unused-ignore]
            Jinja2ChatFormatter,
        )

        self._path = path
        self._memories = Memories(self._memory)
        self._format = Jinja2ChatFormatter(
            template=self._memories.latest.metadata["tokenizer.chat_template"], eos_token="<|im_end|>", bos_token=""
        )
        self._busy = Lock()

    def _memory(self) -> Any:
        from llama_cpp import Llama  # type: ignore[import-not-found,unused-ignore]

        cores = os.cpu_count() or 1
        return Llama(
            self._path, n_ctx=CONTEXT_TOKENS, n_threads=cores, n_threads_batch=cores, n_batch=512, seed=1, verbose=False
        )

    def pieces(self, request: dict[str, Any], usage: dict[str, Any]) -> Iterator[str]:
        prompt = self._format(messages=_readable(request["messages"]), tools=request.get("tools") or None).prompt
        with self._busy:
            tokens = self._memories.latest.tokenize(prompt.encode(), add_bos=False, special=True)
            memory, shared = self._memories.of(tokens)
            usage["prompt_tokens"] = len(tokens)
            usage["prompt_tokens_details"] = {"cached_tokens": shared}
            stream = memory.create_completion(
                tokens,
                max_tokens=min(int(request.get("max_tokens") or 256), CONTEXT_TOKENS - len(tokens)),
                temperature=float(request.get("temperature", 0.3)),
                stop=["<|im_end|>", "<|im_start|>", "<|endoftext|>"],
                stream=True,
            )
            for chunk in stream:
                usage["completion_tokens"] += 1
                yield chunk["choices"][0]["text"]


def _readable(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The template wants text everywhere, and arguments as objects."""
    readable = []
    for message in messages:
        calls = [
            {"function": {"name": call["function"]["name"], "arguments": _object(call["function"]["arguments"])}}
            for call in message.get("tool_calls") or ()
        ]
        readable.append({**message, "content": message.get("content") or "", "tool_calls": calls})
    return readable


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return {}


def _in_common(tokens: list[int], known: list[int]) -> int:
    both = 0
    for token, other in zip(tokens, known, strict=False):
        if token != other:
            break
        both += 1
    return both


def deltas(pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
    """Words as they come; a call once it is whole. A beginning that might become a call is held back."""
    text, calls = "", 0
    for piece in pieces:
        text += piece
        while text:
            if text.lstrip().startswith(BEGIN):
                if END not in text:
                    break
                call, text = text.split(END, 1)
                if (delta := _call(call.replace(BEGIN, "", 1), calls)) is not None:
                    calls += 1
                    yield delta
                continue
            cut = text.find(BEGIN)
            sure = cut if cut >= 0 else len(text) - _may_begin(text)
            if sure <= 0:
                break
            if text[:sure].strip():
                yield {"content": text[:sure]}
            text = text[sure:]
    if text.strip() and (delta := _call(text.replace(BEGIN, "", 1), calls)) is not None:
        yield delta
    elif text.strip():
        yield {"content": text}


def _may_begin(text: str) -> int:
    """How many letters at the end of `text` are a beginning of `<tool_call>`."""
    if text.lstrip().startswith("{"):  # a bare call, without its tags
        return len(text)
    return next((n for n in range(min(len(text), len(BEGIN)), 0, -1) if BEGIN.startswith(text[-n:])), 0)


def _call(text: str, nth: int) -> dict[str, Any] | None:
    bare = text.strip()
    if bare.startswith("{{") and bare.endswith("}}"):  # as the template's own example is written
        bare = bare[1:-1]
    try:
        call = json.loads(bare)
        function = {"name": str(call["name"]), "arguments": json.dumps(call.get("arguments") or {}, ensure_ascii=False)}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return {"tool_calls": [{"index": nth, "id": f"call_{nth}", "type": "function", "function": function}]}


class Door(BaseHTTPRequestHandler):
    """POST /v1/chat/completions, streamed; GET /v1/models once the model is loaded."""

    model: Model
    protocol_version = "HTTP/1.0"  # the end of the connection is the end of the answer

    def do_GET(self) -> None:
        self._head("application/json")
        self.wfile.write(json.dumps({"object": "list", "data": [{"id": "small", "object": "model"}]}).encode())

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(min(int(self.headers["content-length"]), LONGEST_REQUEST)))
        usage: dict[str, Any] = {"prompt_tokens": 0, "completion_tokens": 0}
        self._head("text/event-stream")
        pieces = self.model.pieces(request, usage)
        try:
            ended_by = "stop"
            for delta in deltas(pieces):
                ended_by = "tool_calls" if "tool_calls" in delta else ended_by
                self._event({"choices": [{"index": 0, "delta": {"role": "assistant", **delta}}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": ended_by}]})
            usage["total_tokens"] = usage["prompt_tokens"] + usage["completion_tokens"]
            self._event({"choices": [], "usage": usage})
            self.wfile.write(b"data: [DONE]\n\n")
        except (BrokenPipeError, ConnectionResetError):
            return  # the caller interrupted
        finally:
            pieces.close()  # type: ignore[attr-defined]

    def _head(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("content-type", kind)
        self.end_headers()

    def _event(self, fields: dict[str, Any]) -> None:
        event = {"id": "chat", "object": "chat.completion.chunk", "created": 0, "model": "small", **fields}
        self.wfile.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
        """Requests hold what callers say."""


def main() -> None:
    # Threads that wait for each other must sleep: where the cores are shared they otherwise spin a whole time slice
    # for each step, and an answer takes minutes.
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")
    Door.model = Model(sys.argv[1])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Door).serve_forever()


if __name__ == "__main__":
    main()
