-- Which sums are told of, by whom, and in which words.
select value, unit, measure, imposer, outlet, sentence
from figures
join articles using (article_id)
where measure in ('investment', 'aid', 'fund', 'budget') and unit in ('USD', 'KRW')
order by measure, value desc
