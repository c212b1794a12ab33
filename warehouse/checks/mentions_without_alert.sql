-- A row here means that a mention was stored while the trigger was missing.
select mention_id, watch_id, article_id from mentions anti join alerts using (mention_id)
