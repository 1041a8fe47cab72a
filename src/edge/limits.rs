//! Limits of the edge: each has a name, a unit and a reason.

use std::time::Duration;

/// The default is what a Raspberry Pi 4 carries with room to spare.
#[derive(Clone, Debug)]
pub struct EdgeLimits {
    /// Connections the kernel completes before we accept them: after a power cut all phones come back at
    /// once, and one that overflows waits for retransmits of 1, 2 and 4 seconds.
    pub listen_queue_max: u32,
    /// Sockets open at once on both listeners: at 16 KiB each, 128 MiB of memory.
    pub sockets_max: usize,
    /// Sockets open at once from one address: a phone needs about eight.
    pub sockets_per_address_max: usize,
    /// Sockets open at once from an address that many phones share: half of all, so that the other half stays for those
    /// who come another way.
    pub sockets_per_shared_address_max: usize,
    /// Whether phones may share an address: behind a router, as the settings say. The phones of an IPv6 network always
    /// do, because each picks addresses of its /64 as it likes.
    pub addresses_are_shared: bool,
    /// Connections at once that are only told that there is none left.
    pub turned_away_max: usize,
    /// Whether loopback is counted per address and has a pace; load drivers, tests and the box's own screen use it.
    pub count_loopback: bool,
    /// Sockets of `sockets_max` that only addresses get at which staff signed in: guests, or an attacker
    /// with many addresses, cannot lock staff out.
    pub staff_sockets_reserved: usize,
    /// Handshakes that agree on keys at once: their CPU time must not delay a ball.
    pub handshake_workers: usize,
    /// Handshakes that wait for their client; one more evicts the handshake that has waited longest. More
    /// than the phones of the largest hall, which come back at once, and fewer than `sockets_max`.
    pub handshakes_pending_max: usize,
    /// Whole handshake: a phone on the box's Wi-Fi is never slower.
    pub handshake_timeout_ms: u64,
    /// Header of a request, from the moment it may be sent: a trickle of bytes holds a socket no longer.
    pub header_timeout_ms: u64,
    /// Whole header: four times the cookies and a long user agent. hyper requires at least 8,192.
    pub header_bytes_max: usize,
    /// Body of a request: the largest is a list of keys.
    pub body_bytes_max: usize,
    /// Body of a request, from header to last byte.
    pub body_timeout_ms: u64,
    /// One HTTP connection that was not upgraded: the slowest print file fits.
    pub connection_timeout_ms: u64,
    /// One WebSocket message from a client: 24 keys and a checkpoint fit.
    pub message_bytes_max: usize,
    /// One WebSocket message from staff: a programme fits. Staff devices are few and enrolled.
    pub staff_message_bytes_max: usize,
    /// A bundle that is read back: the largest one that is verified.
    pub bundle_bytes_max: usize,
    /// Time for it to come over a slow Wi-Fi.
    pub bundle_timeout_ms: u64,
    /// First message after an upgrade.
    pub hello_timeout_ms: u64,
    /// A socket that takes not one byte for this long has lost its phone.
    pub write_timeout_ms: u64,
    /// Bytes put into one write: one TLS record.
    pub write_bytes_max: usize,
    /// Between two heartbeats: phones show "offline" when three are missing.
    pub beat_ms: u64,
    /// Between two pings to one socket: keeps Wi-Fi gateways and browsers from closing it.
    pub ping_ms: u64,
    /// A socket that sent nothing for this long is closed: two pings went unanswered.
    pub silence_ms: u64,
    /// Cards in one wallet: a table of eight with three each.
    pub wallet_max: usize,
    /// Claims of a phone without a wait, and as many hellos: a family's cards, or a page loaded anew.
    pub guest_burst: u32,
    /// One more of each every so often.
    pub guest_refill_ms: u64,
    /// Requests of one person on one device without a wait, on all its sockets: an outbox filled while offline.
    pub staff_burst: u32,
    /// One more every so often: a person does not scan faster.
    pub staff_refill_ms: u64,
    /// Requests in a row that had to wait, before staff are told: what an outbox holds after an hour without Wi-Fi is
    /// through by then.
    pub staff_flood: u32,
    /// Tries to claim the box at once from one address: a person mistypes.
    pub claims_per_address_burst: u32,
    /// One more every so often.
    pub claims_per_address_refill_ms: u64,
    /// Tries to claim the box at once, from all addresses together.
    pub claims_burst: u32,
    /// One more every so often: a thousand a second find a code of 40 bits in one of 38,000 nights.
    pub claims_refill_ms: u64,
    /// Sign-ins on one device at once: each right one is an entry in the ledger.
    pub sign_ins_burst: u32,
    /// One more every so often: people take turns at a desk.
    pub sign_ins_refill_ms: u64,
    /// PIN hashes computed at once: each takes 19 MiB and a core.
    pub pin_hashes_max: usize,
    /// Requests that wait for a forecast, a print file or a bundle, of each kind: a screen asks for one at a time.
    pub slow_work_waiting_max: usize,
    /// Checkpoints the hall checks at once: most of its queue stays for commands.
    pub receipt_checks_max: usize,
    /// How long open sockets have to close when the box stops.
    pub stop_ms: u64,
    /// Clients come back at a random moment within this time after a planned stop.
    pub back_after_ms: u32,
}

impl Default for EdgeLimits {
    fn default() -> Self {
        Self {
            listen_queue_max: 4_096,
            sockets_max: 8_192,
            sockets_per_address_max: 32,
            sockets_per_shared_address_max: 4_096,
            addresses_are_shared: false,
            turned_away_max: 16,
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
            bundle_bytes_max: 64 << 20,
            bundle_timeout_ms: 240_000,
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
            staff_flood: 300,
            claims_per_address_burst: 20,
            claims_per_address_refill_ms: 1_000,
            claims_burst: 1_000,
            claims_refill_ms: 1,
            sign_ins_burst: 20,
            sign_ins_refill_ms: 10_000,
            pin_hashes_max: 2,
            slow_work_waiting_max: 8,
            receipt_checks_max: 8,
            stop_ms: 3_000,
            back_after_ms: 2_000,
        }
    }
}

pub(super) fn ms(limit: u64) -> Duration {
    Duration::from_millis(limit)
}
