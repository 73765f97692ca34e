"""What is asked: standards, their files, and how they are read."""
