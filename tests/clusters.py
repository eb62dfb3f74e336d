"""A small Dask cluster of real processes on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def _process(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"{words[0]}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers, which do not share a folder."""
    port = folder / "port.json"
    scheduler = ("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0")
    worker = ("distributed.cli.dask_worker", "--no-nanny", "--nthreads", "1")
    with _process(folder, *scheduler, "--no-dashboard", "--scheduler-file", str(port)):
        address = _address(port)
        mine, yours = folder / "mine", folder / "yours"
        mine.mkdir()
        yours.mkdir()
        words = (*worker, "--no-dashboard", address)
        with _process(mine, *words) as first, _process(yours, *words) as second:
            _wait_for_both(address)
            yield address, [first, second]


def _address(port: Path) -> str:
    for _ in range(200):
        if port.exists() and port.read_text():
            return str(json.loads(port.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("the scheduler did not start")


def _wait_for_both(address: str) -> None:
    from distributed import Client  # noqa: PLC0415 - of the extra

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
