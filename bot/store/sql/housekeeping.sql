-- Deleting data. Every statement deletes at most so many rows, so that others may write in between, and none ever
-- touches the base: a layer of 0 is excluded wherever a layer is named.

-- name: servers()
-- Every server with anything stored.
SELECT guild_id AS guild FROM server
UNION SELECT layer FROM revision WHERE layer <> 0
UNION SELECT layer FROM alias WHERE layer <> 0
UNION SELECT layer FROM fact WHERE layer <> 0
UNION SELECT layer FROM season WHERE layer <> 0
UNION SELECT layer FROM episode WHERE layer <> 0
UNION SELECT layer FROM character WHERE layer <> 0
UNION SELECT layer FROM person WHERE layer > 0
UNION SELECT layer FROM source WHERE layer > 0
UNION SELECT layer FROM show WHERE layer > 0
UNION SELECT layer FROM batch
UNION SELECT guild_id FROM proposal
UNION SELECT guild_id FROM blocked
UNION SELECT guild_id FROM second_look
UNION SELECT guild_id FROM typed
UNION SELECT guild_id FROM log_line
UNION SELECT guild_id FROM announcement
UNION SELECT guild_id FROM subscription
UNION SELECT guild_id FROM feed_turn
UNION SELECT guild_id FROM story
UNION SELECT guild_id FROM lookup
UNION SELECT layer FROM look WHERE layer > 0
UNION SELECT guild_id FROM membership
UNION SELECT guild_id FROM boundary;

-- name: servers_left()
SELECT guild_id FROM server WHERE left_at IS NOT NULL;

-- name: servers_left_by(before)
SELECT guild_id FROM server WHERE left_at <= :before ORDER BY left_at;

-- name: set_left(guild, now)!
INSERT INTO server (guild_id, changed_at, left_at) VALUES (:guild, :now, :now)
ON CONFLICT (guild_id) DO UPDATE SET left_at = COALESCE(server.left_at, excluded.left_at);

-- name: set_back(guild)!
UPDATE server SET left_at = NULL WHERE guild_id = :guild AND left_at IS NOT NULL;

-- name: has_left_by(guild, before)^
SELECT guild_id FROM server WHERE guild_id = :guild AND left_at <= :before;

-- Everything of one server, in an order in which no row loses what it refers to.

-- name: heads_of_server(guild, most)
SELECT fact_id FROM head WHERE layer = :guild AND layer <> 0 LIMIT :most;

-- name: forget_heads(guild, fact)*!
DELETE FROM head WHERE fact_id = :fact AND layer = :guild AND layer <> 0;

-- name: backers_of_server(guild, most)
DELETE FROM backer WHERE (revision_id, user_id) IN (
    SELECT b.revision_id, b.user_id
    FROM proposal p JOIN backer b ON b.revision_id = p.revision_id
    WHERE p.guild_id = :guild
    LIMIT :most
) RETURNING revision_id AS id;

-- name: proposals_of_server(guild, most)
DELETE FROM proposal WHERE revision_id IN (
    SELECT revision_id FROM proposal WHERE guild_id = :guild LIMIT :most
) RETURNING revision_id AS id;

-- name: log_lines_of_server(guild, most)
DELETE FROM log_line WHERE id IN (
    SELECT id FROM log_line WHERE guild_id = :guild LIMIT :most
) RETURNING id;

-- name: second_looks_of_server(guild, most)
DELETE FROM second_look WHERE guild_id = :guild AND fact_id IN (
    SELECT fact_id FROM second_look WHERE guild_id = :guild LIMIT :most
) RETURNING fact_id AS id;

-- name: blocked_of_server(guild, most)
DELETE FROM blocked WHERE guild_id = :guild AND user_id IN (
    SELECT user_id FROM blocked WHERE guild_id = :guild LIMIT :most
) RETURNING user_id AS id;

-- name: typed_of_server(guild, most)
DELETE FROM typed WHERE id IN (
    SELECT id FROM typed WHERE guild_id = :guild LIMIT :most
) RETURNING id;

