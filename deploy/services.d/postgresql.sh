# shellcheck shell=bash disable=SC2034,SC2154
# PostgreSQL with the role and the database `headwaters`; the role may create databases, as the tests do.
# Durability is switched off: this is not a place to keep anything. Sourced by deploy/services.
postgresql_variable=DATABASE_URL
postgresql_url=postgres://headwaters:headwaters@127.0.0.1:$HEADWATERS_POSTGRESQL_PORT/headwaters
postgresql_signal=INT # closes connections and stops

postgresql_bin() { # folder of the newest installed server's programs
    local found
    while read -r found; do
        [[ -x $found/initdb && -x $found/postgres ]] && printf '%s' "$found" && return
    done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV)
    found=$(command -v initdb) && dirname "$(readlink -f "$found")"
}
postgresql_home=$(postgresql_bin) || postgresql_home=
postgresql_data() { # one per major version, which cannot read each other's files
    local version && version=$("$postgresql_home/postgres" --version) && [[ $version =~ \ ([0-9]+) ]]
    printf '%s' "$dir/postgresql/data-${BASH_REMATCH[1]}"
}
postgresql_pidfile=${postgresql_home:+$(postgresql_data)/postmaster.pid}

postgresql_healthy() {
    local psql && if psql=$(command -v "${postgresql_home:-/usr/bin}/psql" || command -v psql); then
        PGCONNECT_TIMEOUT=3 "$psql" -Xqt -c 'select 1' "$postgresql_url" >/dev/null 2>&1
    else # no client: does it answer a request for SSL?
        [[ $(talk "$HEADWATERS_POSTGRESQL_PORT" '\0\0\0\10\4\322\26\57' 1) == [NS] ]]
    fi
}

postgresql_packages() { [[ $postgresql_home ]] || echo postgresql; }

postgresql_start() {
    postgresql_home=$(postgresql_bin) || fail "no server programs found (Debian: apt-get install postgresql)"
    local data log=$dir/postgresql/server.log
    data=$(postgresql_data)
    if ! as_user test -s "$data/PG_VERSION"; then
        as_user rm -rf "$data"
        as_user "$postgresql_home/initdb" -D "$data" -U postgres --auth-local=trust --auth-host=scram-sha-256 \
            --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$dir/postgresql.init.log" 2>&1 ||
            fail "initdb: $(tail -n 3 "$dir/postgresql.init.log")"
    fi
    as_user rm -f "$log"
    as_user "$postgresql_home/pg_ctl" -D "$data" -l "$log" -w -t 60 start -o "-p $HEADWATERS_POSTGRESQL_PORT \
        -k '$dir/postgresql' -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off \
        -c full_page_writes=off -c timezone=UTC" >/dev/null 2>&1 || fail "$(tail -n 3 "$log" 2>&1)"
    postgresql_admin "do \$\$ begin create role headwaters login createdb password 'headwaters';
        exception when duplicate_object then null; end \$\$" || fail "the role could not be made"
    [[ $(postgresql_admin "select 1 from pg_database where datname = 'headwaters'") ]] ||
        postgresql_admin 'create database headwaters owner headwaters' || fail "the database could not be made"
}

postgresql_admin() { # runs one statement as the server's owner
    as_user "$postgresql_home/psql" -Xqt -v ON_ERROR_STOP=1 -h "$dir/postgresql" -p "$HEADWATERS_POSTGRESQL_PORT" \
        -U postgres -d postgres -c "$1"
}
