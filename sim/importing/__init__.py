"""A county's own workbooks, read strictly and laid down as an area pack.

What a workbook says is read or refused, cell by cell; what it does not say is filled
from the pack of the region and marked so. Nothing is guessed silently.
"""

from sim.importing.faults import ImportFault, ImportRefusedError, RequestError
from sim.importing.importing import Imported, Request, import_county
from sim.importing.template import write_template

__all__ = [
    "ImportFault",
    "ImportRefusedError",
    "Imported",
    "Request",
    "RequestError",
    "import_county",
    "write_template",
]
