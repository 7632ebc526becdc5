"""The certificate this machine signs for itself."""

import os
import ssl
import stat

from cryptography import x509

from mueang.config.own_certificate import certificate_files
from mueang.config.running import web_command


def test_it_is_made_once_for_localhost_only_and_its_key_is_the_owners(tmp_path):
    certificate, key = certificate_files(tmp_path / "data")

    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    made = x509.load_pem_x509_certificate(certificate.read_bytes())
    places = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(place.value) for place in places] == ["localhost", "127.0.0.1"]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    before = key.read_bytes()
    assert certificate_files(tmp_path / "data") == (certificate, key)
    assert key.read_bytes() == before


def test_an_old_one_and_one_without_a_key_are_made_anew(tmp_path):
    certificate, key = certificate_files(tmp_path)
    first = key.read_bytes()
    os.utime(certificate, (0, 0))

    second = certificate_files(tmp_path)[1].read_bytes()
    key.unlink()
    third = certificate_files(tmp_path)[1].read_bytes()

    assert len({first, second, third}) == 3


def test_the_web_process_is_told_of_it_only_where_there_is_one(tmp_path):
    plain = web_command(listen="127.0.0.1", port=8000, workers=1, threads=1)
    secured = web_command(listen="127.0.0.1", port=8000, workers=1, threads=1, certificate=certificate_files(tmp_path))

    assert "--certificate" not in plain
    assert secured[len(plain) :: 2] == ["--certificate", "--key"]
