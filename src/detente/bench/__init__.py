"""Benchmarks: how well and how fast the program does what it says.

`detente.bench.annotations` reads annotated documents, `detente.bench.statements` scores coded
statements against them, and `python -m detente.bench.speed FILE.jsonl` measures the coder.
"""
