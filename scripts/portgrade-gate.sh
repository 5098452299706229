#!/bin/sh
# Has a Portgrade server audit the configuration of a host, prints the report, and stops a pipeline that must not go on.
# Needs sh, curl, sed and awk.
#
#   portgrade-gate.sh --url http://portgrade:8080 --sysctl-dir files/sysctl.d --firewall files/web.rules --min-grade B
#
# Exit codes: 0 passed · 1 the gate failed · 2 bad input · 3 no answer from the server, or no right to one.

set -u
LC_ALL=C
export LC_ALL

usage() {
    cat <<'END'
usage: portgrade-gate.sh [--url URL] WHAT… [GATE…] [options]

What is audited; the options that take FILE or DIR may be repeated where it says so:
  --sysctl FILE       output of sysctl -a ("-": standard input)
  --sysctl-dir DIR    the *.conf files of a folder, as those of sysctl.d (repeatable)
  --file FILE         one such file (repeatable)
  --firewall PATH     rules as their tool prints them, or a folder of such files (repeatable)
  --pools FILE        JSON list of connection pools
  --sockets FILE      output of ss -tan or netstat -an
  --limits FILE       output of ulimit -a, limits.conf or /proc/PID/limits
  --host NAME --os linux|freebsd|macos|windows --kernel RELEASE

What it must reach; without any of these the report is printed and nothing fails:
  --min-grade GRADE   A+, A, B, C, D or F
  --fail-on SEVERITY  critical, high, medium, low or info
  --baseline FILE     an earlier report (--format json): only findings that are not in it count

Options:
  --url URL           of the server (default: PORTGRADE_URL)
  --policy NAME       the policy to hold the host against
  --format FORMAT     of the report: text (default), json, sarif, junit, gitlab-code-quality, github, markdown, html
  --output FILE       writes the report there, not to standard output
  --timeout SECONDS   how long to wait for the answer (default 60)
  --help

PORTGRADE_TOKEN, when it is set, is sent as a bearer token. With NO_COLOR set, or not on a terminal, text has no colour.
END
}

# Not by echo, which in some shells takes a backslash in what others wrote for an escape sequence.
say() { printf 'portgrade-gate: %s\n' "$1" >&2; }

failed() {
    say "$1"
    exit "$2"
}

wrong() { failed "$1 (--help lists the options)" 2; }

# --- what the user wants --------------------------------------------------------------------------------------------

url=${PORTGRADE_URL:-}
sysctl='' pools='' sockets='' limits='' host='' os='' kernel=''
min_grade='' fail_on='' baseline='' policy='' format=text output='' timeout_seconds=60
newline='
'
conf_files='' firewalls='' dir_without_conf=''

# One path a line: a path that holds a line break cannot be sent.
one_line() {
    case $1 in *"$newline"*) wrong "a path holds a line break: $1" ;; esac
}

readable() {
    one_line "$1"
    [ ! -d "$1" ] || wrong "$1 is a folder: --sysctl-dir and --firewall take one, other options take a file"
    [ -e "$1" ] || wrong "there is no file $1"
    [ -f "$1" ] || wrong "$1 is not a regular file"
    [ -r "$1" ] || wrong "$1 cannot be read"
}

