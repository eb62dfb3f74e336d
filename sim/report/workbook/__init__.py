"""The workbook of a run or a comparison: the page's figures as numbers, for Excel."""
