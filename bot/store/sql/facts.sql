-- A server sees its own head of a fact where it has one, and the base's where not. Each query picks revisions and reads
-- them through the view fact_row, whose rows `bot.store.rows` puts together.

-- name: cast_of_character(guild, character)
SELECT v.*
FROM revision r
JOIN head h ON h.revision_id = r.id
JOIN fact_row v ON v.revision_id = r.id
WHERE r.character_id = :character AND v.retired = 0 AND h.kind = 'cast'
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: cast_of_named(guild, show, day, low, high, most, shelf_1, shelf_2, shelf_3, shelf_4, shelf_5, shelf_6, shelf_7, shelf_8)
-- The usual case in one statement: what names_beginning finds among actors and characters, with the roles of each. The
-- joins are written as CROSS JOIN to keep their order: from the few names to their roles, never the other way round.
WITH
    exact AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.show_id = COALESCE(:show, (SELECT s.show_id FROM server s WHERE s.guild_id = :guild))
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8) AND a.folded = :low
          AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
              SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
                AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded || ' ', 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf
        LIMIT :most
    ),
    beginning AS (
        SELECT a.shelf, a.thing_id, a.name, a.folded, a.word, a.spoils
        FROM alias a
        WHERE a.show_id = COALESCE(:show, (SELECT s.show_id FROM server s WHERE s.guild_id = :guild))
          AND a.shelf IN (:shelf_1, :shelf_2, :shelf_3, :shelf_4, :shelf_5, :shelf_6, :shelf_7, :shelf_8) AND a.folded > :low AND a.folded < :high
          AND a.known_from <= :day AND (a.layer = :guild OR a.layer = 0 AND NOT EXISTS (
              SELECT 1 FROM alias o WHERE o.thing_id = a.thing_id AND o.layer = :guild AND o.layer <> 0
                AND o.show_id = a.show_id))
          AND (a.spoils = 0 OR a.word = 0 AND substr(a.folded || ' ', 1, length(:low) + 1) = :low || ' ')
        ORDER BY a.shelf, a.folded
        LIMIT :most
    ),
    hit AS (SELECT * FROM exact UNION ALL SELECT * FROM beginning),
    chosen AS (
        SELECT hit.*, r.id AS revision_id
        FROM hit CROSS JOIN revision r
        WHERE r.character_id = hit.thing_id AND hit.shelf LIKE '% character'
        UNION ALL
        SELECT hit.*, c.revision_id
        FROM hit CROSS JOIN credit c
        WHERE c.person_id = hit.thing_id AND hit.shelf LIKE '% actor'
    )
SELECT chosen.shelf, chosen.thing_id, chosen.name, chosen.folded, chosen.word, chosen.spoils, v.*
FROM chosen
CROSS JOIN head h
CROSS JOIN fact_row v
WHERE h.revision_id = chosen.revision_id AND v.revision_id = h.revision_id AND v.retired = 0
  AND h.kind = 'cast'
  AND h.show_id = COALESCE(:show, (SELECT s.show_id FROM server s WHERE s.guild_id = :guild))
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: credits_of_person(guild, show, person, kind)
SELECT v.*
FROM credit c
JOIN head h ON h.revision_id = c.revision_id
JOIN fact_row v ON v.revision_id = h.revision_id
WHERE c.person_id = :person AND h.kind = :kind AND v.retired = 0
  AND h.show_id = COALESCE(:show, (SELECT s.show_id FROM server s WHERE s.guild_id = :guild), h.show_id)
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: cast_of_show(guild, show, day, most, skip)
-- The roles of a page of the characters, the prominent first.
WITH page AS (
    SELECT c.id, c.prominence
    FROM character c
    WHERE c.show_id = :show AND EXISTS (
        SELECT 1
        FROM revision r
        JOIN head h ON h.revision_id = r.id
        WHERE r.character_id = c.id AND r.retired = 0 AND h.kind = 'cast' AND h.layer IN (0, :guild)
          AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
          AND EXISTS (SELECT 1 FROM claim k WHERE k.revision_id = r.id AND k.counts_from <= :day)
    )
    ORDER BY c.prominence, c.id
    LIMIT :most OFFSET :skip
)
SELECT v.*
FROM page
JOIN revision r ON r.character_id = page.id
JOIN head h ON h.revision_id = r.id
JOIN fact_row v ON v.revision_id = r.id
WHERE v.retired = 0 AND h.kind = 'cast' AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
ORDER BY page.prominence, page.id, v.fact_id;

