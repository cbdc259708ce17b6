-- Names that begin with what was typed, or have a word that does. `high` is the first key after all those that begin
-- with `low`. A shelf is a prominence with a role ("0 actor"), so that the index visits the prominent first
-- and the limit keeps the best without sorting all that begins with one letter; an exact match is never cut off.
-- Names that spoil are found only where their first words are typed in full. Unused shelves are NULL. The numbers of
-- words below 0 are those of names that are stored run together, -1 for whole ones.

-- name: names_beginning(guild, show, day, low, high, hidden, most, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9, shelf_10, shelf_11, shelf_12)
WITH
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer IN (0, :guild) AND a.show_id = :show AND a.folded = :low
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
          AND a.known_from <= :day
          AND (a.layer = :guild OR NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR :hidden = 1 AND a.word = 0)
        ORDER BY a.shelf
        LIMIT :most
    ),
    of_base AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
          AND a.known_from <= :day
          AND NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id)
          AND (a.spoils = 0 OR :hidden = 1 AND a.word + 1 IN (0, 1) AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    of_server AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
          AND a.known_from <= :day
          AND (a.spoils = 0 OR :hidden = 1 AND a.word + 1 IN (0, 1) AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    beginning AS (
        SELECT b.* FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS b
        ORDER BY b.shelf, b.folded
        LIMIT :most
    )
SELECT shelf, thing_id, name, folded, word, spoils FROM exact
UNION ALL
SELECT shelf, thing_id, name, folded, word, spoils FROM beginning;

-- name: names_beginning_by_shelf(guild, show, day, low, high, hidden, most, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9, shelf_10, shelf_11, shelf_12)
-- The same names, found as PostgreSQL does it fast: it reads nothing in the order of an index by several shelves at once.
-- The shelves, in order, are gone through one by one up to the name past the limit (`last`), and none after it. The
-- first row is there to begin with; its text is of the kind that the names are. The show comes from `reach`, so that
-- names are looked up for its rows and not the other way round.
WITH RECURSIVE
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer IN (0, :guild) AND a.show_id = :show AND a.folded = :low
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
          AND a.known_from <= :day
          AND (a.layer = :guild OR NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR :hidden = 1 AND a.word = 0)
        ORDER BY a.shelf
        LIMIT :most
    ),
    place (number, shelf) AS (VALUES (1, :shelf_1), (2, :shelf_2), (3, :shelf_3), (4, :shelf_4), (5, :shelf_5), (6, :shelf_6), (7, :shelf_7), (8, :shelf_8), (9, :shelf_9), (10, :shelf_10), (11, :shelf_11), (12, :shelf_12)),
    reach (number, show_id, shelf, last) AS (
        SELECT 0, CAST(:show AS BIGINT), '', (SELECT a.folded FROM alias a WHERE 1 = 0)
        UNION ALL
        SELECT p.number, r.show_id, p.shelf, (
            SELECT a.folded FROM alias a
            WHERE a.layer = 0 AND a.show_id = r.show_id AND a.shelf = p.shelf AND a.folded > :low AND a.folded < :high
              AND a.known_from <= :day
              AND NOT EXISTS (
                  SELECT 1 FROM alias o
                  WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id)
              AND (a.spoils = 0 OR :hidden = 1 AND a.word + 1 IN (0, 1) AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
            ORDER BY a.folded LIMIT 1 OFFSET :most)
        FROM reach r JOIN place p ON p.number = r.number + 1
        WHERE r.last IS NULL
    ),
    of_base AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM reach r CROSS JOIN alias a
        WHERE a.layer = 0 AND a.show_id = r.show_id AND a.shelf = r.shelf AND a.folded > :low AND a.folded < :high
          AND a.folded <= COALESCE(r.last, :high)
          AND a.known_from <= :day
          AND NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id)
          AND (a.spoils = 0 OR :hidden = 1 AND a.word + 1 IN (0, 1) AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    of_server AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
          AND a.known_from <= :day
          AND (a.spoils = 0 OR :hidden = 1 AND a.word + 1 IN (0, 1) AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    beginning AS (
        SELECT b.* FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS b
        ORDER BY b.shelf, b.folded
        LIMIT :most
    )
SELECT shelf, thing_id, name, folded, word, spoils FROM exact
UNION ALL
SELECT shelf, thing_id, name, folded, word, spoils FROM beginning;

-- name: shows_beginning(guild, low, high, most)
-- Each layer in the order of its index, so that only as many rows are read as are wanted.
SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit, a.folded, a.word
FROM (
    SELECT b.thing_id, b.folded, b.word FROM (
        SELECT thing_id, folded, word FROM alias
        WHERE shelf = '0 show' AND layer = 0 AND folded >= :low AND folded < :high
        ORDER BY folded
        LIMIT :most
    ) AS b
    UNION ALL
    SELECT o.thing_id, o.folded, o.word FROM (
        SELECT thing_id, folded, word FROM alias
        WHERE shelf = '0 show' AND layer = :guild AND layer <> 0 AND folded >= :low AND folded < :high
        ORDER BY folded
        LIMIT :most
    ) AS o
) AS a JOIN show s ON s.id = a.thing_id
ORDER BY a.folded
LIMIT :most;

-- name: show_by_id(guild, show)^
SELECT id AS show_id, title AS show_title, credit AS show_credit,
    image AS show_image, image_credit AS show_image_credit
FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: show_of_server(guild)
-- The show that the server has chosen, or else the only one that it sees: more rows than one are no choice. A show of
-- the server's own has a name once an import that brings it is confirmed.
SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit
FROM server v JOIN show s ON s.id = v.show_id
WHERE v.guild_id = :guild
UNION ALL
SELECT o.show_id, o.show_title, o.show_credit, o.show_image, o.show_image_credit
FROM (
    SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
        s.image AS show_image, s.image_credit AS show_image_credit
    FROM show s WHERE s.layer = 0 LIMIT 2
) AS o
WHERE NOT EXISTS (SELECT 1 FROM server v JOIN show c ON c.id = v.show_id WHERE v.guild_id = :guild)
UNION ALL
SELECT o.show_id, o.show_title, o.show_credit, o.show_image, o.show_image_credit
FROM (
    SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit,
        s.image AS show_image, s.image_credit AS show_image_credit
    FROM show s
    WHERE s.layer = :guild AND s.layer <> 0 AND EXISTS (
        SELECT 1 FROM alias a WHERE a.thing_id = s.id AND a.layer = :guild AND a.layer <> 0)
    LIMIT 2
) AS o
WHERE NOT EXISTS (SELECT 1 FROM server v JOIN show c ON c.id = v.show_id WHERE v.guild_id = :guild);

-- name: network_of_show(guild, show)^
SELECT network FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: person_by_id(guild, person)^
SELECT id, name FROM person WHERE id = :person AND layer IN (0, :guild);

-- name: character_by_id(guild, character)^
SELECT c.id, c.name, s.number AS spoils_season, e.number AS spoils_number
FROM character c
LEFT JOIN episode e ON e.id = c.spoils_id
LEFT JOIN season s ON s.id = e.season_id
WHERE c.id = :character AND c.layer IN (0, :guild);

-- name: names_of_show(guild, show, day, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9, shelf_10, shelf_11, shelf_12)
-- Whole names alone, those that spoil among them.
SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
FROM alias a
WHERE a.show_id = :show
  AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12)
  AND a.word = 0
  AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
      SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
        AND o.show_id = a.show_id))
ORDER BY a.shelf, a.folded;
