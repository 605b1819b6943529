"""A server whose certificate nobody vouches for is not said to be absent."""

import datetime as dt
import ipaddress
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from knowledge.answer import Answer
from knowledge.embedding import Embedder
from tests.knowledge.wording.asking import ask, settings_of
from tests.knowledge.wording.servers import PROVIDERS


class Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that does not trust us is what the test is about."""


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that only it has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(tz=dt.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = folder / "server.pem"
    file.write_bytes(key.private_bytes(pem, *plain) + certificate.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_unknown_certificate_is_named(
    provider: str, answer: Answer, embedder: Embedder, tmp_path: Path
) -> None:
    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = self_signed(tmp_path).wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        url = f"https://127.0.0.1:{server.server_address[1]}"
        _, _, last = ask(answer, settings_of(provider, url), embedder)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert last.text == answer.answer
    assert f"the certificate of {url} is not one that this machine trusts" in last.note
