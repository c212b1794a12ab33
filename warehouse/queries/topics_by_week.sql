-- Topics per week by outlet.
select week_on, outlet, label_en, article_count
from topic_weekly
join topics using (topic)
order by week_on desc, outlet, article_count desc
