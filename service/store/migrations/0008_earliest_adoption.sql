-- The earliest day an organization adopted a roadmap on counts; earlier programs kept the last one.
UPDATE adoption SET first_day = min(first_day, coalesce((
  SELECT min(json_extract(payload, '$.on')) FROM event
  WHERE kind = 'roadmap_adopted' AND event.organization = adoption.organization
    AND json_extract(payload, '$.roadmap') = adoption.roadmap), first_day));
