"""How each file of an area pack is made from `calibration/inputs/`."""
