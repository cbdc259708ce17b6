-- All of a show that a server sees, for a copy of what a spoiler boundary leaves open (`bot.store.screened`).

-- name: heads(guild, show)
-- The facts as the server sees them, each once.
SELECT h.*
FROM head h JOIN revision r ON r.id = h.revision_id
WHERE h.show_id = :show AND h.layer IN (0, :guild) AND r.retired = 0
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: facts(guild, show)
SELECT f.* FROM fact f WHERE f.show_id = :show AND f.layer IN (0, :guild);

-- name: revisions(guild, show)
SELECT r.* FROM head h JOIN revision r ON r.id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: scopes(guild, show)
SELECT s.* FROM head h JOIN scope s ON s.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: credits(guild, show)
SELECT c.* FROM head h JOIN credit c ON c.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: claims(guild, show)
SELECT c.* FROM head h JOIN claim c ON c.revision_id = h.revision_id WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: seasons(guild, show)
SELECT s.* FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild);

-- name: episodes(guild, show)
SELECT e.*
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: calendar(guild, show)
-- Each episode with the day on which it airs, for the rule of what lies beyond a boundary.
SELECT s.number AS season, e.number, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: sizes(guild, show)
SELECT s.number AS season, MAX(s.episodes) AS episodes
FROM season s
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.episodes IS NOT NULL
GROUP BY s.number;

-- name: episode_sources(guild, show)
SELECT x.*
FROM season s JOIN episode e ON e.season_id = s.id JOIN episode_source x ON x.episode_id = e.id
WHERE s.show_id = :show AND s.layer IN (0, :guild);

-- name: characters(guild, show)
SELECT c.* FROM character c WHERE c.show_id = :show AND c.layer IN (0, :guild);

-- name: people(guild, show)
SELECT DISTINCT p.*
FROM head h JOIN credit c ON c.revision_id = h.revision_id JOIN person p ON p.id = c.person_id
WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: sources(guild, show)
SELECT DISTINCT s.*
FROM head h JOIN claim c ON c.revision_id = h.revision_id JOIN source s ON s.id = c.source_id
WHERE h.show_id = :show AND h.layer IN (0, :guild);

-- name: sources_of_episodes(guild, show)
SELECT DISTINCT o.*
FROM season s JOIN episode e ON e.season_id = s.id JOIN episode_source x ON x.episode_id = e.id
JOIN source o ON o.id = x.source_id
WHERE s.show_id = :show AND s.layer IN (0, :guild);

-- name: aliases(guild, show)
SELECT a.* FROM alias a WHERE a.show_id = :show AND a.layer IN (0, :guild);

-- name: shows(guild)
SELECT s.* FROM show s WHERE s.layer IN (0, :guild);

-- name: names_of_shows(guild)
SELECT a.* FROM alias a WHERE a.shelf = '0 show' AND a.layer IN (0, :guild);

-- name: servers(guild)
SELECT v.* FROM server v WHERE v.guild_id = :guild;
