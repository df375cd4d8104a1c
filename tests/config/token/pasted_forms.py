"""The forms in which tokens are pasted: a table of names, texts and what is to come of each.

`expected` is the token itself, or the title of the refusal.
"""

from __future__ import annotations

import json
import quopri
import textwrap
from typing import Final, NamedTuple
from urllib.parse import quote

from cdx_tui.demo.catalogue import demo_token

__all__ = [
    "CURL",
    "FORMS",
    "JWT",
    "KEY",
    "MAIL",
    "OLD_SECRET",
    "REFUSED",
    "SECRET",
    "TOKEN",
    "Form",
    "wrapped",
]

TOKEN: Final = demo_token("stock trades")
OTHER: Final = demo_token("orders")
JWT: Final = "eyJhbGciOiJub25lIn0.ZG9uJ3QgbG9vayBhdCBtZSwgSSdtIHNlY3JldA.c2lnbmF0dXJlX18tXzEyMw"
KEY: Final = "ABCDEFGHIJ234567"
SECRET: Final = "cfltZ3Jvc3NlcytHZWhlaW1uaXMvMTIzNDU2Nzg5MGFiY2RlZmdoaWprbG1ub3Bx"
OLD_SECRET: Final = "Zm9ydHktZWlnaHQgYnl0ZXMgb2Ygc2VjcmV0LCBhcyB0aGV5IHdlcmUgbWFkZQ12"

NOTHING = "No token given"
PATH = "This is a file name, not a token"
VARIABLE = "This is the name of a variable, not its value"
URL = "No token in this URL"
NONE = "No token in this text"
API_KEY = "This is an API key, not a shared token"
CREDENTIALS = "This is an API key with its secret, not a shared token"
API_SECRET = "This is an API secret, not a shared token"
OLDER_SECRET = "This looks like an API secret, not a shared token"
SECRET_INSIDE = "This text contains an API secret, but no token"
SEVERAL = "Several possible tokens in this text"
CUT = "The end of the token is unclear"
TOO_LONG = "Too long for a token"
INVALID = "Not a valid token"
TEXT_TOO_LONG = "This text is too long"


REFUSED: Final = (
    *(NOTHING, PATH, VARIABLE, URL, NONE, API_KEY, CREDENTIALS, API_SECRET, SECRET_INSIDE),
    *(OLDER_SECRET, SEVERAL, CUT, TOO_LONG, INVALID, TEXT_TOO_LONG),
)


class Form(NamedTuple):
    """One form of a pasted text."""

    name: str
    text: str
    expected: str


def wrapped(width: int, token: str = TOKEN, end: str = "\n", prefix: str = "") -> str:
    lines = [token[start : start + width] for start in range(0, len(token), width)]
    return end.join(prefix + line for line in lines)


