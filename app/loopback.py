"""Is a request from this very machine? Shared by the telephone edge and the web, which do not know each other."""

from collections.abc import Mapping

LOOPBACK = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})
LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
FORWARDING_HEADERS = ("forwarded", "x-forwarded-for", "x-real-ip", "cf-connecting-ip")


def is_direct(peer: str | None, headers: Mapping[str, str]) -> bool:
    """A client on this machine, and no tunnel or proxy on it that passes on somebody else."""
    return peer in LOOPBACK and not any(name in headers for name in FORWARDING_HEADERS)


def names_this_machine(host_header: str) -> bool:
    """False for a foreign name that was made to resolve to loopback."""
    host = host_header.lower()
    name = host[: host.index("]") + 1] if host.startswith("[") and "]" in host else host.split(":")[0]
    return name in LOCAL_NAMES
