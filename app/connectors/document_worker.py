"""`python -m app.connectors.document_worker NAME`: a file on standard input, its blocks as JSON on standard output.

A program of its own, so that a file that makes a reader loop, swell or crash takes nobody's call with it: the kernel
ends it at its limits of memory and of processor time.
"""

import json
import resource
import sys

from app.connectors.documents import blocks_of
from app.domain.knowledge.documents import Unreadable

MOST_MEMORY_BYTES = 1024 * 1024 * 1024
MOST_CPU_S = 90


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    content = sys.stdin.buffer.read()
    try:
        blocks = blocks_of(sys.argv[1], content)
    except Unreadable as error:
        told: object = {"unreadable": error.reason}
    except (MemoryError, RecursionError):
        told = {"unreadable": "too_large"}
    else:
        told = {"blocks": [[block.kind, block.text, block.level, block.page] for block in blocks]}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
