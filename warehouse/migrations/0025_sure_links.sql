-- Countries of headlines; which links are sure enough to hold back an alert; countries that come into a story are told of.
alter table article_marks add column is_side boolean;
comment on column article_marks.is_side is 'Whether it is a country that the headline names.';

alter table article_links add column shared_count integer;
alter table article_links add column is_sure boolean;
comment on column article_links.shared_count is 'Figures, days, laws and people that both articles tell.';
comment on column article_links.is_sure is 'Whether a story told in the one language holds back a report in the other: by its strength alone, or with what they share.';

update alert_rules
set setting = 1, description = 'headline or lead bring a country into the story, after others or two at once'
where rule_id = 'place';
