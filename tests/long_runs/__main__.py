"""``python tests/long_runs [--write]`` runs all long checks; see `suite.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if __name__ == "__main__":
    from long_runs.suite import main

    main(sys.argv[1:])
