"""The workspace's three files and the environment, read into `Settings`, feeds and watches."""

from monitor.config.init import feeds_toml, init_workspace
from monitor.config.workspace import Workspace, find_directory, load_workspace, secret_variables

__all__ = ["Workspace", "feeds_toml", "find_directory", "init_workspace", "load_workspace", "secret_variables"]
