#!/usr/bin/python
# -*- coding: utf-8 -*-
"""Gathers what Portgrade audits, on the host itself."""

from __future__ import absolute_import, division, print_function

__metaclass__ = type

DOCUMENTATION = r"""
---
module: snapshot_info
short_description: Gather what Portgrade audits on a host
version_added: 1.0.0
description:
  - Gathers kernel settings, sysctl.d files, firewall rules, sockets and limits of a host, as far as the user may read them.
  - Reads only. Nothing on the host is changed, and no kernel module is asked for.
options:
  sections:
    description:
      - What to gather.
    type: list
    elements: str
    choices: [sysctl, files, firewall, sockets, limits]
    default: [sysctl, files, firewall, sockets, limits]
  name:
    description:
      - What the report calls the host. The host's own name when left out.
    type: str
  labels:
    description:
      - Words of your own about the host, by key.
    type: dict
    default: {}
  pid:
    description:
      - Limits of this process are gathered, in place of those of the user that Ansible runs as.
    type: int
  max_socket_lines:
    description:
      - Of more sockets than this, the listeners and the first of the others are gathered.
    type: int
    default: 60000
attributes:
  check_mode:
    description: Runs the same in check mode.
    support: full
  diff_mode:
    description: There is nothing to show a difference of.
    support: none
author:
  - The Portgrade authors (!UNKNOWN)
seealso:
  - module: portgrade.audit.audit
notes:
  - Firewall rules need root, so run it with C(become). What could not be gathered is in RV(not_taken).
"""

EXAMPLES = r"""
- name: Gather what Portgrade audits
  portgrade.audit.snapshot_info:
  become: true
  register: portgrade_snapshot

- name: Gather settings and sockets of a database client
  portgrade.audit.snapshot_info:
    sections: [sysctl, sockets]
    labels:
      role: db-client
"""

RETURN = r"""
snapshot:
  description: An audit request, as C(POST /v1/audits) of a Portgrade server takes it.
  returned: always
  type: dict
  sample:
    host: {name: web-17, os: linux, kernel: 6.8.0-45-generic}
    sysctl: "net.ipv4.ip_local_port_range = 32768\t60999\n"
taken:
  description: What was gathered, by section.
  returned: always
  type: dict
  sample: {sysctl: [sysctl -a]}
not_taken:
  description: What could not be gathered, by section, and why.
  returned: always
  type: dict
  sample: {firewall: ["nft: Operation not permitted"]}
"""

import glob
import os
import platform
import re

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.common.text.converters import to_text

SYSTEMS = {'Linux': 'linux', 'FreeBSD': 'freebsd', 'Darwin': 'macos'}
CONFIGURATION = (
    '/etc/sysctl.d/*.conf',
    '/run/sysctl.d/*.conf',
    '/usr/local/lib/sysctl.d/*.conf',
    '/usr/lib/sysctl.d/*.conf',
    '/etc/sysctl.conf',
    '/etc/sysctl.conf.local',
)
PATHS = ['/usr/sbin', '/sbin', '/usr/local/sbin']

# Of a container host with a thousand interfaces, the settings of each would fill the request.
MOST_SETTING_CHARACTERS = 1000000
OF_AN_INTERFACE = re.compile(r'net\.ipv[46]\.(conf|neigh)\.|kernel\.sched')


