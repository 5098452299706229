#!/usr/bin/env bash
# Plays over four hosts that are network namespaces with an sshd each: a good one, one below the gate, one with a firewall that
# loses return traffic, and one that is not there. Needs root, the built service, ansible-core, openssh-server and nftables.
set -euo pipefail
cd "$(dirname "$0")"

root=$(cd ../../.. && pwd)
work=$(mktemp -d)
bridge=pgbr$$
started=()

cleanup() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    for host in good bad walled; do ip netns del "pg$$-$host" 2>/dev/null || true; done
    ip link del "$bridge" 2>/dev/null || true
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    echo "FAILED: $1" >&2
    [ -z "${2:-}" ] || tail -60 "$2" >&2
    exit 1
}

# --- hosts ----------------------------------------------------------------------------------------------------------

ip link add "$bridge" type bridge
ip addr add 10.213.0.1/24 dev "$bridge"
ip link set "$bridge" up
mkdir -p /run/sshd
ssh-keygen -q -t ed25519 -N '' -f "$work/key"
ssh-keygen -q -t ed25519 -N '' -f "$work/host"
cp "$work/key.pub" "$work/authorized"
chmod 600 "$work/authorized"
chmod 755 "$work"

add_host() { # NAME ADDRESS
    local ns=pg$$-$1
    ip netns add "$ns"
    ip link add "v$1$$" type veth peer name eth0 netns "$ns"
    ip link set "v$1$$" master "$bridge" up
    ip -n "$ns" link set lo up
    ip -n "$ns" addr add "$2/24" dev eth0
    ip -n "$ns" link set eth0 up
    ip -n "$ns" route add default via 10.213.0.1
    ip netns exec "$ns" /usr/sbin/sshd -D -e -f /dev/null -o "HostKey=$work/host" -o "AuthorizedKeysFile=$work/authorized" \
        -o StrictModes=no -o UsePAM=no -o PermitRootLogin=yes -o PidFile=none -o MaxStartups=100 2>"$work/sshd-$1.log" &
    started+=($!)
}

add_host good 10.213.0.2
add_host bad 10.213.0.3
add_host walled 10.213.0.4
ip netns exec "pg$$-bad" sysctl -q -w net.ipv4.tcp_tw_reuse=1 net.ipv4.tcp_timestamps=0
ip netns exec "pg$$-walled" nft -f - <<'END'
table inet fw {
    chain in {
        type filter hook input priority 0; policy drop;
        iif lo accept
        icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept
        tcp dport 22 accept
        tcp dport 40000-50000 accept
    }
}
END

cat >"$work/hosts" <<END
[all:vars]
ansible_user=root
ansible_ssh_private_key_file=$work/key
ansible_ssh_common_args='-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o ConnectTimeout=3'
ansible_python_interpreter=/usr/bin/python3
[all]
good ansible_host=10.213.0.2
bad ansible_host=10.213.0.3
walled ansible_host=10.213.0.4
away ansible_host=10.213.0.5
END

# --- the service and the collection ---------------------------------------------------------------------------------

# shellcheck source=.ci/service
. "$root/.ci/service"
start_service "$work/service.log"
started+=("$service")

ansible-galaxy collection build --force --output-path "$work" "$root/ansible" >/dev/null
ansible-galaxy collection install --offline -p "$work/collections" "$work"/portgrade-audit-*.tar.gz >/dev/null

export ANSIBLE_COLLECTIONS_PATH=$work/collections ANSIBLE_CALLBACKS_ENABLED=portgrade.audit.fleet_report
export PORTGRADE_FLEET_REPORT=$work/report ANSIBLE_RETRY_FILES_ENABLED=false ANSIBLE_NOCOLOR=1 ANSIBLE_LOCALHOST_WARNING=false
# No connection outlives the test.
export ANSIBLE_SSH_ARGS='-o ControlMaster=no'

play() { # LOG PLAYBOOK EXPECTED-EXIT-CODE ARGUMENTS…
    local log=$1 playbook=$2 expected=$3 code=0
    shift 3
    rm -rf "$work/report"
    ansible-playbook -i "$work/hosts" -e "portgrade_url=$base" "$playbook" "$@" >"$log" 2>&1 || code=$?
    [ "$code" = "$expected" ] || fail "$playbook $* ended with $code, not $expected" "$log"
}

