-- Announcements, and the channels that each goes to. A feed's are in no list and no count.

-- name: add(id, guild, kind, state, version, replaces, replaces_version, text, title, image_url, link, ping, publish, late, due_at, rule, starts_on, at_time, show, season, status, episodes, next_due, covered_until, made_by, made_at, changed_by, changed_at)!
INSERT INTO announcement (
    id, guild_id, kind, state, version, replaces_id, replaces_version, text, title, image_url, link, ping_role, publish,
    late, due_at, rule, starts_on, at_time, show_id, season, status, episodes, next_due, covered_until,
    made_by, made_at, changed_by, changed_at
) VALUES (
    :id, :guild, :kind, :state, :version, :replaces, :replaces_version, :text, :title, :image_url, :link, :ping,
    :publish, :late, :due_at, :rule, :starts_on, :at_time, :show, :season, :status, :episodes, :next_due, :covered_until,
    :made_by, :made_at, :changed_by, :changed_at
);

-- name: save(id, guild, state, version, text, title, image_url, link, ping, publish, late, due_at, rule, starts_on, at_time, show, season, status, episodes, next_due, covered_until, changed_by, changed_at, replaces, replaces_version)!
UPDATE announcement SET
    state = :state, version = :version, text = :text, title = :title, image_url = :image_url, link = :link,
    ping_role = :ping, publish = :publish, late = :late, due_at = :due_at, rule = :rule, starts_on = :starts_on,
    at_time = :at_time, show_id = :show, season = :season, status = :status, episodes = :episodes,
    next_due = :next_due, covered_until = :covered_until, changed_by = :changed_by, changed_at = :changed_at,
    replaces_id = :replaces, replaces_version = :replaces_version
WHERE id = :id AND guild_id = :guild;

-- name: by_id(guild, id)
SELECT a.*, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit, t.id AS target_id, t.channel_id, t.forum, t.paused, t.trouble
FROM announcement a
LEFT JOIN show s ON s.id = a.show_id
LEFT JOIN target t ON t.announcement_id = a.id
WHERE a.id = :id AND a.guild_id = :guild
ORDER BY t.id;

-- name: listed(guild, most, skip)
-- What will or may be due again comes first, by its next time; then what has ended, the latest first.
SELECT a.id FROM announcement a
WHERE a.guild_id = :guild AND a.state <> 'draft' AND a.kind <> 'feed'
ORDER BY
    CASE a.state WHEN 'active' THEN 0 WHEN 'paused' THEN 1 ELSE 2 END,
    CASE WHEN a.state = 'active' THEN COALESCE(a.next_due, '9') END,
    a.changed_at DESC, a.id
LIMIT :most OFFSET :skip;

-- name: alike(guild, kind, text, title)
-- What was cancelled says nothing any more.
SELECT a.id FROM announcement a
WHERE a.guild_id = :guild AND a.state IN ('active', 'paused', 'done') AND a.kind = :kind
  AND a.text = :text AND a.title = :title
ORDER BY a.changed_at DESC, a.id
LIMIT 10;

-- name: count(guild)^
SELECT
    SUM(CASE WHEN state IN ('active', 'paused') THEN 1 ELSE 0 END) AS live,
    SUM(CASE WHEN state <> 'draft' THEN 1 ELSE 0 END) AS total
FROM announcement WHERE guild_id = :guild AND kind <> 'feed';

-- name: due(now, shards, first_shard, last_shard, most, skip)
SELECT id, guild_id FROM announcement
WHERE state = 'active' AND next_due <= :now
  AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY next_due, id
LIMIT :most OFFSET :skip;

-- name: next_due(shards, first_shard, last_shard)^
-- In the order of the index, so that the first that fits is the last that is read.
SELECT next_due AS moment FROM announcement
WHERE state = 'active' AND next_due IS NOT NULL AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY next_due LIMIT 1;

-- name: active(kind)
SELECT id, guild_id FROM announcement WHERE state = 'active' AND kind = :kind ORDER BY id;

-- name: following_show(guild)
SELECT id FROM announcement
WHERE guild_id = :guild AND state IN ('active', 'paused') AND kind IN ('news', 'digest')
ORDER BY id;

-- name: repeating(guild)
SELECT id FROM announcement
WHERE guild_id = :guild AND state IN ('active', 'paused') AND kind IN ('repeat', 'digest', 'countdown');

-- name: set_due(id, next_due)!
UPDATE announcement SET next_due = :next_due WHERE id = :id;

-- name: finish(id)!
-- While a delivery waits to be sent, the announcement can still be cancelled.
UPDATE announcement SET state = 'done'
WHERE id = :id AND state = 'active' AND next_due IS NULL AND kind NOT IN ('news', 'feed')
  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.announcement_id = :id AND d.state IN ('waiting', 'sending'));

-- name: forget(guild, id)!
DELETE FROM announcement WHERE id = :id AND guild_id = :guild;

-- name: add_target(id, announcement, channel, forum, paused, trouble, now)!
INSERT INTO target (id, announcement_id, channel_id, forum, paused, trouble, checked_at)
VALUES (:id, :announcement, :channel, :forum, :paused, :trouble, :now);

-- name: forget_targets(announcement)!
DELETE FROM target WHERE announcement_id = :announcement;

-- name: pause_target(announcement, channel, trouble)^
-- Returns a row only to the first who pauses it.
UPDATE target SET paused = 1, trouble = :trouble
WHERE announcement_id = :announcement AND channel_id = :channel AND paused = 0
RETURNING id;

-- name: to_check(before, shards, first_shard, last_shard, most)
SELECT t.id AS target_id, t.announcement_id, t.channel_id, t.forum, t.paused, t.trouble, a.guild_id,
    CASE WHEN a.state IN ('active', 'paused') THEN 1 ELSE 0 END AS live
FROM target t JOIN announcement a ON a.id = t.announcement_id
WHERE t.checked_at <= :before AND (a.guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY t.checked_at
LIMIT :most;

-- name: check_no_more(id)*!
-- An announcement that is confirmed or resumed later gets new places.
UPDATE target SET checked_at = '9999-12-31T00:00:00+00:00' WHERE id = :id;

-- name: checked(id, trouble, now)!
UPDATE target SET checked_at = :now, trouble = CASE WHEN paused = 1 THEN COALESCE(:trouble, trouble) ELSE :trouble END
WHERE id = :id;
