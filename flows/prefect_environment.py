"""What we ask of Prefect, as environment variables set before it is first imported."""

from pathlib import Path

_ALWAYS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_UI_API_URL": "/api",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "100",
    # whole seconds: Prefect cuts a fraction off, and its server never rests with an interval of nought
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "100",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_FLUSH_INTERVAL": "1.0",
}
_PRIVATE = {
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}
_QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
}


def served_environment(home: Path, api_url: str) -> dict[str, str]:
    """For the server of `epi serve`, its runner and its flow runs; Prefect's own data lie in `home`."""
    return {**_ALWAYS, "PREFECT_HOME": str(home), "PREFECT_API_URL": api_url}


def private_environment(home: Path, api_url: str) -> dict[str, str]:
    """For a server that lives as long as one `epi run`, and for that run: nothing of Prefect is printed."""
    return {**served_environment(home, api_url), **_PRIVATE, **_QUIET}


def guest_environment(home: Path, api_url: str) -> dict[str, str]:
    """For an `epi run` that tells a server which was there before."""
    return {**served_environment(home, api_url), **_QUIET}
