"""Where the night finds its configuration and keeps its data, from `EPI_*` environment variables."""

import os
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, LiteralString

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict

NO_QUESTION_MARK: LiteralString = "no question mark in the path: DuckDB takes what follows for a query"


class ConfigurationError(Exception):
    """A wrong setting or `epis.toml`: one English sentence a fault, raised before anything is touched."""

    def __init__(self, *faults: str) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(self.faults)


def _data_directory(path: Path) -> Path:
    path = path.absolute()
    if "?" in str(path):
        raise PydanticCustomError("question_mark", NO_QUESTION_MARK)
    return path


class Settings(BaseSettings):
    """Every setting with its default; each is read from `EPI_` followed by its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="EPI_", frozen=True, extra="ignore")

    config: Path = Field(Path("samples/epis.toml"), description="the configuration of the network")
    home: Annotated[Path, AfterValidator(_data_directory)] = Field(
        Path("data"), validate_default=True, description="received files, store, snapshots and the warehouse"
    )
    worker_processes: int = Field(
        default_factory=lambda: min(4, os.cpu_count() or 1), ge=1, le=64, description="files read at once"
    )
    worker_seconds: float = Field(60, gt=0, description="processor seconds to read one file")
    worker_memory_mb: int = Field(1024, ge=64, description="memory to read one file, beside Python's own")
    build_memory_mb: int = Field(1000, ge=100, description="memory to build the warehouse; beyond it, the disk")
    pull_processes: int = Field(8, ge=1, le=64, description="sources asked at once")
    pull_seconds: float = Field(120, gt=0, description="wall-clock seconds to get one file, retries included")
    pull_connect_seconds: float = Field(10, gt=0, description="wait for a server to take the call")
    pull_read_seconds: float = Field(30, gt=0, description="wait for a server's next bytes")
    pull_attempts: int = Field(3, ge=1, le=10, description="tries on what is worth trying again")
    pull_backoff_seconds: float = Field(0.5, ge=0, description="first wait between tries, doubled each time")
    open_data_threshold: int = Field(11, ge=5, description="fewest people that a public cell is of")
    fse_incomplete_alarm: Decimal = Field(
        Decimal("0.35"),
        ge=0,
        le=1,
        description="share of incomplete participants beyond which `epi fse` gives the alarm",
    )
    pull_max_mb: int = Field(200, ge=1, description="largest file taken")
    page: bool = Field(default=True, description="whether each night writes its page")
    smtp_host: str = Field("", description="the mail server; letters wait in the outbox while it is empty")
    smtp_port: int = Field(587, ge=1, le=65535, description="its port")
    smtp_security: Literal["starttls", "tls", "none"] = Field("starttls", description="how it is spoken to")
    smtp_username: str = Field("", description="the name given to it")
    smtp_password_secret: str = Field("", description="the name of the secret that is its password")
    mail_from: str = Field("epi@localhost", pattern=r"^[^@\s]+@[^@\s]+$", description="who the letters are from")
    alert_mail: str = Field("", description="who is written to when a night fails")
    alert_webhook_secret: str = Field("", description="the name of the secret that is the address to call then")


def read_settings() -> Settings:
    """The settings of this process; a wrong variable raises ConfigurationError naming it."""
    try:
        return Settings()
    except ValidationError as error:
        raise ConfigurationError(
            *(f"EPI_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        ) from None
