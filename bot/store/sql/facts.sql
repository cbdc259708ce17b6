-- A server sees its own head of a fact where it has one, and the base's where not. Each query picks revisions, and the
-- store makes facts of them (`bot.store.rows`). Its keys begin with the layer, so that it touches the base's rows and
-- the server's own and no other server's, and each stops at a number of rows.

-- name: of_revisions(revision_1, revision_2, revision_3, revision_4, revision_5, revision_6, revision_7, revision_8, revision_9, revision_10, revision_11, revision_12, revision_13, revision_14, revision_15, revision_16, revision_17, revision_18, revision_19, revision_20, revision_21, revision_22, revision_23, revision_24, revision_25, revision_26, revision_27, revision_28, revision_29, revision_30, revision_31, revision_32, revision_33, revision_34, revision_35, revision_36, revision_37, revision_38, revision_39, revision_40, revision_41, revision_42, revision_43, revision_44, revision_45, revision_46, revision_47, revision_48, revision_49, revision_50)
SELECT v.* FROM fact_row v WHERE v.revision_id IN (:revision_1, :revision_2, :revision_3, :revision_4, :revision_5, :revision_6, :revision_7, :revision_8, :revision_9, :revision_10, :revision_11, :revision_12, :revision_13, :revision_14, :revision_15, :revision_16, :revision_17, :revision_18, :revision_19, :revision_20, :revision_21, :revision_22, :revision_23, :revision_24, :revision_25, :revision_26, :revision_27, :revision_28, :revision_29, :revision_30, :revision_31, :revision_32, :revision_33, :revision_34, :revision_35, :revision_36, :revision_37, :revision_38, :revision_39, :revision_40, :revision_41, :revision_42, :revision_43, :revision_44, :revision_45, :revision_46, :revision_47, :revision_48, :revision_49, :revision_50);

-- name: cast_of_character(guild, character, most)
SELECT a.revision_id
FROM about a
WHERE a.layer IN (0, :guild) AND a.thing_id = :character AND a.kind = 'cast'
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: cast_of_named(guild, show, day, low, high, most, most_roles, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9)
-- The usual case in one statement: what names_beginning finds among actors, characters and crew, with the roles and
-- jobs of each. The joins are written as CROSS JOIN to keep their order: from the few names to their facts, never the
-- other way round.
WITH
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer IN (0, :guild) AND a.show_id = :show AND a.folded = :low
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9)
          AND a.known_from <= :day
          AND (a.layer = :guild OR NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR a.word = 0)
        ORDER BY a.shelf
        LIMIT :most
    ),
    of_base AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9)
          AND a.known_from <= :day
          AND NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id)
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    of_server AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9)
          AND a.known_from <= :day
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    hit AS (SELECT * FROM exact UNION ALL SELECT * FROM of_base UNION ALL SELECT * FROM of_server)
SELECT hit.shelf, hit.thing_id, hit.name, hit.folded, hit.word, hit.spoils, a.revision_id
FROM hit
CROSS JOIN about a
CROSS JOIN fact f
WHERE a.layer IN (0, :guild) AND a.thing_id = hit.thing_id AND a.kind IN ('cast', 'crew')
  AND f.id = a.fact_id AND f.show_id = :show
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most_roles;

-- name: cast_of_named_by_shelf(guild, show, day, low, high, most, most_roles, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8, shelf_9)
-- The same, with the names of the base found as in names_beginning_by_shelf.
WITH RECURSIVE
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer IN (0, :guild) AND a.show_id = :show AND a.folded = :low
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9)
          AND a.known_from <= :day
          AND (a.layer = :guild OR NOT EXISTS (
              SELECT 1 FROM alias o
              WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0 AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR a.word = 0)
        ORDER BY a.shelf
        LIMIT :most
    ),
    place (number, shelf) AS (VALUES (1, :shelf_1), (2, :shelf_2), (3, :shelf_3), (4, :shelf_4), (5, :shelf_5), (6, :shelf_6), (7, :shelf_7), (8, :shelf_8), (9, :shelf_9)),
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
              AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
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
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    of_server AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.show_id = :show AND a.folded > :low AND a.folded < :high
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8, :shelf_9)
          AND a.known_from <= :day
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded, 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    hit AS (SELECT * FROM exact UNION ALL SELECT * FROM of_base UNION ALL SELECT * FROM of_server)
SELECT hit.shelf, hit.thing_id, hit.name, hit.folded, hit.word, hit.spoils, a.revision_id
FROM hit
CROSS JOIN about a
CROSS JOIN fact f
WHERE a.layer IN (0, :guild) AND a.thing_id = hit.thing_id AND a.kind IN ('cast', 'crew')
  AND f.id = a.fact_id AND f.show_id = :show
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most_roles;

