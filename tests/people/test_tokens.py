"""Tokens: shown once, kept as a digest, working for their person within their scopes and days."""

import re
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction
from django.test import Client

from dispositif.cli.group import dispositif
from dispositif.kernel.refusal import Refusal
from dispositif.people import actions, queries, rules
from dispositif.people.clock import today
from dispositif.people.models import Person, Token
from dispositif.people.rules import SCOPES, Role
from dispositif.people.secret import digest_of, drawn
from dispositif.secrecy.acting import Acting, acting_as
from dispositif.trail.models import Content, Entry
from tests.world import person, signed_in

pytestmark = pytest.mark.database
SHOWN = re.compile(r"dsp_[a-z2-7]{52}")
ADDRESS = "/account/tokens/"
API = "/api/v1/documents"


@pytest.fixture
def officer(database: None) -> Person:
    return person("Officer", Role.SECRETARIAT)


def issued(one: Person, *scopes: str, name: str = "nightly", days: int = 90) -> actions.Issued:
    """A token as its person gets it, while the test acts as the administrator."""
    on = today()
    wanted = scopes or ("documents:read",)
    return actions.issue(name=name, scopes=wanted, expires_on=on + timedelta(days=days), by=one, on=on)


def asked(secret: str, address: str = API) -> int:
    return Client(headers={"authorization": f"Bearer {secret}"}).get(address).status_code


def test_a_secret_is_long_and_never_twice_the_same() -> None:
    assert SHOWN.fullmatch(drawn())
    assert drawn() != drawn()
    assert re.fullmatch("[0-9a-f]{64}", digest_of("\udcff"))


def test_only_the_digest_is_kept(officer: Person) -> None:
    made = issued(officer)
    assert made.token.digest == digest_of(made.secret)
    assert made.secret not in repr(made)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.roles', 'auditor', true)")
    kept = [str(Token.objects.filter(pk=made.token.pk).values()), str(Content.objects.values())]
    assert not any(made.secret in said for said in kept)
    told = Entry.objects.filter(subject_uuid=made.token.uuid)
    assert [(one.what, one.actor_label) for one in told] == [("people.token_issued", "Officer")]
    assert told[0].content.content["scopes"] == ["documents:read"]


def test_a_token_speaks_for_its_person(officer: Person) -> None:
    made = issued(officer)
    bearer = queries.bearer_of(made.secret, today())
    assert bearer is not None
    assert (bearer.person, bearer.token) == (officer, made.token)
    assert bearer.acting.roles == {"secretariat", "reader"}
    assert asked(made.secret) == 200


def test_nothing_tells_why_a_token_does_not_work(officer: Person) -> None:
    late, ended = issued(officer, name="late", days=0), issued(officer, name="ended")
    suspended = issued(person("Other", Role.DRAFTER))
    Token.objects.filter(pk=late.token.pk).update(
        created_on=today() - timedelta(days=9), expires_on=today() - timedelta(days=1)
    )
    actions.revoke(token=ended.token, by=officer, on=today())
    account = suspended.token.person.account
    assert account is not None
    account.is_active = False
    account.save()
    secrets = [late.secret, ended.secret, suspended.secret, drawn(), "", "dsp_\xe9\xff", "x y"]
    answers = [Client(headers={"authorization": f"Bearer {one}"}).get(API) for one in secrets]
    assert {answer.status_code for answer in answers} == {401}
    assert {answer["WWW-Authenticate"] for answer in answers} == {
        'Bearer realm="dispositif", error="invalid_token"'
    }
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["type"] == "urn:dispositif:people.token_unknown"


def test_a_token_opens_no_page(officer: Person) -> None:
    client = Client(headers={"authorization": f"Bearer {issued(officer).secret}"})
    assert client.get(ADDRESS).status_code == 302
    assert client.get("/documents/import/").content.decode().count('type="file"') == 0


