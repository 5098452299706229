"""Opens TCP connections from one network namespace, closes each before the server does, and tells when ports run out.

Usage: connect.py HOST PEER, names of namespaces. Reads one JSON object a line and answers with one:

  {"listen": [["host", "127.0.0.1", 443], ...]}        there, for good; an answer of {}
  {"open": [ROUTE, ...], "most": 400}                  from each in turn until no port is left: {"opened": [n, ...]}
  {"release": true}                                    closes the UDP sockets; an answer of {}
  {"hungry": ROUTE, "seconds": 3.5}                    as often as a port is free: {"ports", "held": seconds or null}
  {"paced": ROUTE, "rate": 190, "seconds": 2}          never faster than that: {"opened", "refused", "after": first refusal}
  {"await": [ROUTE, ...], "seconds": 70}               until each has a port again: {"after": [seconds or null, ...]}
  {"set": [["host", "net.ipv4.tcp_tw_reuse", "1"], ...]}   settings of the side's namespace; an answer of {}
  {"counter": "TCPTimeWaitOverflow"}                   of the host's namespace: {"count"}

A ROUTE is {"server": side, "address", "port", "protocol": tcp or udp, "source": address or null, "late": whether the port is
chosen when connecting although the source is bound}. UDP sockets stay open, and nothing is sent. "held" is the median time between two connections from the same port, which a few
delays of this process do not move. One process holds both ends, so that each connection is in TIME_WAIT before the next.
"""

import ctypes
import errno
import json
import os
import resource
import socket
import statistics
import sys
import time

CLONE_NEWNET = 0x40000000
IP_BIND_ADDRESS_NO_PORT = 24
NO_PORT = (errno.EADDRNOTAVAIL, errno.EADDRINUSE, errno.EAGAIN)
PATIENCE = 10
NAP = 0.0005

libc = ctypes.CDLL(None, use_errno=True)


class Client:
    def __init__(self, host, peer):
        self.handles = {"host": os.open("/run/netns/" + host, os.O_RDONLY), "peer": os.open("/run/netns/" + peer, os.O_RDONLY)}
        self.servers = {}
        self.held = []
        self.enter("host")

    def enter(self, side):
        if libc.setns(self.handles[side], CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")

    def listen(self, side, address, port):
        self.enter(side)
        listener = socket.socket(family(address), socket.SOCK_STREAM)
        self.enter("host")
        listener.bind((address, port))
        listener.listen(64)
        listener.settimeout(PATIENCE)
        self.servers[side, address, port] = listener

    def connect(self, route):
        """The port that it has or had; None when there is none."""
        udp = route["protocol"] == "udp"
        client = socket.socket(family(route["address"]), socket.SOCK_DGRAM if udp else socket.SOCK_STREAM)
        client.settimeout(PATIENCE)
        try:
            if route["source"]:
                client.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, int(route["late"]))
                client.bind((route["source"], 0))
            client.connect((route["address"], route["port"]))
        except OSError as failure:
            client.close()
            if failure.errno in NO_PORT:
                return None
            raise
        port = client.getsockname()[1]
        if udp:
            self.held.append(client)
            return port
        server, _ = self.servers[route["server"], route["address"], route["port"]].accept()
        server.settimeout(PATIENCE)
        client.close()
        server.recv(1)
        server.close()
        return port

    def release(self):
        for client in self.held:
            client.close()
        self.held = []

    def open(self, routes, most):
        opened = [0] * len(routes)
        left = set(range(len(routes)))
        while left and sum(opened) < most:
            for number in sorted(left):
                if self.connect(routes[number]) is None:
                    left.remove(number)
                else:
                    opened[number] += 1
        return {"opened": opened}

    def hungry(self, route, seconds):
        last, gaps = {}, []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            port = self.connect(route)
            if port is None:
                time.sleep(NAP)
                continue
            now = time.monotonic()
            if port in last:
                gaps.append(now - last[port])
            last[port] = now
        return {"ports": len(last), "held": statistics.median(gaps) if gaps else None}

    def paced(self, route, rate, seconds):
        opened = refused = 0
        after = None
        start = time.monotonic()
        end = start + seconds
        following = start
        while following < end:
            time.sleep(max(0, following - time.monotonic()))
            if self.connect(route) is None:
                refused += 1
                after = after or time.monotonic() - start
            else:
                opened += 1
            following = max(following, time.monotonic() - NAP) + 1 / rate
        return {"opened": opened, "refused": refused, "after": after}

    def await_ports(self, routes, seconds):
        start = time.monotonic()
        after = [None] * len(routes)
        while None in after and time.monotonic() < start + seconds:
            for number, route in enumerate(routes):
                if after[number] is None and self.connect(route) is not None:
                    after[number] = time.monotonic() - start
            time.sleep(0.05)
        return {"after": after}

    def set(self, side, key, value):
        self.enter(side)
        with open("/proc/sys/" + key.replace(".", "/"), "w") as setting:
            setting.write(value + "\n")
        self.enter("host")

    def counter(self, name):
        with open("/proc/thread-self/net/netstat") as statistics_file:
            lines = [line.split() for line in statistics_file]
        for names, values in zip(lines[::2], lines[1::2]):
            if name in names:
                return {"count": int(values[names.index(name)])}
        return {"count": 0}


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def main():
    most_files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most_files, most_files))
    client = Client(*sys.argv[1:3])
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "listen" in request:
            for service in request["listen"]:
                client.listen(*service)
        elif "open" in request:
            answer = client.open(request["open"], request["most"])
        elif "release" in request:
            client.release()
        elif "hungry" in request:
            answer = client.hungry(request["hungry"], request["seconds"])
        elif "paced" in request:
            answer = client.paced(request["paced"], request["rate"], request["seconds"])
        elif "await" in request:
            answer = client.await_ports(request["await"], request["seconds"])
        elif "set" in request:
            for setting in request["set"]:
                client.set(*setting)
        elif "counter" in request:
            answer = client.counter(request["counter"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
