from __future__ import absolute_import, division, print_function

__metaclass__ = type

from ansible_collections.portgrade.audit.plugins.callback import fleet_report


def result(grade, score, findings=(), passed=True):
    return {
        'report': {'findings': [{'rule': rule, 'severity': severity, 'title': 'T'} for rule, severity in findings]},
        'grade': grade,
        'worst_case_grade': 'F',
        'score': score,
        'gated': not passed,
        'passed': passed,
        'reasons': [] if passed else ['the grade is C'],
    }


def test_the_worst_comes_first():
    fleet = fleet_report.Fleet()
    fleet.add('a', result('A', 100))
    fleet.add('c', result('F', 30))
    fleet.add('b', result('F', 10))
    assert [host['host'] for host in fleet.summary()['hosts']] == ['b', 'c', 'a']


def test_of_a_loop_the_worst_counts():
    audits = [result('A', 100), result('C', 70), result('B', 85)]
    assert fleet_report.worst({'results': audits})['grade'] == 'C'
    assert fleet_report.worst({'results': audits + [result('A', 95, passed=False)]})['score'] == 95
    assert fleet_report.worst({'results': [{'skipped': True}, result('A', 98)]})['score'] == 98


def test_a_task_that_audited_nothing_counts_not():
    assert fleet_report.worst({'results': [{'skipped': True}]}) is None
    assert fleet_report.worst({'msg': 'nothing'}) is None
    assert fleet_report.worst(result('B', 85))['score'] == 85


def test_what_most_hosts_share_counts_hosts_and_not_findings():
    fleet = fleet_report.Fleet()
    fleet.add('a', result('C', 70, [('x/y', 'low'), ('x/y', 'high'), ('z/z', 'info')]))
    fleet.add('b', result('C', 70, [('z/z', 'info')]))
    assert [(entry['rule'], entry['severity'], entry['hosts']) for entry in fleet.summary()['commonFindings']] == [
        ('z/z', 'info', 2),
        ('x/y', 'high', 1),
    ]


def test_a_host_below_the_gate_stays_audited():
    fleet = fleet_report.Fleet()
    fleet.add('a', result('C', 75, passed=False))
    fleet.miss('a', 'failed', 'Graded C')
    summary = fleet.summary()
    assert summary['failed'] == 1
    assert summary['notAudited'] == []


def test_hosts_without_a_report_are_listed():
    fleet = fleet_report.Fleet()
    fleet.miss('b', 'unreachable', 'no route\nto host')
    fleet.miss_if_unknown('a')
    fleet.miss_if_unknown('b')
    assert fleet.summary()['notAudited'] == [
        {'host': 'a', 'status': 'not audited', 'reason': 'the play has no audit of it'},
        {'host': 'b', 'status': 'unreachable', 'reason': 'no route'},
    ]


def test_nothing_of_a_host_becomes_markup():
    fleet = fleet_report.Fleet()
    fleet.add('<script>"\'&\x1b[31m\u202e', result('F', 0, [('<b>', 'high')], passed=False))
    fleet.miss('<img onerror=x>', 'failed', '<svg>')
    text = fleet_report.page(fleet.summary())
    assert '<script' not in text and '<b>' not in text and '<img' not in text and '<svg' not in text and '\x1b' not in text and '\u202e' not in text
    assert '&lt;script&gt;&quot;&#39;&amp;' in text


def test_nothing_of_a_host_moves_the_cursor():
    assert fleet_report.printable('a\x1b[31m\nb') == 'a?[31m?b'
