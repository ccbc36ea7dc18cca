"""Connectors: one file for each kind of place that an EPI's file can be pulled from."""
