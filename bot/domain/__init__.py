"""Facts, answers and names, on the standard library alone."""
