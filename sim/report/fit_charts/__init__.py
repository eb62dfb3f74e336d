"""The charts of the page of a calibration, one module each."""
