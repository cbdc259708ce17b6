-- What announcements that are made from facts have to post, and whether what they posted still holds.

-- name: watched(guild)
SELECT a.id, a.kind, a.show_id, v.show_id AS server_show, a.status,
    (SELECT COUNT(*) FROM target t WHERE t.announcement_id = a.id AND t.paused = 0) AS places, (
        SELECT COUNT(*) FROM delivery d
        JOIN target t ON t.announcement_id = d.announcement_id AND t.channel_id = d.channel_id AND t.paused = 0
        WHERE d.announcement_id = a.id AND d.corrects_id IS NULL
          AND d.state IN ('failed', 'skipped') AND d.doubtful = 0
          AND EXISTS (SELECT 1 FROM delivery_fact f WHERE f.delivery_id = d.id)
    ) AS owed
FROM announcement a LEFT JOIN server v ON v.guild_id = a.guild_id
WHERE a.guild_id = :guild AND a.state = 'active' AND a.kind IN ('news', 'digest', 'countdown')
ORDER BY a.id;

-- name: unposted(announcement, guild, show, today, supports, weight, reports, heaviest, after, most)
-- A page of the facts that an announcement is not done with and that may have its status, each with the claims that
-- decide about that: news of all kinds, and the releases of seasons as a whole.
WITH found AS (
    SELECT layer, fact_id, revision_id FROM head
    WHERE layer IN (0, :guild) AND show_id = :show AND kind IN ('news', 'renewal', 'crew') AND fact_id > :after
    UNION
    SELECT a.layer, a.fact_id, a.revision_id
    FROM season s CROSS JOIN about a
    WHERE s.show_id = :show AND s.layer IN (0, :guild)
      AND a.layer IN (0, :guild) AND a.thing_id = s.id AND a.kind = 'release' AND a.part = 0 AND a.fact_id > :after
),
page AS (
    SELECT found.fact_id, found.revision_id
    FROM found JOIN revision r ON r.id = found.revision_id
    WHERE r.retired = 0
      AND (found.layer = :guild OR NOT EXISTS (SELECT 1 FROM head o WHERE o.fact_id = found.fact_id AND o.layer = :guild))
      AND NOT EXISTS (SELECT 1 FROM posted_fact t WHERE t.announcement_id = :announcement AND t.fact_id = found.fact_id)
      AND (EXISTS (
          SELECT 1 FROM claim k
          WHERE k.revision_id = r.id AND k.counts_from <= :today AND k.supports = :supports AND k.weight >= :weight)
        OR (
          SELECT COUNT(*) FROM claim k
          WHERE k.revision_id = r.id AND k.counts_from <= :today AND k.supports = 1 AND k.weight = 2) >= :reports)
      AND NOT EXISTS (
          SELECT 1 FROM claim k WHERE k.revision_id = r.id AND k.counts_from <= :today AND k.weight > :heaviest)
    ORDER BY found.fact_id
    LIMIT :most
)
SELECT page.fact_id, page.revision_id, k.weight, k.supports, k.counts_from, k.via, s.outlet, s.origin
FROM page JOIN claim k ON k.revision_id = page.revision_id JOIN source s ON s.id = k.source_id
ORDER BY page.fact_id, k.position;

-- name: add_posted(announcement, fact)*!
INSERT INTO posted_fact (announcement_id, fact_id) VALUES (:announcement, :fact)
ON CONFLICT (announcement_id, fact_id) DO NOTHING;

-- name: forget_posted(announcement)!
DELETE FROM posted_fact WHERE announcement_id = :announcement;

-- name: take_off(announcement, fact)*!
DELETE FROM posted_fact WHERE announcement_id = :announcement AND fact_id = :fact;

-- name: posted_in(announcement, channel, prefix)
-- What ended in doubt may have been posted.
SELECT DISTINCT f.fact_id
FROM delivery d JOIN delivery_fact f ON f.delivery_id = d.id
WHERE d.announcement_id = :announcement AND d.channel_id = :channel AND d.corrects_id IS NULL
  AND substr(d.occurrence, 1, length(:prefix)) = :prefix
  AND (d.state NOT IN ('failed', 'skipped') OR d.doubtful = 1);

-- name: owed(announcement, prefix)
SELECT d.id, d.channel_id, d.occurrence, d.due_at, f.fact_id
FROM delivery d JOIN delivery_fact f ON f.delivery_id = d.id
WHERE d.announcement_id = :announcement AND d.corrects_id IS NULL
  AND d.state IN ('failed', 'skipped') AND d.doubtful = 0
  AND substr(d.occurrence, 1, length(:prefix)) = :prefix
ORDER BY d.id, f.position;

-- name: forget_owed(announcement, channel)!
DELETE FROM delivery_fact WHERE delivery_id IN (
    SELECT d.id FROM delivery d
    WHERE d.announcement_id = :announcement AND d.corrects_id IS NULL
      AND (CAST(:channel AS BIGINT) IS NULL OR d.channel_id = :channel) AND d.state IN ('failed', 'skipped') AND d.doubtful = 0
);

-- name: page_of_posted(guild, after, most)^
SELECT MAX(page.id) AS last
FROM (
    SELECT id FROM delivery WHERE guild_id = :guild AND id > :after ORDER BY id LIMIT :most
) page;