add_conf_dir() {
    one_line "$1"
    [ -d "$1" ] || wrong "there is no folder $1"
    found=''
    for file in "$1"/*.conf; do
        [ -f "$file" ] || continue
        readable "$file"
        conf_files="$conf_files$file$newline"
        found=yes
    done
    if [ -z "$found" ]; then
        say "there is no *.conf file in $1"
        dir_without_conf=$1
    fi
}

add_firewall() {
    if [ ! -d "$1" ]; then
        readable "$1"
        firewalls="$firewalls$1$newline"
        return
    fi
    found=''
    for file in "$1"/*; do
        [ -f "$file" ] || continue
        readable "$file"
        firewalls="$firewalls$file$newline"
        found=yes
    done
    [ -n "$found" ] || wrong "there is no file in $1"
}

while [ $# -gt 0 ]; do
    case $1 in
        --help | -h)
            usage
            exit 0
            ;;
        --url | --sysctl | --sysctl-dir | --file | --firewall | --pools | --sockets | --limits | --host | --os | --kernel | \
            --min-grade | --fail-on | --baseline | --policy | --format | --output | --timeout)
            if [ $# -lt 2 ] || [ -z "$2" ]; then wrong "$1 needs a value"; fi
            case $1 in
                --url) url=$2 ;;
                --sysctl)
                    [ "$2" = - ] || readable "$2"
                    sysctl=$2
                    ;;
                --sysctl-dir) add_conf_dir "${2%/}" ;;
                --file)
                    readable "$2"
                    conf_files="$conf_files$2$newline"
                    ;;
                --firewall) add_firewall "${2%/}" ;;
                --pools) readable "$2" && pools=$2 ;;
                --sockets) readable "$2" && sockets=$2 ;;
                --limits) readable "$2" && limits=$2 ;;
                --host) host=$2 ;;
                --os) os=$2 ;;
                --kernel) kernel=$2 ;;
                --min-grade) min_grade=$2 ;;
                --fail-on) fail_on=$2 ;;
                --baseline) readable "$2" && baseline=$2 ;;
                --policy) policy=$2 ;;
                --format) format=$2 ;;
                --output) output=$2 ;;
                --timeout) timeout_seconds=$2 ;;
            esac
            shift
            ;;
        *) wrong "unknown option $1" ;;
    esac
    shift
done

case $url in
    http://?* | https://?*) url=${url%/} ;;
    '') wrong 'which server? Give --url or set PORTGRADE_URL' ;;
    *) wrong "--url wants an address such as http://portgrade.example:8080, not $url" ;;
esac
case $timeout_seconds in *[!0-9]*) wrong "--timeout wants whole seconds, not $timeout_seconds" ;; esac
if [ -z "$sysctl$conf_files$firewalls$pools$sockets$limits" ]; then
    [ -z "$dir_without_conf" ] ||
        failed "nothing to audit: give what is in force as well, as in sysctl -a | $0 --sysctl - --sysctl-dir $dir_without_conf" 2
    wrong 'nothing to audit: give --sysctl, --sysctl-dir or another of them'
fi
command -v curl >/dev/null 2>&1 || failed 'curl is not installed' 3

work=$(mktemp -d "${TMPDIR:-/tmp}/portgrade.XXXXXX") || failed "no temporary folder can be made in ${TMPDIR:-/tmp}" 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT PIPE TERM

# --- the request ----------------------------------------------------------------------------------------------------

# Of curl's --form and of a query, what a name may hold without harm.
form_quoted() { printf '%s' "$1" | sed 's/[\\"]/\\&/g'; }

query_word() {
    printf '%s' "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g'
}

if [ "$format" = text ] && [ -z "$output" ] && [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
    format=text-color
fi
query="format=$(query_word "$format")"
for pair in "minGrade:$min_grade" "failOn:$fail_on" "policy:$policy"; do
    [ -z "${pair#*:}" ] || query="$query&${pair%%:*}=$(query_word "${pair#*:}")"
done

set --
for pair in "host:$host" "os:$os" "kernel:$kernel"; do
    [ -z "${pair#*:}" ] || set -- "$@" --form-string "${pair%%:*}=${pair#*:}"
done

# add_part NAME PATH: the path goes along, so that findings point into it
part() {
    quoted=$(form_quoted "$2")
    printf '%s=@"%s";filename="%s"' "$1" "$quoted" "$quoted"
}

if [ "$sysctl" = - ]; then
    cat >"$work/sysctl"
    set -- "$@" --form "sysctl=<$work/sysctl"
elif [ -n "$sysctl" ]; then
    set -- "$@" --form "$(part sysctl "$sysctl")"
fi
for pair in "pools:$pools" "sockets:$sockets" "limits:$limits" "baseline:$baseline"; do
    [ -z "${pair#*:}" ] || set -- "$@" --form "$(part "${pair%%:*}" "${pair#*:}")"
done

# The lists are read with the shell's own word splitting, at line breaks alone.
old_ifs=$IFS
IFS=$newline
set -f
for file in $conf_files; do set -- "$@" --form "$(part file "$file")"; done
for file in $firewalls; do set -- "$@" --form "$(part firewall "$file")"; done
set +f
IFS=$old_ifs

# --- the answer -----------------------------------------------------------------------------------------------------

header() {
    awk -v wanted="$1:" 'tolower($1) == wanted { sub(/\r$/, ""); found = $2 } END { print found }' "$work/headers"
}

# Strings of JSON as they are meant; what else a server may say is not for a terminal.
plain() { sed 's/\\\(["\\/]\)/\1/g' | tr -d '\000-\011\013-\037\177' | cut -c 1-1000; }

# The detail of a problem document.
detail() {
    sed -nE 's/.*"detail" *: *"(([^"\\]|\\.)*)".*/\1/p' "$work/answer" 2>/dev/null | plain
}

