"""The only home of SQLModel: tables, database, records, migrations."""
