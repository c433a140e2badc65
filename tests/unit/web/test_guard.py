"""Strangers stay out: hosts, origins, tokens, passwords, limits, headers."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.errors import InputError
from detente.web import Serving, make_app

Opened = Callable[..., TestClient]


def token_in(page: str) -> str:
    return page.split('data-token="')[1].split('"')[0]


def name_form(client: TestClient, **changed: str) -> dict[str, str]:
    return {"reviewer": "Ada", "next": "/", "token": token_in(client.get("/").text), **changed}


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1:9999", ""])
def test_other_host_names_are_not_served(client: TestClient, host: str) -> None:
    answer = client.get("/index.json", headers={"host": host})

    assert answer.status_code == 421
    assert "error" in answer.json()


def test_own_host_names_are_served(client: TestClient) -> None:
    for host in ("127.0.0.1", "localhost", "localhost:80", "[::1]"):
        assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_changes_from_other_origins_are_refused(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.post("/reviewer", data=name_form(client), headers=headers)

    assert answer.status_code == 403


def test_a_change_needs_the_token_of_its_visitor(opened: Opened) -> None:
    one, other = opened(), opened()
    stolen = token_in(other.get("/").text)

    for token in ("", "0" * 64, stolen, "é"):
        assert one.post("/reviewer", data=name_form(one, token=token)).status_code == 403
    answer = one.post("/reviewer", data=name_form(one), headers={"origin": "http://127.0.0.1"})
    assert answer.status_code == 200
    assert "Ada" in answer.text


def test_reading_only_changes_nothing(opened: Opened) -> None:
    client = opened(read_only=True)

    answer = client.post("/reviewer", data=name_form(client))

    assert answer.status_code == 403
    assert "reading only" in answer.text


def test_other_methods_are_refused(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/").status_code == 405


def test_a_body_may_not_be_too_long(opened: Opened) -> None:
    client = opened(most_form_bytes=2000)

    told = client.post("/reviewer", data=name_form(client, reviewer="x" * 3000))
    untold = client.post(
        "/reviewer",
        content=iter([b"reviewer=" + b"x" * 1500, b"y" * 1500]),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )

    assert (told.status_code, untold.status_code) == (413, 413)


def test_every_answer_has_the_headers(client: TestClient) -> None:
    for path in ("/", "/index.json", "/static/workbench.css", "/no-such-page", "/portfolio/KEN"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in policy


def test_pages_keep_to_their_own_policy(client: TestClient) -> None:
    page = client.get("/portfolio/KEN").text

    assert not re.search(r"<style|\sstyle=|<script(?! src=\"/static)|\son\w+=|javascript:", page)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_a_visitor_cookie_is_out_of_reach_of_scripts_and_sites(client: TestClient) -> None:
    cookie = client.get("/").headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_others_are_let_in_with_a_password_only(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="DETENTE_PASSWORD"):
        make_app(Serving(tmp_path, host="0.0.0.0"))
    with pytest.raises(InputError, match="8 characters"):
        make_app(Serving(tmp_path, password="short"))


def test_the_password_opens_every_page(opened: Opened) -> None:
    client = opened(password="correct horse")

    first = client.get("/portfolio/KEN?as_of=2026-05-01", follow_redirects=False)
    assert first.status_code == 303
    assert first.headers["location"].startswith("/login?next=/portfolio/KEN")
    assert client.get("/portfolio/KEN.json").status_code == 401
    token = token_in(client.get("/login").text)
    wrong = client.post("/login", data={"token": token, "password": "wrong horse"})
    assert wrong.status_code == 401
    right = client.post(
        "/login",
        data={"token": token, "password": "correct horse", "next": "/portfolio/KEN"},
        follow_redirects=False,
    )
    assert right.headers["location"] == "/portfolio/KEN"
    assert client.get("/portfolio/KEN.json").status_code == 200
    client.post("/logout", data={"token": token})
    assert client.get("/portfolio/KEN.json").status_code == 401


def test_login_goes_on_to_own_pages_only(opened: Opened) -> None:
    client = opened(password="correct horse")
    token = token_in(client.get("/login").text)
    data = {"token": token, "password": "correct horse", "next": "//evil.example/x"}

    answer = client.post("/login", data=data, follow_redirects=False)

    assert answer.headers["location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/portfolio/..%2f..%2fetc",
        "/jobs/..%2f..%2fledger.sqlite",
    ],
)
def test_no_path_leads_out_of_the_application(client: TestClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code in (400, 404)
    assert "root:" not in answer.text


def test_an_error_tells_nothing_internal(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from detente.web import desk

    def fail(*given: object) -> None:
        raise RuntimeError("secret place /home/ada")

    monkeypatch.setattr(desk.Desk, "reading", fail)
    broken = TestClient(client.app, base_url="http://127.0.0.1", raise_server_exceptions=False)

    page, told = broken.get("/portfolio/KEN"), broken.get("/portfolio/KEN.json")

    assert (page.status_code, told.status_code) == (500, 500)
    assert "secret" not in page.text + told.text
    assert set(told.json()["error"]) == {"status", "message"}
