"""What is changed: one file for each noun."""
