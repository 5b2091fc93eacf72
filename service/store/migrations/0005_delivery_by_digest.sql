-- What became of a notification in a digest is said by the digest alone: a morning's digests change no row of the
-- outbox. `delivery_state` and `why` are of those that were dropped without one.
UPDATE notification SET delivery_state = 'pending', why = '' WHERE digest <> '';
DROP INDEX notification_by_id;
ALTER TABLE notification DROP COLUMN digest;
