"""Sheets -> checked tables: named columns, typed cells, and all the faults."""
