"""Packs, and other files with a show's catalogue and facts: read, checked and written."""
