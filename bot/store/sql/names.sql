-- Names that begin with what was typed, or have a word that does. `high` is the first key that lies after all those
-- beginning with `low`. The levels of prominence are visited in order (hence CROSS JOIN), so that the limit keeps the
-- best without sorting everything that begins with one letter; what matches exactly is always among them.
-- Unused roles are NULL. There is always a row, which tells the show; its other columns are NULL if nothing matches.

-- name: names_beginning(guild, show, day, role_1, role_2, role_3, role_4, role_5, low, high, hidden, most)
WITH
    here (show_id, title) AS (
        SELECT s.id, s.title FROM show s
        WHERE s.id = COALESCE(:show, (SELECT v.show_id FROM server v WHERE v.guild_id = :guild))
          AND s.layer IN (0, :guild)
    ),
    wanted (role) AS (VALUES (:role_1), (:role_2), (:role_3), (:role_4), (:role_5)),
    level (prominence) AS (VALUES (0), (1), (2), (3)),
    beginning AS (
        SELECT a.role, a.thing_id, a.name, a.folded, a.word, a.prominence
        FROM here
        CROSS JOIN level
        CROSS JOIN wanted
        CROSS JOIN alias a
        WHERE a.show_id = here.show_id AND a.role = wanted.role AND a.prominence = level.prominence
          AND a.folded >= :low AND a.folded < :high
          AND a.layer IN (0, :guild) AND a.known_from <= :day AND a.spoils <= :hidden
        LIMIT :most
    ),
    exact AS (
        SELECT a.role, a.thing_id, a.name, a.folded, a.word, a.prominence
        FROM here
        CROSS JOIN level
        CROSS JOIN wanted
        CROSS JOIN alias a
        WHERE a.show_id = here.show_id AND a.role = wanted.role AND a.prominence = level.prominence
          AND a.folded = :low
          AND a.layer IN (0, :guild) AND a.known_from <= :day AND a.spoils <= :hidden
        LIMIT :most
    ),
    hit AS (SELECT * FROM exact UNION SELECT * FROM beginning)
SELECT here.show_id, here.title AS show_title, hit.role, hit.thing_id, hit.name, hit.folded, hit.word, hit.prominence
FROM here LEFT JOIN hit ON 1 = 1;

-- name: shows_beginning(guild, low, high, most)
SELECT a.thing_id, a.name, a.folded, a.word, s.title
FROM alias a JOIN show s ON s.id = a.thing_id
WHERE a.role = 'show' AND a.folded >= :low AND a.folded < :high AND a.layer IN (0, :guild)
ORDER BY a.folded
LIMIT :most;

-- name: show_by_id(guild, show)^
SELECT id, title FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: only_show(guild)
SELECT id, title FROM show WHERE layer IN (0, :guild) LIMIT 2;

-- name: person_by_id(guild, person)^
SELECT id, name FROM person WHERE id = :person AND layer IN (0, :guild);

-- name: character_by_id(guild, character)^
SELECT c.id, c.name, s.number AS spoils_season, e.number AS spoils_number
FROM character c
LEFT JOIN episode e ON e.id = c.spoils_id
LEFT JOIN season s ON s.id = e.season_id
WHERE c.id = :character AND c.layer IN (0, :guild);
