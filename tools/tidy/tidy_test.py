"""tidy's own tests: small bad trees in, refusals out; the same trees mended pass."""

import pathlib
import tempfile
import unittest

import arrows
import banned
import docs
import errors_page
import shape
import sizes
from tree import Tree, strip_cpp

HEADER = """// Thing: what it is, said in a sentence. Thread-safe.
#ifndef TONGCHOU_SETTLE_THING_H_
#define TONGCHOU_SETTLE_THING_H_
#endif  // TONGCHOU_SETTLE_THING_H_
"""


class TidyTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def findings(self, rule, files, executable=()):
        root = pathlib.Path(self.folder.name)
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755 if name in executable else 0o644)
        return [str(finding) for finding in rule.check(Tree(root))]

    def refused(self, rule, files, *words, executable=()):
        """`rule` finds exactly one thing, and its message holds every one of `words`."""
        found = self.findings(rule, files, executable)
        self.assertEqual(len(found), 1, found)
        for word in words:
            self.assertIn(word, found[0])

    def passes(self, rule, files, executable=()):
        self.assertEqual(self.findings(rule, files, executable), [])

    # Arrows.

    def test_a_pure_folder_may_not_include_the_store(self):
        self.refused(arrows, {"src/settle/a.cc": '#include "base/money.h"\n#include "store/x.h"\n'},
                     "src/settle/a.cc:2", "must not include store/", "may include: base, policy")

    def test_adapters_do_not_know_each_other(self):
        self.refused(arrows, {"src/store/sqlite/a.cc": '#include "store/postgres/b.h"\n'},
                     "src/store/sqlite must not include store/postgres/")

    def test_the_store_does_not_know_its_adapters(self):
        self.refused(arrows, {"src/store/a.cc": '#include "store/sqlite/b.h"\n'},
                     "src/store must not include store/sqlite/")

    def test_base_includes_nobody(self):
        self.refused(arrows, {"src/base/a.h": '#include "policy/b.h"\n'}, "must not include")

    def test_allowed_arrows_pass(self):
        self.passes(arrows, {
            "src/settle/a.cc": '#include <vector>\n#include <sys/mman.h>\n#include "policy/b.h"\n',
            "src/store/sqlite/a.cc": '#include <sqlite3.h>\n#include "store/b.h"\n',
            "src/app/a.cc": '#include "store/sqlite/b.h"\n',
            "src/main.cc": '#include "app/app.h"\n',
        })

    def test_third_party_headers_stay_in_their_folder(self):
        self.refused(arrows, {"src/service/a.cc": "#include <sqlite3.h>\n"},
                     "<sqlite3.h> in src/service", "src/store/sqlite")

    def test_an_unknown_library_is_refused(self):
        self.refused(arrows, {"src/base/a.cc": "#include <absl/strings/str_cat.h>\n"},
                     "nobody has agreed on")

    def test_test_headers_only_in_tests(self):
        self.refused(arrows, {"src/base/a.cc": "#include <gtest/gtest.h>\n"}, "outside a test")

    def test_an_unknown_folder_is_refused(self):
        self.refused(arrows, {"src/util/a.cc": "\n"}, "src/util is not a folder")

    def test_an_include_without_a_folder_is_refused(self):
        self.refused(arrows, {"src/base/a.cc": '#include "a.h"\n'}, "write the path from src")

    # Sizes.

    def test_a_long_file_is_refused(self):
        self.refused(sizes, {"src/base/a.cc": "int a;\n" * 501}, "501 lines", "at most 500")

    def test_a_long_line_is_refused(self):
        self.refused(sizes, {"src/base/a.cc": "// " + "a" * 98 + "\n"}, "a.cc:1", "101 columns")

    def test_a_long_function_is_refused(self):
        calls = "  g(1, {2});\n" * 69
        body = "namespace x {\nclass A {\n int f() const {\n" + calls + " }\n};\n}\n"
        self.refused(sizes, {"src/base/a.cc": body}, "a.cc:3", "f has 71 lines")

    def test_a_function_of_seventy_lines_passes(self):
        self.passes(sizes, {"src/base/a.cc": "void f() {\n" + "  g();\n" * 68 + "}\n"})

    def test_braces_in_literals_and_comments_do_not_count(self):
        body = 'void f() {\n  g("}", \'}\');  // }\n' + "  h();\n" * 68 + "}\n"
        self.refused(sizes, {"src/base/a.cc": body}, "f has 71 lines")

    def test_a_long_python_function_is_refused(self):
        self.refused(sizes, {"tools/a.py": "def f():\n" + "    g()\n" * 70}, "f has 71 lines")

    def test_a_named_exception_passes_and_must_be_needed(self):
        long_file = "int a;\n" * 510
        self.passes(sizes, {"src/base/a.cc": long_file,
                            "tools/tidy/ratchet.txt": "src/base/a.cc 510 a table\n"})
        self.refused(sizes, {"src/base/a.cc": "int a;\n",
                             "tools/tidy/ratchet.txt": "src/base/a.cc 510 a table\n"},
                     "needs no exception")

    def test_a_large_blob_is_refused(self):
        self.refused(sizes, {"docs/a.svg": "a" * (257 * 1024)}, "at most 256 KiB")

    # Banned calls and words.

    def test_binary_numbers_do_not_read_amounts(self):
        self.refused(banned, {"src/gateway/a.cc": "auto a = std::stod(text);\n"}, "ParseMoney")

    def test_no_floating_point_in_a_domain_folder(self):
        self.refused(banned, {"src/settle/a.cc": "double x = 1;\n"}, "money and ratios are exact")
        self.passes(banned, {"src/settle/a.cc": "// a double count\nint x;\n",
                             "src/batch/b.cc": "double seconds;\n"})

    def test_each_banned_call_is_refused(self):
        for call in ("auto n = std::chrono::system_clock::now();", "auto t = time(nullptr);",
                     "int r = rand();", "assert(x);", "using namespace std;", "throw 1;",
                     "sprintf(b, f);", "thread.detach();", "#include <format>"):
            with self.subTest(call):
                self.refused(banned, {"src/service/a.cc": call + "\n"}, "banned here", "->")

    def test_words_that_look_alike_pass(self):
        self.passes(banned, {
            "src/base/a.cc": "static_assert(true);\noperand(1);\nRuntime(0);\n// throw it away\n"
                             'auto s = "throw";\n',
            "src/base/clock.cc": "auto n = std::chrono::system_clock::now();\n"})

    def test_leftovers_are_refused(self):
        self.refused(banned, {"docs/a.md": "# A\n\nTO" "DO write\n"}, "docs/a.md:3", "leftover")

    def test_silencing_a_linter_needs_a_reason(self):
        self.refused(banned, {"src/base/a.cc": "int a;  // NO" "LINT\n"}, "linter is silenced")
        self.passes(banned, {"src/base/a.cc": "int a;  // NO" "LINT(google-x): the API wants it\n"})

    def test_the_code_knows_no_region(self):
        packs = {"policies/far-away-2001/area.yaml": "id: far-away-2001\n"}
        self.refused(banned, packs | {"src/cli/a.cc": 'Load("far-away-2001");\n'},
                     "src/cli/a.cc:1", "knows the region far-away-2001")
        self.passes(banned, packs | {"src/cli/a.cc": "Load(pack);  // \"far-away-2001\"\n",
                                     "src/cli/a_test.cc": 'Load("far-away-2001");\n'})

    # Shape.

    def test_a_header_opens_with_a_comment(self):
        bare = HEADER.split("\n", 1)[1]
        self.refused(shape, {"src/settle/thing.h": bare}, "does not open with what it is")
        self.passes(shape, {"src/settle/thing.h": HEADER})

    def test_the_guard_is_the_path(self):
        self.refused(shape, {"src/settle/other.h": HEADER}, "TONGCHOU_SETTLE_OTHER_H_")

    def test_file_names(self):
        self.refused(shape, {"src/base/BadName.cc": ""}, "not snake_case")
        self.refused(shape, {"src/base/BadName.cc": "", "web/src/lib/x.ts": ""}, "not snake_case")

    def test_front_end_names_are_kebab_case(self):
        self.refused(shape, {"web/src/lib/apiClient.ts": ""}, "apiClient.ts is not kebab-case")

    def test_a_test_stands_beside_its_source(self):
        self.refused(shape, {"src/base/lonely_test.cc": ""}, "lonely.cc")
        self.passes(shape, {"src/base/lonely_test.cc": "// Holds a and b together.\n"})

    def test_only_the_commands_are_executable(self):
        self.refused(shape, {"src/base/a.cc": ""}, "is executable", executable=("src/base/a.cc",))
        self.refused(shape, {"src/base/a.cc": "", "run": "#!/bin/sh\n"}, "run: is not executable")

    def test_features_do_not_import_features(self):
        files = {"web/src/features/ledger/page.tsx": "import { x } from '@/features/persons/y'\n"}
        self.refused(shape, files, "feature ledger imports feature persons")
        files = {"web/src/features/ledger/page.tsx": "import { x } from '../persons/y'\n"}
        self.refused(shape, files, "feature ledger imports feature persons")

    def test_imports_point_from_app_to_features_to_shared(self):
        self.refused(shape, {"web/src/lib/a.ts": "import { x } from '@/features/persons/y'\n"},
                     "shared code imports feature persons")
        self.refused(shape, {"web/src/lib/a.ts": "import { x } from '@/app/routes'\n"},
                     "imports app/")
        self.passes(shape, {
            "web/src/lib/a.ts": "import { useState } from 'react'\n",
            "web/src/app/routes.tsx": "import { P } from '@/features/persons/page'\n",
            "web/src/features/persons/page.tsx": "import { a } from '@/lib/a'\nimport './x'\n"})

    # Documents.

    def test_one_title_per_page(self):
        self.refused(docs, {"README.md": "# A\n\n# B\n"}, "README.md:3", "2 titles")
        self.passes(docs, {"README.md": "# A\n\n```\n# a comment in a shell\n```\n"})

    def test_links_lead_somewhere(self):
        self.refused(docs, {"README.md": "# A\n\n[b](docs/b.md)\n"}, "leads nowhere")

    def test_every_page_is_linked(self):
        self.refused(docs, {"README.md": "# A\n", "docs/b.md": "# B\n"}, "no page links to this")

    def test_the_changelog_keeps_its_sections(self):
        good = "# Changelog\n\n## Unreleased\n\n### Safety\n\n### Features\n\n### Internals\n"
        self.passes(docs, {"CHANGELOG.md": good})
        self.refused(docs, {"CHANGELOG.md": good.replace("### Safety\n\n", "")}, "Safety")
        self.refused(docs, {"CHANGELOG.md": good.replace("Unreleased", "soon")}, "heading")

    def test_the_error_page_agrees_with_the_table(self):
        header = 'X(101, kBad, "bad", 422, "坏", \\\n  "it is " \\\n  "bad") \\\n'
        self.refused(docs, {errors_page.SOURCE: header}, "does not agree", "--write-errors")
        page = errors_page.page_text(header)
        self.assertIn("| 101 | `bad` | 422 | 坏 | it is bad |", page)
        self.passes(docs, {errors_page.SOURCE: header, errors_page.PAGE: page,
                           "README.md": "# A\n\n[e](docs/reference/errors.md)\n"})

    def test_every_installed_package_is_explained(self):
        files = {"tools/steps.sh": "PACKAGES_BUILD=(cmake)\n", "README.md":
                 "# A\n\n[d](docs/reference/dependencies.md)\n",
                 "docs/reference/dependencies.md": "# Dependencies\n"}
        self.refused(docs, files, "the package cmake is installed but not explained")

    def test_dashboards_name_documented_metrics(self):
        files = {"README.md": "# A\n\n[m](docs/reference/metrics.md)\n",
                 "docs/reference/metrics.md": "# M\n\n| `tongchou_call_seconds` | histogram |\n"}
        self.passes(docs, {**files, "deploy/a.json": '"rate(tongchou_call_seconds_bucket[5m])"\n'})
        self.refused(docs, {**files, "deploy/a.json": '\n"tongchou_cal_seconds"\n'},
                     "deploy/a.json:2", "tongchou_cal_seconds is not documented")

    def test_stripping_keeps_lines(self):
        text = 'a /* 1\n2 */ "x//y" R"(\n{)" 1\'000 b // c\n'
        self.assertEqual(strip_cpp(text).count("\n"), text.count("\n"))
        self.assertNotIn("{", strip_cpp(text))
        self.assertIn("1'000 b", strip_cpp(text))


if __name__ == "__main__":
    unittest.main()
