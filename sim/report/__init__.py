"""The page of a run: one HTML file, both languages, readable without a network."""

from sim.report.page import write_page
from sim.report.page_data import Drawn, Limits, PageData, RunFacts

__all__ = ["Drawn", "Limits", "PageData", "RunFacts", "write_page"]
