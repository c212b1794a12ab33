-- Which watches have found nothing for three days, and when they last did.
select watch_id, max(published_on) filter (where article_count > 0) as last_found_on
from watch_daily
group by watch_id
having coalesce(sum(article_count) filter (where published_on >= getvariable('today') - 3), 0) = 0
order by last_found_on, watch_id
