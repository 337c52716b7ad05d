# shellcheck shell=bash disable=SC2034,SC2154
# Redis without persistence. Sourced by deploy/services.
redis_variable=REDIS_URL
redis_url=redis://127.0.0.1:$HEADWATERS_REDIS_PORT/0
redis_pidfile=$dir/redis/redis.pid
redis_signal=TERM

redis_healthy() { [[ $(talk "$HEADWATERS_REDIS_PORT" 'PING\r\n' 5) == +PONG ]]; }

redis_packages() { command -v redis-server >/dev/null || echo redis-server; }

redis_start() {
    command -v redis-server >/dev/null || fail "redis-server is not installed (Debian: apt-get install redis-server)"
    local log=$dir/redis/redis.log
    : >"$log" && if is_root; then chown "$account" "$log"; fi
    as_user redis-server --bind 127.0.0.1 --port "$HEADWATERS_REDIS_PORT" --dir "$dir/redis" --save '' \
        --appendonly no --daemonize yes --pidfile "$redis_pidfile" --logfile "$log" >/dev/null || true
    for _ in {1..100}; do
        redis_healthy && return
        sleep 0.1
    done
    fail "$(tail -n 2 "$log")"
}
