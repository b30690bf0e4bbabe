"""The demo world: the people, notes and pictures that fill an empty site."""
