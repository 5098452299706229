"""Holds whole conversations between two network namespaces, one for every port of a range, and tells which completed.

Usage: probe.py HOST PEER, names of namespaces. Reads one JSON object a line and answers with one:

  {"serve": [["peer", "10.0.0.2", 443], ...]}     listens there by TCP and UDP, for good
  {"forget": [["host", "eth0", "fd00::2"], ...]}   the neighbours whose link addresses to unlearn before each probe
  {"probe": [FLOW, ...], "low": 40000, "high": 40063, "quiet": 0.01}

A FLOW is {"name", "protocol": "tcp" or "udp", "side": who opens it, "source", "address", "port"}. Where port is null the
side opens connections to every port of the range, otherwise from every port of the range to that port. The answer maps
each name to the ports that completed; "quiet" is how many seconds without an event end a phase.

A TCP conversation completes when every packet arrived that a long one needs, pure acknowledgements included: the
handshake before any data, data there and its acknowledgement before any data back, and the same the other way. So the
phases are run for all ports at once, one after the other.
"""

import ctypes
import errno
import fcntl
import json
import os
import select
import socket
import struct
import sys
import termios

CLONE_NEWNET = 0x40000000
NETLINK_NETFILTER = 12
CONNTRACK_DELETE = 1 << 8 | 2
NEIGHBOUR_DELETE = 29
REQUEST_AND_ACKNOWLEDGE = 1 | 4
RESET_ON_CLOSE = struct.pack("ii", 1, 0)
FIRST_PEER_PORT = 20000
MESSAGE = struct.Struct("!HH")

libc = ctypes.CDLL(None, use_errno=True)


class Namespaces:
    """Sockets stay in the namespace in which they were made."""

    def __init__(self, **names):
        self.handles = {side: os.open("/run/netns/" + name, os.O_RDONLY) for side, name in names.items()}
        self.current = None

    def enter(self, side):
        if side != self.current:
            if libc.setns(self.handles[side], CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), "setns")
            self.current = side

    def socket(self, side, address, kind):
        self.enter(side)
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        made = socket.socket(family, kind | socket.SOCK_NONBLOCK)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return made


def netlink(channel, kind, payload):
    channel.send(struct.pack("=IHHII", 16 + len(payload), kind, REQUEST_AND_ACKNOWLEDGE, 1, 0) + payload)
    channel.recv(4096)


class Conversation:
    """One TCP connection, from the side that opens it."""

    __slots__ = ("flow", "port", "client", "server", "connected", "in_time", "heard", "done")

    def __init__(self, flow, port, client):
        self.flow, self.port, self.client = flow, port, client
        self.server = None
        self.connected = self.in_time = self.heard = self.done = False


