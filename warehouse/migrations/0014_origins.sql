-- What it takes to count who reports from whom: which articles are copies, and under which names outlets are known.
create table copies (
    article_id  text not null,
    original_id text not null
);
comment on table copies is 'Near-copies of earlier articles. Articles of one original_id, and it itself, are one text.';
comment on column copies.article_id is 'The article.';
comment on column copies.original_id is 'The first stored of the articles that it and others are near-copies of.';

create table outlet_names (
    form      text not null,
    name      text not null,
    is_agency boolean not null
);
comment on table outlet_names is 'Outlets and agencies by all forms of their names, copied at each run.';
comment on column outlet_names.form is 'A way to write the name, or an address of its site.';
comment on column outlet_names.name is 'The one spelling that origins has.';
comment on column outlet_names.is_agency is 'A news agency: near-copies of its articles are reprints.';
