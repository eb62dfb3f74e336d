"""The briefing of a run or a comparison: an official paper in the office's own form."""
