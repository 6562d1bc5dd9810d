"""The workspace's own components: what must feel instant runs in the browser, in plain JavaScript."""
