-- The servers that the bot is in. The greeting of each is "due", "begun" (it may have been sent) or "done".

-- name: has_census(application)^
SELECT application_id FROM census WHERE application_id = :application;

-- name: add_census(application, now)!
INSERT INTO census (application_id, taken_at) VALUES (:application, :now)
ON CONFLICT (application_id) DO NOTHING;

-- name: counted_shards(application, shards)
SELECT shard_id FROM shard_census WHERE application_id = :application AND shards = :shards;

-- name: add_counted_shards(application, shards, shard, now)*!
INSERT INTO shard_census (application_id, shards, shard_id, taken_at) VALUES (:application, :shards, :shard, :now)
ON CONFLICT (application_id, shards, shard_id) DO NOTHING;

-- name: known()
SELECT guild_id FROM membership;

-- name: greeting_of(guild)^
SELECT greeting FROM membership WHERE guild_id = :guild;

-- name: add(guild, now, greeting)
INSERT INTO membership (guild_id, since, greeting) VALUES (:guild, :now, :greeting)
ON CONFLICT (guild_id) DO NOTHING
RETURNING guild_id;

-- name: forget(guild)!
DELETE FROM membership WHERE guild_id = :guild;

-- name: to_greet(shards, first_shard, last_shard, most)
SELECT guild_id FROM membership
WHERE greeting <> 'done' AND (guild_id >> 22) % :shards BETWEEN :first_shard AND :last_shard
ORDER BY since LIMIT :most;

-- name: begin(guild, now, before, most)^
-- Only one of several processes gets the row. One that was begun counts as interrupted after a while.
UPDATE membership SET greeting = 'begun', tries = tries + 1, tried_at = :now
WHERE guild_id = :guild AND tries < :most
  AND (greeting = 'due' OR (greeting = 'begun' AND tried_at < :before))
RETURNING since, tries;

-- name: finish(guild)!
UPDATE membership SET greeting = 'done' WHERE guild_id = :guild;

-- name: give_up(before, most)!
UPDATE membership SET greeting = 'done' WHERE greeting = 'begun' AND tries >= :most AND tried_at < :before;
