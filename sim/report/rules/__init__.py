"""What the page of a run says of its rules: in words, what they did, and at what price."""
