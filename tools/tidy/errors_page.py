"""Makes docs/reference/errors.md from the table in src/base/error_code.h."""

import re

SOURCE = "src/base/error_code.h"
PAGE = "docs/reference/errors.md"

_ROW = re.compile(
    r'X\(\s*(\d+)\s*,\s*(k\w+)\s*,\s*"([^"]+)"\s*,\s*(\d+)\s*,\s*((?:"(?:\\.|[^"\\])*"\s*)+),'
    r'\s*((?:"(?:\\.|[^"\\])*"\s*)+)\)')

_HEAD = """# Error codes

Every refusal of the product, from the table in `src/base/error_code.h`; this page is made from it
by `python3 tools/tidy --write-errors` and a test compares the two. Numbers and text codes are
stable: none is ever used again for something else.

The gateway answers every refusal of business with HTTP 200, `infcode` -1 and the sentence in
`err_msg`; the HTTP status below is the console's. An answer adds what is wrong in the very case
and what to do about it; it never discloses internals or personal data.

| number | text code | HTTP | 中文 | English |
|---:|---|---:|---|---|
"""


def rows(header):
    """The table of the header as (number, text code, status, Chinese, English)."""
    flat = re.sub(r"\\\n", "\n", header)
    for match in _ROW.finditer(flat):
        number, _, text_code, status, zh, en = match.groups()
        yield int(number), text_code, int(status), _literal(zh), _literal(en)


def _literal(text):
    return "".join(re.findall(r'"((?:\\.|[^"\\])*)"', text)).replace('\\"', '"')


def page_text(header):
    lines = [f"| {number} | `{code}` | {status} | {zh} | {en} |"
             for number, code, status, zh, en in rows(header)]
    return _HEAD + "\n".join(lines) + "\n"
