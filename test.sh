#!/usr/bin/env bash
# Runs every check of the project, on a new Debian machine with Rust too. Installs what is missing with apt.
#
#   ./test.sh           everything
#   ./test.sh --fast    without the browser tests of e2e/ (for while you work)
#
# Uses the network for apt, crates.io and npm only.
set -euo pipefail
cd "$(dirname "$0")"

fast=false
[ "${1:-}" = --fast ] && fast=true

# Databases of the tests live in memory where there are gigabytes of it: a disk that syncs makes thousands of them wait.
if [ -z "${TMPDIR:-}" ] && [ "$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 4000000 ] 2>/dev/null; then
    export TMPDIR=/dev/shm
fi
work=$(mktemp -d)
pg_bin=
mariadb=
summary=()
current=

as_postgres() { # PostgreSQL does not run as root
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

finish() {
    local code=$?
    [ -n "$pg_bin" ] && as_postgres "$pg_bin/pg_ctl" --pgdata="$work/data" --mode=immediate stop >/dev/null 2>&1 || true
    [ -n "$mariadb" ] && kill "$mariadb" 2>/dev/null && wait "$mariadb" 2>/dev/null || true
    rm -rf "$work"
    [ -n "$current" ] && summary+=("        failed   $current")
    printf '\n%s\n' "Times:"
    for line in "${summary[@]}"; do printf '  %s\n' "$line"; done
    if [ "$code" = 0 ]; then printf 'All checks passed in %ss.\n' "$SECONDS"; else printf 'FAILED after %ss.\n' "$SECONDS"; fi
    exit "$code"
}
trap finish EXIT

step() { # step NAME COMMAND...: the first that fails ends the script
    local start=$SECONDS
    current=$1
    shift
    printf '\n==> %s: %s\n' "$current" "$*"
    "$@"
    summary+=("$(printf '%5ss  ok       %s' "$((SECONDS - start))" "$current")")
    current=
}

install_missing() {
    local wanted=()
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
    command -v mariadbd >/dev/null || wanted+=(mariadb-server)
    command -v pdftotext >/dev/null || wanted+=(poppler-utils)
    command -v tesseract >/dev/null || wanted+=(tesseract-ocr)
    compgen -G '/usr/share/tesseract-ocr/*/tessdata/nld.traineddata' >/dev/null || wanted+=(tesseract-ocr-nld)
    compgen -G '/usr/share/fonts/truetype/dejavu/*.ttf' >/dev/null || wanted+=(fonts-dejavu-core)
    command -v cc >/dev/null || wanted+=(build-essential)
    command -v chromium >/dev/null || wanted+=(chromium)
    if ! $fast && [ -f e2e/package.json ]; then
        command -v node >/dev/null || wanted+=(nodejs)
        command -v npm >/dev/null || wanted+=(npm)
    fi
    [ ${#wanted[@]} = 0 ] && { echo "nothing is missing"; return; }
    local root=()
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { echo "missing: ${wanted[*]}; install them as root and run this again"; return 1; }
        root=(sudo)
    fi
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
}

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    for _ in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 20000))
        port_is_free "$port" && break
    done
    echo "$port"
}

start_postgres() { # a server of our own: empty, unprotected, on this machine only, gone afterwards
    pg_bin=$(dirname "$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1)")
    chmod 755 "$work"
    mkdir "$work/data" "$work/socket"
    [ "$(id -u)" = 0 ] && chown postgres "$work/data" "$work/socket"
    as_postgres "$pg_bin/initdb" --pgdata="$work/data" --username=postgres --auth=trust --encoding=UTF8 \
        --locale=C --no-sync >/dev/null
    local port
    port=$(free_port)
    as_postgres "$pg_bin/pg_ctl" --pgdata="$work/data" --wait --silent --log="$work/data/log" --options="\
        -p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/socket \
        -c fsync=off -c full_page_writes=off -c max_connections=300" start
    export GESTAND_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres"
    export GESTAND_REQUIRE_POSTGRES=1
    echo "PostgreSQL $(cat "$work/data/PG_VERSION") on port $port"
}

start_mariadb() { # the same for MariaDB, which may run as root
    local port user
    port=$(free_port)
    user=$(id -un)
    mariadb-install-db --no-defaults --user="$user" --datadir="$work/mariadb" --skip-test-db \
        --auth-root-authentication-method=normal >"$work/mariadb.log" 2>&1
    mariadbd --no-defaults --user="$user" --datadir="$work/mariadb" --socket="$work/mariadb.sock" --port="$port" \
        --bind-address=127.0.0.1 --skip-name-resolve --innodb-flush-log-at-trx-commit=0 >>"$work/mariadb.log" 2>&1 &
    mariadb=$!
    for _ in $(seq 60); do
        mariadb-admin --no-defaults --socket="$work/mariadb.sock" --user=root ping >/dev/null 2>&1 && break
        sleep 0.5
    done
    mariadb-admin --no-defaults --socket="$work/mariadb.sock" --user=root ping >/dev/null || { cat "$work/mariadb.log"; return 1; }
    export GESTAND_TEST_MYSQL="mysql://root@127.0.0.1:$port/mysql"
    export GESTAND_REQUIRE_MYSQL=1
    echo "$(mariadbd --version) on port $port"
}

browser_tests() {
    export GESTAND_BIN=$PWD/target/debug/gestand
    if [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then # Debian 12 has 18
        npm install --silent --no-audit --no-fund --prefix "$work" node@22
        export PATH=$work/node_modules/.bin:$PATH
    fi
    (cd e2e && npm ci --no-audit --no-fund && npm test)
}

documentation() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet; }

export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
# What only helps the next build takes gigabytes; a machine that runs this once should not need them.
export CARGO_INCREMENTAL=${CARGO_INCREMENTAL:-0}
unset CARGO_TARGET_DIR

step "install what is missing" install_missing
GESTAND_CHROMIUM=$(command -v chromium)
export GESTAND_CHROMIUM GESTAND_REQUIRE_CHROMIUM=1
step "start PostgreSQL" start_postgres
step "start MariaDB" start_mariadb
step "formatting" cargo fmt --all --check
step "rules of the house" cargo xtask tidy
# Clippy and the documentation share their artifacts; so do the tests and the program for the browser.
step "lints" cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
step "documentation" documentation
step "tests" cargo test --workspace --locked
step "program for the browser" cargo build --workspace --bins --locked
if $fast; then
    summary+=("        skipped  browser tests (--fast)")
elif [ -f e2e/package.json ]; then
    step "browser tests" browser_tests
else
    summary+=("        skipped  browser tests: there is no e2e/package.json")
fi
