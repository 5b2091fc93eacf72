"""A journal on loopback that answers what it is told to, for the tests of adapters.

Usage: fake_journal.py SCRIPT

SCRIPT is a JSON file {key: [reply, ...]}. A key is a path; of a form with wsfunction it is "wsfunction/courseid/limitfrom",
or "wsfunction/courseid" for every page. Replies to a key are given in turn, the last one again and again; a key that is not
there is 404. A reply: {"status", "type", "headers", "body", "misdeed"}; misdeed is "hang", "cut" (fewer bytes than promised),
"drop" (nothing at all) or "endless". Writes JSON lines to stdout: first {"port"}, then one for each request, before it is
answered. Ends when its stdin ends.
"""
import http.server
import json
import socket
import sys
import threading
import urllib.parse

with open(sys.argv[1], encoding="utf-8") as file:
    script = json.load(file)
turns = {}


class Journal(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.handle_request("")

    def do_POST(self):
        self.handle_request(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def handle_request(self, body):
        url = urllib.parse.urlsplit(self.path)
        form = dict(urllib.parse.parse_qsl(body)) if "urlencoded" in self.headers.get("Content-Type", "") else {}
        print(json.dumps({"method": self.command, "path": url.path, "query": dict(urllib.parse.parse_qsl(url.query)),
                          "headers": {n.lower(): v for n, v in self.headers.items()}, "form": form, "body": body}),
              flush=True)
        self.answer(self.reply(url.path, form))

    def reply(self, path, form):
        key = path
        if "wsfunction" in form:
            key = f"{form['wsfunction']}/{form['courseid']}/{form['options[0][value]']}"
            if key not in script:
                key = key.rsplit("/", 1)[0]
        replies = script.get(key, [{"status": 404, "body": "{}"}])
        turns[key] = turns.get(key, -1) + 1
        return replies[min(turns[key], len(replies) - 1)]

    def answer(self, reply):
        misdeed = reply.get("misdeed", "")
        if misdeed == "hang":
            threading.Event().wait()
        if misdeed == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        body = reply.get("body", "").encode()
        self.send_response(reply.get("status", 200))
        self.send_header("Content-Type", reply.get("type", "application/json; charset=utf-8"))
        for name, value in reply.get("headers", {}).items():
            self.send_header(name, value)
        if misdeed == "endless":
            self.endless()
            return
        self.send_header("Content-Length", str(len(body) + (100 if misdeed == "cut" else 0)))
        self.end_headers()
        self.wfile.write(body)
        if misdeed == "cut":
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True

    def endless(self):
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(b" " * 65536)
        except OSError:
            pass

    def log_message(self, *_):
        pass


def main() -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Journal)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"port": server.server_address[1]}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
