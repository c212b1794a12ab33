-- Which laws, orders, cases and treaties the news turns on.
select instrument, kind, count(distinct article_id) as articles, count(distinct story_id) as stories
from instruments
join article_stories using (article_id)
group by all
order by stories desc, articles desc, instrument
