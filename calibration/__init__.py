"""How the shipped area packs are made, and what they are made of."""
