-- Whose texts are reprinted most, and by how many outlets.
select source, sum(article_count) as reprints, count(distinct outlet) as outlets
from source_network
where kind = 'reprint' and published_on >= getvariable('today') - 28
group by all
order by reprints desc, source
