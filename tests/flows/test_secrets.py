"""Channels whose secrets are Prefect Secret blocks: used, and shown nowhere."""

import os
from pathlib import Path

import pytest
from outbox import NOW, full_workspace
from receivers import open_hook

from flows.deliver import deliver
from flows.options import Options
from flows.secrets import with_secrets, without_secrets
from monitor.alert.webhook import signature
from monitor.config import load_workspace
from monitor.errors import ConfigError
from monitor.watch import check_query

HUSH = "tell-nobody-7319"
STAND_IN = {"MONITOR_SECRET_HOOK_KEY": "unread"}


def channel(address: str) -> tuple[str, ...]:
    return (f"webhook://{address}/alerts?hmac_key=${{secret:hook-key}}",)


def test_a_secret_block_signs_the_message_and_is_shown_nowhere(prefect_server, tmp_path, capfd, caplog):
    from prefect.blocks.system import Secret

    Secret(value=HUSH).save("hook-key", overwrite=True)
    with open_hook() as hook:
        workspace = full_workspace(tmp_path / "desk", channel(hook.address), stories=2, environ=STAND_IN)
        state = deliver(Options(directory=str(workspace.directory), now=NOW), return_state=True)
    assert (state.name, state.message) == ("Completed", "2 delivered")
    for _, headers, body in hook.received:
        signed = signature(HUSH, int(headers["X-Monitor-Timestamp"]), body)
        assert headers["X-Monitor-Signature"] == f"sha256={signed}"
    out, err = capfd.readouterr()
    assert HUSH not in out + err + caplog.text + str(state)
    files = [path for path in Path(workspace.directory).rglob("*") if path.is_file()]
    assert workspace.database in files
    assert not [path for path in files if HUSH.encode() in path.read_bytes()]
    assert "MONITOR_SECRET_HOOK_KEY" not in os.environ


def test_a_secret_that_nobody_has_is_named_with_what_to_do(prefect_server, tmp_path):
    workspace = full_workspace(tmp_path, ("console", *channel("127.0.0.1:9")), stories=1, environ=STAND_IN)
    channels = 'channels = ["ntfys://${secret:no-such-block}@h.example/t"]'
    (tmp_path / "watches.toml").write_text(f'[[watch]]\nname = "ipef"\nquery = "IPEF"\n{channels}\n', "utf-8")
    told = "no Secret block 'no-such-block', and MONITOR_SECRET_NO_SUCH_BLOCK is not set"
    with pytest.raises(ConfigError, match=told):
        with_secrets(workspace.directory, {**os.environ, **STAND_IN})
    state = deliver(Options(directory=str(tmp_path), now=NOW), return_state=True)
    assert state.name == "Misconfigured"
    assert "no-such-block" in state.message


def test_the_environment_serves_where_there_is_no_prefect(tmp_path):
    directory = full_workspace(tmp_path, channel("127.0.0.1:9"), stories=1, environ=STAND_IN).directory
    loaded = load_workspace(directory, check_query=check_query, environ={"MONITOR_SECRET_HOOK_KEY": HUSH})
    assert loaded.settings.alerts.channels == (f"webhook://127.0.0.1:9/alerts?hmac_key={HUSH}",)
    with pytest.raises(ConfigError, match="MONITOR_SECRET_HOOK_KEY is not set in the environment"):
        load_workspace(directory, check_query=check_query, environ={})
    assert load_workspace(directory, check_query=check_query, environ=without_secrets(directory, {})).feeds
