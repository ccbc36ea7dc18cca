"""The complete job, once by each way to do it: `python -m benchmarks.jobs.NAME NETWORK OUT`.

NETWORK is a folder of `benchmarks.network`; OUT becomes the folder of the DuckDB file that the job makes.
"""
