# -*- coding: utf-8 -*-
"""Writes one report of all hosts that a play audited."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
name: fleet_report
type: aggregate
short_description: Write a report of the grades of all hosts
version_added: 1.0.0
description:
  - Collects what M(portgrade.audit.audit) said of each host, and writes it as JSON and as an HTML page when the play has ended.
  - Lists the worst hosts first, the findings that most hosts share, and the hosts that were not audited, with the reason.
options:
  directory:
    description: The folder that C(portgrade-fleet.json) and C(portgrade-fleet.html) are written to; it is made when missing.
    type: path
    default: .
    env:
      - name: PORTGRADE_FLEET_REPORT
    ini:
      - section: portgrade
        key: fleet_report
requirements:
  - enabled in C(callbacks_enabled)
"""

import datetime
import json
import os

from ansible.module_utils.common.text.converters import to_bytes, to_text
from ansible.plugins.callback import CallbackBase

ACTIONS = ('portgrade.audit.audit',)
GRADES = ('A+', 'A', 'B', 'C', 'D', 'F')
SEVERITIES = ('critical', 'high', 'medium', 'low', 'info')
MOST_COMMON = 20
STYLE = """
:root { color-scheme: light dark; --line: #8884; --bad: #b3261e; --good: #1b6e3c; --fair: #8a5a00; }
@media (prefers-color-scheme: dark) { :root { --bad: #ff8a80; --good: #7bd89d; --fair: #ffcc66; } }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 2rem; }
th, td { text-align: left; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.n, th.n { text-align: right; }
.grade { font-weight: 700; }
.A\\+, .A { color: var(--good); } .B, .C { color: var(--fair); } .D, .F { color: var(--bad); }
.wide { overflow-x: auto; }
"""


def escaped(text):
    """Text for HTML, in elements and in attributes; what would not be seen, or turns the direction of others, is marked."""
    text = ''.join(c if c == '\n' or c.isprintable() else '\N{REPLACEMENT CHARACTER}' for c in to_text(text))
    for plain, safe in (('&', '&amp;'), ('<', '&lt;'), ('>', '&gt;'), ('"', '&quot;'), ("'", '&#39;')):
        text = text.replace(plain, safe)
    return text


def printable(text):
    """Text for a terminal: nothing in it moves the cursor or starts a line."""
    return ''.join(c if c.isprintable() else '?' for c in to_text(text))


def worst(result):
    """The audit that counts of a task: of a loop, one below its gate, else that with the worst grade; none when nothing was audited."""
    audits = [audit for audit in result.get('results', [result]) if 'report' in audit]
    return min(audits, key=lambda audit: (audit['passed'], -GRADES.index(audit['grade']), audit['score'])) if audits else None


class Fleet(object):
    """What is known of every host of a play."""

    def __init__(self):
        self.audited = {}
        self.others = {}

    def add(self, host, result):
        report = result['report']
        self.others.pop(host, None)
        self.audited[host] = {
            'host': host,
            'grade': result['grade'],
            'worstCaseGrade': result['worst_case_grade'],
            'score': result['score'],
            'gated': result['gated'],
            'passed': result['passed'],
            'reasons': result['reasons'],
            'findings': [
                {'rule': finding['rule'], 'severity': finding['severity'], 'title': finding['title']}
                for finding in report.get('findings', [])
            ],
        }

    def miss(self, host, status, reason):
        """A host without a report; a later audit of it counts more."""
        if host not in self.audited:
            self.others[host] = {'host': host, 'status': status, 'reason': first_line(reason)}

    def miss_if_unknown(self, host):
        """A host that took part in the play, and about which nothing was said."""
        if host not in self.others:
            self.miss(host, 'not audited', 'the play has no audit of it')

    def summary(self):
        hosts = sorted(self.audited.values(), key=lambda host: (-GRADES.index(host['grade']), host['score'], host['host']))
        return {
            'writtenAt': datetime.datetime.utcnow().strftime('%Y-%m-%dT%H:%M:%SZ'),
            'grades': dict((grade, sum(host['grade'] == grade for host in hosts)) for grade in GRADES),
            'failed': sum(not host['passed'] for host in hosts),
            'hosts': hosts,
            'commonFindings': self.common_findings(),
            'notAudited': [self.others[host] for host in sorted(self.others)],
        }

    def common_findings(self):
        by_rule = {}
        for host in self.audited.values():
            for rule in set(finding['rule'] for finding in host['findings']):
                worst = min(
                    (finding for finding in host['findings'] if finding['rule'] == rule),
                    key=lambda finding: SEVERITIES.index(finding['severity']),
                )
                entry = by_rule.setdefault(rule, dict(worst, hosts=0))
                entry['hosts'] += 1
                if SEVERITIES.index(worst['severity']) < SEVERITIES.index(entry['severity']):
                    entry['severity'] = worst['severity']
        ordered = sorted(
            by_rule.values(), key=lambda entry: (-entry['hosts'], SEVERITIES.index(entry['severity']), entry['rule'])
        )
        return ordered[:MOST_COMMON]


