# shellcheck shell=bash disable=SC2034
# Shared by run, test and bench: numbered steps with a heartbeat, missing packages, Node, builds.
# Sourced, not executed. The caller sets STEP_TOTAL and is run with `set -euo pipefail`.
# Every message is bilingual: Chinese first, English after the dot.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
LOG_DIR="$ROOT/build/log"
STEP_NOW=0
STEP_TOTAL="${STEP_TOTAL:-1}"
JOBS="$(nproc 2>/dev/null || echo 2)"

# What each purpose needs from Debian 12. docs/reference/dependencies.md says why; tidy compares.
PACKAGES_BUILD=(g++ cmake ninja-build pkg-config ca-certificates libboost1.81-dev
    libboost-json1.81-dev libboost-system1.81-dev libsqlite3-dev libpq-dev libyaml-cpp-dev
    libcli11-dev libspdlog-dev libfmt-dev libssl-dev libsodium-dev libpango1.0-dev
    fonts-wqy-microhei fonts-hanazono libgtest-dev libgmock-dev libbenchmark-dev)
PACKAGES_TEST=(git python3 clang-format clang-14 libclang-rt-14-dev lld-14 llvm-14 chromium
    fonts-noto-cjk nginx-light openssl postgresql-15 poppler-utils faketime)
PACKAGES_BENCH=(python3 python3-numpy postgresql-15 faketime)

say() { printf '%s\n' "$*"; }
fail() {
    printf '\n错误 · error: %s\n' "$*" >&2
    exit 1
}

# step TITLE...: opens the next numbered step.
step() {
    STEP_NOW=$((STEP_NOW + 1))
    printf '[%d/%d] %s\n' "$STEP_NOW" "$STEP_TOTAL" "$*"
}

# working NAME COMMAND...: runs a long command with its output in build/log/NAME.log, prints a
# heartbeat every ten seconds and the elapsed seconds at the end. On failure it shows the tail of
# the log and returns the command's status.
working() {
    local name="$1"
    shift
    mkdir -p "$LOG_DIR"
    local log="$LOG_DIR/$name.log" started=$SECONDS status=0 pid last
    "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            sleep 0.5
            kill -0 "$pid" 2>/dev/null || break 2
        done
        last="$(tail -c 400 "$log" | tr '\r' '\n' | grep -v '^[[:space:]]*$' | tail -n 1)" || true
        printf '      … %ds  %s\n' "$((SECONDS - started))" "${last:0:88}"
    done
    wait "$pid" || status=$?
    if [ "$status" -ne 0 ]; then
        printf '      失败 · failed after %ds; the end of %s:\n' "$((SECONDS - started))" "$log" >&2
        tail -n 30 "$log" | sed 's/^/      | /' >&2
    else
        printf '      完成 · done, %ds\n' "$((SECONDS - started))"
    fi
    return "$status"
}

# as_root COMMAND...: apt needs root; says so when we are not.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo -n "$@"
    else
        echo "root rights are needed for: $*" >&2
        return 1
    fi
}

# missing_packages NAME...: prints those that dpkg does not hold as installed.
missing_packages() {
    local installed
    installed=" $(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 2>/dev/null |
        sed -n 's/^ii  *//p' | tr '\n' ' ') "
    local name
    for name in "$@"; do
        case "$installed" in *" $name "*) ;; *) printf '%s\n' "$name" ;; esac
    done
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@"
}

# need_packages NAME...: installs what is missing, touching the network only then.
need_packages() {
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if [ "${#missing[@]}" -eq 0 ]; then
        say "      已齐备 · nothing missing"
        return 0
    fi
    command -v apt-get >/dev/null 2>&1 ||
        fail "没有 apt-get，请用 Debian 12 · this needs Debian 12 with apt-get for: ${missing[*]}"
    say "      安装 · installing: ${missing[*]}"
    if ! working apt-update as_root apt-get update -o DPkg::Lock::Timeout=300; then
        say "      软件源未能刷新，按现有列表继续 · could not refresh the lists, going on"
    fi
    working apt-install apt_install "${missing[@]}" ||
        fail "软件包安装失败 · apt could not install: ${missing[*]}
  1. 检查网络与软件源 · check the network and /etc/apt/sources.list (bookworm main, also updates)
  2. 以 root 运行 · run as root: apt-get update && apt-get install -y ${missing[*]}
  3. 再运行一次 · start this command again"
}

