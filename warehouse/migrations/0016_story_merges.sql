-- Stories are joined and parted by rows that are only ever added: articles.story_id stays what it was.
create table story_merges (
    story_id  text primary key,
    into_id   text not null,
    merged_at timestamptz not null,
    reason    text not null
);
comment on table story_merges is 'Stories that turned out to be one: what is of story_id is of into_id from then on.';
comment on column story_merges.story_id is 'The story that ends; none ends twice.';
comment on column story_merges.into_id is 'The story it is part of. That one may have been merged later.';
comment on column story_merges.merged_at is 'Clock of the run, or of the command, that joined them.';
comment on column story_merges.reason is 'Why, in words.';

create table story_splits (
    article_id text not null,
    story_id   text not null,
    split_at   timestamptz not null,
    reason     text not null
);
comment on table story_splits is 'Articles taken out of the story they were put in. The newest row of an article counts.';
comment on column story_splits.article_id is 'The article.';
comment on column story_splits.story_id is 'The story it is of from then on.';
comment on column story_splits.split_at is 'Clock of the command that parted them.';
comment on column story_splits.reason is 'Why, in words.';
