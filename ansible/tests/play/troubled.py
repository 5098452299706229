"""A server in trouble: passes audits on to a real one, but answers 503 of the host called bad, and of walled nothing for long."""

import http.server
import sys
import time
import urllib.request


class Troubled(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['Content-Length']))
        if b'"name": "walled"' in body:
            time.sleep(20)
        elif b'"name": "bad"' in body:
            self.answer(503, b'')
        else:
            request = urllib.request.Request(sys.argv[1] + self.path, body, {'Content-Type': 'application/json'})
            self.answer(200, urllib.request.urlopen(request).read())

    def answer(self, status, body):
        self.send_response(status)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Troubled)
print('http://127.0.0.1:%d' % server.server_port, flush=True)
server.serve_forever()