MAIL: Final = """\
Hi Jane,

as discussed, here is the invitation to our stock trades. My number is +49 151 23456789, and the
door code is 4711-A. Please don't pass this on.

{}

Best regards
Bob Müller (he/him)
https://example.com/people/bob?utm_source=mail&utm_campaign=Q4-2026-Signature-Banner
"""
INVITATION: Final = (
    f"https://confluent.cloud/share/accept?org=42&token={quote(TOKEN)}&utm_source=mail"
)
INVITATION_HTML: Final = INVITATION.replace("&", "&amp;")
CURL: Final = (
    "curl -u {}:{} -H 'Content-Type: application/json' -d '{{\"token\": \"{}\"}}' \\\n"
    "  https://api.confluent.cloud/cdx/v1/shared-tokens:resources"
)
HTML: Final = (
    "<html><body><p>Hello&nbsp;Jane,</p><p>your token:<br><code>{}</code></p>"
    '<img src="https://example.com/pixel.gif" alt="x"></body></html>'
)
SOURCE: Final = f"""\
Received: from mx.example.com (192.0.2.1) by mail.example.com; Fri, 27 Nov 2026 10:00:00 +0000
DKIM-Signature: v=1; a=rsa-sha256; d=example.com; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;
 b={OTHER[20:192]}
MIME-Version: 1.0
Subject: Your token
Content-Transfer-Encoding: quoted-printable

{quopri.encodestring(MAIL.format(TOKEN).encode()).decode()}"""
SAFE_LINK: Final = (
    "https://eur01.safelinks.protection.outlook.com/?url="
    + quote(INVITATION, safe="")
    + f"&data=05%7C01%7C{OTHER[:160]}%7C0&reserved=0"
)
ENCODED_MAIL: Final = (
    "SGkgSmFuZSwKCmFzIGRpc2N1c3NlZCwgSSBzZW5kIHlvdSB0aGUgbnVtYmVycyBvZiBsYXN0IHF1YXJ0ZXIuIFBsZWFz\n"
    "ZSBkb24ndCBzaG93IHRoZW0gdG8gYW55b25lIGluIHRoZSBvZmZpY2UgYmVmb3JlIHRoZSBtZWV0aW5nIG9uIE1vbmRh\n"
    "eS4gVGhlIGRvb3IgY29kZSBpcyA0NzExLg=="
)
PGP: Final = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{}\n-----BEGIN PGP SIGNATURE-----\n\n"
    + wrapped(64, OTHER)
    + "\n=Zx9b\n-----END PGP SIGNATURE-----\n"
)

