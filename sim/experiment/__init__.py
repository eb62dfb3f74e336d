"""Scenarios × draws × replications: who computes what, and where it is kept."""