-- name: story_items_of_server(guild, most)
DELETE FROM story_item WHERE id IN (
    SELECT i.id FROM story s JOIN story_item i ON i.story_id = s.revision_id WHERE s.guild_id = :guild LIMIT :most
) RETURNING id;

-- name: stories_of_server(guild, most)
DELETE FROM story WHERE revision_id IN (
    SELECT revision_id FROM story WHERE guild_id = :guild LIMIT :most
) RETURNING revision_id AS id;

-- name: feed_marks_of_server(guild, most)
-- Of the feeds that no other server follows; they are deleted too.
DELETE FROM feed_mark WHERE (feed_id, mark) IN (
    SELECT m.feed_id, m.mark
    FROM subscription s JOIN feed_mark m ON m.feed_id = s.feed_id
    WHERE s.guild_id = :guild
      AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.feed_id = s.feed_id AND o.guild_id <> :guild)
    LIMIT :most
) RETURNING feed_id AS id;

-- name: feeds_of_server(guild, most)
DELETE FROM feed WHERE id IN (
    SELECT s.feed_id FROM subscription s
    WHERE s.guild_id = :guild
      AND NOT EXISTS (SELECT 1 FROM subscription o WHERE o.feed_id = s.feed_id AND o.guild_id <> :guild)
    LIMIT :most
) RETURNING id;

-- name: subscriptions_of_server(guild, most)
DELETE FROM subscription WHERE id IN (
    SELECT id FROM subscription WHERE guild_id = :guild LIMIT :most
) RETURNING id;

-- name: feed_turns_of_server(guild, most)
DELETE FROM feed_turn WHERE guild_id = :guild AND place IN (
    SELECT place FROM feed_turn WHERE guild_id = :guild LIMIT :most
) RETURNING place AS id;

-- name: looks_of_server(guild, most)
-- There is one at most.
DELETE FROM look WHERE layer = :guild AND layer <> 0 AND :most > 0 RETURNING layer AS id;

-- name: memberships_of_server(guild, most)
-- There is one at most.
DELETE FROM membership WHERE guild_id = :guild AND :most > 0 RETURNING guild_id AS id;

-- name: boundaries_of_server(guild, most)
DELETE FROM boundary WHERE guild_id = :guild AND (place_id, show_id) IN (
    SELECT place_id, show_id FROM boundary WHERE guild_id = :guild LIMIT :most
) RETURNING show_id AS id;

-- name: seen_of_server(guild, most)
-- How far members have watched the server's own shows; they are deleted too.
DELETE FROM seen WHERE (user_id, show_id) IN (
    SELECT b.user_id, b.show_id
    FROM show s JOIN seen b ON b.show_id = s.id
    WHERE s.layer = :guild AND s.layer <> 0
    LIMIT :most
) RETURNING show_id AS id;

-- name: lookups_of_server(guild, most)
DELETE FROM lookup WHERE id IN (
    SELECT id FROM lookup WHERE guild_id = :guild LIMIT :most
) RETURNING id;

-- name: posted_facts_of_server(guild, most)
DELETE FROM posted_fact WHERE (announcement_id, fact_id) IN (
    SELECT t.announcement_id, t.fact_id
    FROM announcement a JOIN posted_fact t ON t.announcement_id = a.id
    WHERE a.guild_id = :guild
    LIMIT :most
) RETURNING fact_id AS id;

-- name: deliveries_of_server(guild, most)
-- The newest first, as a later one may correct an earlier one.
DELETE FROM delivery WHERE id IN (
    SELECT id FROM delivery WHERE guild_id = :guild ORDER BY id DESC LIMIT :most
) RETURNING id;

-- name: announcements_of_server(guild, most)
DELETE FROM announcement WHERE id IN (
    SELECT id FROM announcement WHERE guild_id = :guild LIMIT :most
) RETURNING id;

-- name: revisions_of_server(guild, most)
-- The newest first, as a later one may have been made over an earlier one.
DELETE FROM revision WHERE id IN (
    SELECT id FROM revision WHERE layer = :guild AND layer <> 0 ORDER BY made_at DESC LIMIT :most
) RETURNING id;

