-- Which watches found an article, and where.
select watch_id, version, spans::text as spans, excerpt, marks::text as marks from mentions
where article_id = $article order by watch_id, version;
