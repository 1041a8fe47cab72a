# What can be done here. `just ci` is everything that decides whether a change lands.

default:
    @just --list

# Everything
ci: fmt web clippy deny test doc web-check web-test budgets e2e vm-short
    @echo "All green."

# The three web apps, into web/dist
web:
    bash scripts/web

fmt:
    cargo fmt --all --check

clippy:
    cargo clippy --workspace --locked --all-targets -- -D warnings

# Licences, bans and sources; `just advisories` needs the internet
deny:
    cargo fetch --locked --quiet
    cargo deny --offline check bans licenses sources

advisories:
    cargo deny check advisories

# The verifier for browsers
wasm:
    cargo build --quiet --locked --release -p proof-wasm --target wasm32-unknown-unknown

# Rules, rooms, the box through real sockets
test: web wasm
    cargo nextest run --workspace --locked

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --workspace --locked --no-deps --quiet

# TypeScript of the protocol
types:
    cargo run --quiet -p protocol --example types > web/src/shared/protocol.gen.ts

web-check: web
    cd web && npm run --silent check

web-test: web
    cd web && npm run --silent test

# Bytes of the web apps and of the binary
budgets: web release
    cd web && npm run --silent budgets
    test "$(stat -c %s target/release/hallbox)" -le 25000000

release: web
    cargo build --release --locked

# A whole night in a real browser
e2e: release
    cd web && node --test --test-concurrency=3 ../tests/e2e/*.test.mjs

# Screenshots of every screen at five sizes, in tests/e2e/shots
shots: release
    cd web && SHOTS=1 node --test --test-concurrency=3 ../tests/e2e/*.test.mjs

# Pictures of every state of the fixtures; `just gallery --out after --compare before` names what looks different
gallery *options: web
    node web/scripts/gallery.mjs {{options}}

# A card for each of 25 scripts, printed or refused, as pictures in target/scripts to look at
print-scripts: release
    scripts/print-scripts

# Notices of what others wrote, into web/public
notices:
    bash scripts/notices

# Figures for docs/performance.md
bench: release
    cargo bench --bench matcher
    cargo bench --bench ledger
    cargo bench --bench forecast
    cargo bench --bench fanout

# Looks for weaknesses in the box's TLS
tls-scan: release
    bash scripts/install scan
    scripts/tls-scan

# What staff notice under attack
storm: release
    cargo bench --bench storm

# Counted forecasts against 200,000 games of each structure
agree:
    cargo nextest run --release --locked -p catalogue forecast::tests::agreement

# 200 kills at random moments
kill-test: release
    KILLS=200 cargo nextest run --locked --release -E 'test(killed_at_any_moment)' --no-capture

# The SD-card image of one architecture, into image/out: `just image arm64`
image arch="amd64" *options:
    bash scripts/install image
    image/build --arch {{arch}} {{options}}

# Whether `scripts/install image` is all a newcomer needs: runs it in a fresh Debian, then the image's own tools (needs root or user
# namespaces; 1.5 GB of disk and as much to download)
install-image-fresh suite="trixie":
    scripts/install-image-fresh {{suite}}

# The appliance on an emulated machine with virtual radios: a guest joins, plays, wins, and reaches nothing else (6 to 8 minutes)
vm-short: release
    bash scripts/install image
    LEVEL=3 image/build --arch amd64 --no-kiosk --binary target/release/hallbox --out target/vm/image
    tests/vm/tools target/vm/tools.ext4
    python3 tests/vm/run.py target/vm/image/hallbox-amd64.img --short

# The same with everything that goes wrong in a hall, on the whole image
vm: release
    bash scripts/install image
    image/build --arch amd64 --binary target/release/hallbox --out target/vm/image
    tests/vm/tools target/vm/tools.ext4
    python3 tests/vm/run.py target/vm/image/hallbox-amd64.img
    python3 tests/vm/screen.py target/vm/image/hallbox-amd64.img

# The emulated machine installs an update from a stick, goes back from one that does not start, and counts boots as a Raspberry Pi does
update-vm: release
    bash scripts/install image
    image/build --arch amd64 --no-kiosk --binary target/release/hallbox --out target/vm/plain
    python3 tests/vm/counting.py target/vm/plain/hallbox-amd64.img --parts target/vm/plain/parts
    python3 tests/vm/update.py target/vm/plain/hallbox-amd64.img --parts target/vm/plain/parts

# Power is cut POWER_CUTS times under load, for each cache mode of the disk; a run that was stopped goes on where it was
power-cut: release
    bash scripts/install image
    test -e target/vm/image/hallbox-amd64.img || image/build --arch amd64 --no-kiosk --binary target/release/hallbox --out target/vm/image
    python3 tests/vm/power.py target/vm/image/hallbox-amd64.img --mode writethrough --cuts "${POWER_CUTS:-100}"
    python3 tests/vm/power.py target/vm/image/hallbox-amd64.img --mode unsafe --cuts "${POWER_CUTS:-100}"
    python3 tests/vm/lost.py target/vm/image/hallbox-amd64.img --cuts "$((3 * ${POWER_CUTS:-100}))"