def test_other_ways_of_authorization_are_not_ours(database: None) -> None:
    assert Client(headers={"authorization": "Basic YTpi"}).get(API).status_code == 200


def test_the_last_use_is_kept_once_a_day(officer: Person) -> None:
    made = issued(officer)
    assert asked(made.secret) == 200
    assert Token.objects.get(pk=made.token.pk).used_on == today()
    yesterday = today() - timedelta(days=1)
    Token.objects.filter(pk=made.token.pk).update(used_on=yesterday)
    assert asked(made.secret, f"{API}?page=nothing") == 422
    assert Token.objects.get(pk=made.token.pk).used_on == today()
    actions.note_use(token=Token.objects.get(pk=made.token.pk), on=yesterday)
    assert Token.objects.get(pk=made.token.pk).used_on == today()


def test_nobody_lists_the_tokens_of_others(officer: Person) -> None:
    made, other = issued(officer), person("Other", Role.AUDITOR)
    issued(other, name="own")
    assert queries.tokens().count() == 2
    for one in (officer, other):
        with acting_as(queries.acting_for(one.account_id, today())[0]):
            assert [token.person_id for token in queries.tokens()] == [one.uuid]
    with acting_as(Acting(frozenset(set(Role) - {Role.ADMINISTRATOR}))):
        assert not queries.tokens().exists()
        assert queries.bearer_of(made.secret, today()) is not None
        assert not queries.tokens().exists()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "  "}, "people.token_unnamed"),
        ({"name": "a\x00b"}, "people.token_unnamed"),
        ({"name": "n" * 101}, "people.token_unnamed"),
        ({"scopes": []}, "people.scope_unknown"),
        ({"scopes": ["documents:read", "everything"]}, "people.scope_unknown"),
        ({"expires_on": date(2026, 2, 28)}, "people.token_term"),
        ({"expires_on": date(2027, 3, 2)}, "people.token_term"),
        ({"name": "taken"}, "people.token_named_already"),
    ],
)
def test_what_makes_no_token(officer: Person, wrong: dict[str, object], code: str) -> None:
    on = date(2026, 3, 1)
    given = {"name": "one", "scopes": ["world:read"], "expires_on": date(2027, 3, 1), "by": officer, "on": on}
    actions.issue(**given | {"name": "taken"})  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refusal:
        actions.issue(**given | wrong)  # type: ignore[arg-type]
    assert refusal.value.code == code


def test_whoever_signs_in_nowhere_has_no_token(database: None) -> None:
    with pytest.raises(Refusal, match="Local administrator does not"):
        issued(queries.local_administrator())


def test_scopes_stand_in_the_order_of_the_table(officer: Person) -> None:
    made = issued(officer, "world:read", "documents:write", "documents:read", "world:read")
    assert made.token.scopes == ["documents:read", "documents:write", "world:read"]
    assert rules.check_scopes(SCOPES) == list(SCOPES)


