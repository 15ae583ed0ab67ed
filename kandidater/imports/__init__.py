"""Import of candidates from a file: stage, map, mend, choose, create as one job, undo."""
