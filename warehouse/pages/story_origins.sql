-- Whom the articles of a story name as their sources, each with the sentence that says it.
select distinct on (article_id, name) articles.article_id, articles.outlet, origins.name, origins.kind, origins.sentence
from origins join articles using (article_id) where article_id in (select unnest($articles))
order by article_id, name, origins.kind limit 400;