@pytest.mark.parametrize(
    "wrong",
    [
        {"scopes": []},
        {"scopes": ["everything"]},
        {"digest": "short"},
        {"expires_on": date(2000, 1, 1)},
        {"revoked_on": date(2000, 1, 1)},
    ],
)
def test_the_database_refuses_a_wrong_token(officer: Person, wrong: dict[str, object]) -> None:
    made = issued(officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.filter(pk=made.token.pk).update(**wrong)


def test_a_token_ends_once(officer: Person) -> None:
    made = issued(officer)
    actions.revoke(token=made.token, by=officer, on=today())
    actions.revoke(token=made.token, by=officer, on=today())
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('dispositif.roles', 'auditor', true)")
    told = Entry.objects.filter(subject_uuid=made.token.uuid).order_by("seq")
    assert [one.what for one in told] == ["people.token_issued", "people.token_revoked"]
    assert str(made.token) == "nightly"


def test_a_token_carries_no_more_than_its_person_has_today(officer: Person) -> None:
    made = issued(officer, "documents:write")
    officer.postings.update(ends_on=date(2026, 3, 2))
    bearer = queries.bearer_of(made.secret, today())
    assert bearer is not None
    assert bearer.acting.roles == {"reader"}


def test_the_page_shows_the_secret_once(officer: Person) -> None:
    client = signed_in(officer)
    assert "You have no token." in client.get(ADDRESS).content.decode()
    last = today() + timedelta(days=30)
    sent = {"name": "nightly", "scopes": ["documents:read", "due:read"], "expires_on": last.isoformat()}
    answer = client.post(ADDRESS, sent)
    found = SHOWN.findall(answer.content.decode())
    assert len(set(found)) == 1
    assert "no-store" in answer["Cache-Control"]
    assert asked(found[0]) == 200
    again = client.get(ADDRESS).content.decode()
    assert "nightly" in again
    assert not SHOWN.search(again)
    refused = client.post(ADDRESS, sent)
    assert refused.status_code == 400
    assert "people.token_named_already" in refused.content.decode()


def test_the_page_says_what_is_missing(officer: Person) -> None:
    answer = signed_in(officer).post(ADDRESS, {"name": "", "expires_on": "never"})
    assert answer.status_code == 400
    assert answer.content.decode().count("errorlist") == 3
    assert not Token.objects.filter(person=officer).exists()


def test_the_page_ends_a_token(officer: Person) -> None:
    made, other = issued(officer), issued(person("Other", Role.ADMINISTRATOR))
    client = signed_in(officer)
    Token.objects.filter(pk=issued(officer, name="old").token.pk).update(
        created_on=date(2020, 1, 1), expires_on=date(2020, 2, 1), used_on=date(2020, 1, 2)
    )
    assert "expired" in client.get(ADDRESS).content.decode()
    assert client.post(f"{ADDRESS}{other.token.uuid}/revoke/").status_code == 404
    assert client.get(f"{ADDRESS}{made.token.uuid}/revoke/").status_code == 405
    assert client.post(f"{ADDRESS}{made.token.uuid}/revoke/").status_code == 302
    assert asked(made.secret) == 401
    assert "revoked on" in client.get(ADDRESS).content.decode()


def test_an_administrators_page_shows_only_their_own(officer: Person) -> None:
    issued(officer, name="of the officer")
    page = signed_in(person("Admin", Role.ADMINISTRATOR)).get(ADDRESS).content.decode()
    assert "of the officer" not in page


def test_an_account_without_a_person_has_no_token(database: None) -> None:
    from dispositif.people.models import Account

    client = Client()
    client.force_login(Account.objects.create_user("nobody@example.org"))
    answer = client.get(ADDRESS)
    assert answer.status_code == 400
    assert "people.without_person" in answer.content.decode()


def test_the_command_line_issues_lists_and_revokes(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "240")
    run = CliRunner().invoke
    words = ["people", "token", "issue", "nightly", "--scope", "documents:read", "--days", "7"]
    made = run(dispositif, [*words, "--as", "officer@example.org"], catch_exceptions=False).output
    secret = SHOWN.findall(made)[0]
    assert asked(secret) == 200
    listed = run(dispositif, ["people", "token", "list"], catch_exceptions=False).output
    assert "nightly" in listed
    assert secret not in listed
    uuid = str(Token.objects.get(name="nightly").uuid)
    person("Nobody")
    nobody = run(dispositif, ["people", "token", "revoke", uuid, "--as", "nobody@example.org"])
    assert isinstance(nobody.exception, Refusal)
    assert nobody.exception.code == "people.token_absent"
    ended = run(dispositif, ["people", "token", "revoke", uuid], catch_exceptions=False)
    assert "does not work any more" in ended.output
    assert asked(secret) == 401
    without = run(dispositif, words)
    assert isinstance(without.exception, Refusal)
    assert without.exception.code == "people.token_without_account"