-- name: batches_of_server(guild, most)
DELETE FROM batch WHERE id IN (
    SELECT id FROM batch WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: facts_of_server(guild, most)
DELETE FROM fact WHERE id IN (
    SELECT id FROM fact WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: aliases_of_server(guild, most)
DELETE FROM alias WHERE id IN (
    SELECT id FROM alias WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: characters_of_server(guild, most)
DELETE FROM character WHERE id IN (
    SELECT id FROM character WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: episodes_of_server(guild, most)
DELETE FROM episode WHERE id IN (
    SELECT id FROM episode WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: seasons_of_server(guild, most)
DELETE FROM season WHERE id IN (
    SELECT id FROM season WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: people_of_server(guild, most)
DELETE FROM person WHERE id IN (
    SELECT id FROM person WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: sources_of_server(guild, most)
DELETE FROM source WHERE id IN (
    SELECT id FROM source WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: forget_choice_of_show(guild)!
-- The server's row goes last, and would go with its own show.
UPDATE server SET show_id = NULL WHERE guild_id = :guild AND show_id IS NOT NULL;

-- name: shows_of_server(guild, most)
DELETE FROM show WHERE id IN (
    SELECT id FROM show WHERE layer = :guild AND layer <> 0 LIMIT :most
) RETURNING id;

-- name: forget_server(guild)!
DELETE FROM server WHERE guild_id = :guild;

-- What is too old.

-- name: unsaved_proposals(before, most)
DELETE FROM revision WHERE number IS NULL AND id IN (
    SELECT p.revision_id
    FROM proposal p JOIN revision r ON r.id = p.revision_id
    WHERE p.state IN ('draft', 'dropped') AND r.made_at < :before
    LIMIT :most
) RETURNING id;

-- name: revisions_of_untaken_batches(before, most)
DELETE FROM revision WHERE number IS NULL AND id IN (
    SELECT r.id
    FROM batch b JOIN revision r ON r.batch_id = b.id
    WHERE b.taken_at IS NULL AND b.made_at < :before AND r.number IS NULL
    LIMIT :most
) RETURNING id;

-- name: untaken_batches(before, most)
DELETE FROM batch WHERE id IN (
    SELECT b.id FROM batch b
    WHERE b.taken_at IS NULL AND b.made_at < :before
      AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.batch_id = b.id)
    LIMIT :most
) RETURNING id;

-- name: old_typed(before, most)
DELETE FROM typed WHERE id IN (
    SELECT id FROM typed WHERE typed_at < :before LIMIT :most
) RETURNING id;

-- name: old_deliveries(before, most)
DELETE FROM delivery WHERE id IN (
    SELECT id FROM delivery
    WHERE due_at < :before AND state IN ('sent', 'skipped', 'failed')
      AND NOT EXISTS (SELECT 1 FROM delivery c WHERE c.corrects_id = delivery.id AND c.due_at >= :before)
    LIMIT :most
) RETURNING id;

-- name: unsaved_announcements(before, most)
DELETE FROM announcement WHERE id IN (
    SELECT id FROM announcement WHERE state = 'draft' AND changed_at < :before LIMIT :most
) RETURNING id;

-- name: ended_announcements(before, most)
DELETE FROM announcement WHERE id IN (
    SELECT a.id FROM announcement a
    WHERE a.state IN ('done', 'cancelled') AND a.changed_at < :before
      AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.announcement_id = a.id)
    LIMIT :most
) RETURNING id;

-- name: old_log_lines(before, attempts, most)
-- Not those of open suggestions: the decision on a suggestion is shown where it was posted.
DELETE FROM log_line WHERE id IN (
    SELECT l.id
    FROM log_line l LEFT JOIN server v ON v.guild_id = l.guild_id
    WHERE l.made_at < :before
      AND (l.message_id IS NOT NULL OR l.attempts >= :attempts OR v.log_channel IS NULL)
      AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.revision_id = l.revision_id AND p.state = 'open')
    LIMIT :most
) RETURNING id;

-- name: rejected_stories(before, most)
-- A rejected story came from a feed and has nothing that a member wrote.
DELETE FROM revision WHERE number IS NULL AND id IN (
    SELECT s.revision_id
    FROM story s JOIN proposal p ON p.revision_id = s.revision_id
    WHERE s.found_at < :before AND p.state IN ('rejected', 'dropped')
    LIMIT :most
) RETURNING id;

-- name: decided_stories(before, most)
-- The sources of an approved story are stored with its fact.
DELETE FROM story_item WHERE id IN (
    SELECT i.id
    FROM story s JOIN proposal p ON p.revision_id = s.revision_id JOIN story_item i ON i.story_id = s.revision_id
    WHERE s.found_at < :before AND p.state = 'accepted'
    LIMIT :most
) RETURNING id;

-- name: old_marks(before, most)
-- The marks that a feed had when it was last read are kept, however long ago that is. CROSS JOIN fixes the order, so
-- that each feed's marks are read by their index and not the whole table.
DELETE FROM feed_mark WHERE (feed_id, mark) IN (
    SELECT m.feed_id, m.mark
    FROM feed f CROSS JOIN feed_mark m
    WHERE m.feed_id = f.id AND m.seen_at < :before AND m.seen_at < (SELECT MAX(l.seen_at) FROM feed_mark l WHERE l.feed_id = m.feed_id)
    LIMIT :most
) RETURNING feed_id AS id;

-- name: old_lookups(before, most)
DELETE FROM lookup WHERE id IN (
    SELECT id FROM lookup WHERE asked_at < :before LIMIT :most
) RETURNING id;

-- name: old_web_copies(before, most)
DELETE FROM web_copy WHERE url IN (
    SELECT url FROM web_copy WHERE fetched_at < :before LIMIT :most
) RETURNING 1 AS id;

-- Orphans: things of a server's own that nothing refers to any more. Young ones are left, as they may be used soon.
-- Finding them reads whole tables, so it is done outside of transactions, and checked again when they are deleted.

-- name: orphaned_facts(newest, most)
SELECT f.id FROM fact f
WHERE f.layer <> 0 AND f.id < :newest
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.fact_id = f.id)
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.settled_by = f.id)
LIMIT :most;

-- name: forget_facts(id)*!
DELETE FROM fact
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.fact_id = fact.id)
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.settled_by = fact.id);

-- name: orphaned_characters(newest, most)
SELECT c.id FROM character c
WHERE c.layer <> 0 AND c.id < :newest
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.character_id = c.id)
LIMIT :most;

