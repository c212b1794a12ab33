-- Which tariffs on Korea articles give, on what, and how many articles say so.
select value, product, imposer, count(distinct article_id) as articles, min(effective_on) as effective_on
from figures
where measure = 'tariff' and unit = 'percent' and target = 'KR'
group by all
order by articles desc, value desc, product
