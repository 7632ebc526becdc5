"""The files a machine is set up from: whole, of the published shapes, and naming only what the house knows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from mueang.config.cli import COMMANDS
from mueang.config.options import OPTIONS

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
MANIFESTS = sorted(path for path in (DEPLOY / "kubernetes").glob("*.yaml") if path.name != "kustomization.yaml")
KNOWN = {option.variable for option in OPTIONS}
VERSION = "1.30"


def documents() -> list[dict]:
    return [one for path in MANIFESTS for one in yaml.safe_load_all(path.read_text(encoding="utf-8"))]


def pods() -> list[dict]:
    return [one["spec"]["template"]["spec"] for one in documents() if "template" in one.get("spec", {})]


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_every_manifest_is_of_the_published_shape(path):
    for one in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        kubernetes_validate.validate(one, VERSION, strict=True)


def test_the_list_names_every_manifest():
    listed = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text(encoding="utf-8"))

    assert sorted(listed["resources"]) == [path.name for path in MANIFESTS]


def test_the_compose_file_is_of_the_published_shape():
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec"]
    done = subprocess.run([*command, DEPLOY / "compose.yaml"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


def test_the_service_starts_what_the_house_knows_and_starts_it_again():
    lines = (DEPLOY / "mueang.service").read_text(encoding="utf-8").splitlines()
    said = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))

    assert said["ExecStart"].split()[-2].endswith("/mueang")
    assert said["ExecStart"].split()[-1] in COMMANDS
    assert (said["Restart"], said["StartLimitIntervalSec"]) == ("always", "0")


def test_settings_and_commands_of_containers_are_ones_the_house_knows():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"].values()
    settings = next(one for one in documents() if one["kind"] == "ConfigMap")["data"]
    containers = [container for pod in pods() for container in pod["containers"]]
    named = {name for one in compose for name in one.get("environment", {}) if name.startswith("MUEANG_")}
    named |= {*settings, *(one["name"] for container in containers for one in container["env"])}
    commands = {one["command"][0] for one in compose if one["image"] == "mueang"}
    commands |= {container["args"][0] for container in containers}

    assert named <= KNOWN
    assert commands == {"prepare", "web", "worker", "metrics"} <= set(COMMANDS)


def test_whoever_watches_reads_the_figures_of_web_and_worker_at_the_port_that_serves_them():
    settings = next(one for one in documents() if one["kind"] == "ConfigMap")["data"]
    port = int(settings["MUEANG_METRICS_LISTEN"].rpartition(":")[2])
    serving = {
        (container["args"][0], shown["containerPort"])
        for pod in pods()
        for container in pod["containers"]
        for shown in container.get("ports", ())
        if shown["name"] == "metrics"
    }

    assert serving == {("web", port), ("metrics", port)}


def test_no_container_of_ours_may_become_more_than_it_is():
    for pod in pods():
        assert pod["securityContext"]["runAsNonRoot"]
        assert not pod["automountServiceAccountToken"]
        for container in pod["containers"]:
            assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
            assert container["securityContext"]["readOnlyRootFilesystem"]
            assert not container["securityContext"]["allowPrivilegeEscalation"]


def test_no_secret_stands_in_any_of_them():
    text = json.dumps(documents()) + (DEPLOY / "compose.yaml").read_text(encoding="utf-8")

    assert "postgres://mueang:${POSTGRES_PASSWORD" in text
    assert not [one for one in documents() if one["kind"] == "Secret"]


def test_the_image_takes_only_what_the_build_copies():
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    }
    let_in = {line[1:] for line in (DEPLOY.parent / ".dockerignore").read_text().splitlines() if line.startswith("!")}

    assert copied == let_in
    assert all((DEPLOY.parent / name).exists() for name in copied)
