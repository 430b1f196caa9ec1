"""Which pages are for whom: one row per address. An address that is not here is not served."""

PUBLIC = "public"
SIGNED_IN = "signed in"

PAGES: dict[str, str] = {
    # look
    "first": PUBLIC,
    "set_language": PUBLIC,
    "look:asset": PUBLIC,
    "look:gallery": PUBLIC,
    # people
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_signup": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    # trail: the page itself says who may read it
    "trail:whole": PUBLIC,
    # queue
    "queue:progress": SIGNED_IN,
    # documents: unclassified texts are public; what is done to them asks for a right where it is done
    "documents:library": PUBLIC,
    "documents:follow": PUBLIC,
    "documents:reader": PUBLIC,
    "documents:history": PUBLIC,
    "documents:provision": PUBLIC,
    "documents:hand_in": PUBLIC,
    "documents:intake": "documents.import",
    "documents:waiting": PUBLIC,
    "documents:holdings": PUBLIC,
    "documents:citations_panel": PUBLIC,
    # api
    "api-v1:openapi-json": PUBLIC,
    "api-v1:api-root": PUBLIC,
    "api-v1:library": PUBLIC,
    "api-v1:reading": PUBLIC,
}
