"""What people type about notes, one module per noun."""
