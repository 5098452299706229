#!/usr/bin/env bash
# Unit tests, validate-modules, ansible-lint and a build of the collection, with Debian's ansible-core. Needs ansible-core,
# ansible-lint, python3-pytest{,-mock,-xdist,-forked} and python3-voluptuous.
set -euo pipefail
cd "$(dirname "$0")/.."

# ansible-test wants the collection at its place; and Debian's Python, whatever else is on the PATH.
export PATH=/usr/bin:/bin:/usr/sbin:/sbin
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/ansible_collections/portgrade"
cp -r . "$work/ansible_collections/portgrade/audit"
cd "$work/ansible_collections/portgrade/audit"
rm -rf tests/output
git init -q .
git add -A
export ANSIBLE_COLLECTIONS_PATH=$work

python=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
ansible-test units --python "$python"

# As ansible-test runs it, which would fetch what it needs from where nothing can be fetched.
validator=$(python3 -c 'import ansible_test, os; print(os.path.dirname(ansible_test.__file__))')/_util/controller/sanity/validate-modules
validate() {
    # Its exit code counts the licence too; output that is no JSON fails below.
    { PYTHONPATH=$validator:$work python3 "$validator/validate.py" --collection ansible_collections/portgrade/audit \
        --format json --arg-spec "$1" || true; } | python3 -c '
import json, sys
# Which licence the project has is not for this check to say.
errors = ["%s: %s" % (path, e["msg"]) for path, found in json.load(sys.stdin).items() for e in found["errors"]
          if e["code"] != "missing-gplv3-license"]
print("\n".join(errors) or "validate-modules: no errors")
sys.exit(1 if errors else 0)'
}
validate plugins/modules

# The check must see documentation that does not fit the code.
cp -r plugins/modules plugins/modules.kept
sed -i 's/^  max_socket_lines:/  most_socket_lines:/' plugins/modules/snapshot_info.py
if validate plugins/modules >/dev/null; then
    echo 'FAILED: validate-modules does not see an option that is documented wrongly' >&2
    exit 1
fi
rm -r plugins/modules
mv plugins/modules.kept plugins/modules

ansible-lint --nocolor --offline --profile production
ansible-galaxy collection build --output-path "$work" >/dev/null
ansible-galaxy collection install --offline -p "$work/installed" "$work"/portgrade-audit-*.tar.gz >/dev/null 2>&1
ANSIBLE_COLLECTIONS_PATH=$work/installed ansible-doc portgrade.audit.audit portgrade.audit.snapshot_info >/dev/null
echo 'collection: 4 passed, 0 failed'
