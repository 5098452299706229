from __future__ import absolute_import, division, print_function

__metaclass__ = type

import io

import pytest
from ansible.errors import AnsibleActionFail
from ansible.module_utils.six.moves.http_client import IncompleteRead, InvalidURL
from ansible.module_utils.six.moves.urllib.error import HTTPError
from ansible_collections.portgrade.audit.plugins.action import audit

ARGUMENTS = dict(
    snapshot={'host': {'name': 'a'}},
    url='http://portgrade.example:8080/',
    token='s3cret',
    policy=None,
    min_grade='A+',
    fail_on=None,
    pools=None,
    timeout=1,
    retries=2,
    validate_certs=True,
)
REPORT = b'{"grade":"C","worstCaseGrade":"F","score":75,"findings":[]}'


class Answers(object):
    """Stands for open_url: one answer a call."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.calls = []

    def __call__(self, url, **arguments):
        self.calls.append((url, arguments))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if hasattr(answer, 'read') else io.BytesIO(answer)


class BreaksOff(object):
    """Stands for an answer whose server goes away."""

    def read(self):
        raise IncompleteRead(b'{"grade"', 900)


def refused(code, body=b'', headers=None):
    return HTTPError('http://portgrade.example', code, 'x', headers or {}, io.BytesIO(body))


@pytest.fixture
def post(monkeypatch):
    pauses = []
    monkeypatch.setattr(audit.time, 'sleep', pauses.append)

    def run(*answers, **changed):
        answering = Answers(*answers)
        monkeypatch.setattr(audit, 'open_url', answering)
        plugin = object.__new__(audit.ActionModule)
        report = plugin._post(dict(ARGUMENTS, **changed))
        return report, answering.calls, pauses

    return run


def test_posts_with_token_and_query(post):
    report, calls, pauses = post(REPORT)
    url, arguments = calls[0]
    assert report['grade'] == 'C'
    assert url == 'http://portgrade.example:8080/v1/audits?minGrade=A%2B'
    assert arguments['headers']['Authorization'] == 'Bearer s3cret'
    assert arguments['follow_redirects'] == 'none'
    assert pauses == []


def test_tries_again_as_the_server_asks(post):
    report, calls, pauses = post(refused(503, headers={'Retry-After': '7'}), refused(502), REPORT)
    assert report['score'] == 75
    assert len(calls) == 3
    assert pauses == [7, 2]


def test_a_refusal_is_final_and_tells_the_detail(post):
    with pytest.raises(AnsibleActionFail, match='refused the snapshot .status 404.: there is no policy'):
        post(refused(404, b'{"detail":"there is no policy nope"}'))


@pytest.mark.parametrize('code, said', [(401, 'check token'), (403, 'check token'), (404, 'check url'), (500, 'run the play again')])
def test_what_to_do_is_said(post, code, said):
    with pytest.raises(AnsibleActionFail, match=said) as failure:
        post(refused(code, b'<html>'))
    assert 's3cret' not in str(failure.value)


@pytest.mark.parametrize('body', [b'<html>', b'[]', b'{}', b'null', b'\xff'])
def test_a_page_is_no_report(post, body):
    with pytest.raises(AnsibleActionFail, match='is it a Portgrade server'):
        post(body)


@pytest.mark.parametrize('token', ['s3cret\n', ' s3cret\r\n\n', '\ts3cret'])
def test_white_space_around_the_token_is_not_sent(post, token):
    assert post(REPORT, token=token)[1][0][1]['headers']['Authorization'] == 'Bearer s3cret'


def test_a_token_of_white_space_is_none(post):
    assert 'Authorization' not in post(REPORT, token='\n')[1][0][1]['headers']


@pytest.mark.parametrize('token', ['s3\ncret', 's3\tcret', 's3\x00cret', 's3\x7fcret', 's3\x85cret', u's3\u2019cret'])
def test_a_token_that_no_header_can_hold_is_not_told(post, token):
    with pytest.raises(AnsibleActionFail, match='token holds .*: give the token alone') as failure:
        post(token=token)
    assert 's3' not in str(failure.value) and 'cret' not in str(failure.value)


@pytest.mark.parametrize(
    'url',
    [
        '',
        'portgrade:8080',
        'ftp://x',
        'http://',
        'http://:80',
        'http://[::1',
        'http://local host',
        'http://localhost:abc',
        'http://localhost:70000',
        'http://localhost:8080\n',
        'http://local\thost',
    ],
)
def test_a_wrong_address_is_refused_before_it_is_used(post, url):
    with pytest.raises(AnsibleActionFail, match='give the address') as failure:
        post(url=url)
    assert '\n' not in str(failure.value)


@pytest.mark.parametrize('trouble', [InvalidURL('x'), UnicodeError('label too long')])
def test_an_address_that_turns_out_wrong_is_said_at_once(post, trouble):
    with pytest.raises(AnsibleActionFail, match='give the address'):
        post(trouble)


def test_an_answer_that_breaks_off_is_asked_for_again(post):
    report, calls, pauses = post(BreaksOff(), REPORT)
    assert report['grade'] == 'C'
    assert pauses == [1]


def test_an_answer_that_always_breaks_off_is_said(post):
    with pytest.raises(AnsibleActionFail, match='no answer from http://portgrade.example:8080/: IncompleteRead'):
        post(BreaksOff(), BreaksOff(), BreaksOff())


def test_a_refusal_that_breaks_off_is_told_by_its_status(post):
    with pytest.raises(AnsibleActionFail, match='status 404'):
        post(HTTPError('http://portgrade.example', 404, 'x', {}, BreaksOff()))


def test_no_answer_is_said_after_the_last_attempt(post):
    with pytest.raises(AnsibleActionFail, match='no answer from http://portgrade.example:8080/: refused'):
        post(OSError('refused'), OSError('refused'), OSError('refused'))


def test_pauses_are_bounded():
    assert audit.pause(10, None) == 30
    assert audit.pause(0, '3600') == 30
    assert audit.pause(0, 'Fri, 31 Dec 1999 23:59:59 GMT') == 1


@pytest.mark.parametrize(
    'url, answers',
    [
        ('http://user:s3cret@host:1', [OSError('x')] * 3),
        ('http://user:s3@cret@host:1', [refused(401)]),
        ('http://user:s3cret@host:1', [refused(503)] * 3),
        ('https://user:s3cret@host:1', [refused(404, b'{"detail":"d"}')]),
        ('http://user:s3cret@host:1', [refused(404)]),
        ('http://user:s3cret@host:1', [b'<html>']),
        ('http://user:s3cret@host:abc', []),
        ('http://user:s3/cret@host:1', []),
        ('http://user:s3\ncret@host:1', []),
        ('user:s3cret@host:1', []),
    ],
)
def test_who_is_asked_as_is_not_told(post, url, answers):
    with pytest.raises(AnsibleActionFail, match='host:') as failure:
        post(*answers, url=url)
    assert not any(secret in str(failure.value) for secret in ('user', 's3', 'cret'))