# node_is_new: the front-end build asks for Node.js 20.19 or newer, and npm beside it.
node_is_new() {
    local version major minor
    version="$(node --version 2>/dev/null)" || return 1
    IFS=. read -r major minor _ <<<"${version#v}"
    { [ "$major" -gt 20 ] || { [ "$major" -eq 20 ] && [ "$minor" -ge 19 ]; }; } &&
        command -v npm >/dev/null 2>&1
}

# need_node: Debian's own Node.js where it is new enough, else the `node` package from npm in
# .cache/node, used through PATH only by us.
need_node() {
    local home="$ROOT/.cache/node"
    if [ -x "$home/node_modules/.bin/node" ]; then
        PATH="$home/node_modules/.bin:$home/bin:$PATH"
    fi
    if ! node_is_new; then install_node "$home"; fi
    node_is_new ||
        fail "Node.js 20 仍不可用 · still no Node.js 20 in $home; remove that folder and try again"
    say "      Node.js $(node --version)"
}

install_node() {
    local home="$1"
    command -v npm >/dev/null 2>&1 || need_packages nodejs npm
    say "      Node.js 太旧，从 npm 取 node 20 · Debian's Node.js is too old, taking node 20 from npm"
    mkdir -p "$home/bin"
    if ! working node-install npm install --prefix "$home" --no-audit --no-fund node@20 npm@10; then
        # Without an npm of its own, Debian's npm runs on the new Node.js with Debian's modules.
        working node-install npm install --prefix "$home" --no-audit --no-fund node@20 ||
            fail "未能安装 Node.js 20 · npm could not install node; check the network, then try again"
        printf '#!/bin/sh\nNODE_PATH=/usr/share/nodejs exec node "%s" "$@"\n' \
            "$(readlink -f /usr/bin/npm)" >"$home/bin/npm"
        chmod +x "$home/bin/npm"
    fi
    PATH="$home/node_modules/.bin:$home/bin:$PATH"
}

# build_cpp PRESET TARGET...: configures once and builds; a second call with nothing changed is
# quick. CMake's own dependency check notices changed lists of sources.
build_cpp() {
    local preset="$1"
    shift
    if [ ! -f "$ROOT/build/$preset/build.ninja" ]; then
        working "configure-$preset" cmake -S "$ROOT" --preset "$preset" || return 1
    fi
    working "build-$preset" cmake --build "$ROOT/build/$preset" -j "$JOBS" --target "$@"
}

# web_stamp FILE...: one digest over names and contents of the front end's inputs.
web_stamp() {
    (cd "$ROOT" && find web api -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' \
        -not -path 'web/coverage/*' -not -name api-types.ts -print0 |
        LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}

# install_web: npm ci, skipped while the lock file is the one installed last.
install_web() {
    local stamp="$ROOT/web/node_modules/.tongchou-lock" lock
    lock="$(sha256sum "$ROOT/web/package-lock.json" | cut -d' ' -f1) $(node --version)"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$lock" ]; then return 0; fi
    working npm-ci npm --prefix "$ROOT/web" ci --no-audit --no-fund --loglevel=error || return 1
    printf '%s\n' "$lock" >"$stamp"
}

# build_web: web/dist, skipped while no source changed since the last build.
build_web() {
    local stamp="$ROOT/web/dist/.tongchou-stamp" now
    now="$(web_stamp)"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
        say "      前端未变 · front end unchanged"
        return 0
    fi
    install_web || return 1
    working web-build npm --prefix "$ROOT/web" run build || return 1
    printf '%s\n' "$now" >"$stamp"
}

# port_taken PORT: true when something answers on the loopback.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
