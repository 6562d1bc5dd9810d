"""The command line: parse, call an action, show. One file per noun; the only click users."""
