"""Rules that judge homes and counties: no SimPy, no clock."""
