"""Work for processes beside the test's own, which find it by its name."""

import os
import signal
import time


def square(folder, number):
    (folder / f"{number}.{os.getpid()}.{time.monotonic_ns()}").touch()
    return number**2


def dies_once(folder, number):
    """Let the worker of item 3 be killed, as a machine out of memory does it."""
    died = folder / "died"
    if number == 3 and not died.exists():
        died.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return square(folder, number)


def always_dies(folder, number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def fails(number):
    raise ZeroDivisionError(number)
