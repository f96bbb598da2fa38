"""The commands for who checks an edition: ``verify``, which makes it again and says what differs."""

from __future__ import annotations

import argparse
import gc
from pathlib import Path
from typing import Any


def add_reviewer_commands(commands: Any) -> None:
    """Add them to the command line's."""
    verifies = commands.add_parser("verify", help="make an edition again from its inputs, and say what differs")
    verifies.add_argument("folder", metavar="FOLDER", help="an edition, such as build/2016-17-Q4/board")
    verifies.add_argument("--exhibit", metavar="ID", help="make one figure or table again, such as p2_neglect_share")
    verifies.add_argument("--project", metavar="DIR", help="the board's folder (default: the one that FOLDER is in)")
    verifies.set_defaults(run=_verify)


def _verify(called: argparse.Namespace) -> int:
    from nelscb.manifest import read_manifest

    folder, project = Path(called.folder), Path(called.project) if called.project else None
    read_manifest(folder.resolve())
    if called.exhibit:
        # One exhibit is made and the process ends: to look for what can go would take a fifth of its time.
        gc.disable()
    # What makes an edition again takes seconds to load.
    from nelscb.progress import shown
    from nelscb.progress.shown import can_redraw
    from nelscb.verify import verify_edition

    def say(line: str) -> None:
        print(line, flush=True)

    matches = verify_edition(folder, say, project, called.exhibit, shown(quiet=not can_redraw()))
    return 0 if matches else 1
