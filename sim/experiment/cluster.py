"""Work sent to a Dask cluster, whose machines may share no disk with this one.

What all units read is laid into every worker, also into those that join later or come
back. A lost worker's units go to the others; Dask sees to that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from joblib import Parallel, delayed, parallel_config

from sim.experiment.fingerprints import program_hash, sha256
from sim.experiment.work import SHARED, take_up
from sim.experiment.workers import ExecutionError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

INSTALL: Final = 'pip install -c constraints.txt -e ".[cluster]"'
PATIENCE_SECONDS: Final = 10

# In a worker: what units read, by its fingerprint. One unit at a time: a process holds
# one study at hand, and threads of one process would take turns anyway.
_laid: dict[str, bytes] = {}
_one_at_a_time = threading.Lock()


class OtherProgramError(Exception):
    """A worker has another version of the program, whose tables may differ."""


def on_cluster(
    address: str,
    where: Path,
    work: Callable[[_Item], _Result],
    items: Sequence[_Item],
) -> Iterator[_Result]:
    """Do one thing to many items on a cluster and yield each result, in any order.

    Parameters
    ----------
    address
        Of the scheduler, such as ``tcp://10.0.0.5:8786``.
    where
        Folder in which `sim.experiment.work.share` has laid what the work reads.
    work
        What to do; it writes nothing, and may be done again where a worker is lost.
    items
        What to do it to.

    Raises
    ------
    ExecutionError
        The extra is not installed, there is no such scheduler, its workers have
        another program, or Dask gave an item up.
    """
    distributed = _distributed()
    content = (where / SHARED).read_bytes()
    name = sha256(content)
    with _client(distributed, address) as client, _laid_out(client, name, content):
        hired = delayed(partial(_work_for, name, where, work))
        with parallel_config(backend="dask", client=client, pure=False):
            pool = Parallel(-1, return_as="generator_unordered", batch_size=1)
            try:
                yield from pool(hired(item) for item in items)
            except distributed.KilledWorker as error:
                raise ExecutionError(
                    "集群的工作进程在同一份任务上多次中断，多半是内存不够；"
                    "算完的部分保留，同一条命令加 --resume 接着算",
                    "workers of the cluster were lost over and over with the same "
                    "unit, most likely for want of memory; what is done stays, and "
                    "the same command with --resume goes on",
                ) from error


class Laying:
    """Lays what units read into a worker; Dask calls it in each that there ever is."""

    def __init__(self, name: str, content: bytes, program: str) -> None:
        self._name = name
        self._content = content
        self._program = program

    def setup(self, worker: Any) -> None:
        """Keep the content in this worker's process, if it has the same program."""
        if program_hash() != self._program:
            raise OtherProgramError(f"{worker.address} has another program")
        _laid[self._name] = self._content

    def teardown(self, worker: Any) -> None:
        """Let go of the content when the work is done."""
        _laid.pop(self._name, None)


def _work_for(
    name: str, where: Path, work: Callable[[_Item], _Result], item: _Item
) -> _Result:
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - of the extra

    # One thread each: sums in another order would change the last digit.
    with _one_at_a_time, threadpool_limits(1):
        take_up(where, _laid[name])
        return work(item)


def _distributed() -> Any:
    """Return the package of the extra."""
    try:
        import distributed  # noqa: PLC0415
        import threadpoolctl  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise ExecutionError(
            f"--backend dask 需要附加的软件包（缺 {error.name}），请先运行：{INSTALL}",
            f"--backend dask needs further packages ({error.name} is missing); first "
            f"run: {INSTALL}",
        ) from error
    return distributed


@contextmanager
def _client(distributed: Any, address: str) -> Iterator[Any]:
    """Hold a connection to the scheduler."""
    try:
        client = distributed.Client(
            address, timeout=PATIENCE_SECONDS, set_as_default=False
        )
    except (OSError, ValueError, TypeError) as error:
        raise ExecutionError(
            f"连不上调度器 {address}：请检查地址和端口，先用 dask scheduler 启动它",
            f"cannot reach the scheduler {address}: check address and port; "
            "it is started with: dask scheduler",
        ) from error
    try:
        _wait_for_workers(client, address)
        yield client
    finally:
        client.close()


def _wait_for_workers(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except TimeoutError as error:
        raise ExecutionError(
            f"调度器 {address} 没有工作进程：先在各机器上运行 dask worker {address}",
            f"the scheduler {address} has no workers: run on each machine: "
            f"dask worker {address}",
        ) from error


@contextmanager
def _laid_out(client: Any, name: str, content: bytes) -> Iterator[None]:
    """Lay what units read into every worker for as long as the work lasts."""
    from distributed import WorkerPlugin  # noqa: PLC0415 - of the extra

    plugin = type("LayingPlugin", (Laying, WorkerPlugin), {})(
        name, content, program_hash()
    )
    try:
        client.register_plugin(plugin, name=name)
    except Exception as error:
        raise ExecutionError(
            f"集群的工作进程不能执行同一版本的程序（{error}）：请在每台机器上安装"
            "与本机相同的版本",
            f"the workers of the cluster cannot run the same program ({error}): "
            "install the version of this machine on each of them",
        ) from error
    try:
        yield
    finally:
        client.unregister_worker_plugin(name)
