-- How often each watched issue was mentioned, day by day.
select published_on, watch_id, article_count, story_count, outlet_count
from watch_daily
order by published_on desc, article_count desc, watch_id
