"""The case file: tables, unit of work with change log, queries, backup, check. Only here SQLAlchemy."""
