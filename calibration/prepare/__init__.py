"""Steps that need the optional extra `geo` and are run once, by hand.

They write into `calibration/inputs/`, so that rebuilding a pack needs none of them.
"""
