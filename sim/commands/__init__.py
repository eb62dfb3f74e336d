"""The verbs of the command, one module each: arguments, one call, message, status."""

import os

# Before NumPy is loaded: units run beside one another, so each gets one thread. Sums
# in another order, as several threads make them, would also change the last digit.
for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_threads, "1")
