-- name: add_line(id, guild, revision, batch, words, now)!
INSERT INTO log_line (id, guild_id, revision_id, batch_id, words, made_at)
SELECT :id, :guild, :revision, :batch, :words, :now
WHERE EXISTS (SELECT 1 FROM server WHERE guild_id = :guild AND log_channel IS NOT NULL);

-- name: waiting(guild, after_1, after_2, after_3, after_4, most)
-- A server's lines that are due: the first attempt is made at once, each further one only for lines written before a
-- moment.
SELECT l.id, l.guild_id, l.revision_id, l.batch_id, l.words, l.attempts, v.log_channel
FROM log_line l JOIN server v ON v.guild_id = l.guild_id
WHERE l.guild_id = :guild AND l.message_id IS NULL AND l.attempts < 5 AND v.log_channel IS NOT NULL
  AND (
      l.attempts = 0
      OR l.attempts = 1 AND l.made_at <= :after_1
      OR l.attempts = 2 AND l.made_at <= :after_2
      OR l.attempts = 3 AND l.made_at <= :after_3
      OR l.attempts = 4 AND l.made_at <= :after_4
  )
ORDER BY l.id
LIMIT :most;

-- name: servers_due(after_1, after_2, after_3, after_4, attempts, shards, first_shard, last_shard, most)
SELECT l.guild_id FROM log_line l JOIN server v ON v.guild_id = l.guild_id
WHERE l.message_id IS NULL AND l.attempts < 5 AND v.log_channel IS NOT NULL
  AND (
      l.attempts = 0
      OR l.attempts = 1 AND l.made_at <= :after_1
      OR l.attempts = 2 AND l.made_at <= :after_2
      OR l.attempts = 3 AND l.made_at <= :after_3
      OR l.attempts = 4 AND l.made_at <= :after_4
  )
  AND (l.guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
UNION
SELECT guild_id FROM log_line WHERE changes > 0 AND message_id IS NOT NULL AND attempts < :attempts
  AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY guild_id
LIMIT :most;

-- name: attempt(id, attempts)^
-- Only a line that nobody else posted or tries to post: of two who try at the same moment, one is first. A
-- suggestion's card is read after this, so what changed before the first attempt is no change of it. A later attempt may
-- find the message of an earlier one.
UPDATE log_line SET attempts = attempts + 1, changes = CASE WHEN attempts = 0 THEN 0 ELSE changes END
WHERE id = :id AND attempts = :attempts AND message_id IS NULL
RETURNING id;

-- name: try_again(guild)!
UPDATE log_line SET attempts = 0 WHERE guild_id = :guild AND message_id IS NULL;

-- name: posted(id, channel, message)!
-- From here on, the attempts of a card that is out of date are those to draw it again.
UPDATE log_line
SET channel_id = :channel, message_id = :message, attempts = CASE WHEN changes > 0 THEN 0 ELSE attempts END
WHERE id = :id;

-- name: outdate(guild, revision)!
-- Also while the card is being posted: it may have been read before.
UPDATE log_line SET changes = changes + 1, attempts = CASE WHEN message_id IS NULL THEN attempts ELSE 0 END
WHERE revision_id = :revision AND guild_id = :guild;

-- name: hand_over(guild, before, after)!
-- The card of a suggestion becomes that of another one, and is drawn again.
UPDATE log_line
SET revision_id = :after, changes = changes + 1, attempts = CASE WHEN message_id IS NULL THEN attempts ELSE 0 END
WHERE revision_id = :before AND guild_id = :guild;

-- name: outdate_of(guild, user)!
UPDATE log_line SET changes = changes + 1, attempts = CASE WHEN message_id IS NULL THEN attempts ELSE 0 END
WHERE guild_id = :guild AND revision_id IN (
    SELECT b.revision_id FROM backer b JOIN proposal p ON p.revision_id = b.revision_id
    WHERE b.user_id = :user AND p.guild_id = :guild AND p.state = 'open'
);

-- name: outdated(guild, attempts, most)
SELECT id, guild_id, channel_id, message_id, revision_id, changes FROM log_line
WHERE guild_id = :guild AND changes > 0 AND message_id IS NOT NULL AND attempts < :attempts
ORDER BY id
LIMIT :most;

-- name: attempt_to_redraw(id)!
UPDATE log_line SET attempts = attempts + 1 WHERE id = :id;

-- name: redrawn(id, changes)!
-- Nothing, if the card was outdated again meanwhile.
UPDATE log_line SET changes = 0 WHERE id = :id AND changes = :changes;

-- name: undelivered(guild)^
SELECT COUNT(*) AS lines FROM log_line WHERE guild_id = :guild AND message_id IS NULL;

-- name: import_of(guild, batch)^
SELECT b.filename, b.made_at, b.made_by, b.undoes_id, (
    SELECT COUNT(*) FROM revision r WHERE r.batch_id = b.id
) AS facts
FROM batch b
WHERE b.id = :batch AND b.layer = :guild;

-- name: servers_with_posts(since, until, most)
SELECT DISTINCT d.guild_id FROM delivery d JOIN server s ON s.guild_id = d.guild_id
WHERE d.due_at BETWEEN :since AND :until AND s.log_channel IS NOT NULL
ORDER BY d.guild_id LIMIT :most;
