"""``python tests/mutants [NAME ...]`` plants faults; see `running.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if __name__ == "__main__":
    from mutants.running import main

    main(sys.argv[1:])
