"""Every setting the product has, typed, from the environment or `.env`. Read once, in `wiring` and the command line."""

from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import AliasChoices, Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Names without a prefix are the ones other tools use as well; everything of our own is `VORZIMMER_*`."""

    model_config = SettingsConfigDict(env_file=".env", env_prefix="VORZIMMER_", extra="ignore", populate_by_name=True)

    # --- shared names -------------------------------------------------------------------------------------
    port: int = Field(8000, ge=1, le=65535, validation_alias=AliasChoices("PORT", "VORZIMMER_PORT"))
    database_url: str | None = Field(None, validation_alias="DATABASE_URL")
    redis_url: str | None = Field(None, validation_alias="REDIS_URL")
    public_url: str | None = Field(None, validation_alias="PUBLIC_URL")
    twilio_account_sid: str | None = Field(None, validation_alias="TWILIO_ACCOUNT_SID")
    twilio_auth_token: SecretStr | None = Field(None, validation_alias="TWILIO_AUTH_TOKEN")
    openai_api_key: SecretStr | None = Field(None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(None, validation_alias="OPENAI_BASE_URL")
    openai_model: str | None = Field(None, validation_alias="OPENAI_MODEL")
    openai_embedding_model: str | None = Field(
        None,
        validation_alias="OPENAI_EMBEDDING_MODEL",
        description="Served at OPENAI_BASE_URL; None = the built-in one finds what documents mean.",
    )

    # --- our own ------------------------------------------------------------------------------------------
    host: str = "127.0.0.1"
    models_dir: Path = Path("models")
    whisper: str = Field("whisper-base", description="The recogniser, by the name of its folder among the models.")
    whisper_adapted: bool = Field(True, description="whisper-base with what it learned of telephone calls.")
    german_voice: str | None = Field(None, description="None = the best on disk: a Piper voice, else Pico.")
    english_voice: str | None = None
    stt_workers: int | None = Field(None, ge=1, description="Utterances decoded at once; None = one a core.")
    database_connections: int = Field(10, ge=2, description="To PostgreSQL, of each server.")
    speech: Literal["own", "twilio"] = Field(
        "own", description="Who hears and speaks: this machine (media stream), or Twilio (ConversationRelay)."
    )
    max_calls: int = Field(8, ge=1, description="Calls taken at once; further ones are sent to the human line.")
    answer_within_s: float = Field(
        0.4, gt=0, le=10, description="An incoming call that cannot be taken up so quickly goes to the human line."
    )
    recordings: Path | None = Field(None, description="Where recorded calls lie; None = a folder beside the database.")
    spool: Path | None = Field(None, description="Where calls are noted while the database is away; None = beside it.")
    drain_s: float = Field(1800, ge=0, description="How long a stopping server waits for running calls.")
    call_limit_s: float = Field(3600, gt=0, description="Longest call; the assistant says goodbye then.")
    log_format: Literal["auto", "console", "json"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_pii: bool = Field(
        False, description="Write personal data into the log. For debugging on your own machine only."
    )
    twilio_auth_token_secondary: SecretStr | None = Field(
        None, description="Accepted beside the first during rotation."
    )

    # --- signing in at the organisation's own provider ----------------------------------------------------
    oidc_issuer: str | None = Field(None, description="An OpenID Connect provider; None = passwords alone.")
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = Field(None, description="None = a public client: PKCE alone.")
    oidc_name: str = Field("", description="What the button says; empty = the provider's host.")
    oidc_mail_is_verified: bool = Field(
        False, description="For a provider that knows its people's addresses and does not say so, as Entra ID."
    )

    # --- what follows from a booking ---------------------------------------------------------------------
    smtp_host: str | None = Field(None, description="The mail server; None = no mail.")
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str | None = Field(None, description="The sender of mails and organizer of calendar entries.")
    sms_from: str | None = Field(None, description="A Twilio number or messaging service; None = no text messages.")
    twilio_api_url: str = Field("https://api.twilio.com", description="Another region's, or a stand-in's.")
    decision_names_days: int = Field(90, ge=1, description="Then names and numbers leave the decision log.")
    node: str = Field("node-1", description="This server's name among those that share a database; never changes.")

    @field_validator(
        "oidc_issuer",
        "oidc_client_id",
        "oidc_client_secret",
        "smtp_host",
        "smtp_user",
        "smtp_password",
        "mail_from",
        "sms_from",
        "public_url",
        "database_url",
        "redis_url",
        "twilio_account_sid",
        "twilio_auth_token",
        "openai_api_key",
        "openai_base_url",
        "openai_model",
        "openai_embedding_model",
        "german_voice",
        "english_voice",
        "stt_workers",
        "recordings",
        "spool",
        "twilio_auth_token_secondary",
        mode="before",
    )
    @classmethod
    def _blank_is_unset(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("public_url")
    @classmethod
    def _public_url_is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not value.startswith(("http://", "https://")):
            raise ValueError("PUBLIC_URL must begin with https:// (or http:// on your own machine)")
        return value.rstrip("/")

    @field_validator("oidc_issuer")
    @classmethod
    def _oidc_issuer_is_safe(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("VORZIMMER_OIDC_ISSUER must begin with https://")
        return value

    @model_validator(mode="after")
    def _oidc_is_whole(self) -> Self:
        if self.oidc_issuer is not None and self.oidc_client_id is None:
            raise ValueError("VORZIMMER_OIDC_ISSUER needs VORZIMMER_OIDC_CLIENT_ID beside it")
        return self

    @cached_property
    def database(self) -> str:
        return self.database_url or "sqlite:///data/vorzimmer.db"

    @cached_property
    def call_spool(self) -> Path:
        """One file a server."""
        return self.spool or self._beside_the_database / f"calls-{self.node}.spool"

    @cached_property
    def business_memory(self) -> Path:
        """What is known of the businesses while the database is away; one file a server."""
        return self.call_spool.with_name(f"businesses-{self.node}.json")

    @cached_property
    def recordings_folder(self) -> Path:
        return self.recordings or self._beside_the_database / "recordings"

    @property
    def _beside_the_database(self) -> Path:
        sqlite = self.database.partition("sqlite:///")[2]
        return Path(sqlite).parent if sqlite and sqlite != ":memory:" else Path("data")

    @cached_property
    def base_url(self) -> str:
        """Where Twilio reaches us, without a trailing slash.

        Never from a request's headers: those choose what is signed.
        """
        return self.public_url or f"http://127.0.0.1:{self.port}"

    @cached_property
    def websocket_base_url(self) -> str:
        return "ws" + self.base_url.removeprefix("http")

    @property
    def twilio_auth_tokens(self) -> tuple[str, ...]:
        tokens = (self.twilio_auth_token, self.twilio_auth_token_secondary)
        return tuple(token.get_secret_value() for token in tokens if token is not None)
