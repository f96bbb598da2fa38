"""``python -m nelscb.error_rates FILE``: bring the kept error rates up to date with the code."""

from __future__ import annotations

import sys
from pathlib import Path

from nelscb.error_rates.kept import error_rates


def main() -> int:
    """Simulate anew where the kept rates are of other code."""
    rows = error_rates(Path(sys.argv[1]), lambda line: print(line, flush=True))
    print(f"{len(rows)} rows fit the code")
    return 0


if __name__ == "__main__":
    sys.exit(main())
