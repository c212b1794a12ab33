-- Which two countries the week's news is about, and how far their issues have come.
select pair, sum(article_count) as articles, list_sort(list_distinct(flatten(list(stages)))) as stages
from country_pairs
where published_on >= getvariable('today') - 14
group by pair
order by articles desc, pair
