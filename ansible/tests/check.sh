#!/usr/bin/env bash
# Unit and integration tests, validate-modules, ansible-lint and a build of the collection, with Debian's ansible-core; and a
# planted fault that each must find. Needs target/quarkus-app, ansible-core, ansible-lint, python3-pytest{,-mock,-xdist,-forked}
# and python3-voluptuous.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=.ci/service
. ../.ci/service

# ansible-test wants the collection at its place; and Debian's Python, whatever else is on the PATH.
java=$(dirname "$(command -v java)")
export PATH=/usr/bin:/bin:/usr/sbin:/sbin:$java LC_ALL=C.UTF-8
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true; rm -rf "$work"' EXIT
start_service "$work/service.log"

mkdir -p "$work/ansible_collections/portgrade"
cp -r . "$work/ansible_collections/portgrade/audit"
cd "$work/ansible_collections/portgrade/audit"
rm -rf tests/output
git init -q .
git add -A
echo "portgrade_url: $base" >tests/integration/integration_config.yml
export ANSIBLE_COLLECTIONS_PATH=$work

python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
validator=$(python3 -c 'import ansible_test, os; print(os.path.dirname(ansible_test.__file__))')/_util/controller/sanity/validate-modules

units() { ansible-test units --python "$python"; }

integration() { ansible-test integration --python "$python" "$@"; }

# As ansible-test runs it, which would fetch what it needs from where nothing can be fetched.
validate() {
    # Its exit code counts the licence too; output that is no JSON fails below.
    { PYTHONPATH=$validator:$work python3 "$validator/validate.py" --collection ansible_collections/portgrade/audit \
        --format json --arg-spec plugins/modules || true; } | python3 -c '
import json, sys
# Which licence the project has is not for this check to say.
errors = ["%s: %s" % (path, e["msg"]) for path, found in json.load(sys.stdin).items() for e in found["errors"]
          if e["code"] != "missing-gplv3-license"]
print("\n".join(errors) or "validate-modules: no errors")
sys.exit(1 if errors else 0)'
}

lint() { ansible-lint --nocolor --offline --profile production; }

must_find() { # FILE SED-EXPRESSION COMMAND…: fails on the file with this fault
    local file=$1 fault=$2
    shift 2
    cp "$file" "$work/faultless"
    sed -i "$fault" "$file"
    if cmp -s "$file" "$work/faultless" || "$@" >"$work/log" 2>&1; then
        echo "FAILED: $* does not find the fault $fault in $file" >&2
        exit 1
    fi
    cp "$work/faultless" "$file"
}

units
integration snapshot_info audit_action audit_role
validate
lint
ansible-galaxy collection build --output-path "$work" >/dev/null
ansible-galaxy collection install --offline -p "$work/installed" "$work"/portgrade-audit-*.tar.gz >/dev/null 2>&1
ANSIBLE_COLLECTIONS_PATH=$work/installed ansible-doc portgrade.audit.audit portgrade.audit.snapshot_info >/dev/null

must_find plugins/callback/fleet_report.py 's/-GRADES.index/GRADES.index/' units
must_find plugins/action/audit.py "s/passed=gate.*/passed=True,/" integration audit_action
must_find roles/audit/tasks/main.yml 's/that: portgrade_audited.passed/that: true/' integration audit_role
must_find plugins/modules/snapshot_info.py "s/'limits', path/'limit', path/" integration snapshot_info
must_find plugins/modules/snapshot_info.py 's/^  max_socket_lines:/  most_socket_lines:/' validate
must_find roles/audit/tasks/main.yml 's/ansible.builtin.assert/assert/' lint
echo 'collection: 11 passed, 0 failed'
