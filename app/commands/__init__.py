"""What the command line does, one file a verb. `app.cli` names the options; here is the work."""
