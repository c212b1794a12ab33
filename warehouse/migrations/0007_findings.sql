-- What the sentences of articles say. Each row carries its sentence; those of an article's earlier version give way.
create table origins (
    article_id text not null,
    name       text not null,
    kind       text not null check (kind in ('reporting source', 'quoted body', 'speaker', 'reprint', 'unnamed')),
    sentence   text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null
);
comment on table origins is 'Whom an article names as the source of what it says.';
comment on column origins.article_id is 'The article.';
comment on column origins.name is 'Outlet, agency, body or person; one spelling for those that monitor knows.';
comment on column origins.kind is 'reporting source (reported it first), quoted body, speaker, reprint (the text is theirs), unnamed.';
comment on column origins.sentence is 'The sentence that says so.';
comment on column origins.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column origins.span_start is 'First character of the sentence, from 0.';
comment on column origins.span_end is 'Behind its last character.';

create table figures (
    article_id   text not null,
    value        double not null,
    value_to     double,
    before       double,
    unit         text not null,
    measure      text not null,
    product      text,
    imposer      text,
    target       text,
    effective_on date,
    sentence     text not null,
    zone         text not null check (zone in ('headline', 'lead', 'body')),
    span_start   integer not null,
    span_end     integer not null
);
comment on table figures is 'Numbers that measure something, and what they measure.';
comment on column figures.article_id is 'The article.';
comment on column figures.value is 'The number, scaled: 350 billion is 350000000000.';
comment on column figures.value_to is 'Upper end of a range.';
comment on column figures.before is 'The value it replaces, where the sentence says so.';
comment on column figures.unit is 'percent, a currency (ISO 4217), tonnes, ...';
comment on column figures.measure is 'What is measured: tariff, investment, exports, ...';
comment on column figures.product is 'Of what; null: not said.';
comment on column figures.imposer is 'Place code of who imposes, pays or sells.';
comment on column figures.target is 'Place code of whom it meets.';
comment on column figures.effective_on is 'Day it takes effect, where the sentence says so.';
comment on column figures.sentence is 'The sentence that says so.';
comment on column figures.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column figures.span_start is 'First character of the sentence, from 0.';
comment on column figures.span_end is 'Behind its last character.';

create table instruments (
    article_id text not null,
    instrument text not null,
    kind       text not null check (
        kind in ('statute', 'order', 'notice', 'dispute', 'case', 'tariff code', 'treaty')),
    sentence   text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null
);
comment on table instruments is 'Laws, orders, disputes, cases, tariff codes and treaties that articles name.';
comment on column instruments.article_id is 'The article.';
comment on column instruments.instrument is 'Its normal form: US Section 232, WTO DS597, HS 8703.';
comment on column instruments.kind is 'statute, order, notice, dispute, case, tariff code or treaty.';
comment on column instruments.sentence is 'The sentence that names it.';
comment on column instruments.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column instruments.span_start is 'First character of the sentence, from 0.';
comment on column instruments.span_end is 'Behind its last character.';

create table officials (
    article_id text not null,
    person_id  text not null,
    name       text not null,
    role       text not null,
    kind       text not null check (kind in ('person', 'body')),
    sentence   text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null
);
comment on table officials is 'Officials and public bodies that act or speak in articles.';
comment on column officials.article_id is 'The article.';
comment on column officials.person_id is 'One id for all forms and scripts of a name.';
comment on column officials.name is 'As written.';
comment on column officials.role is 'As the text gives it, right or wrong; empty: it gives none.';
comment on column officials.kind is 'person or body.';
comment on column officials.sentence is 'The sentence that names them.';
comment on column officials.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column officials.span_start is 'First character of the sentence, from 0.';
comment on column officials.span_end is 'Behind its last character.';

create table stages (
    article_id text not null,
    stage      text not null check (stage in
        ('floated', 'threatened', 'in talks', 'agreed', 'signed', 'in force', 'suspended', 'in court')),
    issue      text not null,
    place_a    text,
    place_b    text,
    stage_on   date,
    sentence   text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null
);
comment on table stages is 'How far an issue between two parties has come, as articles say.';
comment on column stages.article_id is 'The article.';
comment on column stages.stage is 'floated, threatened, in talks, agreed, signed, in force, suspended or in court.';
comment on column stages.issue is 'Topic id.';
comment on column stages.place_a is 'One party''s place code; the pair is in the order of the alphabet.';
comment on column stages.place_b is 'The other''s.';
comment on column stages.stage_on is 'Day of the step, where the sentence says so.';
comment on column stages.sentence is 'The sentence that says so.';
comment on column stages.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column stages.span_start is 'First character of the sentence, from 0.';
comment on column stages.span_end is 'Behind its last character.';

create table article_dates (
    article_id text not null,
    what       text not null,
    written    text not null,
    starts_on  date,
    ends_on    date,
    precision  text not null check (precision in ('day', 'week', 'month', 'quarter', 'half', 'year')),
    is_ahead   boolean not null,
    sentence   text not null,
    zone       text not null check (zone in ('headline', 'lead', 'body')),
    span_start integer not null,
    span_end   integer not null
);
comment on table article_dates is 'Dates that articles give to events, each as its own article says it.';
comment on column article_dates.article_id is 'The article.';
comment on column article_dates.what is 'What happens then, in the article''s words.';
comment on column article_dates.written is 'The date as written: April 24, 다음 달 1일.';
comment on column article_dates.starts_on is 'First day it may be; null: the year is not to be known.';
comment on column article_dates.ends_on is 'Last day it may be.';
comment on column article_dates.precision is 'How sharp the text is: day, week, month, quarter, half (of a year) or year.';
comment on column article_dates.is_ahead is 'Whether it lay ahead when the article was published.';
comment on column article_dates.sentence is 'The sentence that says so.';
comment on column article_dates.zone is 'headline: offsets are in title; lead and body: in text.';
comment on column article_dates.span_start is 'First character of the sentence, from 0.';
comment on column article_dates.span_end is 'Behind its last character.';
