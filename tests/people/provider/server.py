"""The process: `python server.py FOLDER REDIRECT_URI` prints its address and serves until its input ends."""

import json
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

HERE = Path(__file__).parent
CLIENT, SECRET = "dispositif", "a secret of this test alone"
LOGIN = '<form method="post">{% csrf_token %}{{ form.as_p }}<button>in</button></form>'


def configure(folder: Path) -> None:
    """A Django of its own: accounts, sessions, and the toolkit's provider with PKCE demanded."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()).decode()
    loaders = [("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN})]
    options = {"loaders": loaders, "context_processors": ["django.template.context_processors.request"]}
    settings.configure(
        SECRET_KEY="of this test alone",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="server",
        USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "provider.sqlite"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": options}],
        LOGIN_URL="/login/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": pem,
            "OAUTH2_VALIDATOR_CLASS": "claims.Claims",
            "PKCE_REQUIRED": True,
            "SCOPES": {"openid": "who", "profile": "name", "email": "address"},
        },
    )
    django.setup()


def enrol(redirect: str) -> None:
    """The subjects, and the one client."""
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application  # type: ignore[import-untyped]
    from subjects import PASSPHRASE, SUBJECTS  # type: ignore[import-not-found]

    call_command("migrate", verbosity=0)
    for name in SUBJECTS:
        User.objects.create_user(name, password=PASSPHRASE)
    Application.objects.create(
        client_id=CLIENT,
        client_secret=SECRET,
        client_type="confidential",
        authorization_grant_type="authorization-code",
        redirect_uris=redirect,
        skip_authorization=True,
        algorithm="RS256",
    )


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, *_said: object) -> None:
        """Nothing."""


def main(folder: str, redirect: str) -> None:
    """Serve until the standard input closes."""
    sys.modules["server"] = sys.modules[__name__]
    configure(Path(folder))
    enrol(redirect)
    from django.contrib.auth.views import LoginView
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    globals()["urlpatterns"] = [
        path("login/", LoginView.as_view()),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]
    with make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        issuer = f"http://127.0.0.1:{server.server_port}/o"
        sys.stdout.write(json.dumps({"issuer": issuer, "client": CLIENT, "secret": SECRET}) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
