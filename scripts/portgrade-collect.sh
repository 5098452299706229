#!/bin/sh
# Gathers what Portgrade audits on this host, and prints it, saves it or has it graded. It reads only: no setting, rule or
# file of the host is changed, and no kernel module is asked for. For Linux, FreeBSD and macOS; needs sh, awk, sed and tr.
#
#   portgrade-collect.sh                     the submission as JSON, on standard output
#   portgrade-collect.sh --save FILE         into a file
#   portgrade-collect.sh --post URL          to a Portgrade server, whose report is printed
#
# Exit codes: 0 done · 2 wrong usage or a submission that the server refused · 3 no answer, or no right to one.

set -u
LC_ALL=C
PATH=${PATH:+$PATH:}/usr/sbin:/sbin:/usr/local/sbin:/usr/bin:/bin
export LC_ALL PATH
umask 077

usage() {
    cat <<'END'
usage: portgrade-collect.sh [--post URL] [--save FILE] [options]

  --post URL        audit on the server at URL, and print the report
  --save FILE       write the submission (JSON) to FILE
  --host NAME       the host's name (default: uname -n)
  --label KEY=VALUE a label of the host, such as role=proxy; repeatable
  --pid PID         limits of this process, in place of those of this shell
  --without SECTION leave out sysctl, files, firewall, sockets or limits; repeatable
  --policy NAME     with --post: the policy to hold the host against
  --format FORMAT   with --post: text (default), json, markdown, html, sarif …
  --timeout SECONDS with --post: how long to wait for the answer (default 60)
  --quiet           do not say what was taken
  --help

PORTGRADE_TOKEN, when it is set, is sent as a bearer token.
END
}

# --- what the user wants --------------------------------------------------------------------------------------------

post='' save='' host_name='' labels='' pid='' without=' ' policy='' format=text timeout_seconds=60 quiet=''

# Not by echo, which in some shells takes a backslash in what others wrote for an escape sequence.
say() { printf 'portgrade-collect: %s\n' "$1" >&2; }

wrong() {
    say "$1"
    say '--help lists the options'
    exit 2
}

# The URL for messages, which many may read: without the user and password that it may hold.
without_user() {
    case $1 in
        http://*@*) printf 'http://%s' "${1##*@}" ;;
        https://*@*) printf 'https://%s' "${1##*@}" ;;
        *) printf '%s' "${1##*@}" ;;
    esac
}

while [ $# -gt 0 ]; do
    case $1 in
        --quiet) quiet=yes ;;
        --help | -h)
            usage
            exit 0
            ;;
        --post | --save | --host | --label | --pid | --without | --policy | --format | --timeout)
            [ $# -ge 2 ] || wrong "$1 needs a value"
            [ -n "$2" ] || wrong "$1 needs a value that is not empty"
            case $1 in
                --post) post=${2%/} ;;
                --save) save=$2 ;;
                --host) host_name=$2 ;;
                --label)
                    case $2 in
                        [!=]*=*) labels="$labels$2
" ;;
                        *) wrong "--label wants KEY=VALUE, not $2" ;;
                    esac
                    ;;
                --pid) pid=$2 ;;
                --without)
                    case $2 in
                        sysctl | files | firewall | sockets | limits) without="$without$2 " ;;
                        *) wrong "--without wants sysctl, files, firewall, sockets or limits, not $2" ;;
                    esac
                    ;;
                --policy) policy=$2 ;;
                --format) format=$2 ;;
                --timeout) timeout_seconds=$2 ;;
            esac
            shift
            ;;
        *) wrong "unknown option $1" ;;
    esac
    shift
done

server=$(without_user "$post")
case $post in '' | http://?* | https://?*) ;; *) wrong "--post wants a URL such as http://portgrade.example:8080, not $server" ;; esac
# A secret that is kept in a file ends with a line break; any other would be a line of its own in curl's configuration.
token=$(printf '%s' "${PORTGRADE_TOKEN:-}" | tr -d '\r')
case $token in *[[:cntrl:]]*) wrong 'PORTGRADE_TOKEN holds a control character: set it to the token alone' ;; esac
case $pid in *[!0-9]*) wrong "--pid wants a process number, not $pid" ;; esac
case $timeout_seconds in *[!0-9]* | 0* | '') wrong "--timeout wants whole seconds, 1 at least, not $timeout_seconds" ;; esac
for word in "$policy" "$format"; do
    case $word in *[!A-Za-z0-9._-]*) wrong "not a name: $word" ;; esac
