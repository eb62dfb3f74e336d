"""Which homes there are, how far they are, and how elders rank them: no clock."""
