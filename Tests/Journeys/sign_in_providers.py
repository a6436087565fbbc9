"""Providers to sign in with, on this machine: what Apple and GitHub answer, and what a hostile one might."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey


class StandIn:
    """A provider at an address of its own; `pages` says what it answers at a path, `asked` what came."""

    def __init__(self):
        self.pages: dict[str, object] = {}
        self.asked: list[tuple[str, dict[str, str], dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer({})

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                self.answer({name: values[0] for name, values in parse_qs(body).items()})

            def answer(self, form):
                path = urlsplit(self.path).path
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append((path, form, headers))
                page = outer.pages.get(path)
                value = page(form, headers) if callable(page) else page
                status, value = value if isinstance(value, tuple) else (404 if value is None else 200, value)
                body = value if isinstance(value, bytes) else json.dumps(value).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(body)))
                    if status in (301, 302, 307):
                        self.send_header("Location", value)
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:
                    pass  # whoever asked had enough

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def paths(self) -> list[str]:
        return [path for path, _, _ in self.asked]


class OpenID(StandIn):
    """Speaks OpenID Connect and signs with RS256; `claims` is what its next token says."""

    def __init__(self, client: str = "roost"):
        super().__init__()
        self.key = RSAKey.generate_key(2048, {"kid": "a", "use": "sig", "alg": "RS256"})
        self.claims: dict = {"sub": "1234", "email": "ann@example.org", "email_verified": True}
        self.client = client
        self.codes: dict[str, dict] = {}
        self.pages = {
            "/.well-known/openid-configuration": {
                "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
                "code_challenge_methods_supported": ["S256"]},
            "/keys": lambda form, headers: {"keys": [self.key.as_dict(private=False)]},
            "/token": self.token}

    def authorize(self, location: str) -> dict[str, str]:
        """What somebody who agrees at the authorization endpoint comes back with."""
        assert location.startswith(f"{self.url}/authorize?")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def check(self, form: dict[str, str], asked: dict[str, str]) -> bool:
        """Whether whoever redeems a code is whoever it was given to."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        is_same = asked.get("code_challenge") in (None, challenge.decode().rstrip("="))
        return is_same and form["redirect_uri"] == asked["redirect_uri"] and form["client_id"] == self.client

    def token(self, form, headers):
        asked = self.codes.pop(form.get("code"), None)
        if asked is None or not self.check(form, asked):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.client, "iat": now, "exp": now + 300, "nonce": asked["nonce"]} | self.claims
        return {"id_token": jwt.encode({"alg": "RS256", "kid": "a"}, claims, self.key), "access_token": "at", "token_type": "Bearer"}


class Apple(OpenID):
    """Comes back with a form, wants a secret signed with the key it gave out, and writes its truths as words."""

    def __init__(self):
        super().__init__("org.example.roost")
        private = ec.generate_private_key(ec.SECP256R1())
        self.private_key = private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
        self.public_key = ECKey.import_key(
            private.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo))
        self.claims = {"sub": "001.abc", "email": "ann@example.org", "email_verified": "true", "is_private_email": "false"}
        del self.pages["/.well-known/openid-configuration"]["code_challenge_methods_supported"]
        self.secrets: list = []

    def check(self, form, asked):
        assert asked["response_mode"] == "form_post"
        secret = jwt.decode(form["client_secret"], self.public_key, algorithms=["ES256"])
        self.secrets.append((secret.header, secret.claims))
        claims, now = secret.claims, time.time()
        is_ours = claims["iss"] == "TEAM123456" and claims["sub"] == self.client and secret.header["kid"] == "KEY1234567"
        is_fresh = claims["aud"] == "https://appleid.apple.com" and claims["iat"] <= now + 5 and now < claims["exp"] <= now + 15_777_000
        return is_ours and is_fresh and super().check(form, asked)


class GitHub(StandIn):
    """OAuth without OpenID: errors come with 200, and who somebody is must be asked for with a User-Agent."""

    def __init__(self):
        super().__init__()
        self.codes: dict[str, dict] = {}
        self.emails = [
            {"email": "old@example.org", "primary": False, "verified": True},
            {"email": "ann@example.org", "primary": True, "verified": True}]
        self.pages = {
            "/login/oauth/access_token": self.token,
            "/api/v3/user": lambda form, headers: self.known(headers) or {"id": 583231, "login": "ann-lee", "name": "Ann Lee", "email": "public@example.org"},
            "/api/v3/user/emails": lambda form, headers: self.known(headers) or self.emails}

    def authorize(self, location: str) -> dict[str, str]:
        assert location.startswith(f"{self.url}/login/oauth/authorize?")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        assert asked["scope"] == "read:user user:email"
        self.codes["code"] = asked
        return {"code": "code", "state": asked["state"]}

    def token(self, form, headers):
        asked = self.codes.pop(form["code"], None)
        assert headers["accept"] == "application/json"
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if asked is None or challenge != asked["code_challenge"] or form["client_secret"] != "the secret of roost":
            return {"error": "bad_verification_code", "error_description": "The code passed is incorrect or expired."}
        return {"access_token": "gho_abc", "scope": "read:user,user:email", "token_type": "bearer"}

    @staticmethod
    def known(headers):
        if not headers.get("user-agent"):
            return 403, {"message": "Request forbidden by administrative rules"}
        return None if headers.get("authorization") == "Bearer gho_abc" else (401, {"message": "Bad credentials"})
