"""Charts, one noun a file: tables in, a figure with its words and its table out."""
