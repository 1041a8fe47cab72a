//! A configuration profile as Apple's devices install it: one named root, and nothing else.

use std::fmt::Write as _;

use data_encoding::{BASE64, HEXUPPER};
use sha2::{Digest as _, Sha256};

/// Length of a line of Base64, as in Apple's own profiles.
const LINE: usize = 64;

/// The profile. It depends on nothing but its arguments: a device that loads it again replaces the first one.
pub(super) fn mobileconfig(venue: &str, box_id: &str, authority: &str, der: &[u8]) -> String {
    let base64 = BASE64.encode(der);
    let mut data = String::new();
    for line in base64.as_bytes().chunks(LINE) {
        let _ = writeln!(data, "\t\t\t{}", std::str::from_utf8(line).expect("Base64 is ASCII"));
    }
    let (venue, box_id, authority) = (escaped(venue), escaped(box_id), escaped(authority));
    let (root, whole) = (uuid(b"root", der), uuid(b"profile", der));
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
	<key>PayloadContent</key>
	<array>
		<dict>
			<key>PayloadCertificateFileName</key>
			<string>hallbox.cer</string>
			<key>PayloadContent</key>
			<data>
{data}			</data>
			<key>PayloadDescription</key>
			<string>The authority of this bingo box.</string>
			<key>PayloadDisplayName</key>
			<string>{authority}</string>
			<key>PayloadIdentifier</key>
			<string>org.hallbox.{box_id}.trust.root</string>
			<key>PayloadType</key>
			<string>com.apple.security.root</string>
			<key>PayloadUUID</key>
			<string>{root}</string>
			<key>PayloadVersion</key>
			<integer>1</integer>
		</dict>
	</array>
	<key>PayloadDescription</key>
	<string>Lets this device trust the bingo box of {venue}.</string>
	<key>PayloadDisplayName</key>
	<string>{venue}: bingo</string>
	<key>PayloadIdentifier</key>
	<string>org.hallbox.{box_id}.trust</string>
	<key>PayloadOrganization</key>
	<string>{venue}</string>
	<key>PayloadRemovalDisallowed</key>
	<false/>
	<key>PayloadType</key>
	<string>Configuration</string>
	<key>PayloadUUID</key>
	<string>{whole}</string>
	<key>PayloadVersion</key>
	<integer>1</integer>
</dict>
</plist>
"#
    )
}

/// A UUID that follows from the certificate (version 8: custom).
fn uuid(what: &[u8], der: &[u8]) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Sha256::new().chain_update(what).chain_update(der).finalize()[..16]);
    bytes[6] = 0x80 | bytes[6] & 0x0f;
    bytes[8] = 0x80 | bytes[8] & 0x3f;
    let hex = HEXUPPER.encode(&bytes);
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
