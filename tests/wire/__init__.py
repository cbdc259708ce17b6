"""A Discord on the loopback interface, for tests that run a bot as its own process."""