def first_line(reason):
    lines = [line.strip() for line in to_text(reason or '').splitlines() if line.strip()]
    return lines[0] if lines else 'no reason was given'


def outcome(host):
    if not host['gated']:
        return ''
    return 'passed' if host['passed'] else '; '.join(host['reasons']) or 'failed'


def page(summary):
    """The report as one HTML page that needs nothing else."""
    hosts = ''.join(
        '<tr><th scope="row">%s</th><td class="grade %s">%s</td><td>%s</td><td class="n">%d</td><td>%s</td></tr>\n'
        % (
            escaped(host['host']),
            host['grade'],
            host['grade'],
            host['worstCaseGrade'],
            host['score'],
            escaped(outcome(host)),
        )
        for host in summary['hosts']
    )
    findings = ''.join(
        '<tr><th scope="row">%s</th><td>%s</td><td>%s</td><td class="n">%d</td></tr>\n'
        % (escaped(entry['rule']), escaped(entry['severity']), escaped(entry['title']), entry['hosts'])
        for entry in summary['commonFindings']
    )
    missing = ''.join(
        '<tr><th scope="row">%s</th><td>%s</td><td>%s</td></tr>\n'
        % (escaped(entry['host']), escaped(entry['status']), escaped(entry['reason']))
        for entry in summary['notAudited']
    )
    grades = ', '.join('%d × %s' % (summary['grades'][grade], grade) for grade in GRADES if summary['grades'][grade])
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">\n'
        '<title>Portgrade: the fleet</title>\n<style>%s</style>\n</head>\n<body>\n<main>\n<h1>The fleet</h1>\n' % STYLE,
        '<p>%d hosts audited: %s. %d below the gate, %d not audited. Written at %s.</p>\n'
        % (
            len(summary['hosts']),
            grades or 'none',
            summary['failed'],
            len(summary['notAudited']),
            summary['writtenAt'],
        ),
        table('Hosts, the worst first', ('Host', 'Grade', 'At worst', 'Score', 'Gate'), hosts),
        table('What most hosts share', ('Rule', 'Severity', 'Finding', 'Hosts'), findings),
        table('Not audited', ('Host', 'Status', 'Reason'), missing),
        '</main>\n</body>\n</html>\n',
    ]
    return ''.join(parts)


def table(title, headings, rows):
    if not rows:
        return ''
    head = ''.join('<th scope="col"%s>%s</th>' % (' class="n"' if name in ('Score', 'Hosts') else '', name) for name in headings)
    return '<h2>%s</h2>\n<div class="wide"><table><thead><tr>%s</tr></thead>\n<tbody>\n%s</tbody></table></div>\n' % (
        title,
        head,
        rows,
    )


class CallbackModule(CallbackBase):
    """The callback plugin."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'aggregate'
    CALLBACK_NAME = 'portgrade.audit.fleet_report'
    CALLBACK_NEEDS_ENABLED = True

    def __init__(self, display=None):
        super(CallbackModule, self).__init__(display=display)
        self.fleet = Fleet()

    def v2_runner_on_ok(self, result):
        audit = worst(result._result) if result._task.resolved_action in ACTIONS else None
        if audit:
            self.fleet.add(result._host.get_name(), audit)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self.fleet.miss(result._host.get_name(), 'failed', result._result.get('msg'))

    def v2_runner_on_unreachable(self, result):
        self.fleet.miss(result._host.get_name(), 'unreachable', result._result.get('msg'))

    def v2_runner_on_skipped(self, result):
        if result._task.resolved_action in ACTIONS:
            self.fleet.miss(result._host.get_name(), 'skipped', 'the audit was skipped: its condition was not met')

    def v2_playbook_on_stats(self, stats):
        for host in stats.processed:
            self.fleet.miss_if_unknown(host)
        summary = self.fleet.summary()
        if not summary['hosts'] and not summary['notAudited']:
            return
        self._print(summary)
        self._write(summary)

    def _print(self, summary):
        self._display.banner('PORTGRADE')
        for host in summary['hosts']:
            gate = '' if host['passed'] else '  below the gate: ' + '; '.join(host['reasons'])
            self._display.display(printable('%-2s  %3d  %s%s' % (host['grade'], host['score'], host['host'], gate)))
        for host in summary['notAudited']:
            self._display.display(printable('--    -  %s  %s: %s' % (host['host'], host['status'], host['reason'])))

    def _write(self, summary):
        directory = self.get_option('directory')
        try:
            if not os.path.isdir(directory):
                os.makedirs(directory)
            for name, text in (
                ('portgrade-fleet.json', json.dumps(summary, indent=2, sort_keys=True) + '\n'),
                ('portgrade-fleet.html', page(summary)),
            ):
                with open(os.path.join(directory, name), 'wb') as report:
                    report.write(to_bytes(text))
            self._display.display('the fleet report is in %s' % os.path.abspath(directory))
        except OSError as error:
            self._display.warning('the fleet report cannot be written to %s: %s' % (directory, to_text(error)))
