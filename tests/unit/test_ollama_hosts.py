"""Where an Ollama server is, what counts as this machine, and where photos go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from g3desktop.domain.errors import UsageError
from g3desktop.services.hosts import photos_go_to
from g3desktop.services.ollama import (
    DEFAULT_HOST,
    OllamaModel,
    OllamaServer,
    RemoteHostError,
    is_this_machine,
    resolve_host,
)


class TestHost:
    @pytest.mark.parametrize(
        ("setting", "url"),
        [
            (None, DEFAULT_HOST),
            ("", DEFAULT_HOST),
            ("  ", DEFAULT_HOST),
            ("192.168.1.5", "http://192.168.1.5:11434"),
            ("192.168.1.5:80", "http://192.168.1.5:80"),
            (":8000", "http://127.0.0.1:8000"),
            ("http://box", "http://box:80"),
            ("https://box", "https://box:443"),
            ("HTTPS://Box.Example./", "https://box.example:443"),
            ("box/ollama/", "http://box:11434/ollama"),
            ("'box:1'", "http://box:1"),
            ("localhost", DEFAULT_HOST),
            ("https://localhost:1", "https://localhost:1"),
            ("0.0.0.0", DEFAULT_HOST),
            ("http://0.0.0.0:9/", "http://127.0.0.1:9"),
            ("::", "http://[::1]:11434"),
            ("[::]:9", "http://[::1]:9"),
            ("::1", "http://[::1]:11434"),
            ("[2001:db8::1]:9/p", "http://[2001:db8::1]:9/p"),
        ],
    )
    def test_forms(self, setting: str | None, url: str) -> None:
        assert resolve_host(setting, {}) == url
        assert resolve_host(None, {"OLLAMA_HOST": setting or ""}) == url
        assert resolve_host(url, {}) == url

    def test_setting_goes_before_environment(self) -> None:
        assert resolve_host("one", {"OLLAMA_HOST": "two"}) == "http://one:11434"

    @pytest.mark.parametrize(
        "setting",
        [
            "ftp://box",
            "http://user@box",
            "127.0.0.1@box",
            "127.0.0.1\\@box",
            "box:0",
            "box:65536",
            "box:x",
            "box?q",
            "box#f",
            "two words",
            "[::1",
            "[1.2.3]",
            "fe80::1%eth0",
            "http://",
            "/path",
            "b\u00f6x",
            "box\nHost: other",
            "unix:///run/ollama.sock",
        ],
    )
    def test_nonsense(self, setting: str) -> None:
        with pytest.raises(UsageError, match="no address"):
            resolve_host(setting, {})

    @given(st.text())
    def test_any_text_resolves_or_is_refused(self, text: str) -> None:
        try:
            url = resolve_host(text, {})
        except UsageError:
            return
        assert resolve_host(url, {}) == url
        assert isinstance(is_this_machine(url), bool)

    @pytest.mark.parametrize(
        "host",
        [
            "localhost",
            "LOCALHOST.",
            "https://localhost:1",
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "http://0.0.0.0:9",
            ":9",
            "::1",
            "[::1]:9",
            "[::ffff:127.0.0.1]:1",
            "::",
        ],
    )
    def test_this_machine(self, host: str) -> None:
        assert is_this_machine(host)
        assert photos_go_to("llava:7b", host) == ()
        assert photos_go_to("qwen3-vl:235b-cloud", host) == ("ollama.com",)

    @pytest.mark.parametrize(
        "host",
        ["192.168.1.5", "box", "localhost.example", "2130706433", "127.1", "0x7f.0.0.1", "::2"],
    )
    def test_elsewhere_needs_a_yes(self, host: str) -> None:
        assert not is_this_machine(host)
        for refused in (
            lambda: OllamaServer(host),
            lambda: OllamaModel("m", host),
        ):
            with pytest.raises(RemoteHostError, match="not this machine") as caught:
                refused()
            assert "--llm-host-remote-ok" in caught.value.hint
        assert OllamaServer(host, remote_ok=True).host == host
        assert OllamaModel("m", host, remote_ok=True).host == host

    def test_a_model_in_the_cloud_needs_a_yes(self) -> None:
        for name in ("qwen3-vl:235b-cloud", "gemini:cloud"):
            with pytest.raises(RemoteHostError, match="cloud"):
                OllamaModel(name, DEFAULT_HOST)
            assert OllamaModel(name, DEFAULT_HOST, remote_ok=True).name == name

    @pytest.mark.parametrize(
        ("model", "host", "sites"),
        [
            ("llava:7b", "http://box:80", ("box",)),
            ("llava:7b", "https://Box.Example.:9/ollama", ("box.example",)),
            ("llava:7b", "[2001:db8::1]:9", ("2001:db8::1",)),
            ("llava:7b", "192.168.1.5", ("192.168.1.5",)),
            ("llava:7b", "localhost.example", ("localhost.example",)),
            ("llava:7b", "my.localhost", ("my.localhost",)),
            ("llava:7b", "http://[no address", ("http://[no address",)),
            ("a:Cloud", "box", ("box", "ollama.com")),
            ("a:9b-CLOUD ", DEFAULT_HOST, ("ollama.com",)),
            ("a: cloud", DEFAULT_HOST, ("ollama.com",)),
            ("a:cloud", "https://ollama.com", ("ollama.com",)),
            ("cloud:7b", DEFAULT_HOST, ()),
            ("cloud/seer", DEFAULT_HOST, ()),
        ],
    )
    def test_where_photos_go(self, model: str, host: str, sites: tuple[str, ...]) -> None:
        assert photos_go_to(model, host) == sites

    @given(st.text(), st.sampled_from([DEFAULT_HOST, "::1", "box", "https://ollama.com"]))
    def test_what_is_not_refused_stays_here(self, model: str, host: str) -> None:
        try:
            OllamaModel(model, host)
        except RemoteHostError:
            assert photos_go_to(model, host)
        else:
            assert not photos_go_to(model, host)
