"""What the core needs from outside, as Protocols named for the need."""
