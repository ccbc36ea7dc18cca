"""`epi erase`: one person, when retention has ended."""

from __future__ import annotations

import datetime as dt

import click

from flows.commands.options import JSON, exits
from flows.report import ExitCode
from flows.settings import ConfigurationError, read_settings


@click.command()
@click.argument("person_key", required=False)
@click.option("--doubtful-too", is_flag=True, help="Also the rows with both names and no birth date, once looked at.")
@click.option("--dry-run", is_flag=True, help="Say what would be erased.")
@JSON
@exits
def erase(person_key: str | None, doubtful_too: bool, dry_run: bool, as_json: bool) -> ExitCode:
    """Erase a person from the received files and the identity file; the pseudonymous rows and every total stay.

    Without PERSON_KEY, name, given name and birth date are asked for, or read from three lines of the standard input:
    they are never an argument. Refused (exit code 1) while the retention of an operation runs, or is unknown.
    """
    from flows.erase import erase as run
    from flows.erase import key_of
    from flows.retention import RetentionError
    from transforms.redact import Identity

    settings, named = read_settings(), None
    if person_key is None:
        named = Identity(_asked("Last name"), _asked("First name"), _day(_asked("Birth date (YYYY-MM-DD)")))
        person_key = key_of(settings, named.last_name, named.first_name, named.birth_date)
    try:
        done = run(settings, person_key, named, dry_run=dry_run, doubtful_too=doubtful_too)
    except RetentionError as error:
        click.echo(f"not erased:\n{error}", err=True)
        return ExitCode.REFUSED
    if as_json:
        click.echo(done.as_json())
        return ExitCode.DONE
    would = "would be erased" if dry_run else "erased"
    click.echo(f"{done.person_key}: {done.n_identities} identities {would}")
    for name, count in done.files.items():
        click.echo(f"  {name}: {count} cells {would}, the copy {done.copies[name]}")
    for name in done.letters:
        click.echo(f"  {name}: its content {would}")
    if done.n_texts:
        click.echo(f"  {done.n_texts} findings and rows set aside: a text {would}")
    for name, rows in done.doubtful.items():
        click.echo(f"  {name}: the same names without the birth date, left as they are: {', '.join(rows)}", err=True)
    for name in done.unreadable:
        click.echo(f"  {name}: cannot be read, left as it is", err=True)
    click.echo(f"Copies that remain elsewhere: {'; '.join(done.remains)}", err=True)
    return ExitCode.DONE


def _asked(words: str) -> str:
    return str(click.prompt(words, err=True)).strip()


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ConfigurationError("the birth date is not a day such as 1990-03-12") from None