done

work=$(mktemp -d "${TMPDIR:-/tmp}/portgrade.XXXXXX") || {
    say "no temporary folder can be made in ${TMPDIR:-/tmp}"
    exit 2
}
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT PIPE QUIT TERM

# --- saying what was taken ------------------------------------------------------------------------------------------

note() {
    [ -n "$quiet" ] || printf '%-10s %s\n' "$1" "$2" >&2
}

taken() { note "$1" "taken: $2"; }
missed() { note "$1" "not taken: $2"; }

have() { command -v "$1" >/dev/null 2>&1; }

# A tool that hangs must not keep the collector.
bounded() {
    if have timeout; then
        timeout 30 "$@"
    else
        "$@"
    fi
}

lines_of() { awk 'END { print NR }' "$1"; }

is_root() { [ "$(id -u)" = 0 ]; }

# Why a tool said nothing: its own words, or that this is not root.
complaint() {
    said=$(sed -n '/[^[:space:]]/{p;q;}' "$1")
    is_root || said="${said:+$said; }not root"
    printf '%s\n' "${said:-no output}"
}

# --- JSON -----------------------------------------------------------------------------------------------------------

# A JSON string of standard input. Text that is not UTF-8, and control characters, leave a question mark in their place.
json_text() {
    cat >"$work/raw"
    if have iconv && iconv -f UTF-8 -t UTF-8 <"$work/raw" >/dev/null 2>&1; then
        cat "$work/raw"
    else
        tr '\200-\377' '?' <"$work/raw"
    fi | tr '\000-\010\013\014\016-\037\177' '?' | awk '
        BEGIN { printf "\"" }
        {
            gsub(/\\/, "\\\\&")
            gsub(/"/, "\\\\&")
            gsub(/\t/, "\\t")
            gsub(/\r/, "\\r")
            printf "%s\\n", $0
        }
        END { printf "\"" }'
}

# The same of one argument, without the line break at its end.
json_word() {
    printf '%s\n' "$1" | json_text | sed 's/\\n"$/"/'
}

# --- the host -------------------------------------------------------------------------------------------------------

system=$(uname -s)
case $system in
    Linux) os=linux ;;
    FreeBSD) os=freebsd ;;
    Darwin) os=macos ;;
    *) os='' ;;
esac
kernel=$(uname -r)
[ -n "$host_name" ] || host_name=$(uname -n)

addresses() {
    if have ip; then
        bounded ip -o addr show 2>/dev/null | awk '$3 == "inet" || $3 == "inet6" { print $4 }'
    elif have ifconfig; then
        bounded ifconfig -a 2>/dev/null | awk '$1 == "inet" || $1 == "inet6" { sub(/^addr:/, "", $2); print $2 }'
    fi | sed -e 's:[/%].*::' | awk '!/^127\./ && $0 != "::1" && !/^[fF][eE]80:/ && !seen[$0]++'
}

outbound_interface() {
    if have ip; then
        bounded ip route show default 2>/dev/null | awk '{ for (i = 1; i < NF; i++) if ($i == "dev") { print $(i + 1); exit } }'
    elif have route; then
        bounded route -n get default 2>/dev/null | awk '$1 == "interface:" { print $2; exit }'
    fi
}

write_host() {
    printf '"host":{"name":'
    json_word "$host_name"
    [ -z "$os" ] || printf ',"os":"%s"' "$os"
    printf ',"kernel":'
    json_word "$kernel"
    if [ -n "$labels" ]; then
        printf '%s' "$labels" | {
            separator=',"labels":{'
            while IFS= read -r label; do
                printf '%s' "$separator"
                json_word "${label%%=*}"
                printf ':'
                json_word "${label#*=}"
                separator=,
            done
            printf '}'
        }
    fi
    addresses >"$work/addresses"
    if [ -s "$work/addresses" ]; then
        awk 'BEGIN { printf ",\"addresses\":[" } { printf "%s\"%s\"", (NR > 1 ? "," : ""), $0 } END { printf "]" }' "$work/addresses"
    fi
    interface=$(outbound_interface)
    if [ -n "$interface" ]; then
        printf ',"interface":'
        json_word "$interface"
    fi
    printf '}'
}

