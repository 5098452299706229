#!/bin/sh
# Has a Portgrade server audit the configuration of a host, prints the report, and stops a pipeline that must not go on.
# Needs sh, curl, sed and awk.
#
#   portgrade-gate.sh --url http://portgrade:8080 --sysctl-dir files/sysctl.d --firewall files/web.rules --min-grade B
#
# Exit codes: 0 passed · 1 the gate failed · 2 bad input, or a report that cannot be written · 3 no answer
# from the server, or no right to one.

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
  --sosreport FILE    archive that sos report made; what else is given stands before what it says
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

# What others wrote acts on no terminal, and on no job of GitHub Actions: that takes a line for a command which begins with "::",
# whatever blanks stand before it, and "##[" wherever it stands.
harmless() {
    tr -d '\000-\011\013-\037\177' | sed -e 's/##\[/#\\u0023[/g' -e 's/^\([^!-~]*\)::/\1\\u003a:/'
}

# Not by echo, which in some shells takes a backslash in what others wrote for an escape sequence.
say() { printf 'portgrade-gate: %s\n' "$1" | harmless >&2; }

failed() {
    say "$1"
    exit "$2"
}

wrong() { failed "$1 (--help lists the options)" 2; }

# The URL for messages, which many may read: without the user and password that it may hold.
without_user() {
    case $1 in
        http://*@*) printf 'http://%s' "${1##*@}" ;;
        https://*@*) printf 'https://%s' "${1##*@}" ;;
        *) printf '%s' "${1##*@}" ;;
    esac
}

# --- what the user wants --------------------------------------------------------------------------------------------

url=${PORTGRADE_URL:-}
sysctl='' pools='' sockets='' limits='' sosreport='' host='' os='' kernel=''
min_grade='' fail_on='' baseline='' policy='' format=text output='' timeout_seconds=60
newline='
'
conf_files='' firewalls='' dir_without_conf='' given=' '

# One path a line: a path that holds a line break cannot be sent.
one_line() {
    case $1 in *"$newline"*) wrong "a path holds a line break: $1" ;; esac
}

readable() {
    one_line "$1"
    [ ! -d "$1" ] || wrong "$1 is a folder: --sysctl-dir and --firewall take one, other options take a file"
    [ -e "$1" ] || wrong "there is no file $1"
    [ -r "$1" ] || wrong "$1 cannot be read"
}

readable_folder() {
    one_line "$1"
    if [ ! -d "$1" ] || [ ! -r "$1" ] || [ ! -x "$1" ]; then wrong "there is no folder $1 that can be read"; fi
}

# What a name in a folder leads to was meant to count.
not_dangling() {
    [ ! -L "$1" ] || [ -e "$1" ] || wrong "$1 is a link to nothing that can be read: remove it, or restore the file"
}

# An empty file, for systemd-sysctl: one of the same name in a folder that counts less is switched off.
is_mask() { [ -c "$1" ] || [ -b "$1" ]; }

