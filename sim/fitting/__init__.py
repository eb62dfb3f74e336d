"""Fit what is unknown of a place to what is known of it, and say what stays unknown.

Above `sim.experiment`: it runs the model many times with other values and reads the
same tables as everybody else. What it writes (`parameters/fitted.yaml` and
`parameters/draws.yaml`) belongs to an area pack; nothing below it knows of fitting.
"""
