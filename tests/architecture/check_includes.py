"""Checks that every include stays inside the architecture.

Usage: check_includes.py SOURCE_ROOT ROOMS_TABLE

A line of the table is: folder target dep dep ... (written by cmake/Rooms.cmake). A file belongs to the deepest room
above it, so rooms may be nested (service/store, service/store/sqlite). Checked are:
  - a quoted include goes to a room that the includer lists in its DEPS; generated "vekha/v1/..." needs vekha_proto;
  - a quoted include names its file from the source root and the file is there;
  - engine/ is pure: no files, clocks, threads, environment, streams to the terminal, protobuf or SQL.
"""
import pathlib
import re
import sys

INCLUDE = re.compile(r'\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
COMMENT = re.compile(r"//.*$")
IMPURE_HEADERS = {
    "atomic", "condition_variable", "cstdio", "ctime", "filesystem", "fstream", "future", "iostream", "mutex", "random",
    "shared_mutex", "stdio.h", "stop_token", "thread", "time.h", "unistd.h", "pthread.h",
}
IMPURE_PREFIXES = ("absl/log/", "absl/synchronization/", "absl/time/", "google/", "grpc/", "grpcpp/", "SQLiteCpp/",
                   "spdlog/", "sqlite3", "sys/", "vekha/", "asio", "boost/asio", "boost/filesystem")
IMPURE_CALLS = re.compile(r"(::now\s*\(|\bgetenv\s*\(|\bstd::time\s*\(|\bday_clock\b|\bmicrosec_clock\b|\bsecond_clock\b)")


class Rooms:
    def __init__(self, table: str):
        rows = [line.split() for line in table.splitlines() if line.strip()]
        folder_of = {target: folder for folder, target, *_ in rows}
        self.deps = {folder: set(deps) for folder, _, *deps in rows}
        self.allowed = {folder: {folder} | {folder_of[d] for d in deps if d in folder_of} for folder, _, *deps in rows}

    def of(self, path: str) -> str | None:
        above = [folder for folder in self.allowed if path.startswith(folder + "/")]
        return max(above, key=len, default=None)


def check_quoted(root: pathlib.Path, rooms: Rooms, room: str, header: str) -> str | None:
    if header.startswith("vekha/v1/"):
        return None if "vekha_proto" in rooms.deps[room] else f"{room} does not list vekha_proto in its DEPS"
    target = rooms.of(header)
    if target is None:
        if header.startswith(("engine/", "service/")):
            return f"{header} belongs to no room"
        return None if (root / header).is_file() else f"{header} is not named from the source root"
    if not (root / header).is_file():
        return f"{header} is not there"
    return None if target in rooms.allowed[room] else f"{room} does not list {target} in its DEPS"


def check_purity(header: str | None, line: str) -> str | None:
    if header is not None and (header in IMPURE_HEADERS or header.startswith(IMPURE_PREFIXES)):
        return f"engine/ is pure and may not include {header}"
    call = IMPURE_CALLS.search(COMMENT.sub("", line))
    return f"engine/ is pure and may not use {call.group(0).strip('( ')}" if call else None


def check_tree(root: pathlib.Path, table: str) -> tuple[int, list[str]]:
    """The number of includes between our files that were looked at, and what is wrong, as file:line:1: error: text."""
    rooms, seen, bad = Rooms(table), 0, []
    floors = sorted({folder.split("/")[0] for folder in rooms.allowed} & {"engine", "service"})
    for folder in floors:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            if file.suffix not in {".h", ".cc"}:
                continue
            room = rooms.of(path)
            if room is None:
                bad.append(f"{path}:1:1: error: the file belongs to no room")
                continue
            for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                match = INCLUDE.match(line)
                quoted, angled = match.groups() if match else (None, None)
                problems = []
                if quoted is not None:
                    seen += 1
                    problems.append(check_quoted(root, rooms, room, quoted))
                if folder == "engine":
                    problems.append(check_purity(quoted or angled, line))
                bad += [f"{path}:{number}:1: error: {problem}" for problem in problems if problem]
    return seen, bad


def main() -> int:
    root, table = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]).read_text(encoding="utf-8")
    seen, bad = check_tree(root, table)
    if bad:
        print("\n".join(bad))
        return 1
    if seen == 0:
        print(f"error: no include was seen under {root}")
        return 1
    print(f"{seen} includes follow the DEPS of {len(table.splitlines())} rooms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