-- name: cast_of_season(guild, show, season, day, most, skip)
-- The facts behind a page of a season's roles, the prominent first; a role is one person as one character.
WITH
    cast_fact AS (
        SELECT h.revision_id, h.fact_id, p.person_id, r.character_id,
            CASE r.billing
                WHEN 'main' THEN 0 WHEN 'recurring' THEN 1 WHEN 'supporting' THEN 1 WHEN 'guest' THEN 2 ELSE 3
            END AS prominence
        FROM season s
        JOIN scope c ON c.season_id = s.id
        JOIN head h ON h.revision_id = c.revision_id
        JOIN revision r ON r.id = h.revision_id
        JOIN credit p ON p.revision_id = h.revision_id
        WHERE s.show_id = :show AND s.number = :season AND h.kind = 'cast' AND r.retired = 0
          AND h.layer IN (0, :guild)
          AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
          AND EXISTS (SELECT 1 FROM claim k WHERE k.revision_id = h.revision_id AND k.counts_from <= :day)
    ),
    page AS (
        SELECT person_id, COALESCE(character_id, 0) AS part, MIN(prominence) AS prominence, MIN(fact_id) AS first_fact
        FROM cast_fact
        GROUP BY person_id, COALESCE(character_id, 0)
        ORDER BY MIN(prominence), MIN(fact_id)
        LIMIT :most OFFSET :skip
    )
SELECT v.*
FROM page
JOIN cast_fact f ON f.person_id = page.person_id AND COALESCE(f.character_id, 0) = page.part
JOIN fact_row v ON v.revision_id = f.revision_id
ORDER BY page.prominence, page.first_fact, f.fact_id;

-- name: cast_of_no_season(guild, show)
-- The main cast whose seasons nobody has named. A character's prominence is that of its most prominent role.
SELECT v.*
FROM character c
JOIN revision r ON r.character_id = c.id
JOIN head h ON h.revision_id = r.id
JOIN fact_row v ON v.revision_id = r.id
WHERE c.show_id = :show AND c.prominence = 0 AND r.billing = 'main' AND r.retired = 0 AND h.kind = 'cast'
  AND NOT EXISTS (SELECT 1 FROM scope k WHERE k.revision_id = r.id)
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
ORDER BY v.fact_id;

-- name: credits_of_season(guild, show, season, kind)
-- Everything of one kind about a season: its episodes' credits and claims about the season as a whole.
SELECT v.*
FROM season s
JOIN scope c ON c.season_id = s.id
JOIN head h ON h.revision_id = c.revision_id
JOIN fact_row v ON v.revision_id = h.revision_id
WHERE s.show_id = :show AND s.number = :season AND h.kind = :kind AND v.retired = 0
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: overview_of_season(guild, show, season)
-- What a season's card needs: its own release and news, every director, the main cast.
SELECT v.*
FROM season s
JOIN scope c ON c.season_id = s.id
JOIN head h ON h.revision_id = c.revision_id
JOIN revision r ON r.id = h.revision_id
JOIN fact_row v ON v.revision_id = h.revision_id
WHERE s.show_id = :show AND s.number = :season AND r.retired = 0
  AND (h.kind IN ('director', 'release') OR h.kind = 'news' AND c.episode_id IS NULL
       OR h.kind = 'cast' AND c.episode_id IS NULL AND COALESCE(r.billing, 'main') = 'main')
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: facts_of_episode(guild, show, season, number)
-- Facts about an episode, and those about its season that concern it.
SELECT v.*
FROM season s
JOIN scope c ON c.season_id = s.id
JOIN head h ON h.revision_id = c.revision_id
JOIN revision r ON r.id = h.revision_id
LEFT JOIN episode e ON e.id = c.episode_id
JOIN fact_row v ON v.revision_id = h.revision_id
WHERE s.show_id = :show AND s.number = :season AND r.retired = 0
  AND (e.number = :number
       OR c.episode_id IS NULL AND (h.kind = 'director' OR h.kind = 'cast' AND r.billing = 'main'))
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: news_of_show(guild, show, day, person, character, season, episode, most)
-- The facts with a claim of a recorded day, those with the latest claim first.
WITH recent AS (
    SELECT h.revision_id, h.latest_news, h.fact_id
    FROM head h
    JOIN revision r ON r.id = h.revision_id
    WHERE h.show_id = :show AND h.latest_news IS NOT NULL AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
      AND EXISTS (SELECT 1 FROM claim k WHERE k.revision_id = r.id AND k.counts_from <= :day)
      AND (:character IS NULL OR r.character_id = :character)
      AND (:person IS NULL OR EXISTS (
          SELECT 1 FROM credit c WHERE c.revision_id = r.id AND c.person_id = :person))
      AND (:episode IS NULL OR EXISTS (
          SELECT 1 FROM scope c WHERE c.revision_id = r.id AND c.episode_id = :episode))
      AND (:season IS NULL OR EXISTS (
          SELECT 1 FROM scope c JOIN season s ON s.id = c.season_id
          WHERE c.revision_id = r.id AND s.number = :season))
    ORDER BY h.latest_news DESC, h.fact_id
    LIMIT :most
)
SELECT v.*
FROM recent JOIN fact_row v ON v.revision_id = recent.revision_id
ORDER BY recent.latest_news DESC, recent.fact_id;

