-- A row here means that an article is said to be about a place which it does not name, or that the order is wrong.
select article_pairs.article_id, place_a, place_b
from article_pairs
left join article_places as a on a.article_id = article_pairs.article_id and a.place = place_a
left join article_places as b on b.article_id = article_pairs.article_id and b.place = place_b
where a.place is null or b.place is null or place_a >= place_b
