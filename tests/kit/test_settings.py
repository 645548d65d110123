"""Settings: documented, checked, and readable from files."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from services.kit.settings import Settings, read_settings
from tests.kit.settings_check import documented, read_from_environment, set_in_code

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/settings.md").read_text()
CODE = [file for folder in ("services", "frontend", "cli", "tests") for file in (ROOT / folder).rglob("*.py")]
PAST_THE_SETTINGS = {"ZUIDWEST_SECRETS_DIR", "TEST_DATABASE_URL"}


@pytest.fixture
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in set_in_code(Settings) | {"ZUIDWEST_SECRETS_DIR": ""}:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_every_setting_is_documented_with_its_default() -> None:
    page = {name: default for name, default in documented(PAGE).items() if name not in PAST_THE_SETTINGS}
    assert page == set_in_code(Settings)


def test_what_is_read_past_the_settings_is_documented() -> None:
    found = read_from_environment(CODE)
    assert found & PAST_THE_SETTINGS == PAST_THE_SETTINGS
    assert found <= documented(PAGE).keys()


def test_every_setting_says_in_code_what_it_is_for() -> None:
    source = (ROOT / "services/kit/settings.py").read_text()
    fields = source[source.index("model_config") : source.index("@cached_property")]
    assert fields.count('    """') == len(Settings.model_fields)


def test_planted_an_undocumented_setting_is_found() -> None:
    class WithAnother(Settings):
        brand_new: int = 3

    assert set_in_code(WithAnother).items() - documented(PAGE).items() == {("ZUIDWEST_BRAND_NEW", "3")}


def test_planted_a_changed_default_is_found() -> None:
    assert documented(PAGE.replace("`250`", "`251`"))["ZUIDWEST_VERSION_AGE_MS"] != "250"


def test_planted_a_variable_read_on_the_side_is_found(tmp_path: Path) -> None:
    file = tmp_path / "planted.py"
    file.write_text("import os\nA = os.environ.get('ZUIDWEST_ON_THE_SIDE')\nB = os.environ['ZUIDWEST_TOO']\n")
    assert read_from_environment([file]) - documented(PAGE).keys() == {"ZUIDWEST_ON_THE_SIDE", "ZUIDWEST_TOO"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("MODE", "test"), ("PORT_BASE", "0"), ("PORT_BASE", "eight"), ("POOL_SIZE", "0"), ("LOG_FORMAT", "xml")],
)
def test_a_wrong_value_is_named(clean_environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    clean_environment.setenv(f"ZUIDWEST_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        read_settings()


def test_secrets_can_be_files(clean_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "zuidwest_secret").write_text("from a file\n")
    (tmp_path / "database_url").write_text("postgresql://from-a-file/x")
    clean_environment.setenv("ZUIDWEST_SECRETS_DIR", str(tmp_path))
    assert read_settings().secret.get_secret_value() == "from a file"
    assert read_settings().database_url.get_secret_value() == "postgresql://from-a-file/x"
    clean_environment.setenv("ZUIDWEST_SECRET", "from the environment")
    assert read_settings().secret.get_secret_value() == "from the environment"


def test_secrets_are_not_shown(clean_environment: pytest.MonkeyPatch) -> None:
    clean_environment.setenv("ZUIDWEST_SECRET", "do-not-show")
    clean_environment.setenv("DATABASE_URL", "postgresql://u:do-not-show@h/d")
    assert "do-not-show" not in repr(read_settings())


def test_ports_follow_the_base_and_addresses_can_be_given() -> None:
    addresses = Settings.model_validate({"port_base": 9000, "projects_url": "http://projects:80/"}).addresses
    assert addresses == {
        "frontend": "http://127.0.0.1:9000",
        "projects": "http://projects:80",
        "indicators": "http://127.0.0.1:9002",
        "participation": "http://127.0.0.1:9003",
        "identity": "http://127.0.0.1:9004",
    }
