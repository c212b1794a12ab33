-- Which watches come up in the same articles.
select watch_id, other_watch_id, sum(article_count) as articles
from co_mentions
where watch_id < other_watch_id and published_on >= getvariable('today') - 28
group by all
order by articles desc, watch_id, other_watch_id
