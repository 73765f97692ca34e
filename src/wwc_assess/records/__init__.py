"""What was answered: records, the store that keeps them, and the workspace they live in."""