# --- the sections ---------------------------------------------------------------------------------------------------

# Of a container host with a thousand interfaces, the settings of each would fill the request.
most_setting_bytes=1000000

read_proc_sys() {
    find /proc/sys/net/ipv4 /proc/sys/net/netfilter /proc/sys/fs -maxdepth 1 -type f 2>/dev/null | sort | while IFS= read -r file; do
        key=$(printf '%s' "${file#/proc/sys/}" | tr / .)
        if value=$(cat "$file" 2>/dev/null); then
            printf '%s\n' "$value" | awk -v key="$key" '{ print key " = " $0 }'
        else
            echo "sysctl: permission denied on key '$key'"
        fi
    done
}

gather_settings() {
    if have sysctl; then
        bounded sysctl -a >"$work/sysctl" 2>&1
        taken_from='sysctl -a'
    elif [ -d /proc/sys/net/ipv4 ]; then
        read_proc_sys >"$work/sysctl"
        taken_from='/proc/sys, since sysctl is not installed'
    else
        missed sysctl 'sysctl is not installed'
        return
    fi
    # A key has a dot, which sysctl's own complaints have not; what was denied is told apart from what is not there.
    if ! grep -Eq '^[^ :=]+\.[^ :=]+ *[:=]|ermission denied on key' "$work/sysctl"; then
        missed sysctl "$taken_from: $(complaint "$work/sysctl")"
        rm -f "$work/sysctl"
        return
    fi
    if [ "$(wc -c <"$work/sysctl")" -gt "$most_setting_bytes" ]; then
        awk '!/^net\.ipv[46]\.(conf|neigh)\./ && !/^kernel\.sched/' "$work/sysctl" >"$work/fewer"
        mv "$work/fewer" "$work/sysctl"
        taken_from="$taken_from, without the settings of single interfaces"
    fi
    denied=$(grep -c 'ermission denied' "$work/sysctl")
    [ "$denied" = 0 ] || taken_from="$taken_from; $denied keys denied"
    taken sysctl "$(lines_of "$work/sysctl") lines of $taken_from"
}

gather_files() {
    : >"$work/files"
    count=0
    for file in /etc/sysctl.d/*.conf /run/sysctl.d/*.conf /usr/local/lib/sysctl.d/*.conf /usr/lib/sysctl.d/*.conf \
        /etc/sysctl.conf /etc/sysctl.conf.local; do
        case $(ls -l "$file" 2>/dev/null) in
            # Debian's 99-sysctl.conf: what it leads to is taken by itself.
            *'-> ../sysctl.conf' | *'-> /etc/sysctl.conf') continue ;;
            # So a file of the same name in a folder that counts less is switched off: as an empty one does.
            *'-> /dev/null') ;;
            *) [ -f "$file" ] || continue ;;
        esac
        if [ ! -r "$file" ]; then
            missed files "$file: not readable"
            continue
        fi
        [ "$count" = 0 ] || printf ',' >>"$work/files"
        {
            printf '{"path":'
            json_word "$file"
            printf ',"content":'
            json_text <"$file"
            printf '}'
        } >>"$work/files"
        count=$((count + 1))
    done
    if [ "$count" = 0 ]; then
        missed files 'there is no sysctl.d file'
    else
        taken files "$count of sysctl.conf and sysctl.d"
    fi
}

# add_firewall FORMAT FILE PATH
add_firewall() {
    [ ! -s "$work/firewall" ] || printf ',' >>"$work/firewall"
    {
        printf '{"format":"%s","path":' "$1"
        json_word "$3"
        printf ',"content":'
        json_text <"$2"
        printf '}'
    } >>"$work/firewall"
    taken firewall "$(lines_of "$2") lines of $3"
}

# save_tables FORMAT TOOL: a tool of the iptables-save kind, when it prints a table
save_tables() {
    have "$2" || return
    if ! bounded "$2" >"$work/$2" 2>"$work/$2.said"; then
        missed firewall "$2: $(complaint "$work/$2.said")"
    elif grep -q '^\*' "$work/$2"; then
        add_firewall "$1" "$work/$2" "$2"
    elif ! is_root; then
        missed firewall "$2: not root"
    fi
}

# The tables that iptables keeps in nftables come from iptables-save, which knows all of their matches.
without_iptables_tables() {
    awk -v "ip=$(nft_tables_of iptables-save)" -v "ip6=$(nft_tables_of ip6tables-save)" '
        /^table / { skipping = $2 == "ip" && index(ip, " " $3 " ") || $2 == "ip6" && index(ip6, " " $3 " ") }
        !skipping && !/^# Warning: table .* is managed by/
        /^}/ { skipping = 0 }'
}

# Names of the tables that such a tool showed, when it is the kind that keeps them in nftables and understood them all.
nft_tables_of() {
    if [ -s "$work/$1" ] && grep -q '(nf_tables)' "$work/$1" && ! grep -q incompatible "$work/$1" "$work/$1.said"; then
        sed -n 's/^\*/ /p' "$work/$1" | tr '\n' ' '
        echo ' '
    fi
}

