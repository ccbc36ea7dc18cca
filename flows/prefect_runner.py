"""The process that starts the scheduled runs of `epi serve`, and those asked for in the UI."""

import contextlib
import importlib
import signal
import sys

from flows.lifeline import end_with_parent

TIME_ZONE = "Europe/Paris"


def main() -> None:
    """Arguments: the flow, as `package.module:name`, and its schedule, as a cron in Paris time."""
    path, cron = sys.argv[1:]
    end_with_parent(with_group=True)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from prefect import serve
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    module, _, name = path.partition(":")
    flow = getattr(importlib.import_module(module), name)
    deployment = flow.to_deployment(
        name,
        schedules=[Cron(cron, timezone=TIME_ZONE, slug="every-night")],
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve(deployment, pause_on_shutdown=False, print_starting_message=False)


if __name__ == "__main__":
    main()
