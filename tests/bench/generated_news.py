"""A warehouse of generated articles, three years of them: as many rows in every table that readers' views join.

Articles arrive in the order in which they are published, 500 outlets, a seventh of them near-copies, stories of one
to a dozen articles, a hundred watches of which few find most. Texts are of about 1 kB, made from 20,000 sentences.
"""

from datetime import UTC, datetime
from pathlib import Path

from monitor.store import schema
from monitor.store.warehouse import Warehouse

NOW = datetime(2025, 4, 24, 6, tzinfo=UTC)
YEARS = 3

# $count articles in all; `made` numbers them in order of time. hash() deals: the same warehouse every time.
_STEPS = """
create temp table made as
select
    range as n,
    printf('%016x', hash(range)) as article_id,
    $now::timestamptz - interval 1095 day + (range * (1095 * 86400.0 / $count)) * interval 1 second as at,
    hash(range, 'outlet') % 500 as outlet,
    -- A story takes up to a dozen articles of the half day around.
    case when hash(range, 'joins') % 10 < 4 then range - 1 - hash(range, 'story') % 300 else range end as leads
from range($count);
create temp table sentences as
select range as n, concat_ws(' ', 'steel', 'Seoul', 'said', hash(range) % 9973, md5(range::text)[:8], 'tariff talks on',
    md5((range + 7)::text)[:9], 'with Washington as', '철강 수출', md5((range * 3)::text)[:12]) || '.' as sentence
from range(20000);
insert into articles by name
select
    made.article_id, coalesce(lead.article_id, made.article_id) as story_id, 'f' || made.outlet as feed_id,
    'Outlet ' || made.outlet as outlet, if(made.outlet % 2 = 0, 'KR', 'US') as country,
    'https://outlet' || made.outlet || '.example/' || made.n as url, one.sentence as title,
    concat_ws(chr(10), one.sentence, two.sentence, three.sentence, one.sentence, three.sentence, two.sentence,
        one.sentence, two.sentence, three.sentence) as text,
    '' as summary, [] as authors, if(made.outlet % 2 = 0, 'ko', 'en') as language, made.at as published_at,
    made.at + interval 1 hour as first_seen_at, 1 as version, 'page' as text_from, 'full' as quality,
    '' as quality_reason, 150 as word_count, false as is_history
from made
left join made as lead on lead.n = made.leads and lead.leads = lead.n
join sentences as one on one.n = hash(made.n, 1) % 20000
join sentences as two on two.n = hash(made.n, 2) % 20000
join sentences as three on three.n = hash(made.n, 3) % 20000
order by made.n;
insert into copies (article_id, original_id)
select article_id, story_id from articles where article_id != story_id and hash(article_id, 'copy') % 3 = 0;
insert into article_versions
select article_id, 1, title, text, 'page', 'first', '', null, article_id, first_seen_at from articles;
insert into article_versions
select article_id, 2, title, text, 'page', 'figure', '25 percent -> 15 percent', null, article_id,
    first_seen_at + interval 1 day
from articles where hash(article_id, 'version') % 20 = 0;
insert into entries by name
select article_id as entry_id, feed_id, article_id, title, '' as summary, [] as authors, published_at,
    false as is_aggregated, article_id as entry_hash, row_number() over () as position, first_seen_at,
    false as is_history, 'done' as state, 'stored' as outcome
from articles;
insert into feeds by name
select 'f' || range as feed_id, 'https://outlet' || range || '.example/rss' as url, 'Outlet ' || range as name,
    [] as tags, true as is_listed, url as address, $now::timestamptz as last_polled_at, 'stored' as last_outcome
from range(500);
insert into topics by name
select 'topic-' || range as topic, '' as parent, 'Topic ' || range as label_en, '주제 ' || range as label_ko,
    true as is_policy, '' as scope, [] as gdelt, [] as hs, range as position, true as is_active
from range(29);
insert into article_topics by name
select distinct on (article_id, topic) article_id, 'topic-' || (sqrt(hash(n, k, 'topic') % 841))::int % 29 as topic,
    if(k < 2, 0.8, 0.3) as score, 't' as taxonomy_version
from made cross join range(3) as kinds(k);
insert into places by name
select 'P' || range as place, 'Place ' || range as label_en, '나라 ' || range as label_ko, false as is_bloc
from range(30);
insert into article_places by name
select distinct on (article_id, place) article_id, 'P' || (hash(n, k, 'place') % 30) as place, 2 as mention_count,
    1 as headline_count, 1 as lead_count, 5.0 as weight, true as is_prominent
from made cross join range(2) as kinds(k);
insert into article_pairs
select article_id, 'P' || (hash(n, 'pair') % 6), 'P' || (6 + hash(n, 'side') % 6)
from made where hash(n, 'has pair') % 10 < 4;
insert into stages by name
select article_id, 'in talks' as stage, 'topic-1' as issue, place_a, place_b, '' as sentence, 'lead' as zone,
    0 as span_start, 3 as span_end
from article_pairs where hash(article_id, 'stage') % 8 = 0;
insert into origins (article_id, name, kind, sentence, zone, span_start, span_end)
select article_id, 'Source ' || (sqrt(hash(n, k, 'source') % 250000))::int,
    ['reporting source', 'quoted body', 'speaker', 'reprint', 'unnamed'][1 + (hash(n, k, 'kind') % 5)::int], '', 'lead',
    0, 3
from made cross join range(2) as kinds(k) where hash(n, 'cites') % 10 < 6;
insert into figures by name
select article_id, 5.0 + hash(n, 'value') % 4 * 5 as value, 'percent' as unit, 'tariff' as measure,
    'product-' || hash(n, 'product') % 200 as product, 'P' || (hash(n, 'imposer') % 6) as imposer,
    'P' || (6 + hash(n, 'target') % 6) as target, '' as sentence, 'lead' as zone, 0 as span_start, 3 as span_end
from made where hash(n, 'figure') % 10 < 2;
insert into article_facts by name
select article_id, 1 as version, if(k = 0, 'figure', 'official') as kind, 'subject ' || (hash(n, k) % 5) as subject,
    'value ' || (hash(k, n) % 3) as value, 'words' as words, true as is_prominent, made.at as found_at
from made cross join range(2) as kinds(k) where hash(n, 'facts') % 10 < 5;
drop trigger mentions_raise_alerts on mentions;
insert into watches (watch_id, query, is_active, since_at, changed_at)
select 'watch-' || range, 'steel', true, $now::timestamptz - interval 1095 day, $now::timestamptz - interval 1095 day
from range(100);
insert into mentions (mention_id, watch_id, article_id, version, found_at, excerpt)
select distinct on (article_id, watch_id)
    article_id || '-' || watch_id, 'watch-' || watch_id as watch_id, article_id, 1, found_at, title
from (
    select articles.article_id, articles.first_seen_at as found_at, title,
        floor(pow((hash(article_id, k, 'watch') % 10000) / 10000.0, 3) * 100)::int as watch_id
    from articles cross join range(2) as kinds(k) where hash(article_id, k, 'mentioned') % 10 < 2
);
insert into alerts (alert_id, mention_id, watch_id, story_id, article_id, kind, reason, raised_at, published_at, state)
select
    'm-' || mention_id, mention_id, watch_id, story_id, article_id, if(article_id = story_id, 'new', 'echo'),
    'first report of this story', found_at, published_at, if(article_id = story_id, 'delivered', 'held')
from mentions join articles using (article_id);
insert into deliveries by name
select alert_id as delivery_id, tries.range + 1 as try_number, alert_id, 'desk' as channel,
    if(tries.range = 0 and is_hard, 'failed', 'delivered') as outcome, '' as reason,
    raised_at + tries.range * interval 5 minute as tried_at, 'msg-' || alert_id as message_id, 60 as waited_seconds
from (select *, hash(alert_id) % 20 = 0 as is_hard from alerts where state = 'delivered') as sent
join range(2) as tries on tries.range = 0 or is_hard;
insert into article_links by name
select one.article_id, other.article_id as other_id, 0.6 as strength, true as is_sure, one.first_seen_at as linked_at
from (from articles where hash(article_id, 'linked') % 30 = 0) as one
asof join (from articles where article_id = story_id) as other
    on other.language != one.language and other.first_seen_at < one.first_seen_at;
insert into story_merges by name
select story_id, into_id, first_seen_at as merged_at, 'generated' as reason from (
    select story_id, lag(story_id) over (order by first_seen_at) as into_id, first_seen_at
    from articles where article_id = story_id and hash(story_id, 'merged') % 50 = 0
) where into_id is not null and hash(story_id, 'into') % 2 = 0;
insert into story_splits by name
select article_id, article_id as story_id, first_seen_at + interval 1 day as split_at, 'generated' as reason
from articles where article_id != story_id and hash(article_id, 'split') % 200 = 0;
insert into article_dates by name
select article_id, 'Talks' as what, 'May 1' as written, cast(first_seen_at as date) + 9 as starts_on,
    starts_on as ends_on, 'day' as precision, true as is_ahead, '' as sentence, 'lead' as zone, 0 as span_start,
    3 as span_end
from articles where hash(article_id, 'dated') % 10 < 3;
insert into feed_gaps
select 'f' || feed.range, gap.range - interval 6 hour, gap.range, 3 from range(500) as feed
cross join range($now::timestamptz - interval 1095 day, $now::timestamptz, interval 30 day) as gap
where hash(feed.range, gap.range) % 10 = 0;
insert into feed_episodes
select 'f' || feed.range || '-silent-' || found.range, 'f' || feed.range, 'silent', found.range - interval 9 day,
    'nothing new for nine days', found.range, found.range
from range(500) as feed
cross join range($now::timestamptz - interval 1095 day, $now::timestamptz, interval 60 day) as found
where hash(found.range, feed.range) % 10 = 0;
insert into runs by name
select 'r' || range as run_id, $now::timestamptz - range * interval 1 day as started_at, started_at as ended_at,
    'completed' as state, '' as message
from range(1095);
insert into run_outcomes
select 'r' || run.range, ['feeds', 'entries', 'pages', 'deliveries'][1 + kind.range % 4], 'stored', '', kind.range
from range(1095) as run cross join range(20) as kind;
insert into calendar by name
select 'e' || range as event_id, 'Talks on subject ' || range as what,
    cast($now::timestamptz as date) - 1095 + (range // 20)::int as starts_on, starts_on as ends_on, 'day' as precision,
    ['talks'] as words, [printf('%016x', hash(range * 4))] as stories, stories[1] as first_article_id,
    $now::timestamptz as first_seen_at, $now::timestamptz as last_seen_at, 3 as article_count
from range(24000);
insert into calendar_history
select event_id, if(teller.range = 0, 'added', 'confirmed'), starts_on, null,
    printf('%016x', hash(event_id[2:]::bigint * 4 + teller.range)), first_seen_at
from calendar cross join range(3) as teller;
update revisions set revision = revision + 1;
"""


def generate(database: Path, snapshot: Path, count: int) -> None:
    """Make the warehouse of `count` articles, and publish it."""
    warehouse = Warehouse(database, snapshot, 5)
    warehouse.prepare()
    with warehouse.session() as db:
        db.execute("set preserve_insertion_order = true")
        for step in filter(str.strip, _STEPS.split(";\n")):
            asked = {name: value for name, value in (("count", count), ("now", NOW)) if f"${name}" in step}
            db.execute(step, asked)
        schema.prepare(db, database)  # the trigger again
        db.execute("checkpoint")
    warehouse.publish()