gather_linux_firewall() {
    save_tables iptables-save iptables-save
    save_tables ip6tables-save ip6tables-save
    # Where iptables is the kind that keeps its tables in nftables, older ones may be loaded beside them. Asking for a table
    # that is not loaded would load it.
    if grep -q '(nf_tables)' "$work/iptables-save" 2>/dev/null || ! have iptables-save; then
        ! grep -q . /proc/net/ip_tables_names 2>/dev/null || save_tables iptables-save iptables-legacy-save
        ! grep -q . /proc/net/ip6_tables_names 2>/dev/null || save_tables ip6tables-save ip6tables-legacy-save
    fi
    have nft || return
    if ! bounded nft list ruleset >"$work/ruleset" 2>"$work/complaint"; then
        missed firewall "nft list ruleset: $(complaint "$work/complaint")"
        return
    fi
    without_iptables_tables <"$work/ruleset" >"$work/native"
    if grep -q '^table' "$work/native"; then
        add_firewall nft "$work/native" 'nft list ruleset'
    elif ! is_root; then
        missed firewall 'nft list ruleset: not root'
    fi
}

gather_pf() {
    if ! have pfctl; then
        missed firewall 'pfctl is not installed'
    elif ! bounded pfctl -s info >"$work/info" 2>"$work/complaint"; then
        missed firewall "pfctl -s info: $(complaint "$work/complaint")"
    elif ! grep -q '^Status: Enabled' "$work/info"; then
        missed firewall 'pf is disabled'
    elif bounded pfctl -s rules >"$work/pf" 2>"$work/complaint" && [ -s "$work/pf" ]; then
        add_firewall pf "$work/pf" 'pfctl -s rules'
    else
        missed firewall "pfctl -s rules: $(complaint "$work/complaint")"
    fi
}

gather_firewall() {
    : >"$work/firewall"
    case $os in
        linux)
            gather_linux_firewall
            if [ ! -s "$work/firewall" ] && is_root; then
                if have nft || have iptables-save; then
                    missed firewall 'no rule is loaded'
                else
                    missed firewall 'neither nft nor iptables is installed'
                fi
            fi
            ;;
        freebsd | macos) gather_pf ;;
        *) missed firewall "not known how to, on $system" ;;
    esac
}

# The server takes requests of 8 MiB: of more connections than this, the listeners and the first of the others are sent.
most_socket_lines=60000

gather_sockets() {
    if [ "$os" = linux ] && have ss; then
        bounded ss -tan >"$work/sockets" 2>"$work/complaint"
        tool='ss -tan'
    elif have netstat; then
        bounded netstat -an >"$work/sockets" 2>"$work/complaint"
        tool='netstat -an'
    else
        missed sockets 'neither ss nor netstat is installed'
        return
    fi
    if [ ! -s "$work/sockets" ]; then
        missed sockets "$tool: $(complaint "$work/complaint")"
        return
    fi
    count=$(lines_of "$work/sockets")
    if [ "$count" -gt "$most_socket_lines" ]; then
        awk -v most="$most_socket_lines" 'NR == 1 || /LISTEN/ || kept++ < most' "$work/sockets" >"$work/fewer"
        mv "$work/fewer" "$work/sockets"
        tool="$tool (all of its listeners, and $most_socket_lines other lines of $count)"
    fi
    taken sockets "$(lines_of "$work/sockets") lines of $tool"
}

