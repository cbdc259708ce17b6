"""Other sites: fetching from them, and reading their answers."""
