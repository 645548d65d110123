"""The one log: whole lines, each with its process, also when a file is replaced by a new one."""

from pathlib import Path

from cli.following import Followed, OneLog


def test_a_half_line_waits_for_its_end(tmp_path: Path) -> None:
    path = tmp_path / "one.log"
    path.touch()
    followed = Followed(path)
    with path.open("a") as file:
        file.write("a whole line\nhalf a")
        file.flush()
        assert list(followed.lines()) == ["a whole line"]
        file.write(" line\n")
    assert list(followed.lines()) == ["half a line"]
    followed.close()


def test_what_was_there_before_is_not_told_again(tmp_path: Path) -> None:
    path = tmp_path / "one.log"
    path.write_text("yesterday\n")
    followed = Followed(path)
    with path.open("a") as file:
        file.write("today\n")
    assert list(followed.lines()) == ["today"]
    followed.close()


def test_a_replaced_file_is_read_to_its_end_first(tmp_path: Path) -> None:
    path = tmp_path / "one.log"
    followed = Followed(path)
    assert list(followed.lines()) == []
    path.write_text("first\n")
    assert list(followed.lines()) == ["first"]
    with path.open("a") as file:
        file.write("last of the old\n")
    path.rename(path.with_suffix(".log.1"))
    path.write_text("first of the new\n")
    assert list(followed.lines()) == ["last of the old", "first of the new"]
    followed.close()


def test_all_lines_come_together_with_the_name_of_their_process(tmp_path: Path) -> None:
    shown: list[tuple[str, str]] = []
    logs = {name: tmp_path / f"{name}.log" for name in ("site", "database")}
    log = OneLog(logs, tmp_path / "all.log", lambda name, line: shown.append((name, line)))
    logs["site"].write_text("hello\n")
    logs["database"].write_text("ready\n")
    log.close()
    assert sorted(shown) == [("database", "ready"), ("site    ", "hello")]
    assert sorted((tmp_path / "all.log").read_text().splitlines()) == ["database | ready", "site     | hello"]
