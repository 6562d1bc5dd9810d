"""The study's database: the only SQLAlchemy users, the only place that reads or writes tables."""