-- name: facts_by_id(guild, fact_1, fact_2, fact_3, fact_4)
SELECT v.*
FROM head h
JOIN fact_row v ON v.revision_id = h.revision_id
WHERE h.fact_id IN (:fact_1, :fact_2, :fact_3, :fact_4) AND v.retired = 0
  AND h.layer IN (0, :guild)
  AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild));

-- name: about_person(guild, show, person, most)
SELECT v.*
FROM (
    SELECT DISTINCT h.revision_id, h.fact_id
    FROM credit c JOIN head h ON h.revision_id = c.revision_id
    JOIN revision r ON r.id = h.revision_id
    WHERE c.person_id = :person AND h.show_id = :show AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: about_character(guild, show, character, most)
SELECT v.*
FROM (
    SELECT DISTINCT h.revision_id, h.fact_id
    FROM revision k JOIN head h ON h.revision_id = k.id
    JOIN revision r ON r.id = h.revision_id
    WHERE k.character_id = :character AND h.show_id = :show AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: about_season(guild, show, season, most)
SELECT v.*
FROM (
    SELECT DISTINCT h.revision_id, h.fact_id
    FROM season s JOIN scope c ON c.season_id = s.id JOIN head h ON h.revision_id = c.revision_id
    JOIN revision r ON r.id = h.revision_id
    WHERE s.show_id = :show AND s.number = :season AND h.show_id = :show AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: about_episode(guild, show, season, number, most)
SELECT v.*
FROM (
    SELECT DISTINCT h.revision_id, h.fact_id
    FROM season s JOIN episode e ON e.season_id = s.id JOIN scope c ON c.episode_id = e.id
    JOIN head h ON h.revision_id = c.revision_id
    JOIN revision r ON r.id = h.revision_id
    WHERE s.show_id = :show AND s.number = :season AND e.number = :number AND h.show_id = :show AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: facts_of_kind(guild, show, kind, most)
-- The newest facts of a kind.
SELECT v.*
FROM (
    SELECT h.revision_id, h.fact_id
    FROM head h JOIN revision r ON r.id = h.revision_id
    WHERE h.show_id = :show AND h.kind = :kind AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id DESC
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: facts_in_words(guild, show, most)
-- The newest facts with a statement of their own.
SELECT v.*
FROM (
    SELECT h.revision_id, h.fact_id
    FROM head h JOIN revision r ON r.id = h.revision_id
    WHERE h.show_id = :show AND r.statement IS NOT NULL AND r.retired = 0
      AND h.layer IN (0, :guild)
      AND (h.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = h.fact_id AND o.layer = :guild))
    ORDER BY h.fact_id DESC
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

-- name: retired_facts(guild, show, most)
SELECT v.*
FROM (
    SELECT h.revision_id
    FROM head h JOIN revision r ON r.id = h.revision_id
    WHERE h.layer = :guild AND h.layer <> 0 AND h.show_id = :show AND r.retired = 1
    ORDER BY r.made_at DESC
    LIMIT :most
) found JOIN fact_row v ON v.revision_id = found.revision_id;

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
