"""The commands that come in groups (`vorzimmer business …`), one file a subject; the work is in `app.commands`."""
