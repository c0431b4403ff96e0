"""From a folder of submissions to verdicts, a gradebook, feedback pages and tables."""
