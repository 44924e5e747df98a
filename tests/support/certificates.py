"""Certificates for servers on this machine, made with the openssl command."""

import ssl
import subprocess
from pathlib import Path

_CONFIGURATION = """\
[ca]
default_ca = test
[test]
database = {folder}/index.txt
new_certs_dir = {folder}
serial = {folder}/serial
policy = any
default_md = sha256
x509_extensions = extensions
[any]
commonName = supplied
[extensions]
subjectAltName = {names}
"""


def certificate(
    folder: Path, names: str, first: str = "20200101000000Z", last: str = "20490101000000Z"
) -> tuple[Path, ssl.SSLContext]:
    """Make a certificate that vouches for itself; return its file and what a server needs.

    Args:
        folder: an empty one to put it in.
        names: whom it is for, such as `IP:127.0.0.1,DNS:localhost`.
        first: the moment from which it is valid.
        last: the moment until which it is valid.
    """
    made, key, request = folder / "certificate.pem", folder / "key.pem", folder / "request.pem"
    settings = folder / "settings"
    settings.write_text(_CONFIGURATION.format(folder=folder.as_posix(), names=names))
    (folder / "index.txt").touch()
    (folder / "serial").write_text("01\n")
    _openssl("req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test",
             "-keyout", str(key), "-out", str(request))  # fmt: skip
    _openssl("ca", "-batch", "-notext", "-selfsign", "-config", str(settings),
             "-keyfile", str(key), "-in", str(request), "-out", str(made),
             "-startdate", first, "-enddate", last)  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context


def _openssl(*arguments: str) -> None:
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)