report() { # PYTHON-EXPRESSION over r
    python3 - "$1" "$work/report/portgrade-fleet.json" <<'END' || fail "$1" "$work/report/portgrade-fleet.json"
import json, sys
r = json.load(open(sys.argv[2]))
sys.exit(0 if eval(sys.argv[1]) else 1)
END
}

# --- the plays ------------------------------------------------------------------------------------------------------

log=$work/play.log

# Exit code 4 is that of unreachable hosts, 2 that of failed ones.
play "$log" audit.yml 4
report '[h["host"] for h in r["hosts"]][-1] == "good"'
report '{h["host"]: h["grade"] for h in r["hosts"]}["bad"] == "C"'
report '{h["host"]: h["grade"] for h in r["hosts"]}["walled"] == "F"'
report '[h["status"] for h in r["notAudited"]] == ["unreachable"]'
report 'r["failed"] == 0'
if grep -q 'changed=[1-9]' "$log"; then fail 'something was changed' "$log"; fi
[ -z "${PORTGRADE_KEEP:-}" ] || cp -r "$work/report" "$PORTGRADE_KEEP"

play "$log" audit.yml 2 -e portgrade_min_grade=B --limit 'good,bad'
report 'r["failed"] == 1 and [h["passed"] for h in r["hosts"]] == [False, True]'
grep -q 'Graded C: the grade is C, below B' "$log" || fail 'the gate says why' "$log"

play "$log" serial.yml 2 -e portgrade_min_grade=B --limit 'good,walled'
report '[h["host"] for h in r["hosts"]] == ["walled", "good"]'

play "$log" audit.yml 0 --check --limit good
report 'len(r["hosts"]) == 1'

play "$log" facts.yml 0 -e portgrade_min_grade=A --limit 'bad'
grep -q 'kept bad C' "$log" || fail 'facts outlive the gate' "$log"

play "$log" audit.yml 2 -e portgrade_url=http://127.0.0.1:1 -e portgrade_timeout=2 --limit good
grep -q 'no answer from http://127.0.0.1:1' "$log" || fail 'a server that is not there' "$log"
play "$log" audit.yml 2 -e portgrade_url=nonsense --limit good
grep -q 'give the address of a Portgrade server' "$log" || fail 'a wrong address' "$log"
play "$log" audit.yml 2 -e portgrade_policy=nope --limit good
grep -q 'db-client, default' "$log" || fail 'a wrong policy' "$log"

# A server in trouble in the middle of the fleet: the other hosts are kept, and the play can be run again.
python3 troubled.py "$base" >"$work/troubled" 2>/dev/null &
started+=($!)
until [ -s "$work/troubled" ]; do sleep 0.1; done
play "$log" audit.yml 2 -e "portgrade_url=$(cat "$work/troubled")" -e portgrade_timeout=2 --limit 'good,bad,walled'
report '[h["host"] for h in r["hosts"]] == ["good"]'
report '[h["status"] for h in r["notAudited"]] == ["failed", "failed"]'
report '"status 503: run the play again" in r["notAudited"][0]["reason"]'
report '"no answer" in r["notAudited"][1]["reason"] and "timed out" in r["notAudited"][1]["reason"]'
play "$log" audit.yml 0 --limit 'good,bad,walled'
report 'len(r["hosts"]) == 3 and not r["notAudited"]'

# On the command line Ansible itself would log it.
echo 'portgrade_token: s3cr3t-t0ken' >"$work/token.yml"
play "$log" audit.yml 0 -vvvv -e "@$work/token.yml" --limit good
! grep -q 's3cr3t-t0ken' "$log" || fail 'the token is in the log' "$log"

# Plays and reports must find what is planted: a callback that forgets who was unreachable, and a gate that is open.
installed=$work/collections/ansible_collections/portgrade/audit
sed -i 's/def v2_runner_on_unreachable/def v2_runner_on_nothing/' "$installed/plugins/callback/fleet_report.py"
sed -i 's/that: portgrade_audited.passed/that: true/' "$installed/roles/audit/tasks/main.yml"
if (play "$log" audit.yml 4 --limit 'good,away' && report '[h["status"] for h in r["notAudited"]] == ["unreachable"]') 2>/dev/null; then
    fail 'nobody misses the unreachable host'
fi
if (play "$log" audit.yml 2 -e portgrade_min_grade=B --limit bad) 2>/dev/null; then fail 'nobody misses the gate'; fi

echo 'plays: 13 passed, 0 failed'
