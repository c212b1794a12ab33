-- Every text an article has had, the newest first.
select version, title, text, change, change_note, seen_at, text_from from article_versions
where article_id = $article order by version desc limit 20;