gather_limits() {
    if [ -z "$pid" ]; then
        # shellcheck disable=SC3045 # POSIX knows no -a; the sh of each of these systems does
        ulimit -a >"$work/limits" 2>/dev/null
        taken limits "ulimit -a of this shell (--pid PID takes a service's)"
    elif cat "/proc/$pid/limits" >"$work/limits" 2>/dev/null; then
        taken limits "/proc/$pid/limits"
    else
        rm -f "$work/limits"
        missed limits "/proc/$pid/limits cannot be read: no such process, or not root"
    fi
}

# --- the submission -------------------------------------------------------------------------------------------------

write_text() {
    if [ -s "$work/$1" ]; then
        printf ',"%s":' "$1"
        json_text <"$work/$1"
    fi
}

write_list() {
    if [ -s "$work/$1" ]; then
        printf ',"%s":[' "$1"
        cat "$work/$1"
        printf ']'
    fi
}

write_submission() {
    printf '{'
    write_host
    write_text sysctl
    write_list files
    write_list firewall
    write_text sockets
    write_text limits
    printf '}\n'
}

# gather SECTION COMMAND
gather() {
    case $without in
        *" $1 "*) missed "$1" "left out, by --without $1" ;;
        *) "$2" ;;
    esac
}

gather sysctl gather_settings
gather files gather_files
gather firewall gather_firewall
gather sockets gather_sockets
gather limits gather_limits
write_submission >"$work/submission"

# --- handing it over ------------------------------------------------------------------------------------------------

failed() {
    say "$1"
    exit "$2"
}

# The detail of a problem+json answer; what else a server may say is not for a terminal.
detail_of() {
    sed -nE 's/.*"detail" *: *"(([^"\\]|\\.)*)".*/\1/p' "$1" 2>/dev/null | sed 's/\\\(["\\/]\)/\1/g' | tr -d '\000-\037\177' | cut -c 1-500
}

# Standard input of curl carries the token, so that no list of processes shows it.
curl_options() {
    [ -z "$token" ] || printf 'header = "Authorization: Bearer %s"\n' "$(printf '%s' "$token" | sed 's/[\\"]/\\&/g')"
}

post_with_curl() {
    curl_options | curl --config - --silent --show-error --max-time "$timeout_seconds" \
        --header 'Content-Type: application/json' --data-binary "@$work/submission" \
        --dump-header "$work/headers" --output "$work/answer" --write-out '%{http_code}' "$1" 2>"$work/complaint"
}

largest_section() {
    (cd "$work" && wc -c sysctl files firewall sockets limits 2>/dev/null) | sort -rn | awk '$2 != "total" { print $2; exit }'
}

post_submission() {
    have curl || failed 'curl is not installed: --save FILE keeps the submission, which any HTTP client can send' 3
    address="$post/v1/audits?format=$format${policy:+&policy=$policy}"
    status=$(post_with_curl "$address") || failed "no answer from $server: $(cat "$work/complaint")" 3
    if [ "$status" = 200 ]; then
        grep -qi '^portgrade-grade:' "$work/headers" ||
            failed "$server answered, but not with a report: is it a Portgrade server?" 3
        cat "$work/answer"
        return
    fi
    detail=$(detail_of "$work/answer")
    case $status in
        401 | 403) failed "$server refused the token: set PORTGRADE_TOKEN to one that it knows (status $status)" 3 ;;
        413)
            failed "$server takes no submission of $(wc -c <"$work/submission" | tr -d ' ') bytes (status 413): leave a section out, as with --without $(largest_section), which is the largest" 2
            ;;
        408 | 429 | 5??) failed "$server answered with status $status: ${detail:-try again later}" 3 ;;
        *)
            [ -n "$detail" ] || failed "$server is not a Portgrade server, it seems (status $status): check the URL" 3
            failed "$server refused the submission: $detail" 2
            ;;
    esac
}

if [ -n "$save" ]; then
    cat "$work/submission" >"$save" || failed "$save cannot be written" 2
    note saved "$save"
fi
if [ -n "$post" ]; then
    post_submission
elif [ -z "$save" ]; then
    cat "$work/submission"
fi
