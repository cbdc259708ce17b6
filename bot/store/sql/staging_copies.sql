-- All of a show that a server sees, one statement for each table: what a copy for a spoiler boundary is made from where
-- the store is on a server (`bot.store.filling`).

-- name: show(guild)
SELECT s.* FROM show s WHERE s.layer IN (0, :guild);

-- name: season(guild, show)
SELECT s.* FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild);

-- name: episode(guild, show)
SELECT e.*
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: episode_source(guild, show)
SELECT x.*
FROM season s JOIN episode e ON e.season_id = s.id JOIN episode_source x ON x.episode_id = e.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: person(guild, show)
SELECT DISTINCT p.*
FROM head h JOIN credit c ON c.revision_id = h.revision_id JOIN person p ON p.id = c.person_id
WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: character(guild, show)
SELECT c.* FROM character c WHERE c.show_id = :show AND c.layer IN (0, :guild);

-- name: source(guild, show)
SELECT s.*
FROM head h JOIN claim c ON c.revision_id = h.revision_id JOIN source s ON s.id = c.source_id
WHERE h.show_id = :show AND h.layer IN (0, :guild)
UNION
SELECT o.*
FROM season s JOIN episode e ON e.season_id = s.id JOIN episode_source x ON x.episode_id = e.id
JOIN source o ON o.id = x.source_id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: fact(guild, show)
SELECT f.* FROM fact f WHERE f.show_id = :show AND f.layer IN (0, :guild);

-- name: head(guild, show)
SELECT h.* FROM head h WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: revision(guild, show)
SELECT r.* FROM head h JOIN revision r ON r.id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: scope(guild, show)
SELECT s.* FROM head h JOIN scope s ON s.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: credit(guild, show)
SELECT c.* FROM head h JOIN credit c ON c.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: claim(guild, show)
SELECT c.* FROM head h JOIN claim c ON c.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: alias(guild, show)
SELECT a.* FROM alias a WHERE a.show_id = :show AND a.layer IN (0, :guild)
UNION
SELECT a.* FROM alias a WHERE a.shelf = '0 show' AND a.layer IN (0, :guild);

-- name: server(guild)
SELECT v.* FROM server v WHERE v.guild_id = :guild;
