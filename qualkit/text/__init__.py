"""Text shared by the stages: turns and their labels, and finding quotes; pure."""
