"""Every setting of the program, with its type, default, unit and one sentence.

Settings come from the defaults below, then from ``settings.toml`` in the project folder, then
from environment variables named ``DETENTE_`` and the setting in capitals. They are passed in;
no module reads them globally.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """The settings; a field's description is the documentation."""

    model_config = SettingsConfigDict(env_prefix="DETENTE_", frozen=True, extra="forbid")

    max_file_bytes: int = Field(
        50_000_000, ge=1, description="bytes; a larger file is not read and is reported"
    )
    max_expanded_bytes: int = Field(
        200_000_000, ge=1, description="bytes; a container that unpacks to more is not read"
    )
    upload_expanded_bytes: int = Field(
        4_000_000_000,
        ge=1,
        description="bytes; a packed table that comes over the workbench and unpacks to more is "
        "not imported",
    )
    max_text_chars: int = Field(
        5_000_000, ge=1, description="characters; a document with more text is not read"
    )
    reading_seconds: float = Field(
        20.0,
        gt=0,
        description="seconds of processor time for reading one file, and as much again for each "
        "megabyte of it; one that takes longer is left out and reported",
    )
    reading_bytes: int = Field(
        3_000_000_000,
        ge=500_000_000,
        description="bytes of memory for reading one file; one that takes more is left out and "
        "reported",
    )
    coding_seconds: float = Field(
        30.0,
        gt=0,
        description="seconds of processor time for coding one document, and as much again for "
        "each 100,000 characters of it; one that takes longer is left out and reported",
    )
    coding_bytes: int = Field(
        6_000_000_000,
        ge=2_000_000_000,
        description="bytes of memory of a coder process; the document that takes more is left out "
        "and reported",
    )
    copy_similarity: float = Field(
        0.9, gt=0, le=1, description="share of shingles from which two texts count as copies"
    )
    fetch_timeout_seconds: float = Field(20.0, gt=0, description="seconds; limit of one request")
    fetch_pause_seconds: float = Field(
        1.0, ge=0, description="seconds between two requests to the same host"
    )
    fetch_max_bytes: int = Field(
        20_000_000, ge=1, description="bytes; a longer reply is not read and is reported"
    )
    fetch_max_redirects: int = Field(5, ge=0, description="redirects followed for one address")
    fetch_private_hosts: bool = Field(
        False,
        description="whether addresses of this machine and of private networks may be fetched",
    )
    processes: int = Field(0, ge=0, description="coder processes; 0 means one for each core")
    half_life_days: float = Field(
        365.0, gt=0, description="days after which an event weighs half in a level"
    )
    tempo_window_days: int = Field(
        180, ge=1, description="days of the window over which tempo is counted"
    )
    reply_window_days: int = Field(
        30, ge=1, description="days within which an act can answer another in kind"
    )
    channel_window_days: int = Field(
        730, ge=1, description="days within which each leg of a channel needs an event"
    )
    nameless_parties: bool = Field(
        False,
        description="whether a text that names no actor is coded by its nouns (police, rebels); "
        "only event benchmarks ask whether such a sentence holds an event",
    )
    codebook_folder: Path | None = Field(
        None, description="folder of the user's own vocabulary tables; they go before the shipped"
    )
    lock_wait_seconds: float = Field(
        5.0, ge=0, description="seconds to wait for another process that writes to the project"
    )
    import_memory_bytes: int = Field(
        1_000_000_000,
        ge=100_000_000,
        description="bytes that a query over imported rows may hold; beyond them it uses the disk",
    )
    import_threads: int = Field(
        0, ge=0, description="threads of a query over imported rows; 0 means one for each core"
    )
    derived_bytes: int = Field(
        1_000_000_000,
        ge=0,
        description="bytes of results on datasets and of pictures that are remembered in the "
        "project's folder derived, the ones longest unused go first; 0 remembers none",
    )
    max_takeaways: int = Field(7, ge=1, le=7, description="takeaways that open a briefing")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the project's file (see `load_settings`)."""
        toml = cls.model_config.get("toml_file")
        sources = [init_settings, env_settings]
        if toml:
            sources.append(TomlConfigSettingsSource(settings_cls))
        return tuple(sources)


def load_settings(project: Path | None = None) -> Settings:
    """Read the settings of a project; the defaults where it has no ``settings.toml``.

    Raises:
        InputError: if a value has the wrong type or range, or a name is unknown.
    """
    from pydantic import ValidationError

    from detente.errors import InputError

    path = project / "settings.toml" if project else None

    class ProjectSettings(Settings):
        model_config = SettingsConfigDict(toml_file=path if path and path.is_file() else None)

    try:
        return ProjectSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        variable = f"DETENTE_{name.upper()}"
        place = f"the environment variable {variable}" if variable in os.environ else path
        wrong = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise InputError(
            f"setting {name!r}: {wrong} (value {first.get('input')!r}); correct it in {place}"
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            f"the settings in {path} can't be read ({error}); repair or remove the file"
        ) from error
