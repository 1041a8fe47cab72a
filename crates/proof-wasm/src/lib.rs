//! The verifier for browsers.
//!
//! A page calls [`reserve`] with the length of the bundle, writes the bundle where that points, calls [`verify`], and
//! reads as many bytes of JSON as that returned from where [`answer`] points: `{"code":0,"words":"…"}`, the same as
//! `hallbox verify` gives. What the program imports belongs to the zip library's encryption and is never called: a page
//! gives functions that throw, as `tests/wasm/` does.

use std::cell::RefCell;
use std::io::Cursor;

use proof::{BundleVerdict, bundle, verdict};

thread_local! {
    static BUNDLE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a bundle of so many bytes; where to write it.
#[unsafe(no_mangle)]
pub extern "C" fn reserve(bytes: usize) -> *mut u8 {
    BUNDLE.with_borrow_mut(|bundle| {
        *bundle = vec![0; bytes];
        bundle.as_mut_ptr()
    })
}

/// Checks the bundle that was written; how long the answer is, in bytes.
#[unsafe(no_mangle)]
pub extern "C" fn verify() -> usize {
    let bytes = BUNDLE.take();
    let BundleVerdict { code, words } = match bundle::unpack(Cursor::new(bytes)) {
        Ok(bundle) => verdict(&bundle, None),
        Err(error) => BundleVerdict { code: 2, words: error.to_string() },
    };
    let answer = serde_json::json!({ "code": code, "words": words }).to_string().into_bytes();
    let length = answer.len();
    ANSWER.set(answer);
    length
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    ANSWER.with_borrow(Vec::as_ptr)
}
