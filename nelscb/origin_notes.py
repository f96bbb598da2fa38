"""Where an exhibit comes from, as HTML: folded away beneath it, for the screen alone."""

from __future__ import annotations

from nelscb.exhibits import Exhibit
from nelscb.tables import cell_html, inline
from nelscb.words.origins import SUMMARY


def origin_html(exhibit: Exhibit) -> str:
    """What a reviewer needs, in a fold whose summary names the exhibit; nothing where it has no origin."""
    origin = exhibit.origin
    if origin is None:
        return ""
    parts = [
        f"<dt>{inline(heading)}</dt>" + "".join(f"<dd>{cell_html(line)}</dd>" for line in lines)
        for heading, lines in origin.parts
    ]
    notebook = f"<dd>or run <code>{inline(origin.notebook)}</code></dd>" if origin.notebook else ""
    parts.append(f"<dt>Made again by</dt><dd><code>{inline(origin.command)}</code></dd>{notebook}")
    parts.append(f"<dt>Hash of all it shows</dt><dd><code>{inline(origin.hash)}</code></dd>")
    named = inline(exhibit.caption or exhibit.id)
    return (
        f'<details class="origin screen-only"><summary>{SUMMARY}<span class="for-ears">: {named}</span></summary>'
        f"<dl>{''.join(parts)}</dl></details>"
    )
