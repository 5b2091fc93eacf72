-- What became of a notification in a digest is said by the digest alone: a morning's digests change no row of the
-- outbox. `delivery_state` and `why` are of those that stand in none.
UPDATE notification SET delivery_state = 'pending', why = '' WHERE id IN (
  SELECT json_extract(item.value, '$.notification')
  FROM digest, json_each(digest.entry, '$.digest.items') AS item
  WHERE json_valid(digest.entry));
DROP INDEX notification_by_id;
ALTER TABLE notification DROP COLUMN digest;