class Probe:
    def __init__(self, host, peer):
        self.spaces = Namespaces(host=host, peer=peer)
        self.poll = select.epoll()
        self.on_event = {}
        self.neighbours = []
        self.trackers = []
        self.peer_datagrams = {}
        for side in ("peer", "host"):
            self.spaces.enter(side)
            tracker = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_NETFILTER)
            self.trackers.append(tracker)

    # Standing equipment

    def serve(self, services):
        for side, address, port in services:
            self.listen(side, address, port)
            datagrams = self.spaces.socket(side, address, socket.SOCK_DGRAM)
            datagrams.bind((address, port))
            self.watch(datagrams, self.answer_datagrams)

    def listen(self, side, address, port):
        listener = self.spaces.socket(side, address, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        if address == "::":
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind((address, port))
        listener.listen(1024)
        self.watch(listener, self.accept)
        return listener

    def forget(self, neighbours):
        for side, device, address in neighbours:
            self.spaces.enter(side)
            channel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, socket.NETLINK_ROUTE)
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            packed = socket.inet_pton(family, address)
            head = struct.pack("=BxxxiHBB", family, socket.if_nametoindex(device), 0, 0, 0)
            self.neighbours.append((channel, head + struct.pack("=HH", 4 + len(packed), 1) + packed))

    def unlearn_neighbours(self):
        for channel, payload in self.neighbours:
            netlink(channel, NEIGHBOUR_DELETE, payload)

    def unlearn_connections(self):
        for tracker in self.trackers:
            netlink(tracker, CONNTRACK_DELETE, struct.pack("=BBH", 0, 0, 0))

    # Events

    def watch(self, sock, handler, events=select.EPOLLIN):
        self.on_event[sock.fileno()] = (sock, handler)
        self.poll.register(sock.fileno(), events)

    def ignore(self, sock):
        if self.on_event.pop(sock.fileno(), None):
            self.poll.unregister(sock.fileno())

    def wait(self, quiet, finished):
        """Until it is finished, or nothing has happened for a while."""
        while not finished():
            events = self.poll.poll(quiet)
            if not events:
                return
            for number, _ in events:
                entry = self.on_event.get(number)
                if entry:
                    entry[1](entry[0])

    def accept(self, listener):
        while True:
            try:
                accepted, _ = listener.accept()
            except OSError:
                return
            accepted.setblocking(False)
            self.accepted[accepted] = self.handshakes_only
            self.watch(accepted, self.hear)

    def connected(self, sock):
        self.ignore(sock)
        conversation = self.by_client[sock]
        self.pending -= 1
        conversation.connected = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0

    def hear(self, sock):
        """What the side that opened the connection says: which conversation it is."""
        data = self.receive(sock)
        if data is None or len(data) < MESSAGE.size:
            return
        conversation = self.by_key.get(MESSAGE.unpack(data))
        if conversation:
            conversation.server = sock
            conversation.in_time = self.accepted[sock]
            self.pending -= 1

    def hear_back(self, sock):
        if self.receive(sock):
            self.by_client[sock].heard = True
            self.pending -= 1

    def receive(self, sock):
        try:
            data = sock.recv(64)
        except BlockingIOError:
            return None
        except OSError:
            data = b""
        if not data:
            self.ignore(sock)
        return data

    def answer_datagrams(self, sock):
        while True:
            try:
                data, sender = sock.recvfrom(64)
            except BlockingIOError:
                return
            except OSError:
                continue
            try:
                sock.sendto(data, sender)
            except OSError:
                pass

    def take_datagrams(self, sock):
        while True:
            try:
                data = sock.recv(64)
            except BlockingIOError:
                return
            except OSError:
                continue
            self.datagrams.add(MESSAGE.unpack(data))

    # A probe

    def probe(self, flows, low, high, quiet):
        self.completed = {flow["name"]: [] for flow in flows}
        self.unlearn_connections()
        outward = [flow for flow in enumerate(flows) if flow[1]["port"] is not None]
        inward = [flow for flow in enumerate(flows) if flow[1]["port"] is None]
        for part in (outward, inward):
            if part:
                self.unlearn_neighbours()
                self.converse(part, low, high, quiet)
        self.unlearn_neighbours()
        return self.completed

    def converse(self, flows, low, high, quiet):
        ports = range(low, high + 1)
        self.accepted, self.by_client, self.by_key, self.datagrams = {}, {}, {}, set()
        self.pending = 0
        self.handshakes_only = True
        listeners = []
        if flows[0][1]["port"] is None:
            listeners = [self.listen("host", "::", port) for port in ports]
        boxes = self.boxes(flows, ports)
        sent = self.send_datagrams(flows, ports, boxes)
        self.open(flows, ports)
        self.wait(quiet, lambda: self.pending == 0 and self.all_accepted() and len(self.datagrams) == sent)
        self.handshakes_only = False
        self.speak(quiet)
        self.answer(quiet)
        self.close(listeners, boxes)
        for index, flow in flows:
            name = flow["name"]
            if flow["protocol"] == "udp":
                self.completed[name] = sorted(port for at, port in self.datagrams if at == index)
            else:
                self.completed[name] = [c.port for c in self.by_key.values() if c.flow == index and c.done]

    def boxes(self, flows, ports):
        """The host's UDP sockets, one a port."""
        boxes = {}
        if any(flow["protocol"] == "udp" for _, flow in flows):
            for port in ports:
                box = self.spaces.socket("host", "::", socket.SOCK_DGRAM)
                box.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
                box.bind(("::", port))
                self.watch(box, self.take_datagrams)
                boxes[port] = box
        return boxes

    def send_datagrams(self, flows, ports, boxes):
        sent = 0
        for index, flow in flows:
            if flow["protocol"] != "udp":
                continue
            inward = flow["port"] is None
            mapped = not inward and "." in flow["address"]
            address = "::ffff:" + flow["address"] if mapped else flow["address"]
            for port in ports:
                sender = self.peer_box(flow["source"], port - ports[0]) if inward else boxes[port]
                try:
                    sender.sendto(MESSAGE.pack(index, port), (address, port if inward else flow["port"]))
                except OSError:
                    pass
                sent += 1
        return sent

    def peer_box(self, address, number):
        key = address, number
        if key not in self.peer_datagrams:
            box = self.spaces.socket("peer", address, socket.SOCK_DGRAM)
            box.bind((address, FIRST_PEER_PORT + number))
            self.peer_datagrams[key] = box
        return self.peer_datagrams[key]

    def open(self, flows, ports):
        for index, flow in flows:
            if flow["protocol"] != "tcp":
                continue
            for port in ports:
                inward = flow["port"] is None
                client = self.spaces.socket(flow["side"], flow["source"], socket.SOCK_STREAM)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
                conversation = Conversation(index, port, client)
                self.by_key[index, port] = self.by_client[client] = conversation
                client.bind((flow["source"], FIRST_PEER_PORT + port - ports[0] if inward else port))
                status = client.connect_ex((flow["address"], port if inward else flow["port"]))
                if status == errno.EINPROGRESS:
                    self.pending += 1
                    self.watch(client, self.connected, select.EPOLLOUT)

    def all_accepted(self):
        return len(self.accepted) == sum(c.connected for c in self.by_key.values())

    def speak(self, quiet):
        self.pending = 0
        for conversation in self.by_key.values():
            if conversation.connected:
                try:
                    conversation.client.send(MESSAGE.pack(conversation.flow, conversation.port))
                    self.pending += 1
                except OSError:
                    conversation.connected = False
        self.wait(quiet, lambda: self.pending == 0)

    def answer(self, quiet):
        answering = []
        for conversation in self.by_key.values():
            if conversation.in_time and self.is_acknowledged(conversation.client):
                self.watch(conversation.client, self.hear_back)
                answering.append(conversation)
        self.pending = len(answering)
        for conversation in answering:
            try:
                conversation.server.send(b"!")
            except OSError:
                pass
        self.wait(quiet, lambda: self.pending == 0)
        for conversation in answering:
            conversation.done = conversation.heard and self.is_acknowledged(conversation.server)

    @staticmethod
    def is_acknowledged(sock):
        left = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, b"\0\0\0\0")
        return left == b"\0\0\0\0"

    def close(self, listeners, boxes):
        for sock in [*self.by_client, *self.accepted, *listeners, *boxes.values()]:
            self.ignore(sock)
            sock.close()


def main():
    probe = Probe(*sys.argv[1:3])
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "serve" in request:
            probe.serve(request["serve"])
        if "forget" in request:
            probe.forget(request["forget"])
        if "probe" in request:
            answer = probe.probe(request["probe"], request["low"], request["high"], request["quiet"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
