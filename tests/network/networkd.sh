# Has the real systemd-networkd read a folder of files and say what it does not understand.
# Usage: unshare --user --map-root-user --net --mount bash networkd.sh FOLDER
set -eu
mount --make-rprivate /
mount -t tmpfs none /run
# It gives up root for a user that a namespace with one user does not have.
printf 'root:x:0:0::/:/bin/sh\nsystemd-network:x:0:0::/:/bin/sh\n' >/run/passwd
mount --bind /run/passwd /etc/passwd
mkdir -p /run/systemd/network
cp "$1"/* /run/systemd/network/
ip link set lo up
export SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info
/usr/lib/systemd/systemd-networkd >/run/said 2>&1 &
for _ in $(seq 100); do
  grep -q "Enumeration completed" /run/said && break
  sleep 0.1
done
kill %1
wait || true
cat /run/said
