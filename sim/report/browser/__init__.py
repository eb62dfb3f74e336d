"""What the reader's browser gets: template, style and scripts, put into one file."""
