-- The topics of an article, the surest first.
select topic, score, label_en, label_ko from article_topics join topics using (topic)
where article_id = $article order by score desc, topic;
