"""The engine for a server: PostgreSQL, through asyncpg. Nothing else imports what is in here."""
