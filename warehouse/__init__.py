"""The warehouse's SQL: migrations, triggers, views, signals, queries and checks. README.md is the map."""
