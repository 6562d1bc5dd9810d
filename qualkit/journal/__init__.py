"""The journal's own rules, pure: kinds of Change (one file per noun), apply, inverse, hashes.

What a researcher does is an act: one or more Changes that share an `act_id`, written in one transaction. A Change says
what it did as row deltas, so that one `apply` serves every kind, and its inverse is the same deltas turned round.
"""
