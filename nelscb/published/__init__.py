"""Published figures, dated events and inspectors' findings: files to rows, and downloads to files."""

from nelscb.published.columns import mapping_file
from nelscb.published.evidence import Event, Finding, read_events, read_findings
from nelscb.published.import_report import report_lines
from nelscb.published.imports import Imported, import_downloads
from nelscb.published.sources import Source, read_sources
from nelscb.published.statistics import read_published_figures

__all__ = [
    "Event",
    "Finding",
    "Imported",
    "Source",
    "import_downloads",
    "mapping_file",
    "read_events",
    "read_findings",
    "read_published_figures",
    "read_sources",
    "report_lines",
]
