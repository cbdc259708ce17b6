-- Deliveries. Within a channel they are sent in order: only the first that is not sent yet is ever claimed.

-- name: plan(id, announcement, guild, channel, forum, occurrence, due_at, since, state, try_at, reason, corrects)^
INSERT INTO delivery (
    id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, since, state, try_at, reason, corrects_id
) VALUES (
    :id, :announcement, :guild, :channel, :forum, :occurrence, :due_at, :since, :state, :try_at, :reason, :corrects
)
ON CONFLICT (announcement_id, channel_id, occurrence) DO NOTHING
RETURNING id;

-- name: last_planned(channel, due_at)^
SELECT MAX(id) AS id FROM delivery
WHERE state IN ('waiting', 'sending') AND channel_id = :channel AND due_at = :due_at;

-- name: add_facts(delivery, fact, revision, position)*!
INSERT INTO delivery_fact (delivery_id, fact_id, revision_id, position)
VALUES (:delivery, :fact, :revision, :position)
ON CONFLICT (delivery_id, fact_id) DO NOTHING;

-- name: claim(now, lease_until, shards, first_shard, last_shard, most)
-- This walks the index from one channel to the next, so that a long queue in one channel costs nothing. The rows are
-- checked again as they are taken: another process may have taken them since they were found.
WITH RECURSIVE lane (channel_id) AS (
    SELECT MIN(channel_id) FROM delivery WHERE state IN ('waiting', 'sending')
    UNION ALL
    SELECT (
        SELECT MIN(d.channel_id) FROM delivery d
        WHERE d.state IN ('waiting', 'sending') AND d.channel_id > lane.channel_id
    ) FROM lane WHERE lane.channel_id IS NOT NULL
),
chosen (id) AS MATERIALIZED (
    SELECT head.id
    FROM lane JOIN delivery head ON head.id = (
        SELECT d.id FROM delivery d
        WHERE d.state IN ('waiting', 'sending') AND d.channel_id = lane.channel_id
        ORDER BY d.due_at, d.id LIMIT 1
    )
    WHERE (head.state = 'waiting' AND head.try_at <= :now OR head.state = 'sending' AND head.lease_until <= :now)
      AND (head.guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
    ORDER BY head.due_at, head.id
    LIMIT :most
)
UPDATE delivery SET
    doubtful = CASE WHEN state = 'sending' THEN 1 ELSE doubtful END,
    state = 'sending', lease_until = :lease_until, attempts = attempts + 1,
    first_try_at = COALESCE(first_try_at, :now)
WHERE id IN (SELECT chosen.id FROM chosen)
  AND (state = 'waiting' AND try_at <= :now OR state = 'sending' AND lease_until <= :now)
RETURNING *;

-- name: claim_publishing(now, lease_until, hour_ago, most_published, shards, first_shard, last_shard, most)
WITH chosen (id) AS MATERIALIZED (
    SELECT d.id FROM delivery d
    WHERE d.state = 'publishing' AND d.try_at <= :now AND (d.lease_until IS NULL OR d.lease_until <= :now)
      AND (d.guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
      AND NOT EXISTS (
          SELECT 1 FROM delivery e
          WHERE e.state = 'publishing' AND e.channel_id = d.channel_id AND (e.sent_at, e.id) < (d.sent_at, d.id)
      )
      AND (
          SELECT COUNT(*) FROM delivery p
          WHERE p.published_at > :hour_ago AND p.channel_id = d.channel_id
      ) < :most_published
    LIMIT :most
)
UPDATE delivery SET lease_until = :lease_until
WHERE id IN (SELECT chosen.id FROM chosen)
  AND state = 'publishing' AND try_at <= :now AND (lease_until IS NULL OR lease_until <= :now)
RETURNING *;

-- name: next_moment(shards, first_shard, last_shard)^
-- When the first delivery of any channel of these shards' servers is due for an attempt, or may be taken over.
WITH RECURSIVE lane (channel_id) AS (
    SELECT MIN(channel_id) FROM delivery WHERE state IN ('waiting', 'sending')
    UNION ALL
    SELECT (
        SELECT MIN(d.channel_id) FROM delivery d
        WHERE d.state IN ('waiting', 'sending') AND d.channel_id > lane.channel_id
    ) FROM lane WHERE lane.channel_id IS NOT NULL
)
SELECT MIN(CASE WHEN head.state = 'waiting' THEN head.try_at ELSE head.lease_until END) AS moment
FROM lane JOIN delivery head ON head.id = (
    SELECT d.id FROM delivery d
    WHERE d.state IN ('waiting', 'sending') AND d.channel_id = lane.channel_id
    ORDER BY d.due_at, d.id LIMIT 1
)
WHERE (head.guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard;

-- name: renew(id, lease_until)!
UPDATE delivery SET lease_until = :lease_until WHERE id = :id AND state IN ('sending', 'publishing');

-- name: next_publishing(shards, first_shard, last_shard)^
SELECT MIN(CASE WHEN lease_until > try_at THEN lease_until ELSE try_at END) AS moment
FROM delivery WHERE state = 'publishing' AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard;

-- name: sent(id, state, message, now)^
UPDATE delivery SET
    state = :state, message_id = :message, sent_at = :now, try_at = :now, lease_until = NULL, reason = NULL
WHERE id = :id AND state = 'sending'
RETURNING id;

-- name: settle(id, state, reason)^
UPDATE delivery SET state = :state, reason = :reason, lease_until = NULL
WHERE id = :id AND state IN ('waiting', 'sending', 'publishing')
RETURNING id;

-- name: published(id, now)!
UPDATE delivery SET state = 'sent', published_at = :now, lease_until = NULL WHERE id = :id AND state = 'publishing';

-- name: again(id, try_at, doubtful, reason)!
UPDATE delivery SET
    state = CASE WHEN state = 'sending' THEN 'waiting' ELSE state END,
    try_at = :try_at, doubtful = CASE WHEN :doubtful = 1 THEN 1 ELSE doubtful END, reason = :reason, lease_until = NULL
WHERE id = :id AND state IN ('sending', 'publishing');

-- name: skip_others(announcement, channel, reason)!
UPDATE delivery SET state = 'skipped', reason = :reason
WHERE announcement_id = :announcement AND channel_id = :channel AND state = 'waiting';

-- name: by_id(guild, id)^
SELECT * FROM delivery WHERE id = :id AND guild_id = :guild;

-- name: of_announcement(guild, announcement, most, skip)
SELECT d.*, (
    SELECT COUNT(*) FROM delivery c WHERE c.corrects_id = d.id AND c.state = 'sent'
) AS corrections
FROM delivery d
WHERE d.announcement_id = :announcement AND d.guild_id = :guild AND d.corrects_id IS NULL
ORDER BY d.due_at DESC, d.id DESC
LIMIT :most OFFSET :skip;

-- name: last_heard(announcement, channel)^
SELECT MAX(due_at) AS moment FROM delivery
WHERE announcement_id = :announcement AND channel_id = :channel AND corrects_id IS NULL
  AND state NOT IN ('failed', 'skipped');

-- name: facts_of(delivery)
SELECT fact_id, revision_id FROM delivery_fact WHERE delivery_id = :delivery ORDER BY position;

-- name: overdue(guild, before)^
-- Planned or not: an announcement whose time has passed has a post for each of its channels.
SELECT COUNT(*) AS posts, MIN(due.moment) AS since FROM (
    SELECT due_at AS moment FROM delivery
    WHERE guild_id = :guild AND state IN ('waiting', 'sending') AND due_at < :before
    UNION ALL
    SELECT a.next_due AS moment FROM announcement a JOIN target t ON t.announcement_id = a.id
    WHERE a.guild_id = :guild AND a.state = 'active' AND a.next_due < :before AND t.paused = 0
) AS due;

-- name: count()^
SELECT COUNT(*) AS posts FROM delivery;
