"""The include check catches what it is there for: each case plants one violation in a small tree."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).with_name("check_includes.py")
TABLE = """engine/base engine_base
engine/term engine_term engine_base
service/store service_store engine_base
service/store/sqlite service_store_sqlite service_store
service/api service_api vekha_proto engine_base
"""
FILES = {
    "engine/base/date.h": "#include <string>\n",
    "engine/term/term.h": '#include "engine/base/date.h"\n',
    "service/store/store.h": '#include "engine/base/date.h"\n',
    "service/store/sqlite/store.cc": '#include "service/store/store.h"\n',
    "service/api/api.cc": '#include "vekha/v1/task.pb.h"\n',
}


def run(files: dict[str, str], table: str = TABLE) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "rooms.txt").write_text(table)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        done = subprocess.run([sys.executable, CHECK, root, root / "rooms.txt"], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout


class CheckIncludes(unittest.TestCase):
    def caught(self, name: str, text: str, message: str) -> None:
        status, output = run(FILES | {name: text})
        self.assertEqual(status, 1, output)
        self.assertIn(message, output)

    def test_accepts_a_clean_tree(self):
        self.assertEqual(run(FILES), (0, "4 includes follow the DEPS of 5 rooms\n"))

    def test_names_file_and_line_of_an_upward_include(self):
        self.caught("engine/base/date.cc", '\n#include "engine/term/term.h"\n',
                    "engine/base/date.cc:2:1: error: engine/base does not list engine/term in its DEPS")

    def test_tells_nested_rooms_apart(self):
        self.caught("service/store/x.cc", '#include "service/store/sqlite/store.cc"\n',
                    "service/store does not list service/store/sqlite in its DEPS")

    def test_keeps_protobuf_above_the_store(self):
        self.caught("service/store/x.cc", '#include "vekha/v1/task.pb.h"\n', "does not list vekha_proto")

    def test_keeps_the_engine_pure(self):
        for line in ["#include <fstream>", "#include <thread>", "#include <iostream>", "#include <google/protobuf/message.h>",
                     "#include <SQLiteCpp/Database.h>", "#include <filesystem>", "auto t = std::chrono::system_clock::now();",
                     'auto v = getenv("HOME");', "#include <grpcpp/grpcpp.h>"]:
            self.caught("engine/term/x.cc", line + "\n", "engine/term/x.cc:1:1: error: engine/ is pure")

    def test_a_comment_about_the_clock_is_no_clock(self):
        self.assertEqual(run(FILES | {"engine/term/x.cc": "// never calls system_clock::now() here\n"})[0], 0)

    def test_a_file_outside_every_room_is_an_error(self):
        self.caught("engine/stray/x.cc", "\n", "belongs to no room")

    def test_a_tree_without_includes_is_an_error(self):
        self.assertEqual(run({"engine/base/date.h": "\n"})[0], 1)


if __name__ == "__main__":
    unittest.main()
