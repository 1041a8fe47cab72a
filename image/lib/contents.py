#!/usr/bin/env python3
"""Lists what an image is made of as SPDX 2.3 JSON: every Debian package, every crate, every web package that ships.

Usage: contents.py --name NAME --version VERSION --date EPOCH --status DPKG-STATUS --cargo Cargo.lock --web package-lock.json
"""
import argparse
import datetime
import hashlib
import json
import re
import tomllib
from urllib.parse import quote


def entry(kind, name, version, where, **more):
    """One package as SPDX wants it; who wants its licence finds it at the source named by the purl."""
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", f"{kind}-{name}-{version}"),
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION",
        "copyrightText": "NOASSERTION",
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": where}],
        **more,
    }


def debian(path):
    """Installed packages of a dpkg status file: (name, version, architecture, source)."""
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z-]+): (.*)$", block, re.M))
        if fields.get("Status", "").endswith(" installed"):
            yield fields["Package"], fields["Version"], fields["Architecture"], fields.get("Source", fields["Package"])


def packages(args):
    for name, version, arch, source in debian(args.status):
        where = f"pkg:deb/debian/{quote(name)}@{quote(version)}?arch={arch}&distro=trixie"
        yield entry("deb", name, version, where, supplier="Organization: Debian", sourceInfo=f"built from {source}")
    with open(args.cargo, "rb") as lock:
        crates = tomllib.load(lock)["package"]
    for crate in crates:
        if "source" in crate:
            sums = [{"algorithm": "SHA256", "checksumValue": crate["checksum"]}] if "checksum" in crate else []
            where = f"pkg:cargo/{crate['name']}@{quote(crate['version'])}"
            yield entry("crate", crate["name"], crate["version"], where, checksums=sums)
    with open(args.web, encoding="utf-8") as lock:
        modules = json.load(lock)["packages"]
    for path, module in sorted(modules.items()):
        if path and not module.get("dev") and not module.get("optional"):
            name = path.rsplit("node_modules/", 1)[1]
            yield entry("npm", name, module["version"], f"pkg:npm/{quote(name)}@{module['version']}")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("name", "version", "date", "status", "cargo", "web"):
        ask.add_argument(f"--{name}", required=True)
    args = ask.parse_args()
    inside = sorted(packages(args), key=lambda package: package["SPDXID"])
    box = entry("image", args.name, args.version, f"pkg:generic/{args.name}@{args.version}")
    made = datetime.datetime.fromtimestamp(int(args.date), datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(json.dumps(inside, sort_keys=True).encode()).hexdigest()
    print(json.dumps({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{args.name}-{args.version}",
        "documentNamespace": f"https://github.com/hallbox/hallbox/spdx/{args.name}-{args.version}-{digest[:16]}",
        "creationInfo": {"created": made, "creators": ["Tool: hallbox-image"]},
        "packages": [box, *inside],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": box["SPDXID"]},
            *({"spdxElementId": box["SPDXID"], "relationshipType": "CONTAINS", "relatedSpdxElement": package["SPDXID"]}
              for package in inside),
        ],
    }, indent=1))


if __name__ == "__main__":
    main()
