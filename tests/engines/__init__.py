"""The engines that tests run on: SQLite's files, and a PostgreSQL server of the tests' own."""
