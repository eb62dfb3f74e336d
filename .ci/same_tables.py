"""Compare the tables of two runs byte by byte; say which differ.

Usage: same_tables.py RESULTS RESULTS, each a folder that holds one run.
"""

import sys
from pathlib import Path

# What may differ: when, where and how long, never what.
NOT_TABLES = {"manifest.json", "report.html", "report.xlsx"}


def tables(results: Path) -> dict[str, bytes]:
    """Return the content of every table of the one run in a folder."""
    [run] = [manifest.parent for manifest in results.rglob("manifest.json")]
    return {
        path.name: path.read_bytes()
        for path in sorted(run.iterdir())
        if path.is_file() and path.name not in NOT_TABLES
    }


def main(first: str, second: str) -> int:
    """Return 0 if both runs hold the same tables."""
    one, other = tables(Path(first)), tables(Path(second))
    different = [
        name for name in sorted(one | other) if one.get(name) != other.get(name)
    ]
    message = f"{len(one)} files compared, different: {', '.join(different) or 'none'}"
    sys.stdout.write(message + "\n")
    return 1 if different or not one else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
