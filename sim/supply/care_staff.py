"""When care staff is enough."""

from __future__ import annotations

from typing import Final

# A shortage below a hundredth of a carer is none: shares of a carer are written down
# rounded, and 0.1667 for "one to six" must not keep the sixth resident from a bed.
STAFF_TOLERANCE: Final = 0.01
