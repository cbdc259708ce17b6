-- name: add_line(id, guild, revision, batch, now)!
INSERT INTO log_line (id, guild_id, revision_id, batch_id, made_at)
SELECT :id, :guild, :revision, :batch, :now
WHERE EXISTS (SELECT 1 FROM server WHERE guild_id = :guild AND log_channel IS NOT NULL);

-- name: waiting(guild, attempts, most)
SELECT l.id, l.guild_id, l.revision_id, l.batch_id, v.log_channel
FROM log_line l JOIN server v ON v.guild_id = l.guild_id
WHERE l.message_id IS NULL AND l.attempts < :attempts AND v.log_channel IS NOT NULL
  AND (:guild IS NULL OR l.guild_id = :guild)
ORDER BY l.id
LIMIT :most;

-- name: attempt(id)!
UPDATE log_line SET attempts = attempts + 1 WHERE id = :id;

-- name: posted(id, channel, message)!
UPDATE log_line SET channel_id = :channel, message_id = :message WHERE id = :id;

-- name: message_of(guild, revision)^
SELECT channel_id, message_id FROM log_line
WHERE revision_id = :revision AND guild_id = :guild AND message_id IS NOT NULL;

-- name: undelivered(guild)^
SELECT COUNT(*) AS lines FROM log_line WHERE guild_id = :guild AND message_id IS NULL;