-- name: credits_of_person(guild, show, person, kind, most)
SELECT a.revision_id
FROM about a JOIN fact f ON f.id = a.fact_id
WHERE a.layer IN (0, :guild) AND a.thing_id = :person AND a.kind = :kind AND f.show_id = COALESCE(:show, f.show_id)
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: work_of_person(guild, show, person, most)
-- A person's roles and jobs.
SELECT a.revision_id
FROM about a JOIN fact f ON f.id = a.fact_id
WHERE a.layer IN (0, :guild) AND a.thing_id = :person AND a.kind IN ('cast', 'crew')
  AND f.show_id = COALESCE(:show, f.show_id)
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: cast_of_show(guild, show, day, most, skip, until, most_facts)
-- The roles of a page of the characters, the prominent first: one of each in turn, so that the limit leaves nobody out.
WITH
    of_base AS (
        SELECT c.id, c.prominence
        FROM character c
        WHERE c.layer = 0 AND c.show_id = :show AND EXISTS (
            SELECT 1 FROM about a
            WHERE a.layer IN (0, :guild) AND a.thing_id = c.id AND a.kind = 'cast' AND a.known_from <= :day
              AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild)))
        ORDER BY c.prominence, c.id
        LIMIT :until
    ),
    of_server AS (
        SELECT c.id, c.prominence
        FROM character c
        WHERE c.layer = :guild AND c.layer <> 0 AND c.show_id = :show AND EXISTS (
            SELECT 1 FROM about a
            WHERE a.layer = :guild AND a.thing_id = c.id AND a.kind = 'cast' AND a.known_from <= :day)
        ORDER BY c.prominence, c.id
        LIMIT :until
    ),
    page AS (
        SELECT c.id, c.prominence
        FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS c
        ORDER BY c.prominence, c.id
        LIMIT :most OFFSET :skip
    )
SELECT a.revision_id, ROW_NUMBER() OVER (PARTITION BY page.id ORDER BY a.fact_id) AS turn
FROM page CROSS JOIN about a
WHERE a.layer IN (0, :guild) AND a.thing_id = page.id AND a.kind = 'cast'
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
ORDER BY turn, page.prominence, page.id
LIMIT :most_facts;

-- name: cast_of_season(guild, show, season, day, most, skip, until, most_facts)
-- The facts behind a page of a season's roles, the prominent first; a role is one person as one character. Each layer's
-- facts come in order from the index, so that a page stops where it ends: of each role the first fact alone. At last one
-- fact of each role in turn, so that the limit leaves no role out.
WITH
    place AS (SELECT s.id, s.layer FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season),
    of_base AS (
        SELECT a.rank, a.fact_id, a.person_id, COALESCE(a.character_id, 0) AS part
        FROM about a
        WHERE a.layer = 0 AND a.thing_id = (SELECT id FROM place WHERE layer = 0) AND a.kind = 'cast'
          AND a.person_id IS NOT NULL AND a.known_from <= :day
          AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
          AND NOT EXISTS (
              SELECT 1
              FROM about p CROSS JOIN place CROSS JOIN about e
              WHERE p.layer IN (0, :guild) AND p.thing_id = a.person_id AND p.kind = 'cast'
                AND COALESCE(p.character_id, 0) = COALESCE(a.character_id, 0) AND p.known_from <= :day
                AND (p.rank < a.rank OR p.rank = a.rank AND p.fact_id < a.fact_id)
                AND (p.layer = :guild OR NOT EXISTS (
                    SELECT 1 FROM head o WHERE o.fact_id = p.fact_id AND o.layer = :guild))
                AND e.layer = p.layer AND e.thing_id = place.id AND e.kind = 'cast' AND e.rank = p.rank
                AND e.fact_id = p.fact_id)
        ORDER BY a.rank, a.fact_id
        LIMIT :until
    ),
    of_server AS (
        SELECT a.rank, a.fact_id, a.person_id, COALESCE(a.character_id, 0) AS part
        FROM place CROSS JOIN about a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.thing_id = place.id AND a.kind = 'cast'
          AND a.person_id IS NOT NULL AND a.known_from <= :day
          AND NOT EXISTS (
              SELECT 1
              FROM about p CROSS JOIN place q CROSS JOIN about e
              WHERE p.layer IN (0, :guild) AND p.thing_id = a.person_id AND p.kind = 'cast'
                AND COALESCE(p.character_id, 0) = COALESCE(a.character_id, 0) AND p.known_from <= :day
                AND (p.rank < a.rank OR p.rank = a.rank AND p.fact_id < a.fact_id)
                AND (p.layer = :guild OR NOT EXISTS (
                    SELECT 1 FROM head o WHERE o.fact_id = p.fact_id AND o.layer = :guild))
                AND e.layer = p.layer AND e.thing_id = q.id AND e.kind = 'cast' AND e.rank = p.rank
                AND e.fact_id = p.fact_id)
        ORDER BY a.rank, a.fact_id
        LIMIT :until
    ),
    page AS (
        SELECT r.rank, r.fact_id, r.person_id, r.part
        FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS r
        ORDER BY r.rank, r.fact_id
        LIMIT :most OFFSET :skip
    )
