//! One audience's stream of frames, with a bounded memory for slow sockets and for clients that come back.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::{RecvError, TryRecvError};

use domain::Serial;
use protocol::text_frame;

/// Frames a slow socket may fall behind before it gets a snapshot instead.
const BACKLOG_MAX: usize = 256;
/// Frames kept for clients that come back.
const RING_MAX: usize = 512;
/// Bytes kept for slow sockets, and as many for clients that come back. Balls are small, wins of a sold-out night
/// are not: one sleeping phone must not hold hundreds of them in memory.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// One message, framed once for every socket it goes to.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Seq of the newest entry it contains; `None` for messages that are in no ledger.
    pub seq: Option<u64>,
    /// What it carries.
    pub load: Load,
}

/// What a frame carries.
#[derive(Clone, Debug)]
pub enum Load {
    /// The RFC 6455 frame, ready to be written.
    Wire(Bytes),
    /// This card changed: sockets whose wallet holds it read it anew from the views.
    Card(Serial),
    /// Everything changed: send a snapshot.
    Restart,
}

/// A stream of frames.
pub struct Channel {
    /// Weak: a frame that waits for a slow socket lives only as long as it is in the backlog.
    sender: broadcast::Sender<Weak<Frame>>,
    backlog: Mutex<Kept>,
    ring: Mutex<Ring>,
}

/// Frames from now on, for one socket.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<Weak<Frame>>);

/// The newest frames, as many as fit.
#[derive(Default)]
struct Kept {
    frames: VecDeque<Arc<Frame>>,
    bytes: usize,
}

#[derive(Default)]
struct Ring {
    kept: Kept,
    /// Newest seq that was dropped from the ring: resuming from before it needs a snapshot.
    floor: Option<u64>,
}

impl Frame {
    pub(super) fn durable(seq: u64, message: &impl Serialize) -> Self {
        Self { seq: Some(seq), load: Load::Wire(text_frame(&encode(message))) }
    }

    pub(super) fn for_card(seq: u64, serial: Serial) -> Self {
        Self { seq: Some(seq), load: Load::Card(serial) }
    }

    fn bytes(&self) -> usize {
        match &self.load {
            Load::Wire(wire) => wire.len(),
            Load::Card(_) | Load::Restart => 0,
        }
    }

    pub(super) fn passing(message: &impl Serialize) -> Self {
        Self { seq: None, load: Load::Wire(text_frame(&encode(message))) }
    }
}

/// Encodes a wire type.
///
/// # Panics
/// Never: wire types have string keys only.
pub(super) fn encode(message: &impl Serialize) -> Bytes {
    serde_json::to_vec(message).expect("wire types always encode").into()
}

impl Channel {
    pub(super) fn new() -> Self {
        Self { sender: broadcast::channel(BACKLOG_MAX).0, backlog: Mutex::default(), ring: Mutex::default() }
    }

    /// Frames from now on. Subscribe first, then read the snapshot, then drop frames whose `seq` is not newer: a
    /// frame may arrive before or after the snapshot that contains it.
    #[must_use]
    pub fn subscribe(&self) -> Listener {
        Listener(self.sender.subscribe())
    }

    pub(super) fn send(&self, frame: Frame) {
        let frame = Arc::new(frame);
        if frame.seq.is_some() {
            let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(dropped) = ring.kept.push(Arc::clone(&frame), RING_MAX) {
                ring.floor = Some(dropped);
            }
        }
        let mut backlog = self.backlog.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = Arc::downgrade(&frame);
        backlog.push(frame, BACKLOG_MAX);
        let _ = self.sender.send(waiting); // an audience without sockets is fine
    }

    pub(super) fn restart(&self) {
        *self.ring.lock().unwrap_or_else(PoisonError::into_inner) = Ring::default();
        self.send(Frame { seq: None, load: Load::Restart });
    }

    /// Frames newer than `seq`, or `None` when some of them are gone.
    pub(super) fn since(&self, seq: u64) -> Option<Vec<Frame>> {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        if ring.floor.is_some_and(|floor| floor > seq) {
            return None;
        }
        let newer = ring.kept.frames.iter().filter(|frame| frame.seq.is_some_and(|s| s > seq));
        Some(newer.map(|frame| Frame::clone(frame)).collect())
    }
}

impl Kept {
    /// Adds a frame and drops the oldest beyond the limits, but never the new one; returns the newest seq dropped.
    fn push(&mut self, frame: Arc<Frame>, frames_max: usize) -> Option<u64> {
        self.bytes += frame.bytes();
        self.frames.push_back(frame);
        let mut dropped = None;
        while self.frames.len() > frames_max || (self.bytes > BYTES_MAX && self.frames.len() > 1) {
            let Some(oldest) = self.frames.pop_front() else { break };
            self.bytes -= oldest.bytes();
            dropped = oldest.seq.or(dropped);
        }
        dropped
    }
}

impl Listener {
    /// The next frame.
    ///
    /// # Errors
    /// [`RecvError::Lagged`] when frames were dropped: send a snapshot instead.
    pub async fn recv(&mut self) -> Result<Frame, RecvError> {
        self.0.recv().await.and_then(|frame| alive(&frame).ok_or(RecvError::Lagged(1)))
    }

    /// The next frame, if one waits.
    ///
    /// # Errors
    /// As [`Self::recv`], or [`TryRecvError::Empty`].
    pub fn try_recv(&mut self) -> Result<Frame, TryRecvError> {
        self.0.try_recv().and_then(|frame| alive(&frame).ok_or(TryRecvError::Lagged(1)))
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn alive(frame: &Weak<Frame>) -> Option<Frame> {
    frame.upgrade().map(|frame| Frame::clone(&frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn large(seq: u64) -> Frame {
        Frame { seq: Some(seq), load: Load::Wire(vec![0; BYTES_MAX / 4].into()) }
    }

    #[test]
    fn who_is_slow_holds_no_more_than_so_many_bytes_and_is_told_that_it_missed_some() {
        let channel = Channel::new();
        let (mut slow, mut quick) = (channel.subscribe(), channel.subscribe());
        for seq in 0..20 {
            channel.send(large(seq));
            assert_eq!(quick.try_recv().unwrap().seq, Some(seq));
        }
        assert!(channel.backlog.lock().unwrap().bytes <= BYTES_MAX);
        assert!(matches!(slow.try_recv(), Err(TryRecvError::Lagged(_))));
        let kept = std::iter::from_fn(|| match slow.try_recv() {
            Err(TryRecvError::Empty) => None,
            other => Some(other.ok().and_then(|frame| frame.seq)),
        });
        assert_eq!(kept.flatten().collect::<Vec<_>>(), [16, 17, 18, 19]);
    }

    #[test]
    fn who_comes_back_gets_what_is_kept_or_a_snapshot() {
        let channel = Channel::new();
        (0..20).for_each(|seq| channel.send(large(seq)));
        assert!(channel.since(14).is_none(), "15 is gone");
        let seqs = |frames: Vec<Frame>| frames.iter().filter_map(|frame| frame.seq).collect::<Vec<_>>();
        assert_eq!(channel.since(15).map(seqs), Some(vec![16, 17, 18, 19]));
        assert!(channel.ring.lock().unwrap().kept.bytes <= BYTES_MAX);
    }

    #[test]
    fn a_frame_larger_than_all_that_is_kept_still_reaches_whoever_listens() {
        let channel = Channel::new();
        let mut quick = channel.subscribe();
        channel.send(Frame { seq: Some(7), load: Load::Wire(vec![0; 2 * BYTES_MAX].into()) });
        assert_eq!(quick.try_recv().unwrap().seq, Some(7));
    }
}
