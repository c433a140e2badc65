"""Benchmarks: how well and how fast the program does what it says.

`rows` reads files, `scores` counts, `reports` is what every benchmark hands on. `events` scores
who did what to whom, with `event_records` for the gold and `triples` for what statements come to;
`speed` measures the coder; `statements` scores coded statements against `annotations`;
`annotated_documents` does so for folders of documents and `causes` says what went wrong; `gate`
holds the floors under that.
"""
