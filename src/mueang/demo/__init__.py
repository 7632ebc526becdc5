"""An invented city on real public geography, written with actions only."""
