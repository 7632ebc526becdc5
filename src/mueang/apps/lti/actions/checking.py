"""What a platform signed, checked by `pylti1p3next`: signature, dates, client, deployment, message."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from mueang.apps.lti.actions.keysets import keys_for
from mueang.apps.lti.errors import NotVouchedFor
from mueang.apps.lti.models import Platform
from mueang.standards.multibase import from_base64url

LONGEST_TOKEN = 20_000


def vouched_claims(
    platform: Platform, *, state: str, id_token: str, is_nonce: Callable[[object], bool], now: datetime
) -> dict[str, Any]:
    """The claims of `id_token`, once all of it holds. Raises NotVouchedFor and KeysOutOfReach."""
    if not id_token or len(id_token) > LONGEST_TOKEN:
        raise NotVouchedFor("id_token")
    keys = keys_for(platform, key_id=_key_id(id_token), now=now)
    # Late: with jwcrypto it takes 6 MB, and only a process that a launch comes to needs it.
    from jwt.exceptions import PyJWTError
    from pylti1p3.exception import LtiException

    from mueang.apps.lti.actions.library import checked_launch

    try:
        return checked_launch(platform, keys, state=state, id_token=id_token, is_nonce=is_nonce)
    except (LtiException, PyJWTError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotVouchedFor(type(error).__name__) from error


def _key_id(id_token: str) -> object:
    try:
        header = json.loads(from_base64url(id_token.partition(".")[0]))
    except (ValueError, RecursionError) as error:
        raise NotVouchedFor("header") from error
    return header.get("kid") if isinstance(header, Mapping) else None
