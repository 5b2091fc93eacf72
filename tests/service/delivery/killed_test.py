"""A sender killed with SIGKILL between a send and its record, then started again, against a real SMTP server on loopback
(aiosmtpd): the mail comes again only under the same Message-Id, and the digest ends as sent once."""
import asyncio
import datetime
import email
import os
import pathlib
import signal
import subprocess
import tempfile
import threading
import unittest

from aiosmtpd.smtp import SMTP

CHILD = os.environ["COURIER_CHILD"]
MORNING = int(datetime.datetime(2022, 10, 26, 6, 0, tzinfo=datetime.timezone.utc).timestamp())  # nine in Moscow
MINUTE = 60


class Server:
    """Keeps what it is given, and kills the sender at one moment of the dialogue."""

    def __init__(self):
        self.mails: list[bytes] = []
        self.kill_at = ""
        self.child = None

    def reach(self, moment: str) -> None:
        if moment == self.kill_at:
            self.kill_at = ""
            self.child.send_signal(signal.SIGKILL)
            self.child.wait()

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.reach("mail")
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope.content)
        self.reach("data")  # it is in the mailbox; the sender will never hear so
        return "250 2.0.0 taken"

    async def handle_QUIT(self, server, session, envelope):
        self.reach("quit")  # the sender has heard so, and has not recorded it
        return "221 Bye"

    def ids(self) -> list[str]:
        return [email.message_from_bytes(mail)["message-id"] for mail in self.mails]


class Killed(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.db = str(pathlib.Path(folder.name) / "vekha.db")
        self.server = Server()
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever)
        thread.start()
        self.addCleanup(loop.close)
        self.addCleanup(thread.join)
        self.addCleanup(loop.call_soon_threadsafe, loop.stop)
        listening = loop.create_server(lambda: SMTP(self.server, hostname="localhost", loop=loop), "127.0.0.1", 0)
        listener = asyncio.run_coroutine_threadsafe(listening, loop).result()
        self.addCleanup(loop.call_soon_threadsafe, listener.close)
        self.port = str(listener.sockets[0].getsockname()[1])

    def deliver(self, minutes: int, kill_at: str = "") -> tuple[int, list[str]]:
        self.server.child = subprocess.Popen([CHILD, self.db, self.port, str(MORNING + minutes * MINUTE)],
                                             stdout=subprocess.PIPE, text=True)
        self.server.kill_at = kill_at
        out, _ = self.server.child.communicate(timeout=120)
        return self.server.child.returncode, out.splitlines()

    def check(self, moment: str, arrived: int) -> None:
        code, _ = self.deliver(0, kill_at=moment)
        self.assertEqual(code, -signal.SIGKILL)
        self.assertEqual(len(self.server.mails), arrived)
        self.assertEqual(self.deliver(1), (0, ["sent 0", "digest/ivanov/2022-10-26 leased 1"]), "the lease still runs")
        self.assertEqual(self.deliver(20), (0, ["sent 1", "digest/ivanov/2022-10-26 sent 2"]))
        self.assertEqual(self.deliver(40), (0, ["sent 0", "digest/ivanov/2022-10-26 sent 2"]))
        self.assertEqual(len(self.server.mails), arrived + 1)
        self.assertEqual(set(self.server.ids()), {"<digest/ivanov/2022-10-26@school.example>"})

    def test_before_the_mail_is_given_it_comes_once(self):
        self.check("mail", 0)

    def test_before_it_hears_that_it_was_taken_it_comes_again_under_its_id(self):
        self.check("data", 1)

    def test_after_it_heard_so_and_before_it_records_it_comes_again_under_its_id(self):
        self.check("quit", 1)


if __name__ == "__main__":
    unittest.main()
