"""Benchmarks: how well and how fast the program does what it says.

`rows` reads files, `scores` counts, `reports` is what every benchmark hands on. `events` scores
who did what to whom, with `event_records` for the gold and `triples` for what statements come to;
`speed` measures the coder; `statements` scores coded statements against annotated documents, which
`annotations` reads, and `gate` holds the floors under that.
"""
