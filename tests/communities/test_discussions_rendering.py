"""Markdown that nobody means well by: no script, no foreign picture, no endless work."""

import time

import pytest
from django.test import Client
from lxml import html

from communities.discussions.rendering import plain, render
from communities.discussions.services import edit

from .discussions import LIST, answer, question, url_of
from .hubs import hub, member_of, signed_in

ATTACKS = """
<script>alert(1)</script>
<SCRIPT SRC=//evil.example/x.js></SCRIPT>
<img src=x onerror=alert(1)>
<svg/onload=alert(1)>
<body onload=alert(1)>
<iframe src="javascript:alert(1)"></iframe>
<a href="javascript:alert(1)">x</a>
<a href="jav&#x09;ascript:alert(1)">x</a>
<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>
<details open ontoggle=alert(1)>
<input autofocus onfocus=alert(1)>
<style>@import '//evil.example';</style>
<meta http-equiv="refresh" content="0;url=//evil.example">
<base href="//evil.example/">
<object data="data:text/html;base64,PHNjcmlwdD4=">
<!--<img src="--><img src=x onerror=alert(1)//">
[x](javascript:alert(1))
[x](JaVaScRiPt:alert(1))
[x](java&#x0A;script:alert(1))
[x](&#106;avascript:alert(1))
[x](vbscript:msgbox(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](data:image/svg+xml,<svg onload=alert(1)>)
[x](file:///etc/passwd)
[x](\x01javascript:alert(1))
[x](<javascript:alert(1)>)
[x](https://a.example "onmouseover=alert(1)")
[x](https://a.example" onmouseover="alert(1))
[x]: javascript:alert(1)
<javascript:alert(1)>
<https://a.example/"onmouseover=alert(1)>
![x](https://evil.example/pixel.png)
![x](javascript:alert(1))
![x" onerror="alert(1)](https://evil.example/x.png)
[![x](https://evil.example/x.png)](javascript:alert(1))
```html"><script>alert(1)</script>
``` " onclick="alert(1)
`<script>alert(1)</script>`
| <script>alert(1)</script> | a |\n|---|---|\n| <img src=x onerror=alert(1)> | b |
| a |\n|:-:|\n| style |
1. <script>alert(1)</script>
# <script>alert(1)</script>
> <script>alert(1)</script>
&lt;script&gt;alert(1)&lt;/script&gt;
https://a.example/?x="><script>alert(1)</script>
{% load x %}{{ settings.SECRET_KEY }}
"""
ENDLESS = {
    "quotes": "> " * 10_000,
    "quotes of a thousand levels": "".join(f"{'>' * level} a\n" for level in range(1, 190)),
    "brackets": "[" * 20_000,
    "links in links": "[a](" * 5_000,
    "pictures": "![" * 10_000,
    "stars": "*a " * 6_666,
    "strong in emphasis": "**a *b " * 2_857,
    "strikes": "~~a" * 6_666,
    "backticks": "".join("`" * n + "a" for n in range(1, 190)),
    "lists in lists": "- " * 10_000,
    "deep lists": "".join(f"{' ' * n * 2}- a\n" for n in range(130)),
    "addresses": "http://" * 2_857,
    "mails": "a@" * 10_000,
    "tables": "|a" * 8_000 + "\n" + "|-" * 1_000,
    "entities": "&amp;" * 4_000,
    "references": "[a]: b\n" * 2_857,
    "headings": "# a\n" * 5_000,
    "one word": "я" * 20_000,
}
ALLOWED = {"a", "blockquote", "br", "code", "em", "h3", "hr", "li", "ol", "p", "pre", "s", "strong"} | {
    *("table", "tbody", "td", "th", "thead", "tr", "ul", "div")
}


@pytest.mark.parametrize("attack", ATTACKS.strip().splitlines())
def test_what_comes_out_has_no_more_than_known_tags_and_safe_links(attack: str) -> None:
    rendered = render(attack.replace("\\n", "\n"))
    document = html.fragment_fromstring(rendered, create_parent="div")
    for element in document.iter():
        assert element.tag in ALLOWED, rendered
        assert set(element.keys()) <= {"href", "rel", "title", "start"}, rendered
        assert element.get("href", "/").startswith(("http://", "https://", "mailto:", "/")), rendered
        assert not element.get("href", "/").startswith("//"), rendered
        assert element.tag != "a" or element.get("rel") == "nofollow ugc", rendered


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_rendered_at_once(name: str) -> None:
    start = time.thread_time()  # its own work, whatever else the machine does
    rendered = render(ENDLESS[name][:20_000])
    assert time.thread_time() - start < 2
    assert rendered.count("<blockquote>") <= 20
    assert rendered.count("<ul>") <= 20


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("**a** *b* ~~c~~ `d`", "<p><strong>a</strong> <em>b</em> <s>c</s> <code>d</code></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Title", "<h3>Title</h3>"),
        ("www.who.int", '<p><a href="http://www.who.int" rel="nofollow ugc">www.who.int</a></p>'),
        ("[a](/en/library/x/)", '<p><a href="/en/library/x/" rel="nofollow ugc">a</a></p>'),
        ("3. c", '<ol start="3">\n<li>c</li>\n</ol>'),
        ("a@b.org", '<p><a href="mailto:a@b.org" rel="nofollow ugc">a@b.org</a></p>'),
        ("[a](//evil.example) [b](relative)", '<p><a rel="nofollow ugc">a</a> <a rel="nofollow ugc">b</a></p>'),
        ("![a](https://b.example/p.png)", '<p>!<a href="https://b.example/p.png" rel="nofollow ugc">a</a></p>'),
    ],
)
def test_what_is_meant_well_looks_as_meant(body: str, expected: str) -> None:
    assert render(body) == expected


def test_plain_words_are_what_a_reader_sees() -> None:
    assert plain(render("# A\n\nb &amp; **c**\n\n- d")) == "A\nb & c\nd"


@pytest.mark.django_db
def test_a_page_of_attacks_is_a_page_of_text(client: Client) -> None:
    member = member_of(hub())
    thread = question(hub(), member, ATTACKS, title='"><script>alert(1)</script>')
    post = answer(thread, member, ATTACKS, quotes=thread.posts.get())
    edit(post=post, body=f"{ATTACKS} again", language="en")
    for address in (url_of(thread), LIST, f"{url_of(thread, post=post)}history/"):
        document = html.document_fromstring(client.get(address).content.decode())
        scripts = [script.get("src") or "" for script in document.iter("script")]
        assert all(src.startswith("/static/") for src in scripts), scripts
        assert not document.xpath("//main//img | //main//iframe | //main//@onerror | //main//@onclick")
        assert not [link for link in document.xpath("//main//a/@href") if link.lower().startswith("javascript")]
    assert b"<script>alert" not in signed_in(member).post(f"{LIST}preview/", {"body": ATTACKS}).content


@pytest.mark.django_db
@pytest.mark.parametrize("body", ["", "a\x00", "ж" * 1_000_000])
def test_a_preview_says_why_a_text_cannot_be_posted(client: Client, body: str) -> None:
    shown = client.post(f"{LIST}preview/", {"body": body})
    assert shown.status_code == 200
    assert shown.context["errors"]
