"""What is read: one file for each page."""
