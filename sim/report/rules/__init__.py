"""What the page of a run says of its rules: their words, their deeds, their price."""
