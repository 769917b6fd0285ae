#!/usr/bin/env bash
# Proves the house: installs what the tests need where it may, builds once, runs everything, and ends with "N passed, N failed".
# With CI=true nothing is skipped: what is missing is a failure.
set -u -o pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Every page of compiled code in memory twice, once to write and once to run, costs a tenth of all time where most code is compiled and run a few times.
export DOTNET_EnableWriteXorExecute=0
# Measured: what is called less often than this is not worth compiling again.
export DOTNET_TC_CallCountThreshold=200
configuration=Release
passed=0 failed=0 skipped=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }
good() { passed=$((passed + 1)); echo "passed: $*"; }
bad() { failed=$((failed + 1)); echo "FAILED: $*"; }
# What cannot be done here: reported, and in CI a failure.
cannot() { if [ "${CI:-}" = true ]; then bad "$*"; else skipped=$((skipped + 1)); echo "skipped: $*"; fi; }
end() {
    echo
    if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
    [ "$failed" -eq 0 ]
    exit
}

say "Tools"
have_browser() { command -v chromium >/dev/null; }
have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_mail_host() { [ -x /usr/sbin/exim4 ]; }
have_font() { fc-list 2>/dev/null | grep "$1" >/dev/null; } # not grep -q: with pipefail its early end would count as a fault
have_npm() { command -v npm >/dev/null; }
have_pdftotext() { command -v pdftotext >/dev/null; }
have_jq() { [ -x /usr/bin/jq ] && [ -x /usr/bin/curl ]; }
# A plain user's PATH has not the folder of ldconfig in Debian.
have_icu() { PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null | grep libicuuc >/dev/null; }
wanted=()
have_browser || wanted+=(chromium)
have_postgres || wanted+=(postgresql)
have_mail_host || wanted+=(exim4-daemon-light)
have_font NotoSans-Regular || wanted+=(fonts-noto-core)
have_font NotoSansCJK || wanted+=(fonts-noto-cjk)
have_font . || wanted+=(fontconfig)
have_npm || wanted+=(npm)
have_pdftotext || wanted+=(poppler-utils)
have_jq || wanted+=(jq curl)
install() {
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
        "${as_root[@]}" apt-get update -qq || echo "The package lists could not be renewed; trying with those of before."
        have_icu || wanted+=("$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)")
        echo "Installing ${wanted[*]}"
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >"$work/apt" 2>&1 || tail -n 5 "$work/apt"
    else
        echo "Not installed here, and there is no right to install it: ${wanted[*]}"
    fi
}
if ! have_icu; then
    # No .NET program starts without it.
    install
    wanted=()
fi
if ! command -v dotnet >/dev/null; then
    bad "the .NET 10 SDK is missing: install it, then run ./test.sh again"
    end