FORMS: Final = [
    Form("the token", TOKEN, TOKEN),
    Form("white space around it", f"\n\n \t{TOKEN}\r\n", TOKEN),
    Form("a short token", "c2FtcGxlIHNoYXJlZCB0b2tlbg==", "c2FtcGxlIHNoYXJlZCB0b2tlbg=="),
    Form("a token with dots", JWT, JWT),
    Form("a token of other characters", "p:l!a*i^n", "p:l!a*i^n"),
    Form("standard base64 with a slash in front", "/9j/4AAQ" * 20 + "==", "/9j/4AAQ" * 20 + "=="),
    # Wrapped
    Form("wrapped at 76", wrapped(76), TOKEN),
    Form("wrapped at 64, CRLF", wrapped(64, end="\r\n"), TOKEN),
    Form("wrapped at 80, CR", wrapped(80, end="\r"), TOKEN),
    Form("wrapped at 77, without rest", wrapped(77), TOKEN),
    Form("wrapped at 10", wrapped(10), TOKEN),
    Form("wrapped at 76, without padding", wrapped(76, JWT), JWT),
    Form("wrapped and indented", wrapped(60, prefix="    "), TOKEN),
    Form("wrapped, blank lines between", wrapped(76, end="\n\n"), TOKEN),
    Form("line breaks turned into spaces", wrapped(76, end=" "), TOKEN),
    Form("a space after each character", " ".join(TOKEN), TOKEN),
    Form("a no-break space inside", f"{TOKEN[:150]}\u00a0{TOKEN[150:]}", TOKEN),
    Form("a tab inside", f"{TOKEN[:200]}\t{TOKEN[200:]}", TOKEN),
    Form("a zero-width space inside", f"{TOKEN[:150]}\u200b{TOKEN[150:]}", TOKEN),
    Form("a soft hyphen inside", f"{TOKEN[:150]}\u00ad{TOKEN[150:]}", TOKEN),
    Form("a byte order mark", f"\ufeff{TOKEN}", TOKEN),
    Form("NUL inside", f"{TOKEN[:9]}\0{TOKEN[9:]}", TOKEN),
    # Terminals
    Form("bracketed paste inside", f"\x1b[200~{TOKEN}\x1b[201~", TOKEN),
    Form("coloured", f"\x1b[1;32m{TOKEN}\x1b(B\x1b[m", TOKEN),
    Form("with a hyperlink", f"\x1b]8;;https://x.example\x1b\\{TOKEN}\x1b]8;;\x07", TOKEN),
    Form("Ctrl+J as a key of kitty", wrapped(76, end="\x1b[106;5u"), TOKEN),
    Form("Ctrl+M as a key of xterm", wrapped(76, end="\x1b[27;5;109~"), TOKEN),
    Form("an unknown escape", f"{TOKEN[:9]}\x1b{TOKEN[9:]}", INVALID),
    Form("zsh's mark of a missing line break", f"{TOKEN}%", TOKEN),
    Form("the output of a command", f"$ cat token.txt\n{TOKEN}\n$ ", TOKEN),
    Form("zsh's mark and prompt", f"❯ cat token.txt\n{TOKEN}%\n❯ ", TOKEN),
    Form("a frame", f"┃ {TOKEN[:200]} ┃\n┃ {TOKEN[200:].ljust(200)} ┃", TOKEN),
    Form("a table", f"| Name  | Token |\n|---|---|\n| share | {TOKEN} |", TOKEN),
    # Quoted
    *(
        Form(f"in {left}{right}", f"{left}{TOKEN}{right}", TOKEN)
        for left, right in ('""', "''", "``", "“”", "«»", "„“", "<>", "()", "[]", "{}", "‹›")
    ),
    Form("in quotation marks and spaces", f"« {TOKEN} »", TOKEN),
    Form("in quotation marks, wrapped", f'"{wrapped(70)}"', TOKEN),
    Form("a code block of Markdown", f"Here:\n```\n{TOKEN}\n```\nBye", TOKEN),
    Form("bold in Markdown", f"The token is **{TOKEN}**.", TOKEN),
    Form("a full stop", f"{TOKEN}.", TOKEN),
    Form("a comma", f"{TOKEN},", TOKEN),
    Form("a semicolon", f"{TOKEN};", TOKEN),
    Form("> quoted", f"> {TOKEN}", TOKEN),
    Form("> quoted and wrapped", wrapped(72, prefix="> "), TOKEN),
    Form(">> > quoted and wrapped", wrapped(72, prefix=">> > "), TOKEN),
    Form("| quoted and wrapped", wrapped(72, prefix="| "), TOKEN),
    # Labels
    Form("token=", f"token={TOKEN}", TOKEN),
    Form("Token:", f"Token: {TOKEN}", TOKEN),
    Form("Token: without a space", f"Token:{TOKEN}", TOKEN),
    Form("Token: and a short token", "Token: c2FtcGxlIHNoYXJlZDEyMw==", "c2FtcGxlIHNoYXJlZDEyMw=="),
    Form("Token: on the line above", f"Shared token:\n\n{TOKEN}", TOKEN),
    Form(
        "Token: and wrapped at 76",
        textwrap.fill(f"Token:\x7f{TOKEN}", 76).replace("\x7f", " "),
        TOKEN,
    ),
    Form("Bearer", f"Authorization: Bearer {TOKEN}", TOKEN),
    Form("export", f"export CDX_TUI_TOKEN={TOKEN}", TOKEN),
    Form("export, quoted", f"export CDX_TUI_TOKEN='{TOKEN}'", TOKEN),
    Form("an assignment", f'CDX_TUI_TOKEN="{TOKEN}" cdx-tui', TOKEN),
    Form("PowerShell", f'$env:CDX_TUI_TOKEN = "{TOKEN}"', TOKEN),
    Form("YAML", f"share:\n  name: stock trades\n  token: {TOKEN}\n", TOKEN),
    Form("YAML, folded", "token: >-\n" + wrapped(70, prefix="  ") + "\nname: x y\n", TOKEN),
    # Encodings
    Form("JSON", json.dumps({"token": TOKEN}), TOKEN),
    Form("JSON without white space", f'{{"shared_token":"{TOKEN}"}}', TOKEN),
    Form("JSON, wrapped", json.dumps({"token": wrapped(76)}).replace(" ", ""), TOKEN),
    Form("JSON, nested", json.dumps({"data": [{"spec": {"sharedToken": TOKEN}}]}, indent=2), TOKEN),
    Form("JSON within JSON", json.dumps({"body": json.dumps({"token": TOKEN})}), TOKEN),
    Form("JSON, escaped =", '{"token": "' + TOKEN.replace("=", "\\u003d") + '"}', TOKEN),
    Form("JSON, two kinds of tokens", json.dumps({"access_token": OTHER, "token": TOKEN}), TOKEN),
    Form("HTML", HTML.format(TOKEN), TOKEN),
    Form("HTML entities", "&quot;" + TOKEN.replace("=", "&#61;") + "&quot;", TOKEN),
    Form("HTML, broken by tags", HTML.format(f"{TOKEN[:99]}<wbr>{TOKEN[99:]}"), TOKEN),
    Form("HTML, a link", f"<p>Go <a href='{INVITATION_HTML}'>here</a></p>", TOKEN),
    Form("quoted-printable", quopri.encodestring(TOKEN.encode()).decode(), TOKEN),
    Form("soft breaks alone", wrapped(75, end="=\n"), TOKEN),
    Form(
        "a mail in quoted-printable",
        quopri.encodestring(MAIL.format(TOKEN).encode()).decode(),
        TOKEN,
    ),
    Form("the source of a mail", SOURCE, TOKEN),
    Form("a signed mail", PGP.format(MAIL.format(TOKEN)), TOKEN),
    Form("BEGIN and END", f"-----BEGIN TOKEN-----\n{wrapped(64)}\n-----END TOKEN-----", TOKEN),
    # URLs and commands
    Form("a URL", INVITATION, TOKEN),
    Form("a URL's fragment", f"https://confluent.cloud/share#token={TOKEN}", TOKEN),
    Form("a URL's bare fragment", f"https://confluent.cloud/share#{TOKEN}", TOKEN),
    Form(
        "a URL's last parameter, wrapped", wrapped(76, f"https://c.example/s?token={TOKEN}"), TOKEN
    ),
    Form("a URL in a mail", MAIL.format(f"<{INVITATION}>"), TOKEN),
    Form("a link that a mail filter rewrote", SAFE_LINK, TOKEN),
    Form("curl", CURL.format(KEY, SECRET, TOKEN), TOKEN),
    Form("curl with an older secret", CURL.format(KEY, OLD_SECRET, TOKEN), TOKEN),
    Form(
        "a request",
        f'POST /x HTTP/1.1\nAuthorization: Basic {OTHER[:88]}\n\n{{"token":"{TOKEN}"}}',
        TOKEN,
    ),
    Form("the command to redeem", f"confluent stream-share consumer redeem --token {TOKEN}", TOKEN),
    # Mails
    Form("a mail", MAIL.format(TOKEN), TOKEN),
    Form("a mail, wrapped at 76", MAIL.format(wrapped(76)), TOKEN),
    Form("a mail, wrapped at 20", MAIL.format(wrapped(20)), TOKEN),
    Form("a mail, quoted twice", textwrap.indent(MAIL.format(wrapped(72)), "> > "), TOKEN),
    Form(
        "a mail, the token in a sentence", MAIL.format(f"The token is {TOKEN}. Use it soon."), TOKEN
    ),
    Form("a mail, lines without a gap", f"Hi Jane\n{wrapped(76)}\nRegards\nBob", TOKEN),
    Form("the same token twice", f"{TOKEN}\n\n{TOKEN}", TOKEN),
    Form("the same token twice, once wrapped", f"{TOKEN}\nor\n{wrapped(60)}", TOKEN),
    Form("a token and an API secret", f"Token: {TOKEN}\nAPI secret: {SECRET}\nKey: {KEY}", TOKEN),
    Form("an API key, its older secret and a token", f"{KEY}\n{OLD_SECRET}\n{TOKEN}", TOKEN),
    Form("Japanese around it", f"トークンは{TOKEN}です。", TOKEN),
    Form("a link of Markdown", f"[accept](https://c.example/share?token={TOKEN})", TOKEN),
    Form("64 characters, called a token", f"token={OLD_SECRET}", OLD_SECRET),
    Form(
        "64 characters, called a token in a mail", MAIL.format(f"Token: {OLD_SECRET}"), OLD_SECRET
    ),
    Form("64 characters of base64url", f"{OLD_SECRET[:-2]}_-", f"{OLD_SECRET[:-2]}_-"),
    Form("63 characters", OLD_SECRET[1:], OLD_SECRET[1:]),
    Form("XML", f"<share>\n<token>{TOKEN}</token></share>", TOKEN),
    # Refused
    Form("nothing", " \n\u200b", NOTHING),
    Form("quotation marks alone", "“ ”", NOTHING),
    Form("a label alone", "token=", NOTHING),
    Form("a path", "/home/jane/token.txt", PATH),
    Form("a path with a space", "'/home/jane/my token'", PATH),
    Form("a relative path", "./token", PATH),
    Form("a path from home", "~/token", PATH),
    Form("a path of Windows", r"C:\Users\Jane\token.txt", PATH),
    Form("a file's URL", "file:///home/jane/token", PATH),
    Form("a file's name", "token.txt", PATH),
    Form("$TOKEN", "$TOKEN", VARIABLE),
    Form("${TOKEN}", '"${CDX_TUI_TOKEN}"', VARIABLE),
    Form("%TOKEN%", "%TOKEN%", VARIABLE),
    Form("$(command)", "$(pass show token)", VARIABLE),
    Form("a placeholder", "<your-token>", VARIABLE),
    Form("token=$TOKEN", "token=$TOKEN", VARIABLE),
    Form("Bearer $TOKEN", 'curl -H "Authorization: Bearer $TOKEN" https://x.example', VARIABLE),
    Form("a URL without a token", "https://confluent.cloud/share?org=42", URL),
    Form("a document's URL", f"https://docs.example.com/d/{OTHER[30:74]}/edit", URL),
    Form("a mail without a token", MAIL.format("See you on Monday."), NONE),
    Form("a mail in base64", ENCODED_MAIL, NONE),
    Form("an e-mail address", "jane.doe@example.com", NONE),
    Form("JSON without a token", '{"name":"x","size":3}', NONE),
    Form("a shortened token", f"Token: {TOKEN[:60]}…", NONE),
    Form("an API secret", SECRET, API_SECRET),
    Form("an older API secret", OLD_SECRET, OLDER_SECRET),
    Form("an older API secret in quotes", f'"{OLD_SECRET}"\n', OLDER_SECRET),
    Form("an older API secret, wrapped", wrapped(32, OLD_SECRET), OLDER_SECRET),
    Form("an older API secret in a mail", MAIL.format(OLD_SECRET), OLDER_SECRET),
    Form("an older API secret in a URL", f"https://c.example/?q={OLD_SECRET}", OLDER_SECRET),
    Form("an API key", KEY, API_KEY),
    Form("an API key and its secret", f"{KEY} {SECRET}", CREDENTIALS),
    Form("an API key and an older secret", f"{KEY}\n{OLD_SECRET}", CREDENTIALS),
    Form("curl without a token", CURL.format(KEY, OLD_SECRET, "x"), CREDENTIALS),
    Form("a mail with an API secret", MAIL.format(f"It is {SECRET}"), SECRET_INSIDE),
    Form("two tokens", f"{TOKEN}\n{OTHER}", SEVERAL),
    Form("two tokens without padding", f"{TOKEN[:-1]}\n{OTHER[:-1]}", SEVERAL),
    Form("two tokens in a mail", MAIL.format(f"{TOKEN} or {OTHER}"), SEVERAL),
    Form("a name below an unpadded token", f"Hi,\n{wrapped(76, TOKEN[:-4])}\nJane", CUT),
    Form("too long", "aB3" * 30_000, TOO_LONG),
    Form("too long a text", "aB3 " * 300_000, TEXT_TOO_LONG),
    Form("a letter with an accent", f"{TOKEN[:9]}é{TOKEN[9:]}", INVALID),
]
"""Each form once."""
