"""The one place that names concrete classes: from settings to a server's parts."""
