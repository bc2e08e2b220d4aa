# shellcheck shell=bash disable=SC2034
# A throw-away PostgreSQL 15 on the loopback, for tests and measurements. Sourced, not executed,
# after steps.sh. The server refuses to run as root; as root we become Debian's user `postgres`.

PG_BIN=/usr/lib/postgresql/15/bin
PG_DATABASE=''  # the address of the server that runs, for libpq
PG_PORT=''
PG_FOLDER=''

pg_run() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    print(probe.getsockname()[1])'
}

# pg_start FOLDER [SETTING=VALUE...]: makes a cluster in FOLDER (whose parents others may enter) and
# starts it. Everybody on this machine may connect: it holds nothing but made-up data.
pg_start() {
    local setting settings=()
    PG_FOLDER="$1"
    shift
    for setting in "$@"; do settings+=(-c "$setting"); done
    PG_PORT="$(free_port)"
    if [ "$(id -u)" -eq 0 ]; then
        install -d -o postgres -g postgres -m 700 "$PG_FOLDER"
    else
        install -d -m 700 "$PG_FOLDER"
    fi
    pg_run "$PG_BIN/initdb" -D "$PG_FOLDER" -U postgres -E UTF8 --no-locale --auth=trust \
        --no-instructions || return 1
    settings+=(-c listen_addresses=127.0.0.1 -c "unix_socket_directories=''")
    pg_run "$PG_BIN/pg_ctl" -D "$PG_FOLDER" -w -l "$PG_FOLDER/log" \
        -o "-p $PG_PORT ${settings[*]}" start || return 1
    PG_DATABASE="postgresql://postgres@127.0.0.1:$PG_PORT/postgres"
}

# pg_stop FOLDER: ends the server of FOLDER, if one runs there.
pg_stop() {
    if [ -f "$1/postmaster.pid" ]; then
        pg_run "$PG_BIN/pg_ctl" -D "$1" -m immediate -w stop >/dev/null 2>&1 || true
    fi
}
