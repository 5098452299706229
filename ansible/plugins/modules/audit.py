#!/usr/bin/python
# -*- coding: utf-8 -*-
"""Documentation of the action plugin of the same name."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: audit
short_description: Have a host graded by a Portgrade server
version_added: 1.0.0
description:
  - Posts a host's snapshot to a Portgrade server, and returns the graded report.
  - The controller posts, so hosts need no way to the server, and the token never reaches them.
  - Does not fail on a bad grade, so that the report is kept. Hold RV(passed) against your gate in a task of its own, as the
    role P(portgrade.audit.audit#role) does.
options:
  snapshot:
    description:
      - The audit request, as M(portgrade.audit.snapshot_info) gathered it.
    type: dict
    required: true
  url:
    description:
      - Of the Portgrade server, such as C(http://portgrade.example:8080).
    type: str
    required: true
  token:
    description:
      - Sent as a bearer token, without white space at its ends.
    type: str
  policy:
    description:
      - The policy that the host is held against. The server's default when left out.
    type: str
  min_grade:
    description:
      - The least grade that the host is to reach.
    type: str
    choices: [A+, A, B, C, D, F]
  fail_on:
    description:
      - The least severity that fails the gate.
    type: str
    choices: [critical, high, medium, low, info]
  pools:
    description:
      - Connection pools of the programs on the host, as the server's API describes them.
    type: list
    elements: dict
  timeout:
    description:
      - Seconds to wait for the answer.
    type: int
    default: 60
  retries:
    description:
      - How often to try again when the server is not reached, is too busy, or breaks off its answer.
    type: int
    default: 2
  validate_certs:
    description:
      - Whether the server's certificate is checked.
    type: bool
    default: true
attributes:
  check_mode:
    description: Runs the same in check mode; nothing is stored.
    support: full
  diff_mode:
    description: There is nothing to show a difference of.
    support: none
  action:
    description: Runs on the controller.
    support: full
author:
  - The Portgrade authors (!UNKNOWN)
seealso:
  - module: portgrade.audit.snapshot_info
"""

EXAMPLES = r"""
- name: Gather what Portgrade audits
  portgrade.audit.snapshot_info:
  become: true
  register: gathered

- name: Have it graded
  portgrade.audit.audit:
    snapshot: "{{ gathered.snapshot }}"
    url: http://portgrade.example:8080
    token: "{{ portgrade_token }}"
    min_grade: B
  register: audited

- name: Hold the gate
  ansible.builtin.assert:
    that: audited.passed
    fail_msg: "{{ inventory_hostname }} is graded {{ audited.grade }}"
"""

RETURN = r"""
report:
  description: The whole report, as the server's API describes it.
  returned: success
  type: dict
grade:
  description: The grade of what was assessed.
  returned: success
  type: str
  sample: C
worst_case_grade:
  description: The grade if everything that was not assessed turned out badly.
  returned: success
  type: str
  sample: F
score:
  description: 0 to 100.
  returned: success
  type: int
  sample: 75
gated:
  description: Whether O(min_grade) or O(fail_on) was given.
  returned: success
  type: bool
passed:
  description: Whether the host reached O(min_grade) and has nothing as bad as O(fail_on); true when neither is given.
  returned: success
  type: bool
reasons:
  description: Why it did not pass.
  returned: success
  type: list
  elements: str
  sample: ["the grade is C, below B"]
"""
