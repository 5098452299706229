"""Audits a host with the generated client: audit.py URL GRADE, where GRADE is the one that the report must have."""

import sys

import portgrade_client
from portgrade_client.models import (
    AuditRequest,
    Grade,
    IpProtocol,
    OperatingSystem,
    PathKind,
    Problem,
    SubmittedFirewall,
    SubmittedHost,
)

SYSCTL = """\
net.ipv4.ip_local_port_range = 32768\t60999
net.ipv4.tcp_timestamps = 0
net.ipv4.tcp_tw_reuse = 1
"""
FIREWALL = "*filter\n:INPUT DROP [0:0]\nCOMMIT\n"


def require(what, expected, actual):
    if expected != actual:
        sys.exit(f"{what} is {actual!r}, not {expected!r}")


def require_problem(audits, request):
    try:
        audits.create_audit(request, policy="no-such-policy")
    except portgrade_client.ApiException as refused:
        problem = Problem.from_json(refused.body)
        require("status", 404, problem.status)
        require("type", "urn:portgrade:problem:unknown-policy", problem.type)
        return
    sys.exit("an audit by a policy that does not exist was not refused")


def main(base, grade):
    audits = portgrade_client.AuditsApi(portgrade_client.ApiClient(portgrade_client.Configuration(host=base)))
    request = AuditRequest(
        host=SubmittedHost(name="web-17", labels={"role": "proxy"}),
        sysctl=SYSCTL,
        firewall=[SubmittedFirewall(content=FIREWALL)],
    )

    report = audits.create_audit(request, min_grade=Grade.A)
    require("grade", Grade(grade), report.grade)
    require("gate", False, report.gate.passed)
    require("system", OperatingSystem.LINUX, report.host.os)
    require("label", "proxy", report.host.labels["role"])
    finding = next((found for found in report.findings if found.rule == "reuse/without-timestamps"), None)
    if finding is None:
        sys.exit("no finding of reuse/without-timestamps")
    lines = {found.key: found.line for found in finding.evidence}
    require("the evidence's line", 2, lines.get("net.ipv4.tcp_timestamps"))
    require("remedy", "1", finding.remediation.settings["net.ipv4.tcp_timestamps"])
    blocked = {(path.direction, path.protocol): path.blocked for path in report.firewall_analysis}
    require("lost", ["32768-60999"], blocked.get((PathKind.RETURN, IpProtocol.TCP)))
    require_problem(audits, request)


main(*sys.argv[1:])