-- name: moved_on(guild, after, until, today)
-- Facts in a server's messages whose current revision is not the one that was posted last, or with a claim that began
-- to count since. `latest` is the last delivery about the fact: the message's own, or a correction.
WITH shown AS (
    SELECT
        d.id AS original, d.announcement_id, d.guild_id, d.channel_id, d.forum, df.fact_id, df.position,
        COALESCE((
            SELECT c.id
            FROM delivery c JOIN delivery_fact cf ON cf.delivery_id = c.id AND cf.fact_id = df.fact_id
            WHERE c.corrects_id = d.id
            ORDER BY c.id DESC LIMIT 1), d.id) AS latest,
        COALESCE(
            (SELECT h.revision_id FROM head h WHERE h.fact_id = df.fact_id AND h.layer = d.guild_id),
            (SELECT h.revision_id FROM head h WHERE h.fact_id = df.fact_id AND h.layer = 0)) AS current_revision
    FROM delivery d JOIN delivery_fact df ON df.delivery_id = d.id
    WHERE d.guild_id = :guild AND d.id > :after AND d.id <= :until
      AND d.corrects_id IS NULL AND d.message_id IS NOT NULL AND d.state IN ('sent', 'publishing')
)
SELECT t.*, f.revision_id AS posted, c.due_at
FROM shown t
JOIN delivery_fact f ON f.delivery_id = t.latest AND f.fact_id = t.fact_id
JOIN delivery c ON c.id = t.latest
WHERE t.current_revision <> f.revision_id OR EXISTS (
    SELECT 1 FROM claim k
    WHERE k.revision_id = t.current_revision AND k.counts_from <= :today AND k.counts_from > substr(c.due_at, 1, 10))
ORDER BY t.original, t.position;

-- name: turned_down(guild, after, until)
-- Posted links of feeds whose stories were rejected. Each is corrected once: what was rejected stays rejected.
SELECT d.*
FROM delivery d
JOIN delivery_fact f ON f.delivery_id = d.id
JOIN story s ON s.revision_id = f.revision_id
JOIN proposal p ON p.revision_id = f.revision_id
WHERE d.guild_id = :guild AND d.id > :after AND d.id <= :until AND p.state = 'rejected'
  AND d.corrects_id IS NULL AND d.message_id IS NOT NULL AND d.state IN ('sent', 'publishing')
  AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.corrects_id = d.id)
ORDER BY d.id;

-- name: note(delivery, fact, revision)!
UPDATE delivery_fact SET revision_id = :revision WHERE delivery_id = :delivery AND fact_id = :fact;

-- name: forget_facts(delivery)!
DELETE FROM delivery_fact WHERE delivery_id = :delivery;

-- name: corrections(original)
SELECT c.id, c.state, f.fact_id
FROM delivery c JOIN delivery_fact f ON f.delivery_id = c.id
WHERE c.corrects_id = :original
ORDER BY c.id;

-- name: changed(guild, show, since, until, since_day, until_day, after, most)
-- A page of the facts that may have changed between two moments, each with the revision that the server saw at the
-- first (place 0) and at the second (place 1) and its claims. Where its own last revision gave way to the base's, it saw
-- that one.
WITH
    page AS (
        SELECT fact_id FROM (
            SELECT r.fact_id
            FROM revision r JOIN fact f ON f.id = r.fact_id
            WHERE r.layer = :guild AND r.layer <> 0 AND r.made_at > :since AND r.number IS NOT NULL AND f.show_id = :show
            UNION
            SELECT h.fact_id
            FROM head h JOIN revision r ON r.id = h.revision_id
            WHERE h.show_id = :show AND h.layer = 0 AND r.made_at > :since
            UNION
            SELECT h.fact_id
            FROM head h JOIN claim k ON k.revision_id = h.revision_id
            WHERE h.show_id = :show AND h.layer IN (0, :guild)
              AND k.counts_from > :since_day AND k.counts_from <= :until_day
        ) found
        WHERE fact_id > :after
        ORDER BY fact_id
        LIMIT :most
    ),
    moment AS (SELECT 0 AS place, :since AS at UNION ALL SELECT 1 AS place, :until AS at),
    seen AS (
        SELECT page.fact_id, moment.place, COALESCE(
            (
                SELECT CASE WHEN r.follows = 1 THEN NULL ELSE r.id END FROM revision r
                WHERE r.fact_id = page.fact_id AND r.layer = :guild AND r.layer <> 0 AND r.number IS NOT NULL
                  AND r.made_at <= moment.at
                ORDER BY r.number DESC LIMIT 1
            ), (
                SELECT r.id FROM revision r
                WHERE r.fact_id = page.fact_id AND r.layer = 0 AND r.number IS NOT NULL AND r.made_at <= moment.at
                ORDER BY r.number DESC LIMIT 1
            )) AS revision_id
        FROM page CROSS JOIN moment
    )
SELECT seen.fact_id, seen.place, seen.revision_id, r.retired, k.weight, k.supports, k.counts_from, k.via, s.outlet, s.origin
FROM seen
LEFT JOIN revision r ON r.id = seen.revision_id
LEFT JOIN claim k ON k.revision_id = r.id
LEFT JOIN source s ON s.id = k.source_id
ORDER BY seen.fact_id, seen.place, k.position;
