-- A score of the lexicon is made of its evidence and nothing else: a row here means that one was stored without the other.
select article_id, topic, lexicon_score, sum(weight) as evidence_sum
from article_topics
left join topic_evidence using (article_id, topic)
where lexicon_score is not null
group by all
having abs(1 - pow(2, -coalesce(sum(weight), 0) / 4) - lexicon_score) > 0.001
