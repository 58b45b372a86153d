"""JSON API and staff pages."""