fi
# The build needs nothing of it, and leaves the network and half of a processor alone.
if [ ${#wanted[@]} -gt 0 ]; then
    install </dev/null &
    installing=$!
fi

say "Build"
dotnet build Concord.slnx -c $configuration -v q >"$work/build" 2>&1
built=$?
[ -z "${installing:-}" ] || wait "$installing"
if [ "$built" -ne 0 ]; then
    grep -E 'error|warning' "$work/build" | sort -u | head -n 50
    bad "the build; see above"
    end
fi
good "the build, its analyzers and its lock files"
have_browser || cannot "chromium is missing: the browser tests and pictures need it"
have_postgres || cannot "postgresql is missing: the tests run on SQLite only"
have_mail_host || cannot "exim4-daemon-light is missing: no mail is sent to a real mail host"
have_font NotoSansCJK || cannot "fonts-noto-cjk is missing: Chinese and Korean show as boxes in the browser tests"
have_pdftotext || cannot "poppler-utils is missing: the text of PDF files is not read in the tests"
have_jq || cannot "jq or curl is missing: the examples of the guide for partners are not run"

export CONCORD_PAGES="$work/pages"
# Runs the tests of one project, four at once, for many wait for a process or a mail host; what they print and how they end is kept under the project's name.
run() {
    local name assembly
    name=$(basename "$1" .csproj)
    assembly=$(find "$(dirname "$1")/bin/$configuration" -maxdepth 2 \( -name "$name.dll" -o -name "Concord.$name.dll" \) | head -n 1)
    dotnet "$assembly" -noColor -maxThreads 4 -longRunning 60 >"$work/$name.out" 2>&1
    echo $? >"$work/$name.status"
}
# What a project's tests printed, and its numbers added to ours.
tell() {
    local name=$1 status counts total errors fails skips unrun
    say "$name"
    grep -v -E '^ *(Discover|Start|Finish)(ing|ed):|^ *$|^\{"EventId"' "$work/$name.out"
    status=$(cat "$work/$name.status")
    # "Total: 4, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 5.161s"
    counts=$(grep -E 'Total: [0-9]+, ' "$work/$name.out" | tail -n 1 | sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4 \5/')
    if [ -z "$counts" ]; then
        bad "$name ended (exit code $status) without saying what it ran"
        return
    fi
    read -r total errors fails skips unrun <<<"$counts"
    passed=$((passed + total - fails - skips - unrun))
    failed=$((failed + fails + errors))
    skipped=$((skipped + skips))
    [ "$status" -eq 0 ] || [ "$((fails + errors))" -gt 0 ] || bad "$name ended with exit code $status"
    [ "$total" -gt 0 ] || bad "$name ran no test"
    if [ "${CI:-}" = true ] && [ "$skips" -gt 0 ]; then bad "$name skipped $skips: in CI nothing is skipped"; fi
}

# What runs beside the tests, in the time that they leave, writes its verdict down: the name of a function above, and what it is told.
verdict() { printf '%s %s\n' "$1" "$2" >>"$work/$3.verdict"; }
hear() {
    local kind what
    say "$1"
    cat "$work/$1.out" 2>/dev/null
    [ -e "$work/$1.verdict" ] || bad "$1 ended without a verdict"
    [ ! -e "$work/$1.verdict" ] || while read -r kind what; do "$kind" "$what"; done <"$work/$1.verdict"
}
format() {
    if nice -n 10 dotnet format whitespace Concord.slnx --no-restore --verify-no-changes >"$work/format" 2>&1; then
        verdict good "the format" Format
    else
        tail -n 20 "$work/format" >"$work/Format.out"
        verdict bad "the format: 'dotnet format whitespace Concord.slnx' puts it right" Format
    fi
}
# The pages that the walk through the site has saved, as soon as they are all there.
html() {
    local tools="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/concord-tests/html-validate"
    if ! have_npm; then
        verdict cannot "npm is missing: the pages are checked by the HTML5 parser only" html-validate
        return
    fi
    mkdir -p "$tools" && cp tests/html-validate/* "$tools/"
    if ! npm ci --prefix "$tools" --no-audit --no-fund --loglevel=error >"$work/npm" 2>&1; then
        tail -n 5 "$work/npm" >"$work/html-validate.out"
        verdict cannot "html-validate could not be fetched by npm" html-validate
        return
    fi
    until [ -e "$CONCORD_PAGES/all-there" ] || [ -e "$work/Concord.Tests.status" ]; do sleep 1; done
    if [ -z "$(find "$CONCORD_PAGES" -name '*.html' -print -quit 2>/dev/null)" ]; then
        verdict bad "no page was saved for html-validate" html-validate
    elif find "$CONCORD_PAGES" -name '*.html' -print0 | NODE_OPTIONS=--max-semi-space-size=64 nice -n 10 xargs -0 -r -n 500 -P "$(nproc)" "$tools/node_modules/.bin/html-validate" --config "$tools/htmlvalidate.json" --formatter text --max-warnings 0 >"$work/html" 2>&1; then
        verdict good "$(find "$CONCORD_PAGES" -name '*.html' | wc -l) pages by html-validate" html-validate
    else
        {
            sed -E "s|$CONCORD_PAGES/||" "$work/html" | sed -E 's/^[^ ]+ //' | sed -E 's/:[0-9]+:[0-9]+//' | sort | uniq -c | sort -rn | head -n 15
            sed -E "s|$CONCORD_PAGES/||" "$work/html" | head -n 20
        } >"$work/html-validate.out"
        verdict bad "html-validate" html-validate
    fi
}

# The browser's tests take as long as all others together, and neither half keeps two processors busy: they run beside each other.
browser=tests/Concord.Browser/Concord.Browser.csproj
run "$browser" &
html &
format &
for project in tests/*/*.csproj; do
    grep -q 'Include="xunit.v3"' "$project" || continue
    [ "$project" != "$browser" ] || continue
    run "$project"
    tell "$(basename "$project" .csproj)"
done
wait
tell "$(basename "$browser" .csproj)"
hear html-validate
hear Format
end
