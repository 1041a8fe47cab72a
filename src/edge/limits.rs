//! Limits of the edge: each has a name, a unit and a reason.

use std::time::Duration;

/// How the edge may be loaded. `Default` is what a Raspberry Pi 4 carries with room to spare.
#[derive(Clone, Debug)]
pub struct EdgeLimits {
    /// Connections the kernel completes before we accept them: everybody comes back at once after
    /// a power cut, and what overflows waits for retransmits of 1, 2 and 4 seconds.
    pub listen_queue_max: u32,
    /// Sockets open at once, both listeners together: 16 KiB each is 128 MiB of memory.
    pub sockets_max: usize,
    /// Sockets open at once from one address (IPv4 /32, IPv6 /64): a phone needs about eight.
    pub sockets_per_address_max: usize,
    /// Whether the machine itself is counted per address: its own screen, load drivers and tests run there.
    pub count_loopback: bool,
    /// Sockets that only a device may have at which staff are signed in, of all that there are: guests,
    /// or who pretends to be a thousand of them, cannot lock staff out.
    pub staff_sockets_reserved: usize,
    /// Handshakes that agree on keys at once: what they cost must not delay a ball.
    pub handshake_workers: usize,
    /// Handshakes that wait for the other side at once: a phone answers within a moment, so who waits
    /// longest makes room for who comes. More than the largest hall that comes back at once, and fewer
    /// than there are sockets.
    pub handshakes_pending_max: usize,
    /// A handshake that takes longer is no phone on our Wi-Fi.
    pub handshake_timeout_ms: u64,
    /// Header of a request, from its first chance to be sent: a trickle of bytes holds a socket no longer.
    pub header_timeout_ms: u64,
    /// Whole header: cookies and a long user agent fit four times. hyper wants at least 8,192.
    pub header_bytes_max: usize,
    /// Body of a request: the largest is a list of keys.
    pub body_bytes_max: usize,
    /// Body of a request, from header to last byte.
    pub body_timeout_ms: u64,
    /// One HTTP connection that was not upgraded: the slowest print file fits.
    pub connection_timeout_ms: u64,
    /// One WebSocket message from a client: 24 keys and a checkpoint fit.
    pub message_bytes_max: usize,
    /// One WebSocket message from staff: a programme fits. Staff are few, and known.
    pub staff_message_bytes_max: usize,
    /// First message after an upgrade.
    pub hello_timeout_ms: u64,
    /// A socket that takes not one byte for this long: the phone left and nobody noticed.
    pub write_timeout_ms: u64,
    /// Bytes put into one write: one TLS record.
    pub write_bytes_max: usize,
    /// Shared heartbeat: phones show "offline" when three are missing.
    pub beat_ms: u64,
    /// Between two pings to one socket: keeps Wi-Fi gateways and browsers awake.
    pub ping_ms: u64,
    /// Without a sign of life a socket is dropped: two pings went unanswered.
    pub silence_ms: u64,
    /// Cards in one wallet: a table of eight with three each.
    pub wallet_max: usize,
    /// Claims a guest may send in one go, and as many hellos: a family's cards, or a page turned.
    pub guest_burst: u32,
    /// A guest gets one of each back every so often.
    pub guest_refill_ms: u64,
    /// Requests a staff screen may send in one go: a queue written while offline.
    pub staff_burst: u32,
    /// A staff screen gets one request back every so often: nobody scans faster.
    pub staff_refill_ms: u64,
    /// PIN hashes computed at once: each takes 19 MiB and a core.
    pub pin_hashes_max: usize,
    /// Checkpoints of phones the hall looks at at once: most of its queue stays for commands.
    pub receipt_checks_max: usize,
    /// How long open sockets may say goodbye when the box stops.
    pub stop_ms: u64,
    /// Clients come back at a random moment within this long after a planned stop.
    pub back_after_ms: u32,
}

impl Default for EdgeLimits {
    fn default() -> Self {
        Self {
            listen_queue_max: 4_096,
            sockets_max: 8_192,
            sockets_per_address_max: 32,
            count_loopback: false,
            staff_sockets_reserved: 256,
            handshake_workers: 16,
            handshakes_pending_max: 6_144,
            handshake_timeout_ms: 10_000,
            header_timeout_ms: 5_000,
            header_bytes_max: 8_192,
            body_bytes_max: 64 * 1_024,
            body_timeout_ms: 10_000,
            connection_timeout_ms: 300_000,
            message_bytes_max: 4_096,
            staff_message_bytes_max: 64 * 1_024,
            hello_timeout_ms: 10_000,
            write_timeout_ms: 20_000,
            write_bytes_max: 16 * 1_024,
            beat_ms: 5_000,
            ping_ms: 25_000,
            silence_ms: 60_000,
            wallet_max: 24,
            guest_burst: 5,
            guest_refill_ms: 2_000,
            staff_burst: 40,
            staff_refill_ms: 100,
            pin_hashes_max: 2,
            receipt_checks_max: 8,
            stop_ms: 3_000,
            back_after_ms: 2_000,
        }
    }
}

/// A limit in milliseconds as tokio wants it.
pub(super) fn ms(limit: u64) -> Duration {
    Duration::from_millis(limit)
}
