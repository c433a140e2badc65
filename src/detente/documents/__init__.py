"""Bytes -> Document, Sentence: parsing, metadata, language, sentences, copies, furniture."""
