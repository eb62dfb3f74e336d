"""The charts and tables of the page of a comparison."""
