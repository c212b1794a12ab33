-- Which topics had more stories in the last seven days than in the seven before.
select
    label_en as topic,
    coalesce(sum(story_count) filter (where published_on >= getvariable('today') - 7), 0) as stories,
    coalesce(sum(story_count) filter (where published_on < getvariable('today') - 7), 0) as stories_before
from topic_daily join topics using (topic)
where published_on between getvariable('today') - 14 and getvariable('today') - 1
group by all
having stories > stories_before
order by stories - stories_before desc, topic
