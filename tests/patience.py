"""How long tests wait for what has to come. Only what hangs uses it up, also on a busy machine."""

PATIENCE = 60.0
"""Seconds."""
