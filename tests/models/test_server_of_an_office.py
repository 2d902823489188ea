"""What packaging/postgresql tells IT to do, done on a real server: settings, scripts, TLS, no other way in.

The compose file itself is not run here, for want of docker: its settings are, on Debian's server.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
import yaml

from app.errors import MissingEnvironment, Refusal
from app.i18n import Translator
from app.models.engines.address import OfficeAddress
from app.models.opening_office import open_office_store, refused_connection
from app.models.tables import DraftCount, Event
from tests.helpers.certificates import Authority
from tests.helpers.postgresql import DESK, TEMPLATE, Server, running_server, server_programs

pytestmark = pytest.mark.postgresql
PACKAGING = Path(__file__).parents[2] / "packaging" / "postgresql"
PASSWORD = "রুপালি নদী 47"
# What the image of that name takes, by its own documentation (hub.docker.com/_/postgres).
OF_THE_IMAGE = {"POSTGRES_PASSWORD_FILE", "POSTGRES_INITDB_ARGS"}

Use = Callable[[tuple[Path, Path]], None]


def compose() -> dict[str, object]:
    service: dict[str, object] = yaml.safe_load((PACKAGING / "compose.yaml").read_text())["services"][
        "database"
    ]
    return service


def settings() -> dict[str, str]:
    """The `-c` settings that the container is started with."""
    words = shlex.split(str(compose()["command"]))
    assert words[0] == "postgres"
    assert set(words[1::2]) == {"-c"}
    return dict(word.split("=", 1) for word in words[2::2])


@pytest.fixture(scope="module")
def tls() -> Iterator[Path]:
    """Where the server's certificate lies: the user `postgres` may not enter pytest's own folders."""
    with tempfile.TemporaryDirectory(prefix="anumodon-tls-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="module")
def authority(tls: Path) -> Authority:
    return Authority(tls, "office-ca")


def put(tls: Path, pair: tuple[Path, Path]) -> None:
    for path, name in zip(pair, ("server.crt", "server.key"), strict=True):
        shutil.copy(path, tls / name)
        if os.geteuid() == 0:
            shutil.chown(tls / name, "postgres", "postgres")
        (tls / name).chmod(0o600)


@pytest.fixture(scope="module")
def server(tls: Path, authority: Authority) -> Iterator[Server]:
    """A server as the compose file starts one, with its own certificate and packaging's `pg_hba.conf`."""
    put(tls, authority.sign("localhost"))
    wanted = settings() | {"listen_addresses": "*"}
    rules = shutil.copy(PACKAGING / "pg_hba.conf", tls)
    places = {"/tls/": f"{tls}/", "/etc/anumodon/pg_hba.conf": str(rules)}
    for name, value in wanted.items():
        for inside, here in places.items():
            wanted[name] = wanted[name].replace(inside, here)
        assert value
    environment = compose()["environment"]
    assert isinstance(environment, dict)
    with running_server(wanted, shlex.split(environment["POSTGRES_INITDB_ARGS"])) as running:
        yield running


@pytest.fixture
def use(server: Server, tls: Path, authority: Authority) -> Iterator[Use]:
    """Puts another certificate and key into the server's place."""

    def put_in(pair: tuple[Path, Path]) -> None:
        put(tls, pair)
        server.reload()

    yield put_in
    put_in(authority.sign("localhost"))


