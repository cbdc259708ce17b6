"""Alembic's entry: runs the migrations on the connection that `bot.store.schema` hands it."""

from alembic import context

from bot.errors import OrphanedRows

connection = context.config.attributes["connection"]
# SQLite can roll back DDL, though Alembic assumes that it can't: migrations and their record commit together.
context.configure(
    connection=connection,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
    # Foreign keys are off while tables are rebuilt, so what they would have refused is looked for before it is kept.
    # PostgreSQL refuses them itself.
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise OrphanedRows(len(orphans))