-- name: forget_characters(id)*!
DELETE FROM character
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.character_id = character.id);

-- name: orphaned_episodes(newest, most)
SELECT e.id FROM episode e
WHERE e.layer <> 0 AND e.id < :newest
  AND NOT EXISTS (SELECT 1 FROM scope s WHERE s.episode_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.spoils_id = e.id)
  AND NOT EXISTS (SELECT 1 FROM character c WHERE c.spoils_id = e.id)
LIMIT :most;

-- name: forget_episodes(id)*!
DELETE FROM episode
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM scope s WHERE s.episode_id = episode.id)
  AND NOT EXISTS (SELECT 1 FROM revision r WHERE r.spoils_id = episode.id)
  AND NOT EXISTS (SELECT 1 FROM character c WHERE c.spoils_id = episode.id);

-- name: orphaned_seasons(newest, most)
SELECT n.id FROM season n
WHERE n.layer <> 0 AND n.id < :newest
  AND NOT EXISTS (SELECT 1 FROM scope s WHERE s.season_id = n.id)
  AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.season_id = n.id)
LIMIT :most;

-- name: forget_seasons(id)*!
DELETE FROM season
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM scope s WHERE s.season_id = season.id)
  AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.season_id = season.id);

-- name: orphaned_people(newest, most)
SELECT p.id FROM person p
WHERE p.layer > 0 AND p.id < :newest
  AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.person_id = p.id)
