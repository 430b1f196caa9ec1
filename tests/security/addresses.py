"""An address for each page of the table of pages, so that every one of them can be knocked at."""

from typing import Any
from uuid import UUID

from django.urls import get_resolver, reverse

from dispositif.config.pages import PAGES

NOWHERE = UUID(int=0)
GIVEN: dict[str, dict[str, Any]] = {
    "look:asset": {"name": "look.css"},
    "account_reset_password_from_key": {"uidb36": "1", "key": "none"},
    **{f"mfa_{what}_webauthn": {"pk": 1} for what in ("edit", "remove")},
    **{f"openid_connect_{step}": {"provider_id": "none"} for step in ("login", "callback")},
    "people:end_session": {"number": 1},
    "people:accept_invitation": {"secret": "none"},
    "people:revoke_token": {"uuid": NOWHERE},
    "queue:progress": {"uuid": NOWHERE},
    "files:download": {"uuid": NOWHERE},
    **{f"files:{name}": {"file_format": "csv"} for name in ("trail", "access")},
    "documents:intake": {"uuid": NOWHERE},
    "documents:reader": {"slug": "A-RES-99-77"},
    "documents:history": {"slug": "A-RES-99-77"},
    "documents:classify": {"slug": "A-RES-99-77"},
    "documents:provision": {"slug": "A-RES-99-77", "part": "operative", "path": "2"},
    "mandates:intake": {"uuid": NOWHERE},
    "mandates:findings": {"uuid": NOWHERE},
    "mandates:figure": {"name": "mandates.registered"},
    "mandates:propose": {"slug": "A-RES-99-77"},
    "mandates:reports": {"slug": "A-RES-99-77"},
    "mandates:provision": {"uuid": NOWHERE},
    "mandates:provisions": {"slug": "A-RES-99-77"},
    "mandates:of_document": {"slug": "A-RES-99-77"},
    "mandates:plan": {"year": 2026},
    "mandates:plan_import": {"uuid": NOWHERE},
    "mandates:lineage": {"uuid": NOWHERE},
    "mandates:mandate": {"uuid": NOWHERE},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("document", "reading", "provisions")},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("versions", "history", "classify")},
    "api-v1:version": {"slug": "A-RES-99-77", "language": "en", "ordinal": 1},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("provision", "confirm", "correct")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("import", "write", "drop")},
    **{f"api-v1:{name}": {"slug": "A-RES-99-77"} for name in ("proposals", "reports")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("mandate", "course", "mandate_history", "lineage")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("assign", "tag", "set_due", "state", "name_report")},
    "api-v1:attach_report": {"uuid": NOWHERE, "report": NOWHERE},
    "api-v1:figure": {"name": "mandates.registered"},
    **{f"api-v1:{name}": {"year": 2026} for name in ("plan", "not_cited")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("statements", "confirm_text", "withdraw_priority")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("part", "revoke", "sheet_preview", "sheet_remarks")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("write_sheet", "drop_sheet")},
    "api-v1:sheet": {"file_format": "csv"},
    "assistance:receipt": {"receipt": "AR-0000-0000"},
    "assistance:request": {"receipt": "AR-0000-0000"},
    "instruments:state": {"code": "FRA"},
    "instruments:instrument": {"code": "UNTOC"},
    "instruments:session": {"body": "COP_UNTOC", "slug": "3"},
    "instruments:attendance": {"body": "COP_UNTOC", "slug": "3"},
    "instruments:attendance_preview": {"body": "COP_UNTOC", "slug": "3", "uuid": NOWHERE},
    "instruments:mechanism": {"code": "UNTOC"},
    "instruments:questionnaire": {"uuid": NOWHERE},
    "instruments:provision": {"uuid": NOWHERE},
    "instruments:provisions": {"slug": "A-RES-99-77"},
    "instruments:import_register": {"uuid": NOWHERE},
    "instruments:notify": {"code": "UNTOC"},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("settle_name", "set_aside_name", "strike_action")},
    "api-v1:session": {"body": "COP_UNTOC", "slug": "3"},
    "api-v1:correct_session": {"body": "COP_UNTOC", "slug": "3"},
    "api-v1:record_attendance": {"body": "COP_UNTOC", "slug": "3"},
    "api-v1:plan_document": {"body": "COP_UNTOC", "slug": "3"},
    "api-v1:issue_document": {"body": "COP_UNTOC", "slug": "3", "uuid": NOWHERE},
    "api-v1:mechanism": {"code": "UNTOC"},
    "api-v1:name_focal_point": {"code": "UNTOC"},
    "api-v1:record_contribution": {"code": "UNTOC"},
    "api-v1:send_questionnaire": {"code": "UNTOC"},
    "api-v1:questionnaire": {"uuid": NOWHERE},
    "api-v1:receive_answer": {"uuid": NOWHERE},
    "instruments:strategy_intake": {"uuid": NOWHERE},
    "instruments:strategy": {"uuid": NOWHERE},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("strategy", "strategy_history", "cover_states")},
    **{f"api-v1:{name}": {"uuid": NOWHERE} for name in ("uncover_state", "withdraw_strategy")},
    "api-v1:strategy_sheet": {"file_format": "csv"},
    **{f"api-v1:{name}": {"file_format": "csv"} for name in ("adherence_sheet", "follow_up_sheet")},
    **{f"api-v1:instrument{tail}": {"code": "UNTOC"} for tail in ("", "_participants", "_actions")},
    **{f"api-v1:instrument_{tail}": {"code": "UNTOC"} for tail in ("statements", "procedures")},
    "api-v1:state_instruments": {"code": "FRA"},
    "api-v1:participant": {"code": "FRA"},
    "api-v1:standings": {"code": "FRA"},
    "api-v1:grouping": {"code": "LDC"},
    "api-v1:region": {"code": "001"},
    "api-v1:entity": {"code": "UNODC"},
    "api-v1:theme": {"code": "TIP"},
}
"""Page → what its address needs, where it needs anything. A new page without a row here breaks the tests."""


def addresses() -> dict[str, str]:
    """Page → address."""
    return {name: reverse(name, kwargs=GIVEN.get(name)) for name in PAGES}


def names() -> set[str]:
    """Every name that the addresses of the product carry, with its namespace."""
    return set(_names(get_resolver(), ""))


def _names(resolver: object, space: str) -> list[str]:
    found = []
    for one in resolver.url_patterns:  # type: ignore[attr-defined]
        if hasattr(one, "url_patterns"):
            found += _names(one, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            found.append(f"{space}{one.name}")
    return found
