"""PURE: mu-law, resampling, frames."""
