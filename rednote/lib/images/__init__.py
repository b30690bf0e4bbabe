"""Pixels: reading headers, rendering photos in a locked-down process, drawing text covers."""
