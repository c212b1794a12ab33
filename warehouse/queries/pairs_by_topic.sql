-- Which two sides the news is about, and on which topics.
select pair, topic, count(*) as articles
from (select pair, unnest(main_topics) as topic from article_subjects where pair is not null)
group by all
order by articles desc, pair, topic
limit 20
