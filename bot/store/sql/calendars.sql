-- When the episodes of a show air, for the rule of what lies beyond a spoiler boundary.

-- name: calendar(guild, show)
SELECT s.number AS season, e.number, e.aired
FROM season s JOIN episode e ON e.season_id = s.id
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND e.layer IN (0, :guild);

-- name: sizes(guild, show)
-- Each season, with how many episodes it has where that is on record.
SELECT s.number AS season, s.episodes
FROM season s
WHERE s.show_id = :show AND s.layer IN (0, :guild);
