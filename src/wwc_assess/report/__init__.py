"""What is handed over: one view of the facts, and a writer per format."""