# The first of its errors, a line each: where and what, unless the detail says it.
errors() {
    head -c 65536 "$work/answer" 2>/dev/null | tr -d '\000-\037\177' | awk '
        function value() { sub(/^"[a-z]+" *: */, "", token); gsub(/^"|"$/, "", token); return token }
        {
            start = index($0, "\"errors\"")
            if (start == 0) exit
            told = substr($0, 1, start)
            rest = substr($0, start + 8)
            while (match(rest, /"[a-z]+" *: *("([^"\\]|\\.)*"|[0-9]+)|\}/)) {
                token = substr(rest, RSTART, RLENGTH)
                rest = substr(rest, RSTART + RLENGTH)
                if (token ~ /^"(pointer|source)"/) place = value()
                else if (token ~ /^"(line|column)"/) place = place ":" value()
                else if (token ~ /^"message"/) message = value()
                else {
                    if (message != "" && index(told, message) == 0) {
                        if (++count > 10) { print "  and more"; exit }
                        print "  " place ": " message
                    }
                    place = message = ""
                }
            }
        }' | plain
}

# A problem at a JSON pointer, by the option that the user knows its place by, and the file.
placed() {
    case $1 in
        /pools*) place="--pools $pools: " rest=${1#/pools} ;;
        /baseline*) place="--baseline $baseline: " rest=${1#/baseline} ;;
        /host/name*) place='--host' rest=${1#/host/name} ;;
        /host/*) place='--' rest=${1#/host/} ;;
        *) place='' rest=$1 ;;
    esac
    case $place in *': ') rest=${rest#:} && rest=${rest# } ;; esac
    printf '%s%s\n' "$place" "$rest"
}

# Standard input of curl carries the token, so that no list of processes shows it.
token() {
    [ -z "${PORTGRADE_TOKEN:-}" ] || printf 'header = "Authorization: Bearer %s"\n' "$PORTGRADE_TOKEN"
}

status=$(token | curl --config - --silent --show-error --max-time "$timeout_seconds" --retry 2 --retry-max-time "$timeout_seconds" \
    --dump-header "$work/headers" --output "$work/answer" --write-out '%{http_code}' \
    "$@" "$url/v1/audits?$query" 2>"$work/complaint") ||
    failed "no answer from $url: $(sed -n '$s/^curl: //p' "$work/complaint")" 3

case $status in
    200) [ -n "$(header portgrade-grade)" ] || failed "$url answered, but not with a report: is it a Portgrade server?" 3 ;;
    401 | 403) failed "$url refused access (status $status): set PORTGRADE_TOKEN to a token that it knows" 3 ;;
    4??)
        case $(header content-type) in
            application/problem+json*)
                say "$(placed "$(detail)")"
                errors | while IFS= read -r line; do printf '  %s\n' "$(placed "${line#  }")"; done >&2
                exit 2
                ;;
            *) failed "$url answered with status $status, and is no Portgrade server, it seems: check the URL" 3 ;;
        esac
        ;;
    2?? | 3??) failed "$url answered with status $status, which no Portgrade server does: check the URL, redirects are not followed" 3 ;;
    *) failed "$url answered with status $status: try again later" 3 ;;
esac

if [ -n "$output" ]; then
    { cat "$work/answer" >"$output"; } 2>/dev/null || failed "$output cannot be written" 2
else
    cat "$work/answer"
fi

outcome=$(header portgrade-gate)
case $outcome in
    passed | '')
        [ -n "$outcome" ] || [ -z "$min_grade$fail_on$baseline" ] || failed "$url did not say whether the gate passed" 3
        say "grade $(header portgrade-grade)${outcome:+, passed}"
        ;;
    *) failed "grade $(header portgrade-grade), the gate failed" 1 ;;
esac
