"""The pictures of README and docs: what is done in the demo for each, and what it then says."""
