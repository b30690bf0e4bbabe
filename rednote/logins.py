"""Who can log in to the demo world, and with which password."""

import os
import secrets

from rednote import env

LOGINS = {"lea": "member", "nina": "newcomer", "mo_idris": "moderator", "ada": "admin"}

# How `manage.py demo` ends where people live who are not of the demo: nobody of the table is there.
OTHERS_SITE = 3


def password() -> str:
    """The demo people's password: REDNOTE_DEMO_PASSWORD, or one made up once and kept in the state directory."""
    chosen = env.text("REDNOTE_DEMO_PASSWORD")
    if chosen:
        return chosen
    path = env.state_dir() / "demo-password"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(9))
        draft.replace(path)
    return path.read_text().strip()


def table() -> str:
    return "\n".join(f"  {role:<10} {handle:<8} {password()}" for handle, role in LOGINS.items())
