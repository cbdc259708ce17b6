"""Alembic's entry: runs the migrations on the connection that `bot.store.schema` hands it."""

from alembic import context

# SQLite can roll back DDL, though Alembic assumes that it can't: a migration and its record commit together.
context.configure(
    connection=context.config.attributes["connection"],
    transactional_ddl=True,
    transaction_per_migration=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
