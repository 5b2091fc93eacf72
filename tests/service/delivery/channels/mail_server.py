"""A mail server on loopback for the tests of the SMTP channel (aiosmtpd).

Usage: mail_server.py FOLDER [--security none|starttls|tls] [--auth USER PASSWORD] [--per-connection N] [--refuse-sender]
       [--hang greeting|quit] [--silent]

Writes JSON lines to stdout: first {"port", "ca_file"}, then one for each mail it has taken, before it says so, and one
for each failed login; --silent says nothing of mails. Ends when its stdin ends. What it does to a recipient is the recipient's name:
  refused@ 550   full@ 452   content@ 554 after the mail   later@ 451 after the mail   greylisted@ 451 the first time
  hang@ never answers RCPT   drop@ closes the connection after the mail   all others are taken
"""
import argparse
import asyncio
import email
import email.header
import email.policy
import json
import logging
import pathlib
import ssl
import subprocess
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult


def say(record: dict) -> None:
    print(json.dumps(record), flush=True)


def make_certificate(folder: pathlib.Path) -> tuple[str, str]:
    key, certificate = str(folder / "key.pem"), str(folder / "certificate.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return certificate, key


def decoded(raw: bytes, name: str) -> str:
    """By the older of Python's decoders: the newer keeps the white space between encoded words of a display name."""
    return str(email.header.make_header(email.header.decode_header(email.message_from_bytes(raw)[name])))


def address(header) -> list[dict]:
    return [{"name": a.display_name, "address": a.addr_spec} for a in header.addresses] if header is not None else []


def describe(raw: bytes) -> dict:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = [p for p in message.walk() if not p.is_multipart()]
    defects = [repr(d) for p in message.walk() for d in p.defects]
    defects += [f"{name}: {d!r}" for name, value in message.items() for d in value.defects]
    return {
        "headers": {name.lower(): str(value) for name, value in message.items()},
        "names": [name for name, _ in message.items()],
        "decoded_to": decoded(raw, "to"),
        "from": address(message["from"]), "to": address(message["to"]), "reply_to": address(message["reply-to"]),
        "groups": [g.display_name for g in message["to"].groups if g.display_name],
        "date": message["date"].datetime.isoformat(),
        "content_type": message.get_content_type(),
        "parts": [p.get_content_type() for p in parts],
        "texts": [p.get_content().replace("\r\n", "\n") for p in parts],
        "defects": defects,
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "ascii": raw.isascii(),
        "bare_line_ends": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
    }


class Handler:
    def __init__(self, options):
        self.options = options
        self.seen = set()
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        if not hasattr(session, "connection"):
            self.connections += 1
            session.connection = self.connections
            session.mails = 0
        return responses

    async def handle_MAIL(self, server, session, envelope, sender, options):
        if self.options.refuse_sender:
            return "550 5.7.1 sender refused"
        if self.options.per_connection and session.mails >= self.options.per_connection:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.7.0 too many mails on one connection"
        session.mails += 1
        envelope.mail_from = sender
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, recipient, options):
        name = recipient.split("@")[0]
        if name == "refused":
            return "550 5.1.1 <" + recipient + "> nobody of this name"
        if name == "full":
            return "452 4.2.2 mailbox full"
        if name.startswith("greylisted") and recipient not in self.seen:
            self.seen.add(recipient)
            return "451 4.7.1 greylisted, come again"
        if name == "hang":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(recipient)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "content":
            return "554 5.6.0 we do not like this"
        if name == "later":
            return "451 4.3.0 not now"
        if self.options.silent:
            return "250 2.0.0 taken"
        say({"mail": describe(envelope.content), "envelope_from": envelope.mail_from, "envelope_to": envelope.rcpt_tos,
             "connection": session.connection, "authenticated": bool(session.authenticated),
             "tls": session.ssl is not None or self.options.security == "tls"})
        if name == "drop":
            server.transport.close()
            await asyncio.Event().wait()
        return "250 2.0.0 taken"

    async def handle_QUIT(self, server, session, envelope):
        if self.options.hang == "quit":
            await asyncio.Event().wait()
        return "221 Bye"


def authenticator(options):
    def check(server, session, envelope, mechanism, data):
        good = options.auth is not None and [data.login.decode(), data.password.decode()] == options.auth
        if not good:
            say({"login_refused": data.login.decode()})
        return AuthResult(success=good, handled=False)
    return check


async def serve(options) -> None:
    loop = asyncio.get_running_loop()
    certificate, context = "", None
    if options.security != "none":
        certificate, key = make_certificate(options.folder)
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
    handler = Handler(options)

    def protocol():
        if options.hang == "greeting":
            return asyncio.Protocol()
        return SMTP(handler, hostname="localhost", authenticator=authenticator(options) if options.auth else None,
                    auth_required=bool(options.auth), auth_require_tls=options.security == "starttls",
                    tls_context=context if options.security == "starttls" else None, loop=loop)

    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if options.security == "tls" else None)
    say({"port": server.sockets[0].getsockname()[1], "ca_file": certificate})
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    logging.disable()
    warnings.simplefilter("ignore")  # this server is to be as bad as real ones
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--security", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--auth", nargs=2)
    parser.add_argument("--per-connection", type=int, default=0)
    parser.add_argument("--refuse-sender", action="store_true")
    parser.add_argument("--hang", choices=["greeting", "quit"])
    parser.add_argument("--silent", action="store_true")
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
