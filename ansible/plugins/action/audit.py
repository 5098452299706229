# -*- coding: utf-8 -*-
"""Posts a host's snapshot from the controller."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

import json
import time

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.text.converters import to_bytes, to_text
from ansible.module_utils.six.moves.http_client import HTTPException, InvalidURL
from ansible.module_utils.six.moves.urllib.error import HTTPError, URLError
from ansible.module_utils.six.moves.urllib.parse import urlencode, urlsplit
from ansible.module_utils.urls import ConnectionError, SSLValidationError, open_url
from ansible.plugins.action import ActionBase

ARGUMENTS = dict(
    snapshot=dict(type='dict', required=True),
    url=dict(type='str', required=True),
    token=dict(type='str', no_log=True),
    policy=dict(type='str'),
    min_grade=dict(type='str', choices=['A+', 'A', 'B', 'C', 'D', 'F']),
    fail_on=dict(type='str', choices=['critical', 'high', 'medium', 'low', 'info']),
    pools=dict(type='list', elements='dict'),
    timeout=dict(type='int', default=60),
    retries=dict(type='int', default=2),
    validate_certs=dict(type='bool', default=True),
)
TRY_AGAIN = (408, 429, 502, 503, 504)
MOST_DETAIL = 1000
LONGEST_PAUSE_SECONDS = 30


class ActionModule(ActionBase):
    """The action plugin behind portgrade.audit.audit."""

    TRANSFERS_FILES = False

    def run(self, tmp=None, task_vars=None):
        result = super(ActionModule, self).run(tmp, task_vars)
        dummy, arguments = self.validate_argument_spec(argument_spec=ARGUMENTS)
        try:
            report = self._post(arguments)
        except AnsibleActionFail as failure:
            # Raised further, it would be shown as an exception of Python's.
            return dict(result, failed=True, msg=to_text(failure))
        gate = report.get('gate') or {}
        result.update(
            changed=False,
            report=report,
            grade=report['grade'],
            worst_case_grade=report['worstCaseGrade'],
            score=report['score'],
            gated=bool(gate),
            passed=gate.get('passed', True),
            reasons=gate.get('reasons', []),
        )
        return result

    def _post(self, arguments):
        url = address(arguments)
        server = without_user(arguments['url'])
        request = dict(arguments['snapshot'])
        if arguments['pools']:
            request['pools'] = arguments['pools']
        headers = dict({'Content-Type': 'application/json', 'Accept': 'application/json'}, **authorization(arguments['token']))
        body = to_bytes(json.dumps(request))
        for attempt in range(arguments['retries'] + 1):
            last = attempt == arguments['retries']
            try:
                answer = open_url(
                    url,
                    data=body,
                    headers=headers,
                    method='POST',
                    timeout=arguments['timeout'],
                    validate_certs=arguments['validate_certs'],
                    follow_redirects='none',
                )
                return report_of(answer.read(), server)
            except HTTPError as error:
                if last or error.code not in TRY_AGAIN:
                    raise AnsibleActionFail(refusal(error, server))
                time.sleep(pause(attempt, error.headers.get('Retry-After')))
            except (InvalidURL, UnicodeError):
                raise AnsibleActionFail(wrong_address(arguments['url']))
            except (URLError, SSLValidationError, ConnectionError, HTTPException, OSError) as error:
                if last:
                    reason = getattr(error, 'reason', error)
                    raise AnsibleActionFail('no answer from %s: %s' % (server, to_text(reason)))
                time.sleep(pause(attempt, None))


def authorization(token):
    """The header that carries the token, none without one. A secret that is kept in a file ends with a line break."""
    token = to_text(token or '').strip()
    # Python would refuse these with a message that shows the whole header.
    if not all(' ' <= character <= '~' for character in token):
        raise AnsibleActionFail('token holds a control character, or one that is not ASCII: give the token alone')
    return {'Authorization': 'Bearer ' + token} if token else {}


def is_address(url):
    """Whether this is one of a server; Python's own check takes out line breaks, and looks at the port only when asked."""
    try:
        parts = urlsplit(url)
        named = parts.scheme in ('http', 'https') and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(named) and not any(character <= ' ' or character == '\x7f' for character in url)


def without_user(url):
    """The URL for messages: without the user and password that it may hold, however badly they are written."""
    before, separator, after = to_text(url).rpartition('@')
    scheme = next((scheme for scheme in ('http://', 'https://') if before.startswith(scheme)), '')
    return scheme + after


def wrong_address(url):
    return 'url is %r: give the address of a Portgrade server, such as http://portgrade.example:8080' % without_user(url)


def address(arguments):
    """The address to post to, or a failure that says what an address looks like."""
    if not is_address(arguments['url']):
        raise AnsibleActionFail(wrong_address(arguments['url']))
    query = [
        (name, arguments[option])
        for name, option in (('policy', 'policy'), ('minGrade', 'min_grade'), ('failOn', 'fail_on'))
        if arguments[option]
    ]
    return arguments['url'].rstrip('/') + '/v1/audits' + ('?' + urlencode(query) if query else '')


def pause(attempt, retry_after):
    """Seconds to wait before the next attempt: what the server asks for, within reason, else longer each time."""
    if retry_after and retry_after.isdigit():
        return min(int(retry_after), LONGEST_PAUSE_SECONDS)
    return min(2 ** attempt, LONGEST_PAUSE_SECONDS)


def report_of(body, url):
    """The report in an answer; a page that a proxy sent is none."""
    try:
        report = json.loads(to_text(body))
    except ValueError:
        report = None
    if not isinstance(report, dict) or not all(key in report for key in ('grade', 'worstCaseGrade', 'score', 'findings')):
        raise AnsibleActionFail('%s answered, but not with a report: is it a Portgrade server?' % url)
    return report


def refusal(error, url):
    """What to tell the user of a status that is no success; never what was sent."""
    if error.code in (401, 403):
        return '%s refused access (status %d): check token' % (url, error.code)
    try:
        problem = json.loads(to_text(error.read()))
        detail = problem.get('detail') if isinstance(problem, dict) else None
    except (ValueError, HTTPException, OSError):
        detail = None
    if detail:
        return '%s refused the snapshot (status %d): %s' % (url, error.code, to_text(detail)[:MOST_DETAIL])
    if error.code >= 500:
        return '%s answered with status %d: run the play again when it is up' % (url, error.code)
    return '%s answered with status %d, and is no Portgrade server, it seems: check url' % (url, error.code)
