-- name: server_by_id(guild)^
SELECT v.timezone, v.timezone_chosen, v.moderator_role, v.log_channel, s.id AS show_id, s.title AS show_title,
    s.credit AS show_credit, s.image AS show_image, s.image_credit AS show_image_credit
FROM server v LEFT JOIN show s ON s.id = v.show_id
WHERE v.guild_id = :guild;

-- name: set_show(guild, show, now)!
INSERT INTO server (guild_id, show_id, changed_at) VALUES (:guild, :show, :now)
ON CONFLICT (guild_id) DO UPDATE SET show_id = excluded.show_id, changed_at = excluded.changed_at;

-- name: set_timezone(guild, timezone, now)!
INSERT INTO server (guild_id, timezone, timezone_chosen, changed_at) VALUES (:guild, :timezone, 1, :now)
ON CONFLICT (guild_id) DO UPDATE SET timezone = excluded.timezone, timezone_chosen = 1, changed_at = excluded.changed_at;

-- name: synced_commands(application)^
SELECT digest FROM command_sync WHERE application_id = :application;

-- name: set_synced_commands(application, digest)!
INSERT INTO command_sync (application_id, digest) VALUES (:application, :digest)
ON CONFLICT (application_id) DO UPDATE SET digest = excluded.digest;

-- name: set_moderator_role(guild, role, now)!
INSERT INTO server (guild_id, moderator_role, changed_at) VALUES (:guild, :role, :now)
ON CONFLICT (guild_id) DO UPDATE SET moderator_role = excluded.moderator_role, changed_at = excluded.changed_at;

-- name: set_log_channel(guild, channel, now)!
INSERT INTO server (guild_id, log_channel, changed_at) VALUES (:guild, :channel, :now)
ON CONFLICT (guild_id) DO UPDATE SET log_channel = excluded.log_channel, changed_at = excluded.changed_at;

-- name: last_version()^
SELECT version FROM installation WHERE id = 1;

-- name: set_version(version, now)!
INSERT INTO installation (id, version, since) VALUES (1, :version, :now)
ON CONFLICT (id) DO UPDATE SET version = excluded.version, since = excluded.since;
