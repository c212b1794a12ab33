"""The workspace's three files and the environment, read into `Settings`, feeds and watches."""
