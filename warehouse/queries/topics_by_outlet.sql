-- Which outlet writes on which topic.
select outlet, topic, count(*) as articles
from article_topics
join articles using (article_id)
where score >= 0.5
group by all
order by articles desc, outlet, topic
limit 20
