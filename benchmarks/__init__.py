"""What the site claims about itself in figures, and the programs that measure it: `manage.py bench NAME`."""