SELECT DISTINCT a.revision_id, page.rank, page.fact_id,
    DENSE_RANK() OVER (PARTITION BY page.fact_id ORDER BY a.fact_id) AS turn
FROM page CROSS JOIN about a CROSS JOIN place CROSS JOIN about e
WHERE a.layer IN (0, :guild) AND a.thing_id = page.person_id AND a.kind = 'cast'
  AND COALESCE(a.character_id, 0) = page.part AND a.known_from <= :day
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
  AND e.layer = a.layer AND e.thing_id = place.id AND e.kind = 'cast' AND e.rank = a.rank AND e.fact_id = a.fact_id
ORDER BY turn, page.rank, page.fact_id
LIMIT :most_facts;

-- name: cast_of_no_season(guild, show, most)
-- The main cast whose seasons nobody has named: these facts are about the show as a whole.
SELECT a.revision_id, a.fact_id
FROM about a
WHERE a.layer IN (0, :guild) AND a.thing_id = :show AND a.kind = 'cast' AND a.rank = 0 AND a.character_id IS NOT NULL
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: credits_of_season(guild, show, season, kind, most)
-- Everything of one kind about a season: its episodes' credits and claims about the season as a whole.
SELECT a.revision_id
FROM season s CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season
  AND a.layer IN (0, :guild) AND a.thing_id = s.id AND a.kind = :kind
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: about_later_seasons(guild, show, season, day, most)
-- Some facts about later seasons, known by that day, of the kinds that only a season has that there is or will be.
SELECT a.revision_id
FROM season s CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number > :season
  AND a.layer IN (0, :guild) AND a.thing_id = s.id AND a.kind IN ('release', 'director', 'writer', 'cast', 'crew')
  AND a.known_from <= :day
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: releases_from(guild, show, season, most)
-- The dates of this season and of later ones, and of their episodes, the latest season first.
SELECT a.revision_id
FROM season s CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number >= :season
  AND a.layer IN (0, :guild) AND a.thing_id = s.id AND a.kind = 'release'
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
ORDER BY s.number DESC
LIMIT :most;

