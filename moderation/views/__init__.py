"""The report form for everybody, and the moderators' pages in the admin."""
