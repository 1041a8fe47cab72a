# Runs the real systemd-networkd on a folder of files and prints its log, which names every line it does not understand.
# Usage: unshare --user --map-root-user --net --mount bash networkd.sh FOLDER
set -eu
mount --make-rprivate /
mount -t tmpfs none /run
# systemd-networkd drops root for the user systemd-network. A namespace with one user has only uid 0, so here both are uid 0.
printf 'root:x:0:0::/:/bin/sh\nsystemd-network:x:0:0::/:/bin/sh\n' >/run/passwd
mount --bind /run/passwd /etc/passwd
mkdir -p /run/systemd/network
cp "$1"/* /run/systemd/network/
ip link set lo up
export SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info
/usr/lib/systemd/systemd-networkd >/run/networkd.log 2>&1 &
for _ in $(seq 100); do
  grep -q "Enumeration completed" /run/networkd.log && break
  sleep 0.1
done
kill %1
wait || true
cat /run/networkd.log
