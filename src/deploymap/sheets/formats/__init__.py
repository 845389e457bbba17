"""Readers of file formats: one module a format, each from bytes to `Content` or `Rows`.

A reader does no more than read: texts stay texts, and what they mean is for the check to find. Its
faults are raised as `DataError`, all of them at once; no library's own exception gets out.
"""