add_conf_dir() {
    readable_folder "$1"
    found=''
    for file in "${1%/}"/*.conf; do
        not_dangling "$file"
        [ -f "$file" ] || is_mask "$file" || continue
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
    readable_folder "$1"
    found=''
    for file in "${1%/}"/*; do
        not_dangling "$file"
        [ -f "$file" ] || continue
        readable "$file"
        firewalls="$firewalls$file$newline"
        found=yes
    done
    [ -n "$found" ] || wrong "there is no file in $1"
}

# Which of two was meant cannot be known, and what is not audited would not be noticed.
once() {
    case $given in *" $1 "*) wrong "$1 should be specified only once" ;; esac
    given="$given$1 "
}

while [ $# -gt 0 ]; do
    case $1 in
        --*=*)
            given_value=${1#*=}
            given_name=${1%%=*}
            shift
            set -- "$given_name" "$given_value" "$@"
            ;;
    esac
    case $1 in
        --help | -h)
            usage
            exit 0
            ;;
        --url | --sysctl | --sysctl-dir | --file | --firewall | --pools | --sockets | --limits | --sosreport | --host | --os | \
            --kernel | --min-grade | --fail-on | --baseline | --policy | --format | --output | --timeout)
            if [ $# -lt 2 ] || [ -z "$2" ]; then wrong "$1 needs a value"; fi
            case $1 in
                --sysctl-dir | --file | --firewall) ;;
                *) once "$1" ;;
            esac
            case $1 in
                --url) url=$2 ;;
                --sysctl)
                    [ "$2" = - ] || readable "$2"
                    sysctl=$2
                    ;;
                --sysctl-dir) add_conf_dir "$2" ;;
                --file)
                    readable "$2"
                    conf_files="$conf_files$2$newline"
                    ;;
                --firewall) add_firewall "$2" ;;
                --pools) readable "$2" && pools=$2 ;;
                --sockets) readable "$2" && sockets=$2 ;;
                --limits) readable "$2" && limits=$2 ;;
                --sosreport) readable "$2" && sosreport=$2 ;;
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
    *) wrong "--url wants an address such as http://portgrade.example:8080, not $(without_user "$url")" ;;
esac
server=$(without_user "$url")
case $timeout_seconds in *[!0-9]* | 0* | '') wrong "--timeout wants whole seconds, 1 at least, not $timeout_seconds" ;; esac
if [ -z "$sysctl$conf_files$firewalls$pools$sockets$limits$sosreport" ]; then
    [ -z "$dir_without_conf" ] ||
        failed "nothing to audit: give what is in force as well, as in sysctl -a | $0 --sysctl - --sysctl-dir $dir_without_conf" 2
    wrong 'nothing to audit: give --sysctl, --sysctl-dir or another of them'
fi
command -v curl >/dev/null 2>&1 || failed 'curl is not installed' 3

work=$(mktemp -d "${TMPDIR:-/tmp}/portgrade.XXXXXX") || failed "no temporary folder can be made in ${TMPDIR:-/tmp}" 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT PIPE QUIT TERM

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

# keep FILE NAME: writes there what comes in, of which the user knows this name
keep() {
    head -c 67108865 >"$1" 2>/dev/null || failed "$2 cannot be read" 2
    [ "$(wc -c <"$1")" -le 67108864 ] || failed "$2 is longer than 64 MiB: send what the tool prints" 2
}

# Whether curl may read it: /dev/stdin is another's there, a pipe can be read once, and files of /proc say that they are empty.
is_lasting() {
    case $1 in /dev/* | /proc/*) return 1 ;; esac
    [ -f "$1" ]
}

# part NAME PATH: sets $part; the path goes along, so that findings point into it
copies=0
part() {
    name=$(form_quoted "$2")
    content=$name
    if ! is_lasting "$2"; then
        copies=$((copies + 1))
        keep "$work/copy$copies" "$2" <"$2" || failed "$2 cannot be read" 2
        content=$(form_quoted "$work/copy$copies")
    fi
    part="$1=@\"$content\";filename=\"$name\""
}

if [ "$sysctl" = - ]; then
    keep "$work/sysctl" 'standard input'
    set -- "$@" --form "sysctl=<\"$(form_quoted "$work/sysctl")\""
elif [ -n "$sysctl" ]; then
    part sysctl "$sysctl"
    set -- "$@" --form "$part"
fi
for pair in "pools:$pools" "sockets:$sockets" "limits:$limits" "sosreport:$sosreport" "baseline:$baseline"; do
    [ -n "${pair#*:}" ] || continue
    part "${pair%%:*}" "${pair#*:}"
    set -- "$@" --form "$part"
done

# The lists are read with the shell's own word splitting, at line breaks alone.
old_ifs=$IFS
IFS=$newline
set -f
for file in $conf_files; do part file "$file" && set -- "$@" --form "$part"; done
for file in $firewalls; do part firewall "$file" && set -- "$@" --form "$part"; done
set +f
IFS=$old_ifs

# --- the answer -----------------------------------------------------------------------------------------------------

header() {
    awk -v wanted="$1:" 'tolower($1) == wanted { sub(/\r$/, ""); found = $2 } END { print found }' "$work/headers"
}

# Strings of JSON as they are meant.
plain() { sed 's/\\\(["\\/]\)/\1/g' | cut -c 1-1000; }

# is_problem TYPE…: whether the answer is a problem document of such a type
is_problem() { grep -Eq "\"urn:portgrade:problem:($1)\"" "$work/answer" 2>/dev/null; }

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

# A secret that is kept in a file ends with a line break.
token=$(printf '%s' "${PORTGRADE_TOKEN:-}" | tr -d '\r')
case $token in *"$newline"*) failed 'PORTGRADE_TOKEN holds a line break: set it to the token alone' 2 ;; esac

# Standard input of curl carries the token, so that no list of processes shows it.
authorization() {
    [ -z "$token" ] || printf 'header = "Authorization: Bearer %s"\n' "$(form_quoted "$token")"
}

# Without the user's .curlrc (-q, which has to come first): what it asks for is not meant for this.
status=$(authorization | curl -q --config - --silent --show-error --max-time "$timeout_seconds" --retry 2 --retry-max-time "$timeout_seconds" \
    --dump-header "$work/headers" --output "$work/answer" --write-out '%{http_code}' \
    "$@" "$url/v1/audits?$query" 2>"$work/complaint") ||
    failed "no answer from $server: $(sed -n '$s/^curl: //p' "$work/complaint")" 3

case $status in
    200) [ -n "$(header portgrade-grade)" ] || failed "$server answered, but not with a report: is it a Portgrade server?" 3 ;;
    401 | 403) failed "$server refused access (status $status): set PORTGRADE_TOKEN to a token that it knows" 3 ;;
    429) failed "$server answered with status 429: try again later" 3 ;;
    4??)
        case $status:$(header content-type) in
            *:application/problem+json*)
                ! is_problem 'not-found|method-not-allowed' ||
                    failed "a Portgrade server answered, but knows no $server/v1/audits: give its address in --url, and no more" 3
                say "$(placed "$(detail)")"
                errors | while IFS= read -r line; do printf '  %s\n' "$(placed "${line#  }")"; done | harmless >&2
                exit 2
                ;;
            413:*) failed "a proxy at $server takes no body of this length (status 413): raise its limit" 3 ;;
            *) failed "$server answered with status $status, and is no Portgrade server, it seems: check the URL" 3 ;;
        esac
        ;;
    2?? | 3??) failed "$server answered with status $status, which no Portgrade server does: check the URL, redirects are not followed" 3 ;;
    *) failed "$server answered with status $status: try again later" 3 ;;
esac

# Without the shell's own complaint; not by opening it together with cat, as /dev/stderr is then where complaints go. A pipe would
# lose its reader.
is_writable() {
    [ -p "$1" ] || [ -c "$1" ] || (: >>"$1") 2>/dev/null
}

if [ -n "$output" ]; then
    is_writable "$output" || failed "$output cannot be written" 2
    cat "$work/answer" >"$output" 2>/dev/null || failed "$output cannot be written" 2
else
    cat "$work/answer" 2>/dev/null || failed 'standard output cannot be written' 2
fi

outcome=$(header portgrade-gate)
case $outcome in
    passed | '')
        [ -n "$outcome" ] || [ -z "$min_grade$fail_on$baseline" ] || failed "$server did not say whether the gate passed" 3
        say "grade $(header portgrade-grade)${outcome:+, passed}"
        ;;
    *) failed "grade $(header portgrade-grade), the gate failed" 1 ;;
esac