-- name: overview_of_season(guild, show, season, day, most_roles, most, most_credits)
-- What a season's card needs: its own release, crew and news, every director, the first roles of the main cast and how
-- many there are in the first `most` facts (`roles`), the crew of the show, how it goes on with the show and each of its
-- seasons, and the main cast of the show as a whole (`of_show`).
WITH
    place AS (SELECT s.id, s.layer FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season),
    cast_of_base AS (
        SELECT a.revision_id, a.rank, a.fact_id, a.person_id, COALESCE(a.character_id, 0) AS part, a.settled_by
        FROM about a
        WHERE a.layer = 0 AND a.thing_id = (SELECT id FROM place WHERE layer = 0) AND a.kind = 'cast' AND a.rank IN (0, 3)
          AND a.part = 0 AND a.person_id IS NOT NULL AND a.known_from <= :day
          AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        ORDER BY a.rank, a.fact_id
        LIMIT :most
    ),
    cast_of_server AS (
        SELECT a.revision_id, a.rank, a.fact_id, a.person_id, COALESCE(a.character_id, 0) AS part, a.settled_by
        FROM place CROSS JOIN about a
        WHERE a.layer = :guild AND a.layer <> 0 AND a.thing_id = place.id AND a.kind = 'cast' AND a.rank IN (0, 3)
          AND a.part = 0 AND a.person_id IS NOT NULL AND a.known_from <= :day
        LIMIT :most
    ),
    all_cast AS (SELECT * FROM cast_of_base UNION ALL SELECT * FROM cast_of_server),
    -- Without what another of these settled, such as a part that has its name now.
    role_fact AS (
        SELECT * FROM all_cast c WHERE c.settled_by IS NULL OR c.settled_by NOT IN (SELECT fact_id FROM all_cast)
    ),
    -- A role's place is that of the first of its most prominent facts, as the card and cast_of_season order them.
    ranked AS (
        SELECT person_id, part, rank, fact_id,
            ROW_NUMBER() OVER (PARTITION BY person_id, part ORDER BY rank, fact_id) AS turn
        FROM role_fact
    ),
    role AS (
        SELECT person_id, part, COUNT(*) OVER () AS roles
        FROM ranked
        WHERE turn = 1
        ORDER BY rank, fact_id
        LIMIT :most_roles
    ),
    listed AS (
        SELECT f.revision_id, role.roles
        FROM role JOIN role_fact f ON f.person_id = role.person_id AND f.part = role.part
    ),
    other AS (
        SELECT a.revision_id
        FROM place CROSS JOIN about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = place.id AND a.kind IN ('director', 'release')
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most_credits
    ),
    news AS (
        SELECT a.revision_id
        FROM place CROSS JOIN about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = place.id AND a.kind = 'news' AND a.part = 0
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        ORDER BY a.latest_news DESC, a.revision_id
        LIMIT :most
    ),
    crew AS (
        SELECT a.revision_id
        FROM (SELECT id FROM place UNION ALL SELECT CAST(:show AS BIGINT)) AS t CROSS JOIN about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = t.id AND a.kind = 'crew'
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    ),
    renewal AS (
        SELECT h.revision_id
        FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.layer IN (0, :guild) AND h.show_id = :show AND h.kind = 'renewal' AND r.retired = 0
          AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
        LIMIT :most
    ),
    whole AS (
        SELECT a.revision_id
        FROM about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = :show AND a.kind = 'cast' AND a.rank = 0
          AND a.character_id IS NOT NULL
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    )
SELECT revision_id, roles, 0 AS of_show FROM listed
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM other
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM news
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM crew
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM renewal
UNION ALL
SELECT revision_id, 0 AS roles, 1 AS of_show FROM whole;

-- name: facts_of_episode(guild, show, season, number, most)
-- Facts about an episode, those about its season that concern it, and the main cast of the show as a whole (`of_show`).
WITH
    place AS (SELECT s.id FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season),
    own AS (
        SELECT a.revision_id
        FROM place CROSS JOIN episode e CROSS JOIN about a
        WHERE e.season_id = place.id AND e.layer IN (0, :guild) AND e.number = :number
          AND a.layer IN (0, :guild) AND a.thing_id = e.id AND a.kind IN ('director', 'writer', 'release', 'news')
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    ),
    own_cast AS (
        SELECT a.revision_id
        FROM place CROSS JOIN episode e CROSS JOIN about a
        WHERE e.season_id = place.id AND e.layer IN (0, :guild) AND e.number = :number
          AND a.layer IN (0, :guild) AND a.thing_id = e.id AND a.kind = 'cast'
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    ),
    of_season AS (
        SELECT a.revision_id
        FROM place CROSS JOIN about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = place.id AND a.kind IN ('director', 'cast') AND a.rank = 0
          AND a.part = 0
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    ),
    whole AS (
        SELECT a.revision_id
        FROM about a
        WHERE a.layer IN (0, :guild) AND a.thing_id = :show AND a.kind = 'cast' AND a.rank = 0
          AND a.character_id IS NOT NULL
          AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
        LIMIT :most
    )
SELECT revision_id, 0 AS roles, 0 AS of_show FROM own
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM own_cast
UNION ALL
SELECT revision_id, 0 AS roles, 0 AS of_show FROM of_season
UNION ALL
SELECT revision_id, 0 AS roles, 1 AS of_show FROM whole;

