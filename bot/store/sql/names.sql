-- Names that begin with what was typed, or have a word that does. `high` is the first key after all those that begin
-- with `low`. A shelf is a prominence with a role ("0 actor"), so that the index visits the prominent first
-- and the limit keeps the best without sorting all that begins with one letter; an exact match is never cut off.
-- Names that spoil are found only where their first words are typed in full.
-- Unused shelves are NULL. There is always a row if there is a show; its other columns are NULL if nothing matches.

-- name: names_beginning(guild, show, day, low, high, hidden, most, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9, shelf_10, shelf_11, shelf_12, shelf_13, shelf_14, shelf_15, shelf_16, shelf_17, shelf_18, shelf_19, shelf_20)
WITH
    here (show_id, title, credit) AS (
        SELECT s.id, s.title, s.credit FROM show s
        WHERE s.id = COALESCE(:show, (SELECT v.show_id FROM server v WHERE v.guild_id = :guild))
          AND s.layer IN (0, :guild)
    ),
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.show_id = COALESCE(:show, (SELECT v.show_id FROM server v WHERE v.guild_id = :guild))
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12, :shelf_13, :shelf_14, :shelf_15, :shelf_16, :shelf_17, :shelf_18, :shelf_19, :shelf_20)
          AND a.folded = :low
          AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
              SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
                AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR :hidden = 1 AND a.word = 0
               AND substr(a.folded || ' ', 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf
        LIMIT :most
    ),
    beginning AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.show_id = COALESCE(:show, (SELECT v.show_id FROM server v WHERE v.guild_id = :guild))
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12, :shelf_13, :shelf_14, :shelf_15, :shelf_16, :shelf_17, :shelf_18, :shelf_19, :shelf_20)
          AND a.folded > :low AND a.folded < :high
          AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
              SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
                AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR :hidden = 1 AND a.word = 0
               AND substr(a.folded || ' ', 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    hit AS (SELECT * FROM exact UNION ALL SELECT * FROM beginning)
SELECT here.show_id, here.title AS show_title, here.credit AS show_credit, hit.shelf, hit.thing_id, hit.name, hit.folded, hit.word, hit.spoils
FROM here LEFT JOIN hit ON 1 = 1;

-- name: shows_beginning(guild, low, high, most)
SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit, a.folded, a.word
FROM alias a JOIN show s ON s.id = a.thing_id
WHERE a.shelf = '0 show' AND a.folded >= :low AND a.folded < :high AND a.layer IN (0, :guild)
ORDER BY a.folded
LIMIT :most;

-- name: show_by_id(guild, show)^
SELECT id AS show_id, title AS show_title, credit AS show_credit FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: network_of_show(guild, show)^
SELECT network FROM show WHERE id = :show AND layer IN (0, :guild);

-- name: only_show(guild)
-- A show of the server's own has a name once an import that brings it is confirmed.
SELECT s.id AS show_id, s.title AS show_title, s.credit AS show_credit FROM show s
WHERE s.layer = 0
   OR s.layer = :guild AND EXISTS (SELECT 1 FROM alias a WHERE a.thing_id = s.id AND a.layer = :guild AND a.layer <> 0)
LIMIT 2;

-- name: person_by_id(guild, person)^
SELECT id, name FROM person WHERE id = :person AND layer IN (0, :guild);

-- name: character_by_id(guild, character)^
SELECT c.id, c.name, s.number AS spoils_season, e.number AS spoils_number
FROM character c
LEFT JOIN episode e ON e.id = c.spoils_id
LEFT JOIN season s ON s.id = e.season_id
WHERE c.id = :character AND c.layer IN (0, :guild);

-- name: names_of_show(guild, show, day, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9, shelf_10, shelf_11, shelf_12, shelf_13, shelf_14, shelf_15, shelf_16, shelf_17, shelf_18, shelf_19, shelf_20)
-- Whole names alone, those that spoil among them.
SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
FROM alias a
WHERE a.show_id = :show
  AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9, :shelf_10, :shelf_11, :shelf_12, :shelf_13, :shelf_14, :shelf_15, :shelf_16, :shelf_17, :shelf_18, :shelf_19, :shelf_20)
  AND a.word = 0
  AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
      SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
        AND o.show_id = a.show_id))
ORDER BY a.shelf, a.folded;
