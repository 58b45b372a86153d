"""How the schema became what it is, one file a step; run by `app.stores.migrate`."""