-- name: news_of_show(guild, show, day, most)
-- The facts with a claim of a recorded day, those with the latest claim first.
WITH
    of_base AS (
        SELECT h.revision_id, h.latest_news, h.fact_id
        FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.layer = 0 AND h.show_id = :show AND h.latest_news IS NOT NULL AND r.retired = 0
          AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
          AND EXISTS (SELECT 1 FROM claim k WHERE k.revision_id = r.id AND k.counts_from <= :day)
        ORDER BY h.latest_news DESC, h.fact_id
        LIMIT :most
    ),
    of_server AS (
        SELECT h.revision_id, h.latest_news, h.fact_id
        FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.layer = :guild AND h.layer <> 0 AND h.show_id = :show AND h.latest_news IS NOT NULL AND r.retired = 0
          AND EXISTS (SELECT 1 FROM claim k WHERE k.revision_id = r.id AND k.counts_from <= :day)
        ORDER BY h.latest_news DESC, h.fact_id
        LIMIT :most
    )
SELECT n.revision_id
FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS n
ORDER BY n.latest_news DESC, n.fact_id
LIMIT :most;

-- name: news_about(guild, show, day, thing, season, most)
-- The same for a person, a character or an episode (`thing`), in a season or anywhere, or for a season alone.
WITH
    place AS (SELECT s.id, s.layer FROM season s WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season),
    of_base AS (
        SELECT a.revision_id, a.latest_news, a.fact_id
        FROM about a JOIN fact f ON f.id = a.fact_id
        WHERE a.layer = 0 AND a.latest_news IS NOT NULL AND a.known_from <= :day AND f.show_id = :show
          AND a.thing_id = COALESCE(CAST(:thing AS BIGINT), (SELECT id FROM place WHERE layer = 0))
          AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
          AND (CAST(:season AS BIGINT) IS NULL OR EXISTS (
              SELECT 1 FROM place p CROSS JOIN about b
              WHERE b.layer = a.layer AND b.thing_id = p.id AND b.kind = a.kind AND b.rank = a.rank
                AND b.fact_id = a.fact_id))
        ORDER BY a.latest_news DESC, a.fact_id
        LIMIT :most
    ),
    of_server AS (
        SELECT DISTINCT a.revision_id, a.latest_news, a.fact_id
        FROM (
            SELECT CAST(:thing AS BIGINT) AS id UNION ALL SELECT id FROM place WHERE CAST(:thing AS BIGINT) IS NULL
        ) AS t CROSS JOIN about a CROSS JOIN fact f
        WHERE a.layer = :guild AND a.layer <> 0 AND a.thing_id = t.id AND a.latest_news IS NOT NULL
          AND a.known_from <= :day AND f.id = a.fact_id AND f.show_id = :show
          AND (CAST(:season AS BIGINT) IS NULL OR EXISTS (
              SELECT 1 FROM place p CROSS JOIN about b
              WHERE b.layer = a.layer AND b.thing_id = p.id AND b.kind = a.kind AND b.rank = a.rank
                AND b.fact_id = a.fact_id))
        ORDER BY a.latest_news DESC, a.fact_id
        LIMIT :most
    )
SELECT n.revision_id
FROM (SELECT * FROM of_base UNION ALL SELECT * FROM of_server) AS n
ORDER BY n.latest_news DESC, n.fact_id
LIMIT :most;

-- name: facts_by_id(guild, fact_1, fact_2, fact_3, fact_4, fact_5, fact_6, fact_7, fact_8, fact_9, fact_10, fact_11, fact_12, fact_13, fact_14, fact_15, fact_16)
SELECT h.revision_id
FROM head h JOIN revision r ON r.id = h.revision_id
WHERE h.fact_id IN (:fact_1, :fact_2, :fact_3, :fact_4, :fact_5, :fact_6, :fact_7, :fact_8, :fact_9, :fact_10, :fact_11, :fact_12, :fact_13, :fact_14, :fact_15, :fact_16) AND r.retired = 0
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: about_thing(guild, show, thing, most)
SELECT DISTINCT a.revision_id, a.fact_id
FROM about a JOIN fact f ON f.id = a.fact_id
WHERE a.layer IN (0, :guild) AND a.thing_id = :thing AND f.show_id = :show
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
ORDER BY a.fact_id
LIMIT :most;

-- name: about_season(guild, show, season, most)
SELECT DISTINCT a.revision_id, a.fact_id
FROM season s CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season
  AND a.layer IN (0, :guild) AND a.thing_id = s.id
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
ORDER BY a.fact_id
LIMIT :most;

-- name: about_episode(guild, show, season, number, most)
SELECT DISTINCT a.revision_id, a.fact_id
FROM season s CROSS JOIN episode e CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season
  AND e.season_id = s.id AND e.layer IN (0, :guild) AND e.number = :number
  AND a.layer IN (0, :guild) AND a.thing_id = e.id
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
ORDER BY a.fact_id
LIMIT :most;

