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
if [ ${#wanted[@]} -gt 0 ] || ! have_icu; then
    as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    if command -v apt-get >/dev/null && "${as_root[@]}" true 2>/dev/null; then
        "${as_root[@]}" apt-get update -qq || echo "The package lists could not be renewed; trying with those of before."
        have_icu || wanted+=("$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -n 1)")
        echo "Installing ${wanted[*]}"
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >"$work/apt" 2>&1 || tail -n 5 "$work/apt"
    else
        echo "Not installed here, and there is no right to install it: ${wanted[*]}"
    fi
fi
have_browser || cannot "chromium is missing: the browser tests and pictures need it"
have_postgres || cannot "postgresql is missing: the tests run on SQLite only"
have_mail_host || cannot "exim4-daemon-light is missing: no mail is sent to a real mail host"
have_font NotoSansCJK || cannot "fonts-noto-cjk is missing: Chinese and Korean show as boxes in the browser tests"
have_pdftotext || cannot "poppler-utils is missing: the text of PDF files is not read in the tests"
if ! command -v dotnet >/dev/null; then
    bad "the .NET 10 SDK is missing: install it, then run ./test.sh again"
    end
fi

say "Build"
if dotnet build Concord.slnx -c $configuration -v q 2>&1 | tee "$work/build" | grep -E 'error|warning' | sort -u | head -n 50; [ "${PIPESTATUS[0]}" -ne 0 ]; then
    bad "the build; see above"
    end
fi
good "the build, its analyzers and its lock files"

say "Format"
if dotnet format whitespace Concord.slnx --no-restore --verify-no-changes >"$work/format" 2>&1; then
    good "the format"
else
    tail -n 20 "$work/format"
    bad "the format: 'dotnet format whitespace Concord.slnx' puts it right"
fi

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

# The browser's tests take as long as all others together, and neither half keeps two processors busy: they run beside each other.
browser=tests/Concord.Browser/Concord.Browser.csproj
run "$browser" &
for project in tests/*/*.csproj; do
    grep -q 'Include="xunit.v3"' "$project" || continue
    [ "$project" != "$browser" ] || continue
    run "$project"
    tell "$(basename "$project" .csproj)"
done

# The pages are all there now, and the browser may need its time yet.
say "html-validate"
if ! have_npm; then
    cannot "npm is missing: the pages are checked by the HTML5 parser only"
elif [ ! -d "$CONCORD_PAGES" ]; then
    bad "no page was saved for html-validate"
else
    tools="${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/concord-tests/html-validate"
    mkdir -p "$tools" && cp tests/html-validate/* "$tools/"
    if ! npm ci --prefix "$tools" --no-audit --no-fund --loglevel=error >"$work/npm" 2>&1; then
        tail -n 5 "$work/npm"
        cannot "html-validate could not be fetched by npm"
    elif [ -z "$(find "$CONCORD_PAGES" -name '*.html' -print -quit)" ]; then
        bad "no page was saved for html-validate"
    elif find "$CONCORD_PAGES" -name '*.html' -print0 | NODE_OPTIONS=--max-semi-space-size=64 xargs -0 -r -n 1000 -P "$(nproc)" "$tools/node_modules/.bin/html-validate" --config "$tools/htmlvalidate.json" --formatter text --max-warnings 0 >"$work/html" 2>&1; then
        good "$(find "$CONCORD_PAGES" -name '*.html' | wc -l) pages by html-validate"
    else
        sed -E "s|$CONCORD_PAGES/||" "$work/html" | sed -E 's/^[^ ]+ //' | sed -E 's/:[0-9]+:[0-9]+//' | sort | uniq -c | sort -rn | head -n 15
        sed -E "s|$CONCORD_PAGES/||" "$work/html" | head -n 20
        bad "html-validate"
    fi
fi

wait
tell "$(basename "$browser" .csproj)"
end
