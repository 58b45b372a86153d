"""Percentiles, tables, free ports: what every bench needs."""

import math
import socket
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table


def percentile(values: Sequence[float], percent: float) -> int:
    """The smallest value that so many per cent do not exceed; 0 for none."""
    if not values:
        return 0
    ordered = sorted(values)
    rank = math.ceil(len(ordered) * percent / 100)
    return round(ordered[max(0, rank - 1)])


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def show_table(console: Console, title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = Table(title=title, title_justify="left")
    for nth, head in enumerate(heads):
        table.add_column(head, justify="left" if nth == 0 else "right", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    console.print(table)
