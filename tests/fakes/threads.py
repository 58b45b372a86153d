"""Threads that somebody has to see off; those of an event loop's own executor come and go with the loop."""

import threading
from threading import Thread

OF_LOOPS = ("asyncio_", "ThreadPoolExecutor")


def threads_of_ours() -> set[Thread]:
    return {thread for thread in threading.enumerate() if not thread.name.startswith(OF_LOOPS)}
