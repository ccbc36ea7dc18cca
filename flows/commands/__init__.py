"""The commands of `epi`, one a file: thin, results on stdout, messages on stderr."""
