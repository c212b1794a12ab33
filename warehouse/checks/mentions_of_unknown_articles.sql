-- A row here means that some client inserted a mention of an article that is not there.
select mention_id, article_id from mentions anti join articles using (article_id)
