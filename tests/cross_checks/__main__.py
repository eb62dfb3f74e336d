"""``python tests/cross_checks`` runs all cross-checks; see `suite.py`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

if __name__ == "__main__":
    from cross_checks.suite import main

    main(sys.argv[1:])