-- name: of_kind_about_episode(guild, show, season, number, kind, most)
SELECT a.revision_id
FROM season s CROSS JOIN episode e CROSS JOIN about a
WHERE s.show_id = :show AND s.layer IN (0, :guild) AND s.number = :season
  AND e.season_id = s.id AND e.layer IN (0, :guild) AND e.number = :number
  AND a.layer IN (0, :guild) AND a.thing_id = e.id AND a.kind = :kind
  AND (a.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = a.fact_id AND o.layer = :guild))
LIMIT :most;

-- name: facts_of_kind(guild, show, kind, most)
-- The newest facts of a kind. Each layer's come in order from the index, so that this stops where it has enough.
SELECT n.revision_id
FROM (
    SELECT * FROM (
        SELECT h.revision_id, h.fact_id
        FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.layer = :guild AND h.layer <> 0 AND h.show_id = :show AND h.kind = :kind AND r.retired = 0
        ORDER BY h.fact_id DESC
        LIMIT :most
    ) AS own
    UNION ALL
    SELECT * FROM (
        SELECT h.revision_id, h.fact_id
        FROM head h JOIN revision r ON r.id = h.revision_id
        WHERE h.layer = 0 AND h.show_id = :show AND h.kind = :kind AND r.retired = 0
          AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
        ORDER BY h.fact_id DESC
        LIMIT :most
    ) AS base
) AS n
ORDER BY n.fact_id DESC
LIMIT :most;

-- name: facts_in_words(guild, show, kind, most)
-- Of the newest facts of a kind, those with a statement of their own.
SELECT n.revision_id
FROM (
    SELECT * FROM (
        SELECT * FROM (
            SELECT h.revision_id, h.fact_id, r.statement
            FROM head h JOIN revision r ON r.id = h.revision_id
            WHERE h.layer = :guild AND h.layer <> 0 AND h.show_id = :show AND h.kind = :kind AND r.retired = 0
            ORDER BY h.fact_id DESC
            LIMIT :most
        ) AS own
        UNION ALL
        SELECT * FROM (
            SELECT h.revision_id, h.fact_id, r.statement
            FROM head h JOIN revision r ON r.id = h.revision_id
            WHERE h.layer = 0 AND h.show_id = :show AND h.kind = :kind AND r.retired = 0
              AND (CAST(:guild AS BIGINT) = 0 OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
            ORDER BY h.fact_id DESC
            LIMIT :most
        ) AS base
    ) AS every
    ORDER BY every.fact_id DESC
    LIMIT :most
) AS n
WHERE n.statement IS NOT NULL
ORDER BY n.fact_id DESC;

-- name: retired_facts(guild, show, most)
SELECT h.revision_id
FROM revision r CROSS JOIN head h
WHERE r.layer = :guild AND r.layer <> 0 AND r.retired = 1 AND h.revision_id = r.id AND h.show_id = :show
ORDER BY r.made_at DESC
LIMIT :most;

-- name: stale(guild, show, before, most, skip)
-- Facts without a confirming claim that nobody has changed or reviewed since then, rumours first.
SELECT h.fact_id
FROM head h
JOIN revision r ON r.id = h.revision_id
LEFT JOIN second_look k ON k.guild_id = :guild AND k.fact_id = h.fact_id
WHERE h.show_id = :show AND r.retired = 0 AND r.settled_by IS NULL AND r.made_at < :before
  AND (k.looked_at IS NULL OR k.looked_at < :before)
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.revision_id = r.id AND c.weight = 3)
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
ORDER BY EXISTS (SELECT 1 FROM claim c WHERE c.revision_id = r.id AND c.weight = 2),
    COALESCE(k.looked_at, r.made_at), h.fact_id
LIMIT :most OFFSET :skip;

-- name: behind_base(guild, most)
-- Facts with a revision of the server's own that was made over an older revision of the base than its newest.
SELECT o.fact_id
FROM head o
JOIN revision r ON r.id = o.revision_id
JOIN head b ON b.fact_id = o.fact_id AND b.layer = 0
WHERE o.layer = :guild AND o.layer <> 0 AND r.base_revision_id IS NOT NULL AND r.base_revision_id <> b.revision_id
ORDER BY o.fact_id
LIMIT :most;
