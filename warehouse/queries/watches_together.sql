-- Which watches come up in the same articles, and how much more often than by chance.
select watch_id, other_watch_id, sum(article_count) as articles, sum(article_count) / sum(expected_count) as lift
from co_mentions
where watch_id < other_watch_id and published_on >= getvariable('today') - 28
group by all
order by articles desc, watch_id, other_watch_id
