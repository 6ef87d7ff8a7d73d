"""Who is reading: signed cookie, language, theme, and a start that refuses a weak secret."""

import os
import subprocess
import sys

import pytest

from chargeback.home import REPOSITORY


def choose(client, reader, **more):
    """Choose a reader as the form does, with the word the page gave."""
    client.get("/demo")
    with client.session_transaction() as kept:
        word = kept["csrf"]
    return client.post("/demo", data={"persona": reader, "csrf_token": word, **more})


def test_choosing_a_reader_leads_on(nobody):
    answer = choose(nobody, "board", next="/board/costs?period=2008-08")

    assert answer.status_code == 303
    assert answer.location == "/board/costs?period=2008-08"


def test_choosing_a_reader_never_leads_elsewhere(nobody):
    assert choose(nobody, "board", next="//elsewhere.example").location == "/"


def test_an_unknown_reader_cannot_be_chosen(nobody):
    assert choose(nobody, "department-XXX").status_code == 400
    assert nobody.get("/").status_code == 302


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(nobody):
    cookies = choose(nobody, "board").headers.getlist("Set-Cookie")

    own = next(cookie for cookie in cookies if cookie.startswith("nyttja="))
    assert "HttpOnly" in own
    assert "SameSite=Lax" in own


def test_a_forged_session_is_nobody(nobody):
    nobody.set_cookie(
        "nyttja", "eyJyZWFkZXIiOiJjb250cm9sbGVyIn0.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb"
    )

    assert nobody.get("/_dash-layout").status_code == 401


def test_the_word_changes_when_the_reader_does(nobody):
    nobody.get("/demo")
    with nobody.session_transaction() as kept:
        before = kept["csrf"]

    choose(nobody, "board")

    with nobody.session_transaction() as kept:
        assert kept["csrf"] != before


def test_language_and_theme_are_remembered_and_lead_back(signed_in):
    client = signed_in("board")

    answer = client.get("/settings?lang=en&theme=dark&next=/?period=2008-08")

    assert answer.location == "/?period=2008-08"
    page = client.get("/").get_data(as_text=True)
    assert '<html lang="en" data-bs-theme="dark">' in page


def test_swedish_and_light_come_first(nobody):
    assert '<html lang="sv" data-bs-theme="light">' in nobody.get("/demo").get_data(as_text=True)


def test_the_browsers_preference_counts_until_the_reader_chooses(nobody):
    dark = {"Sec-CH-Prefers-Color-Scheme": '"dark"'}

    before = nobody.get("/demo", headers=dark).get_data(as_text=True)
    nobody.get("/settings?theme=light")
    after = nobody.get("/demo", headers=dark).get_data(as_text=True)

    assert 'data-bs-theme="dark"' in before
    assert 'data-bs-theme="light"' in after


def test_unknown_settings_change_nothing(signed_in):
    client = signed_in("board")

    client.get("/settings?lang=xx&theme=<script>")

    assert '<html lang="sv" data-bs-theme="light">' in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize(
    "settings",
    [
        {"NYTTJA_DEMO": "1"},
        {"NYTTJA_DEMO": "1", "NYTTJA_SECRET": "too short"},
        {"NYTTJA_SECRET": "x" * 40},
    ],
)
def test_the_server_refuses_to_start_unsafe(settings):
    bare = {name: value for name, value in os.environ.items() if not name.startswith("NYTTJA_")}

    done = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=REPOSITORY,
        env={**bare, **settings},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "Nyttja does not start" in done.stderr
    assert "Traceback" not in done.stderr


def test_demo_mode_refuses_to_listen_to_other_machines():
    settings = {"NYTTJA_DEMO": "1", "NYTTJA_SECRET": "x" * 40}

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            "gunicorn.conf.py",
            "-b",
            "0.0.0.0:0",
            "app:server",
        ],
        cwd=REPOSITORY,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 2
    assert "127.0.0.1 only" in done.stderr
