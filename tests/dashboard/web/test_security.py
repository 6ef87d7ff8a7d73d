"""What holds for every answer and every request, whoever asks."""

import re

import pytest

from dashboard.web import security

ROUTES = [
    "/",
    "/demo",
    "/health",
    "/no-such-page",
    "/assets/logo.svg",
    "/_dash-layout",
    "/%00",
    "/export/x.csv",
]
CALLBACK = "/_dash-update-component"
WORD = {"X-CSRFToken": "word"}


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_is_protected(nobody, path):
    headers = nobody.get(path, buffered=True).headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"].split("style-src")[0]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_every_script_of_a_page_carries_the_answers_nonce(signed_in):
    answer = signed_in("board").get("/")

    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
    scripts = re.findall(r"<script[^>]*>", answer.get_data(as_text=True))
    assert scripts
    assert all(f'nonce="{nonce}"' in script for script in scripts)


def test_a_nonce_is_used_once(signed_in):
    client = signed_in("board")

    policies = {client.get("/").headers["Content-Security-Policy"] for _ in range(3)}

    assert len(policies) == 3


def test_a_page_asks_no_foreign_host(signed_in):
    page = signed_in("board").get("/").get_data(as_text=True)

    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("path", ["/_dash-layout", "/_dash-dependencies"])
def test_nobody_is_told_what_the_pages_are_made_of(nobody, path):
    assert nobody.get(path).status_code == 401


def test_nobody_is_led_to_the_choice_of_reader_and_back(nobody):
    answer = nobody.get("/department/bill?period=2008-08")

    assert answer.status_code == 302
    assert answer.location == "/demo?next=%2Fdepartment%2Fbill%3Fperiod%3D2008-08"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-CSRFToken": "another"},
        {**WORD, "Origin": "https://elsewhere.example"},
        {**WORD, "Origin": "null"},
        {**WORD, "Sec-Fetch-Site": "cross-site"},
        {**WORD, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_request_from_elsewhere_is_refused(signed_in, asked, headers):
    assert signed_in("board").post(CALLBACK, json=asked("/"), headers=headers).status_code == 403


def test_a_request_of_our_own_page_is_answered(signed_in, asked):
    own = {**WORD, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}

    assert signed_in("board").post(CALLBACK, json=asked("/"), headers=own).status_code == 200


MALFORMED = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"7",
    b'"text"',
    b"{}",
    b'{"output": "no.such"}',
    b'{"output": 7, "inputs": 7}',
    b'{"output": "..rail.children...main.children...title.data..", "inputs": []}',
    b'{"output": "..rail.children...main.children...title.data..", "inputs": [1], "outputs": [2]}',
    b'{"output": "..rail.children...main.children...title.data..", "outputs": {}, "inputs": {}}',
    b"\xff\xfe",
    b'{"output": {"a": []}, "inputs": null, "changedPropIds": 3}',
    b"[" * 5000,
]


@pytest.mark.parametrize("body", MALFORMED)
def test_a_malformed_callback_is_400_without_a_trace(signed_in, body):
    client = signed_in("board")

    answer = client.post(CALLBACK, data=body, content_type="application/json", headers=WORD)

    assert answer.status_code == 400
    assert "Traceback" not in answer.get_data(as_text=True)


def test_a_huge_request_is_refused(signed_in):
    body = b"x" * (security.LARGEST_REQUEST + 1)

    answer = signed_in("board").post(
        CALLBACK, data=body, content_type="application/json", headers=WORD
    )

    assert answer.status_code == 413


def test_only_names_of_this_machine_are_answered_in_demo_mode(nobody):
    assert nobody.get("/health", headers={"Host": "nyttja.example"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/_dash-component-suites/dash/../../app.py", "/_dash-component-suites/os/x.js"]
)
def test_no_file_but_dashs_own_is_served(nobody, path):
    answer = nobody.get(path)

    assert answer.status_code in {302, 404}


def test_what_a_reader_sees_is_not_kept_by_the_browser(signed_in):
    client = signed_in("board")

    assert client.get("/").headers["Cache-Control"] == "no-store"
    assert client.get("/_dash-layout").headers["Cache-Control"] == "no-store"
