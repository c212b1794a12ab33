-- What topics and places are called, the places of articles, and what the analyst says of topics.
create table topics (
    topic     text primary key,
    parent    text not null,
    label_en  text not null,
    label_ko  text not null,
    is_policy boolean not null,
    scope     text not null,
    iptc      text,
    gdelt     text[] not null,
    hs        text[] not null,
    position  integer not null,
    is_active boolean not null
);
comment on table topics is 'The topics of the taxonomy with the owner''s topics.toml, copied at each run.';
comment on column topics.topic is 'Topic id.';
comment on column topics.parent is 'What it hangs on in the tree: a branch, or another topic.';
comment on column topics.label_en is 'Name in English.';
comment on column topics.label_ko is 'Name in Korean.';
comment on column topics.is_policy is 'A matter of trade policy, rather than a sector.';
comment on column topics.scope is 'What belongs to it, in a sentence.';
comment on column topics.iptc is 'Code in IPTC Media Topics, where one fits.';
comment on column topics.gdelt is 'Themes of GDELT that fit.';
comment on column topics.hs is 'Chapters of the Harmonized System that fit.';
comment on column topics.position is 'Its place in the taxonomy, from 1.';
comment on column topics.is_active is 'Whether the taxonomy still has it; one that went keeps its row for older articles.';

alter table article_topics add column lexicon_score double;
comment on column article_topics.lexicon_score is 'What the taxonomy''s terms alone score: the sum of the evidence.';
alter table article_topics add column model_score double;
comment on column article_topics.model_score is 'What the trained model says; it is then the score. Null: no model for the topic.';
alter table article_topics add column model_version text;
comment on column article_topics.model_version is 'The model that said so.';
alter table topic_evidence add column note text;
comment on column topic_evidence.note is 'Why it weighs less than its term and zone would give, such as denied; empty: it does not.';

create table places (
    place    text primary key,
    label_en text not null,
    label_ko text not null,
    is_bloc  boolean not null
);
comment on table places is 'Countries and blocs that articles are searched for, copied at each run.';
comment on column places.place is 'ISO 3166 alpha-2 of a country; a bloc''s own code, such as EU or ASEAN.';
comment on column places.label_en is 'Name in English.';
comment on column places.label_ko is 'Name in Korean.';
comment on column places.is_bloc is 'Several countries together.';

create table place_members (
    bloc  text not null,
    place text not null,
    primary key (bloc, place)
);
comment on table place_members is 'Which countries make up a bloc.';
comment on column place_members.bloc is 'The bloc.';
comment on column place_members.place is 'Its member.';

create table article_places (
    article_id     text not null,
    place          text not null,
    mention_count  integer not null,
    headline_count integer not null,
    lead_count     integer not null,
    weight         double not null,
    is_prominent   boolean not null,
    primary key (article_id, place)
);
comment on table article_places is 'Countries and blocs that the newest version of each article names.';
comment on column article_places.article_id is 'The article.';
comment on column article_places.place is 'Code of the place.';
comment on column article_places.mention_count is 'Mentions by any of its names, its people, its capital or its government; datelines are none.';
comment on column article_places.headline_count is 'Those in the headline.';
comment on column article_places.lead_count is 'Those in the first paragraph.';
comment on column article_places.weight is 'Three for a mention in the headline, two in the lead, one in the body, the nth divided by n.';
comment on column article_places.is_prominent is 'Headline or lead name it, or the body four times.';

create table article_pairs (
    article_id text primary key,
    place_a    text not null,
    place_b    text not null
);
comment on table article_pairs is 'The two sides an article is about; none where there are not two.';
comment on column article_pairs.article_id is 'The article.';
comment on column article_pairs.place_a is 'The one whose code comes first in the alphabet.';
comment on column article_pairs.place_b is 'The other.';

create table topic_labels (
    article_id  text not null,
    topic       text not null,
    is_about    boolean not null,
    labelled_at timestamptz not null,
    primary key (article_id, topic)
);
comment on table topic_labels is 'What the analyst says of articles and topics; the newest word counts. `monitor topics train` learns from it.';
comment on column topic_labels.article_id is 'The article.';
comment on column topic_labels.topic is 'Topic id.';
comment on column topic_labels.is_about is 'Whether the article is about it.';
comment on column topic_labels.labelled_at is 'Clock of the workspace when it was said.';
