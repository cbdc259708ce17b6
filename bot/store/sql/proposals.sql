-- name: add_proposal(revision, guild, state, suggested, opened_on, carries_out)!
INSERT INTO proposal (revision_id, guild_id, state, suggested, opened_on_id, carries_out_id)
VALUES (:revision, :guild, :state, :suggested, :opened_on, :carries_out);

-- name: proposal_by_id(guild, revision)^
SELECT p.revision_id, p.state, p.suggested, p.opened_on_id, p.carries_out_id, p.became_id,
    p.handled_by, p.handled_at, p.answer,
    EXISTS (SELECT 1 FROM story s WHERE s.revision_id = p.revision_id) AS story
FROM proposal p
WHERE p.revision_id = :revision AND p.guild_id = :guild;

-- name: backers_of(revision)
SELECT user_id FROM backer WHERE revision_id = :revision ORDER BY user_id;

-- name: handle(guild, revision, before, state, by, at, answer, became)^
-- Only from the state that it had before: of two who press at the same moment, one is first.
UPDATE proposal
SET state = :state, handled_by = :by, handled_at = :at, answer = :answer, became_id = :became
WHERE revision_id = :revision AND guild_id = :guild AND state = :before
RETURNING suggested;

-- name: queue(guild, most, skip)
SELECT p.revision_id FROM proposal p
WHERE p.guild_id = :guild AND p.state = 'open'
ORDER BY p.revision_id
LIMIT :most OFFSET :skip;

-- name: queue_length(guild)^
SELECT COUNT(*) AS waiting FROM proposal WHERE guild_id = :guild AND state = 'open';

-- name: open_of_kind(guild, show, kind, fact, most)
-- Open suggestions that may be the same as a new one: about the same fact, or new facts of the same kind.
SELECT p.revision_id
FROM proposal p JOIN revision r ON r.id = p.revision_id JOIN fact f ON f.id = r.fact_id
WHERE p.guild_id = :guild AND p.state = 'open' AND f.show_id = :show AND f.kind = :kind
  AND (CAST(:fact AS BIGINT) IS NULL AND p.opened_on_id IS NULL OR f.id = :fact)
ORDER BY p.revision_id DESC
LIMIT :most;

-- name: suggestions_about(guild, fact, most)
SELECT p.revision_id
FROM revision r JOIN proposal p ON p.revision_id = r.id
WHERE r.fact_id = :fact AND r.layer = :guild AND r.number IS NULL AND p.guild_id = :guild AND p.suggested = 1
UNION
-- And those that became it, when they were taken for a fact of another kind.
SELECT p.revision_id
FROM revision r JOIN proposal p ON p.became_id = r.id
WHERE r.fact_id = :fact AND r.layer = :guild AND p.guild_id = :guild AND p.suggested = 1
ORDER BY revision_id DESC
LIMIT :most;

-- name: open_count(guild, user)^
SELECT COUNT(*) AS open
FROM backer b JOIN proposal p ON p.revision_id = b.revision_id
WHERE b.user_id = :user AND p.guild_id = :guild AND p.state = 'open';

-- name: add_backer(revision, user)!
INSERT INTO backer (revision_id, user_id) VALUES (:revision, :user) ON CONFLICT (revision_id, user_id) DO NOTHING;

-- name: to_notify(user, most)
SELECT b.revision_id, p.guild_id
FROM backer b JOIN proposal p ON p.revision_id = b.revision_id
WHERE b.user_id = :user AND b.notified_at IS NULL AND p.state IN ('accepted', 'rejected')
ORDER BY b.revision_id
LIMIT :most;

-- name: users_to_notify()
SELECT DISTINCT b.user_id
FROM backer b JOIN proposal p ON p.revision_id = b.revision_id
WHERE b.notified_at IS NULL AND p.state IN ('accepted', 'rejected');

-- name: begin_notice(revision, user, now, before, latest)^
-- Only one of several processes gets the row, until it has sent the notice or gives it back. One that was begun counts
-- as interrupted after a while, and a later moment than any is from before the clock was set back.
UPDATE backer SET notice_begun_at = :now
WHERE revision_id = :revision AND user_id = :user AND notified_at IS NULL
  AND (notice_begun_at IS NULL OR notice_begun_at < :before OR notice_begun_at > :latest)
RETURNING revision_id;

-- name: give_notice_back(revision, user)!
UPDATE backer SET notice_begun_at = NULL WHERE revision_id = :revision AND user_id = :user;

-- name: set_notified(revision, user, now)!
UPDATE backer SET notified_at = :now WHERE revision_id = :revision AND user_id = :user;

-- name: is_blocked(guild, user)^
SELECT 1 AS blocked FROM blocked WHERE guild_id = :guild AND user_id = :user;

-- name: block(guild, user, by, now)!
INSERT INTO blocked (guild_id, user_id, blocked_by, blocked_at) VALUES (:guild, :user, :by, :now)
ON CONFLICT (guild_id, user_id) DO NOTHING;

-- name: unblock(guild, user)!
DELETE FROM blocked WHERE guild_id = :guild AND user_id = :user;

-- name: blocked_members(guild, most)
SELECT user_id FROM blocked WHERE guild_id = :guild ORDER BY blocked_at DESC LIMIT :most;

-- name: blocked_count(guild)^
SELECT COUNT(*) AS members FROM blocked WHERE guild_id = :guild;

-- name: add_typed(id, guild, user, form, now, field_1, field_2, field_3, field_4, field_5)!
INSERT INTO typed (id, guild_id, user_id, form, typed_at, field_1, field_2, field_3, field_4, field_5)
VALUES (:id, :guild, :user, :form, :now, :field_1, :field_2, :field_3, :field_4, :field_5);

-- name: typed_by_id(guild, user, id)^
SELECT form, field_1, field_2, field_3, field_4, field_5
FROM typed WHERE id = :id AND guild_id = :guild AND user_id = :user;