def script(
    server: Server, name: str, *arguments: str, typed: str = f"{PASSWORD}\n{PASSWORD}\n"
) -> subprocess.CompletedProcess[str]:
    """Run one of packaging's scripts as the server's administrator, who types the new role's password."""
    known = {
        "PGHOST": "127.0.0.1",
        "PGPORT": str(server.port),
        "PGUSER": "postgres",
        "PGPASSWORD": server.password,
    }
    paths = f"{server_programs()}:{os.environ['PATH']}"
    return subprocess.run(
        ["sh", str(PACKAGING / name), *arguments],
        input=typed,
        env={**os.environ, **known, "PATH": paths},
        start_new_session=True,  # with a terminal of its own psql would ask there
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_compose_file_names_what_there_is(server: Server) -> None:
    service = compose()
    environment, volumes = service["environment"], service["volumes"]
    assert isinstance(environment, dict)
    assert isinstance(volumes, list)
    assert set(environment) == OF_THE_IMAGE
    whole = yaml.safe_load((PACKAGING / "compose.yaml").read_text())
    secret = environment["POSTGRES_PASSWORD_FILE"].removeprefix("/run/secrets/")
    assert secret in whole["secrets"]
    assert secret in service["secrets"]  # type: ignore[operator]
    readme = (PACKAGING / "README.md").read_text()
    inside = []
    for volume in volumes:
        here, there = volume.split(":")[:2]
        inside.append(there)
        if here.startswith("./") and not (PACKAGING / here).exists():
            assert Path(here).name in readme, f"nobody says what {here} is"
    for value in settings().values():  # each file that the server is told of is mounted
        assert not value.startswith("/") or any(value == one or value.startswith(f"{one}/") for one in inside)
    with server.connected("postgres") as connection:
        for name, value in settings().items():
            if not value.startswith("/"):
                assert connection.execute("SHOW " + name).fetchone() == (value,)  # type: ignore[arg-type]
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_an_office_is_made_joined_and_upgraded_as_the_page_says(server: Server, authority: Authority) -> None:
    made = script(server, "make-office.sh", "anumodon_a")
    assert made.returncode == 0, made.stderr
    for desk in ("desk_1", "desk_2"):
        added = script(server, "add-desk.sh", "anumodon_a", desk)
        assert added.returncode == 0, added.stderr
        assert re.search(rf"postgresql://{desk}@\S+/anumodon_a$", added.stdout.strip())
    owner = OfficeAddress(
        "anumodon_a_owner", "localhost", server.port, "anumodon_a", authority.certificate, True
    )
    with pytest.raises(Refusal) as early:
        open_office_store(replace(owner, user="desk_1"), PASSWORD)
    assert early.value.key == "database.not_made"
    open_office_store(owner, PASSWORD).close()
    for desk in ("desk_1", "desk_2"):
        store = open_office_store(replace(owner, user=desk), PASSWORD)
        with store.write():
            DraftCount.create(state=desk, n=1)
        with store.read() as transaction:
            assert Event.select().count() == 0
            assert transaction.row(
                "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ) == (
                False,
                False,
            )
            assert transaction.row("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()") == (True,)
        store.close()
    with server.connected("postgres") as connection:
        kept = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolname = 'desk_1'").fetchone()
        assert kept is not None
        assert str(kept[0]).startswith("SCRAM-SHA-256$")
        # Nobody else of the server's people may so much as connect, nor a desk make tables of its own.
        connection.execute(f"CREATE ROLE stranger LOGIN PASSWORD '{PASSWORD}'")
    assert refused(replace(owner, user="stranger"), PASSWORD).key == "office_address.no_desk"
    with (
        psycopg.connect(
            host="127.0.0.1", port=server.port, user="desk_1", password=PASSWORD, dbname="anumodon_a"
        ) as desk_1,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        desk_1.execute("CREATE TABLE own (n integer)")


def test_a_password_typed_wrongly_is_typed_again(server: Server, authority: Authority) -> None:
    """The scripts go on where they ended; a desk that forgot its password gets a new one in the same way."""
    two = "one password\nanother\n"
    assert script(server, "make-office.sh", "anumodon_b", typed=two).returncode != 0
    made = script(server, "make-office.sh", "anumodon_b")
    assert made.returncode == 0, made.stderr
    assert script(server, "add-desk.sh", "anumodon_b", "desk_b", typed=two).returncode != 0
    added = script(server, "add-desk.sh", "anumodon_b", "desk_b")
    assert (added.returncode, "already" in added.stdout) == (0, True), added.stderr
    owner = OfficeAddress(
        "anumodon_b_owner", "localhost", server.port, "anumodon_b", authority.certificate, True
    )
    open_office_store(owner, PASSWORD).close()
    open_office_store(replace(owner, user="desk_b"), PASSWORD).close()
    for name, *arguments in (
        ("add-desk.sh", "anumodon_b", "postgres"),
        ("add-desk.sh", "anumodon_b", "anumodon_b_owner"),
        ("make-office.sh", "template1"),
    ):
        told = script(server, name, *arguments)
        assert (told.returncode, "another name" in told.stderr) == (2, True), told


def test_names_that_are_none_are_refused_by_the_scripts(server: Server) -> None:
    for name, *arguments in (("make-office.sh", "x; DROP"), ("add-desk.sh", "anumodon_a", 'd"')):
        found = script(server, name, *arguments)
        assert found.returncode == 2
        assert "small letters" in found.stderr


def own_address() -> str | None:
    """An address of this computer by which others reach it, None for none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return None
        found = str(asked.getsockname()[0])
    return None if found.startswith(("127.", "0.")) else found


def refused(address: OfficeAddress, password: str) -> Refusal | MissingEnvironment:
    with pytest.raises((Refusal, MissingEnvironment)) as found:
        open_office_store(address, password)
    for language in ("bn", "en"):  # one plain sentence, and no name of a setting instead of words
        sentence = Translator(language).refusal(found.value)
        assert "office_address" not in sentence
        assert "\n" not in sentence
    return found.value


def test_only_a_proven_certificate_is_talked_to(
    server: Server, use: Use, authority: Authority, tls: Path
) -> None:
    address = OfficeAddress(DESK, "localhost", server.port, TEMPLATE, authority.certificate, True)

    def key(given: OfficeAddress = address) -> str:
        return refused(given, server.password).key

    open_office_store(address, server.password).close()
    other = Authority(tls, "other-ca")
    assert key(replace(address, certificate=other.certificate)) == "office_address.wrong_certificate"
    assert key(replace(address, certificate=tls / "none.crt")) == "office_address.no_certificate_file"
    assert (
        key(replace(address, certificate=None)) == "office_address.wrong_certificate"
    )  # unknown to the system
    use(authority.sign("elsewhere.example"))
    assert key() == "office_address.certificate_of_another"
    use(authority.sign("localhost", -1))
    assert key() == "office_address.wrong_certificate"  # expired
    use(other.sign("localhost"))
    assert key() == "office_address.wrong_certificate"


def test_from_elsewhere_nobody_is_let_in_without_tls(server: Server) -> None:
    host = own_address()
    if host is None:
        pytest.skip("this computer has no address but loopback")
    how = {"port": server.port, "user": "postgres", "password": server.password, "dbname": "postgres"}
    with psycopg.connect(host=host, sslmode="require", **how) as encrypted:  # type: ignore[arg-type]
        assert encrypted.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError) as plain:
        psycopg.connect(host=host, sslmode="disable", **how)  # type: ignore[arg-type]
    told = refused_connection(plain.value, OfficeAddress("postgres", host, server.port, "postgres"))
    assert told.key == "office_address.not_let_in"


@pytest.mark.parametrize("method", ["trust", "password"])
def test_a_server_that_would_learn_the_password_or_wants_none_is_not_used(
    server: Server, tls: Path, method: str
) -> None:
    rules = tls / "pg_hba.conf"
    usual = rules.read_text()
    address = OfficeAddress("postgres", "127.0.0.1", server.port, "postgres")
    try:
        rules.write_text(usual.replace("127.0.0.1/32  scram-sha-256", f"127.0.0.1/32  {method}"))
        server.reload()
        assert refused(address, server.password).key == "office_address.no_scram"
    finally:
        rules.write_text(usual)
        server.reload()


def test_who_is_not_let_in_over_tls_is_told_so(server: Server, tls: Path, authority: Authority) -> None:
    """A name or an office misspelt, or the owner: the rules of an office name its own desks alone."""
    rules = tls / "pg_hba.conf"
    usual = rules.read_text()
    address = OfficeAddress(DESK, "localhost", server.port, "office", authority.certificate, True)
    try:
        rules.write_text(usual.replace("host      all       all ", "host      all       postgres "))
        rules.write_text("\n".join(each for each in rules.read_text().splitlines() if "hostssl" not in each))
        server.reload()
        told = refused(address, server.password)
        assert told.key == "office_address.not_let_in"
        assert "SSL encryption" in str(told.params["said"])
    finally:
        rules.write_text(usual)
        server.reload()


def test_a_desk_that_was_locked_out_is_told_so(server: Server, authority: Authority) -> None:
    server.run("CREATE ROLE desk_gone LOGIN PASSWORD 'gone'", "ALTER ROLE desk_gone NOLOGIN")
    try:
        address = OfficeAddress("desk_gone", "localhost", server.port, TEMPLATE, authority.certificate, True)
        assert refused(address, "gone").key == "office_address.locked_out"
    finally:
        server.run("DROP ROLE desk_gone")


def test_what_is_said_of_a_server_that_is_not_there_is_why(server: Server) -> None:
    told = refused(OfficeAddress(DESK, "127.0.0.1", 1, TEMPLATE), server.password)
    assert (told.key, str(told.params["said"])[-18:]) == ("office_address.unreachable", "Connection refused")
