"""A receiver of webhooks on loopback for the tests of the webhook channel.

Usage: http_receiver.py SECRET

Writes JSON lines to stdout: first {"port"}, then one for each request, before it is answered; the signature is checked
here as docs/formats/delivery.md tells a receiver to. Ends when its stdin ends. What it answers is the path:
  /status/N   /redirect   /hang   /drop   /big (an answer without end)   /wait (503, Retry-After: 120)   all others 200
"""
import base64
import hashlib
import hmac
import http.server
import json
import socket
import sys
import threading

connections = {}


def is_signed(headers, body: bytes) -> bool:
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(sys.argv[1].encode(), content, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(given, "v1," + expected) for given in headers["webhook-signature"].split(" "))


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        connection = connections.setdefault(self.client_address, len(connections) + 1)
        print(json.dumps({"path": self.path, "headers": {n.lower(): v for n, v in self.headers.items()},
                          "body": json.loads(body), "signed": is_signed(self.headers, body), "connection": connection}),
              flush=True)
        self.reply()

    def do_GET(self):  # only somebody who follows a redirect comes here
        print(json.dumps({"path": self.path, "followed": True}), flush=True)
        self.answer(200)

    def reply(self):
        if self.path.startswith("/status/"):
            self.answer(int(self.path.split("/")[2]))
        elif self.path == "/redirect":
            self.answer(307, {"Location": "/status/200"})
        elif self.path == "/hang":
            threading.Event().wait()
        elif self.path == "/drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
        elif self.path == "/big":
            self.big()
        elif self.path == "/wait":
            self.answer(503, {"Retry-After": "120"})
        else:
            self.answer(200)

    def answer(self, status, headers={}):
        body = b"" if status == 204 else b"{}"
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def big(self):
        self.send_response(200)
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def log_message(self, *_):
        pass


def main() -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
