"""The process that starts the scheduled runs of `epi serve`, and those asked for in the UI."""

import contextlib
import signal
import sys

from flows.lifeline import end_with_parent


def main() -> None:
    """Arguments: a cron in Paris time, the flow that it starts, as `package.module:name`, and the other flows."""
    cron, *paths = sys.argv[1:]
    end_with_parent(with_group=True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from prefect import serve

    from flows.automations import declare_alert
    from flows.deployments import served_deployments

    deployments = served_deployments(cron, paths)
    for deployment in deployments:
        if deployment.flow_name == "alert":
            deployment.apply()
            declare_alert()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve(*deployments, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
