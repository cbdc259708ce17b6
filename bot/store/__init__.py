"""All SQL: tables, gateways and migrations. Nothing above this package knows that the facts lie in SQLite."""