class Gathering(object):
    """One host's snapshot, section by section."""

    def __init__(self, module):
        self.module = module
        self.system = SYSTEMS.get(platform.system())
        self.snapshot = {'host': self.host()}
        self.taken = {}
        self.not_taken = {}

    def host(self):
        host = {'name': self.module.params['name'] or platform.node(), 'kernel': platform.release()}
        if self.system:
            host['os'] = self.system
        if self.module.params['labels']:
            labels = self.module.params['labels']
            host['labels'] = dict((key, to_text(labels[key])) for key in labels)
        addresses = self.addresses()
        if addresses:
            host['addresses'] = addresses
        interface = self.outbound_interface()
        if interface:
            host['interface'] = interface
        return host

    def addresses(self):
        code, out, dummy = self.run(['ip', '-o', 'addr', 'show'])
        if code == 0:
            found = re.findall(r'^\d+: \S+\s+inet6? (\S+)', out, re.M)
        else:
            code, out, dummy = self.run(['ifconfig', '-a'])
            found = re.findall(r'^\s+inet6? (\S+)', out, re.M)
        addresses = []
        for address in found:
            address = re.sub(r'[/%].*', '', address)
            if address not in addresses and not re.match(r'127\.|::1$|fe80:', address, re.I):
                addresses.append(address)
        return addresses

    def outbound_interface(self):
        code, out, dummy = self.run(['ip', 'route', 'show', 'default'])
        match = re.search(r'\bdev (\S+)', out) if code == 0 else None
        if not match:
            code, out, dummy = self.run(['route', '-n', 'get', 'default'])
            match = re.search(r'interface: (\S+)', out) if code == 0 else None
        return match.group(1) if match else None

    def run(self, command):
        """Exit code, output and complaint of a tool; 127 when it is not installed."""
        path = self.module.get_bin_path(command[0], opt_dirs=PATHS)
        if not path:
            return 127, '', 'not installed'
        return self.module.run_command([path] + command[1:], environ_update={'LC_ALL': 'C', 'LANG': 'C'}, errors='replace')

    def take(self, section, what):
        self.taken.setdefault(section, []).append(what)

    def miss(self, section, what, why):
        lines = [line for line in why.splitlines() if line.strip()]
        reason = lines[0].strip() if lines else 'no output'
        if os.geteuid() != 0 and reason != 'not installed':
            reason += ' (not root)'
        self.not_taken.setdefault(section, []).append('%s: %s' % (what, reason))

    def sysctl(self):
        code, out, complaint = self.run(['sysctl', '-a'])
        if code == 127 and os.path.isdir('/proc/sys/net/ipv4'):
            out, complaint = self.proc_sys(), ''
        if not out.strip():
            self.miss('sysctl', 'sysctl -a', complaint)
            return
        # What was denied is told apart from what is not there.
        out += ''.join(line + '\n' for line in complaint.splitlines() if 'permission denied' in line.lower())
        if len(out) > MOST_SETTING_CHARACTERS:
            out = '\n'.join(line for line in out.splitlines() if not OF_AN_INTERFACE.match(line)) + '\n'
            self.take('sysctl', 'sysctl -a, without the settings of single interfaces')
        else:
            self.take('sysctl', 'sysctl -a')
        self.snapshot['sysctl'] = out

    @staticmethod
    def proc_sys():
        lines = []
        for folder in ('net/ipv4', 'net/netfilter', 'fs'):
            for path in sorted(glob.glob('/proc/sys/%s/*' % folder)):
                key = path[len('/proc/sys/'):].replace('/', '.')
                try:
                    with open(path) as value:
                        lines.append('%s = %s' % (key, value.read().strip()))
                except (IOError, OSError):
                    continue
        return '\n'.join(lines) + '\n'

    def files(self):
        files = []
        for pattern in CONFIGURATION:
            for path in sorted(glob.glob(pattern)):
                # Debian's 99-sysctl.conf is a link to /etc/sysctl.conf, which is taken by itself.
                if os.path.islink(path) and os.path.realpath(path) == '/etc/sysctl.conf':
                    continue
                # A link to /dev/null switches off a file of the same name in a folder that counts less, as an empty one does.
                if not os.path.isfile(path) and os.path.realpath(path) != os.devnull:
                    continue
                try:
                    with open(path, 'rb') as content:
                        files.append({'path': path, 'content': to_text(content.read(), errors='replace')})
                    self.take('files', path)
                except (IOError, OSError) as error:
                    self.miss('files', path, error.strerror or 'not readable')
        if files:
            self.snapshot['files'] = files

    def firewall(self):
        documents = []
        if self.system == 'linux':
            self.linux_firewall(documents)
        elif self.system:
            self.pf(documents)
        if documents:
            self.snapshot['firewall'] = documents

    def linux_firewall(self, documents):
        in_nft = {}
        for family, tool in (('ip', 'iptables-save'), ('ip6', 'ip6tables-save')):
            in_nft[family] = self.tables(documents, tool, tool)
            # Older tables may be loaded beside those in nftables; asking for one that is not loaded would load it.
            if in_nft[family] is not None and self.has_text('/proc/net/%s_tables_names' % family):
                self.tables(documents, tool, tool.replace('-save', '-legacy-save'))
        code, out, complaint = self.run(['nft', 'list', 'ruleset'])
        if code == 0:
            native = self.native(out, in_nft)
            if 'table' in native:
                self.document(documents, 'nft', 'nft list ruleset', native)
        elif code != 127 or not documents:
            self.miss('firewall', 'nft list ruleset', complaint)

    def tables(self, documents, save_format, tool):
        """Names of the tables that iptables keeps in nftables; None when it keeps none there, or not all are its own."""
        code, out, complaint = self.run([tool])
        if code != 0:
            if code != 127:
                self.miss('firewall', tool, complaint)
            return None
        names = re.findall(r'^\*(\S+)', out, re.M)
        if names:
            self.document(documents, save_format, tool, out)
        if '(nf_tables)' in out + complaint or not names:
            return [] if 'incompatible' in out + complaint else names
        return None

    @staticmethod
    def has_text(path):
        try:
            with open(path) as names:
                return bool(names.read().strip())
        except (IOError, OSError):
            return False

    @staticmethod
    def native(ruleset, in_nft):
        """The ruleset without what iptables-save has shown already, and better."""
        kept = []
        skipping = False
        for line in ruleset.splitlines():
            table = re.match(r'table (\S+) (\S+)', line)
            if table:
                skipping = table.group(2) in (in_nft.get(table.group(1)) or [])
            if not skipping:
                kept.append(line)
            if line.startswith('}'):
                skipping = False
        return '\n'.join(kept) + '\n'

    def pf(self, documents):
        code, out, complaint = self.run(['pfctl', '-s', 'info'])
        if code != 0:
            self.miss('firewall', 'pfctl -s info', complaint)
        elif 'Status: Enabled' not in out:
            self.miss('firewall', 'pf', 'disabled')
        else:
            code, out, complaint = self.run(['pfctl', '-s', 'rules'])
            if code == 0 and out.strip():
                self.document(documents, 'pf', 'pfctl -s rules', out)
            else:
                self.miss('firewall', 'pfctl -s rules', complaint)

    def document(self, documents, kind, path, content):
        documents.append({'format': kind, 'path': path, 'content': content})
        self.take('firewall', path)

    def sockets(self):
        for command in (['ss', '-tan'], ['netstat', '-an']):
            code, out, complaint = self.run(command)
            if code == 0 and out.strip():
                self.snapshot['sockets'] = self.bounded(out)
                self.take('sockets', ' '.join(command))
                return
        self.miss('sockets', 'ss -tan, netstat -an', complaint)

    def bounded(self, listing):
        most = self.module.params['max_socket_lines']
        lines = listing.splitlines(True)
        if len(lines) <= most:
            return listing
        others = 0
        kept = []
        for number, line in enumerate(lines):
            listening = number == 0 or 'LISTEN' in line
            others += 0 if listening else 1
            if listening or others <= most:
                kept.append(line)
        return ''.join(kept)

    def limits(self):
        pid = self.module.params['pid']
        path = '/proc/%s/limits' % (pid or 'self')
        try:
            with open(path) as text:
                self.snapshot['limits'] = text.read()
            self.take('limits', path)
        except (IOError, OSError) as error:
            self.miss('limits', path, error.strerror or 'not readable')


def main():
    module = AnsibleModule(
        argument_spec=dict(
            sections=dict(
                type='list',
                elements='str',
                choices=['sysctl', 'files', 'firewall', 'sockets', 'limits'],
                default=['sysctl', 'files', 'firewall', 'sockets', 'limits'],
            ),
            name=dict(type='str'),
            labels=dict(type='dict', default={}),
            pid=dict(type='int'),
            max_socket_lines=dict(type='int', default=60000),
        ),
        supports_check_mode=True,
    )
    gathering = Gathering(module)
    for section in module.params['sections']:
        getattr(gathering, section)()
    module.exit_json(
        changed=False, snapshot=gathering.snapshot, taken=gathering.taken, not_taken=gathering.not_taken
    )


if __name__ == '__main__':
    main()
