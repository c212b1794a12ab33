"""The owner's rules of alerts, where the triggers and the analysts read them."""

from collections.abc import Iterable

import duckdb

from monitor.store.rows import stage

_RULE = {"rule_id": "VARCHAR", "setting": "DOUBLE", "description": "VARCHAR"}


def list_rules(db: duckdb.DuckDBPyConnection, rules: Iterable[tuple[str, float, str]]) -> None:
    """Copy the rules (name, setting, what it does) of the workspace."""
    stage(db, "ruled", _RULE, list(rules))
    db.execute("delete from alert_rules")
    db.execute("insert into alert_rules select rule_id, setting, description from ruled")
