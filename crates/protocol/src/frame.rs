//! The one place that frames a text for many sockets (RFC 6455 §5.2, server to client: unmasked).

use bytes::{BufMut, Bytes, BytesMut};

/// Frames one text message. The bytes are shared by every socket they go to.
///
/// # Panics
/// Never on a 64-bit machine: a length always fits 64 bits.
#[must_use]
pub fn text_frame(text: &[u8]) -> Bytes {
    let mut frame = BytesMut::with_capacity(text.len() + 10);
    frame.put_u8(0x81);
    match text.len() {
        len @ 0..=125 => frame.put_u8(u8::try_from(len).expect("at most 125")),
        len @ 126..=0xFFFF => {
            frame.put_u8(126);
            frame.put_u16(u16::try_from(len).expect("at most 65,535"));
        }
        len => {
            frame.put_u8(127);
            frame.put_u64(u64::try_from(len).expect("lengths fit 64 bits"));
        }
    }
    frame.put_slice(text);
    frame.freeze()
}