LIMIT :most;

-- name: forget_people(id)*!
DELETE FROM person
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.person_id = person.id);

-- name: orphaned_sources(newest, most)
SELECT s.id FROM source s
WHERE s.layer > 0 AND s.id < :newest
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.source_id = s.id)
  AND NOT EXISTS (SELECT 1 FROM episode_source e WHERE e.source_id = s.id)
LIMIT :most;

-- name: forget_sources(id)*!
DELETE FROM source
WHERE id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.source_id = source.id)
  AND NOT EXISTS (SELECT 1 FROM episode_source e WHERE e.source_id = source.id);

-- name: forget_names_of(id)*!
-- Names are deleted with the thing that they are of.
DELETE FROM alias
WHERE thing_id = :id AND layer <> 0
  AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = alias.thing_id)
  AND NOT EXISTS (SELECT 1 FROM character c WHERE c.id = alias.thing_id)
  AND NOT EXISTS (SELECT 1 FROM episode e WHERE e.id = alias.thing_id)
  AND NOT EXISTS (SELECT 1 FROM season s WHERE s.id = alias.thing_id);

-- What a member did, in every server. 0 is a former member.

-- name: unname_revisions(user)!
UPDATE revision SET made_by = 0 WHERE made_by = :user;

-- name: unname_batches(user)!
UPDATE batch SET made_by = 0 WHERE made_by = :user;

-- name: unname_proposals(user)!
UPDATE proposal SET handled_by = 0 WHERE handled_by = :user;

-- name: unname_second_looks(user)!
UPDATE second_look SET looked_by = 0 WHERE looked_by = :user;

-- name: unname_makers(user)!
UPDATE announcement SET made_by = 0 WHERE made_by = :user;

-- name: unname_changers(user)!
UPDATE announcement SET changed_by = 0 WHERE changed_by = :user;

-- name: unname_followers(user)!
UPDATE subscription SET made_by = 0 WHERE made_by = :user;

-- name: unname_followers_changes(user)!
UPDATE subscription SET changed_by = 0 WHERE changed_by = :user;

-- name: unname_lookups(user)!
UPDATE lookup SET asked_by = 0 WHERE asked_by = :user;

-- name: unname_blocks(user)!
UPDATE blocked SET blocked_by = 0 WHERE blocked_by = :user;

-- name: withdraw_suggestions(user, now)!
-- Open suggestions that nobody else backs: otherwise their number would have no limit.
UPDATE proposal SET state = 'dropped', handled_by = 0, handled_at = :now
WHERE state = 'open'
  AND revision_id IN (SELECT b.revision_id FROM backer b WHERE b.user_id = :user)
  AND NOT EXISTS (SELECT 1 FROM backer o WHERE o.revision_id = proposal.revision_id AND o.user_id <> :user);

-- name: forget_backer(user)!
DELETE FROM backer WHERE user_id = :user;

-- name: forget_typed(user)!
DELETE FROM typed WHERE user_id = :user;

-- name: forget_watched(user)!
DELETE FROM seen WHERE user_id = :user;

-- name: members()
-- Every member who would be forgotten by the statements above if they asked.
SELECT made_by AS member FROM revision WHERE made_by > 0
UNION SELECT made_by FROM batch WHERE made_by > 0
UNION SELECT handled_by FROM proposal WHERE handled_by > 0
UNION SELECT looked_by FROM second_look WHERE looked_by > 0
UNION SELECT made_by FROM announcement WHERE made_by > 0
UNION SELECT changed_by FROM announcement WHERE changed_by > 0
UNION SELECT made_by FROM subscription WHERE made_by > 0
UNION SELECT changed_by FROM subscription WHERE changed_by > 0
UNION SELECT asked_by FROM lookup WHERE asked_by > 0
UNION SELECT blocked_by FROM blocked WHERE blocked_by > 0
UNION SELECT user_id FROM backer
UNION SELECT user_id FROM typed
UNION SELECT user_id FROM seen;
