-- Which outlets name which others as the source of what they report.
select outlet, source, sum(article_count) as articles
from source_network
where kind in ('reporting source', 'reprint') and published_on >= getvariable('today') - 28
group by all
order by articles desc, outlet, source
limit 30
