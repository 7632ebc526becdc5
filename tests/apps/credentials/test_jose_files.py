"""`mueang credential issue|verify` from file to file."""

import json

import pytest
from django.core.management import CommandError, call_command
from joserfc.jwk import ECKey

from mueang.standards.bundled_contexts import CREDENTIALS_V2

PLAIN = {
    "@context": [CREDENTIALS_V2],
    "type": ["VerifiableCredential"],
    "issuer": "https://city.example/1",
    "credentialSubject": {"id": "did:example:subject"},
}


@pytest.fixture
def files(tmp_path):
    key = ECKey.generate_key("P-384")
    jwks = {"publicKeyJwk": key.as_dict(private=False), "secretKeyJwk": key.as_dict(private=True)}
    (tmp_path / "key.json").write_text(json.dumps({"id": "https://city.example/1#key", **jwks}), encoding="utf-8")
    (tmp_path / "plain.json").write_text(json.dumps(PLAIN), encoding="utf-8")

    def run(command, given, *, feature="credential_jose"):
        names = {"input": tmp_path / given, "key": tmp_path / "key.json", "output": tmp_path / "out.json"}
        code = 0
        try:
            call_command(command, feature=feature, **{name: str(path) for name, path in names.items()})
        except SystemExit as stop:
            code = int(stop.code)
        return code, json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))

    run.folder = tmp_path
    return run


def test_a_file_is_secured_and_opened_without_a_database(files):
    code, issued = files("credential_issue", "plain.json")
    (files.folder / "token.txt").write_text(issued["data"], encoding="utf-8")

    verified = files("credential_verify", "token.txt")

    assert (code, issued["result"]) == (0, "success")
    assert (verified[0], verified[1]["result"], json.loads(verified[1]["data"])) == (0, "success", PLAIN)


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "VerifiableCredential"}', '{"a": 1, "a": 2}'])
def test_what_is_refused_is_written_down_with_its_reason(files, text):
    (files.folder / "wrong.json").write_text(text, encoding="utf-8")

    issued, verified = files("credential_issue", "wrong.json"), files("credential_verify", "wrong.json")

    assert [issued[0], verified[0]] == [1, 1]
    assert {issued[1]["result"], verified[1]["result"]} == {"failure"}
    assert issued[1]["data"].startswith("malformed")
    assert files("credential_issue", "plain.json", feature="credential_sdjwt")[1]["data"].startswith("unsupported")


def test_what_is_missing_is_said(files):
    with pytest.raises(CommandError, match="belong together"):
        call_command("credential_issue", input="x")
    with pytest.raises(CommandError, match="--city"):
        call_command("credential_issue")
    with pytest.raises(CommandError, match="Name the file"):
        call_command("credential_verify")
    with pytest.raises(CommandError, match="Cannot read"):
        files("credential_issue", "nothing-here.json")
