//! One audience's stream of frames, with enough memory for clients that come back.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use serde::Serialize;
use tokio::sync::broadcast;

use crate::domain::Serial;
use crate::protocol::text_frame;

/// Frames a slow socket may fall behind before it gets a snapshot instead.
const BACKLOG_MAX: usize = 256;
/// Frames kept for clients that come back.
const RING_MAX: usize = 512;

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
    sender: broadcast::Sender<Frame>,
    ring: Mutex<Ring>,
}

#[derive(Default)]
struct Ring {
    frames: VecDeque<Frame>,
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
        Self { sender: broadcast::channel(BACKLOG_MAX).0, ring: Mutex::default() }
    }

    /// Frames from now on.
    ///
    /// Carries `seq`: a socket may hear a frame before or after the snapshot that contains it. So
    /// subscribe first, then read the snapshot, then drop frames that are not newer.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Frame> {
        self.sender.subscribe()
    }

    pub(super) fn send(&self, frame: Frame) {
        if frame.seq.is_some() {
            let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
            ring.frames.push_back(frame.clone());
            if ring.frames.len() > RING_MAX {
                ring.floor = ring.frames.pop_front().and_then(|oldest| oldest.seq);
            }
        }
        let _ = self.sender.send(frame); // nobody listening is fine
    }

    pub(super) fn restart(&self) {
        *self.ring.lock().unwrap_or_else(PoisonError::into_inner) = Ring::default();
        let _ = self.sender.send(Frame { seq: None, load: Load::Restart });
    }

    /// Frames newer than `seq`, or `None` when some of them are gone.
    pub(super) fn since(&self, seq: u64) -> Option<Vec<Frame>> {
        let ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        if ring.floor.is_some_and(|floor| floor > seq) {
            return None;
        }
        Some(ring.frames.iter().filter(|frame| frame.seq.is_some_and(|s| s > seq)).cloned().collect())
    }
}
