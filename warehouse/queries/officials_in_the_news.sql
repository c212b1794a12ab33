-- Which officials act or speak most, with the roles that articles give them.
select mode(name) as name, list(distinct role order by role) filter (where role != '') as roles, count(distinct story_id) as stories
from officials
join article_stories using (article_id)
where kind = 'person'
group by person_id
order by stories desc, name
limit 20
