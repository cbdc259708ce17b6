"""All rows of a database, and a server's rows in every table that a server or a member can have rows in."""

import sqlite3
from contextlib import closing

from bot.store.address import Address, ServerAddress
from tests.engines.raw import connect

DAY = "2026-01-01T00:00:00+00:00"
_TABLES_OF_FILE = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
_TABLES_OF_SERVER = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"


def tables(database: Address) -> list[str]:
    with closing(connect(database)) as connection:
        sql = _TABLES_OF_SERVER if isinstance(database, ServerAddress) else _TABLES_OF_FILE
        return [name for (name,) in connection.execute(sql)]


def rows(database: Address, table: str) -> list[tuple[object, ...]]:
    with closing(connect(database)) as connection:
        return sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)


def fill(connection: sqlite3.Connection, guild: int, user: int, *, first_id: int, at: str = DAY) -> None:
    """A row in every table of a server's own, each with this member in it and with 100 ids to take from."""
    base, show = connection.execute("SELECT id, fact_id FROM revision WHERE layer = 0 LIMIT 1").fetchone(), None
    (show,) = connection.execute("SELECT id FROM show WHERE layer = 0").fetchone()
    (base_source,) = connection.execute("SELECT id FROM source WHERE layer = 0 LIMIT 1").fetchone()
    own = first_id

    def add(table: str, **values: object) -> None:
        names = ", ".join(values)
        marks = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))

    known = "INSERT INTO server (guild_id, changed_at) VALUES (?, ?) ON CONFLICT DO NOTHING"
    connection.execute(known, (guild, at))
    greeted = "INSERT INTO membership (guild_id, since, greeting) VALUES (?, ?, 'done') ON CONFLICT DO NOTHING"
    connection.execute(greeted, (guild, at))
    add("show", id=own, layer=guild, key=f"own-{own}", title="Own")
    add("season", id=own, show_id=own, layer=guild, number=9)
    add("episode", id=own, season_id=own, layer=guild, number=9)
    add("person", id=own, layer=guild, key=f"own-{own}", name="Own")
    add("character", id=own, show_id=own, layer=guild, key="own", name="Own", prominence=1, spoils_id=own)
    add("source", id=own, layer=guild, key=f"own-{own}", outlet="Own")
    add("episode_source", episode_id=own, detail="title", source_id=base_source)
    add("fact", id=own, show_id=own, layer=guild, key="own", kind="cast")
    add(
        "alias", id=own, show_id=own, layer=guild, shelf="0 actor", thing_id=own, name="Own", folded="own", word=0,
        known_from="", spoils=0,
    )  # fmt: skip
    add(
        "batch", id=own, show_id=show, layer=guild, filename="own.toml", made_at=at, made_by=user, taken_at=at,
    )  # fmt: skip
    add(
        "revision", id=own, fact_id=own, layer=guild, number=1, change="import", made_at=at, made_by=user,
        base_revision_id=base[0], character_id=own, spoils_id=own, batch_id=own, settled_by=own, outcome="settled",
    )  # fmt: skip
    add("head", fact_id=own, layer=guild, revision_id=own, show_id=own, kind="cast")
    add("credit", revision_id=own, position=0, person_id=own)
    add("scope", revision_id=own, position=0, season_id=own, episode_id=own)
    add("claim", revision_id=own, position=0, source_id=own, weight=1, supports=1, counts_from="2026-01-01")
    looks = "INSERT INTO look (layer, show_id, changes) VALUES (?, 0, 1) ON CONFLICT (layer, show_id) DO NOTHING"
    connection.execute(looks, (guild,))
    connection.execute("INSERT INTO about SELECT DISTINCT * FROM about_row WHERE fact_id = ?", (own,))
    add("staged", revision_id=own, opened_on_id=base[0], conflict=0)
    add("staged_name", batch_id=own, thing_id=own, name="Own")
    add("staged_season", batch_id=own, season_id=own, episodes=9)
    add("staged_episode", batch_id=own, episode_id=own, title="Own")
    add("staged_source", batch_id=own, episode_id=own, detail="title", source_id=base_source)
    add("staged_character", batch_id=own, character_id=own, spoils_id=own)
    add(
        "revision", id=own + 1, fact_id=base[1], layer=guild, change="edit", made_at=at, statement="Suggested",
    )  # fmt: skip
    add(
        "proposal", revision_id=own + 1, guild_id=guild, state="accepted", suggested=1, opened_on_id=base[0],
        became_id=own, handled_by=user, handled_at=at,
    )  # fmt: skip
    add("backer", revision_id=own + 1, user_id=user)
    add("log_line", id=own, guild_id=guild, revision_id=own, made_at=at)
    add("log_line", id=own + 1, guild_id=guild, batch_id=own, made_at=at)
    fact = connection.execute(
        "SELECT id FROM fact WHERE layer = 0 AND id NOT IN (SELECT fact_id FROM second_look WHERE guild_id = ?)",
        (guild,),
    ).fetchone()[0]
    add("second_look", guild_id=guild, fact_id=fact, looked_by=user, looked_at=at)
    add("blocked", guild_id=guild, user_id=user, blocked_by=user, blocked_at=at)
    add(
        "announcement", id=own, guild_id=guild, kind="news", state="draft", text="", title="", image_url="", link="",
        late="send", show_id=own, made_by=user, made_at=at, changed_by=user, changed_at=at,
    )  # fmt: skip
    add("announcement", id=own + 1, guild_id=guild, kind="once", state="done", text="Own", title="", image_url="",
        link="", late="send", replaces_id=own, made_by=user, made_at=at, changed_by=user, changed_at=at)  # fmt: skip
    add("target", id=own, announcement_id=own + 1, channel_id=own, checked_at=at)
    for number, corrects in ((own, None), (own + 1, own)):
        add(
            "delivery", id=number, announcement_id=own + 1, guild_id=guild, channel_id=own, occurrence=f"{number}",
            due_at=at, state="sent", try_at=at, corrects_id=corrects,
        )  # fmt: skip
    add("delivery_fact", delivery_id=own, fact_id=own, revision_id=own, position=0)
    add("posted_fact", announcement_id=own + 1, fact_id=fact)
    add("typed", id=own, guild_id=guild, user_id=user, form="x", typed_at=at)
    add("feed", id=own, url=f"https://example.org/{own}", title="Own", every_minutes=15, next_look=at)
    add("feed_mark", feed_id=own, mark="own", seen_at=at)
    add("feed_turn", guild_id=guild, place=own, until=at)
    add(
        "subscription", id=own, feed_id=own, guild_id=guild, announcement_id=own + 1, made_by=user, made_at=at,
        changed_by=user,
    )  # fmt: skip
    add("story", revision_id=own + 1, guild_id=guild, found_at=at)
    add("story_item", id=own, story_id=own + 1, subscription_id=own, outlet="Own", title="Own", found_at=at)
    add("seen", user_id=user, show_id=own, season=1, number=1, changed_at=at)
    add("boundary", guild_id=guild, place_id=own, show_id=own, season=1, number=1, changed_at=at)
    add("lookup", id=own, guild_id=guild, tvmaze=1, title="Own", state="done", asked_by=user, asked_at=at)
