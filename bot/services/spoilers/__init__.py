"""/spoilers and /setup spoilers: how far members have watched, and how far answers go in a server's channels."""
