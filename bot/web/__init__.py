"""Other sites: fetching from them, and reading what they answer."""
