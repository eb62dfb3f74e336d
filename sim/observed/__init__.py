"""What a place itself has counted: its stays as a log, and what they say of its homes.

Above the indicators, so that an observed figure is computed by the very functions that
compute a simulated one; below the import, which reads the workbooks.
"""
