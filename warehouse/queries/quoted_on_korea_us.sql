-- Who is quoted in articles about Korea and the United States.
select origins.name, origins.kind, count(*) as articles, list(distinct outlet order by outlet) as outlets
from origins
join article_pairs using (article_id)
join articles using (article_id)
where place_a = 'KR' and place_b = 'US' and origins.kind in ('speaker', 'quoted body')
group by all
order by articles desc, origins.name
