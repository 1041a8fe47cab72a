//! The two cookies of a staff device: one names the device, one the person who is signed in.

use axum::http::header::{COOKIE, HeaderMap, HeaderValue};

use super::app::App;
use crate::vault::{Device, Session, Token};
use domain::{By, Kind};

/// Cookie of the device, kept as long as browsers allow.
const DEVICE: &str = "__Host-hallbox-device";
/// Cookie of the person, good until they sign out or the vault ends the session.
const SESSION: &str = "__Host-hallbox-session";
/// 400 days, the most a browser grants.
const DEVICE_SECONDS: u32 = 400 * 24 * 60 * 60;
/// One day: no session lives longer.
const SESSION_SECONDS: u32 = 24 * 60 * 60;

/// The cookies of a request. They prove nothing until the vault has checked them.
#[derive(Clone, Debug, Default)]
pub(super) struct Credentials {
    device: Option<String>,
    session: Option<String>,
}

impl Credentials {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let cookie = |name| {
            headers
                .get_all(COOKIE)
                .iter()
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(';'))
                .filter_map(|pair| pair.trim().split_once('='))
                .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
        };
        Self { device: cookie(DEVICE), session: cookie(SESSION) }
    }

    /// The device, if it is enrolled and not suspended. `None` also when the vault fails.
    pub(super) async fn device(&self, app: &App) -> Option<Device> {
        let cookie = self.device.clone()?;
        app.with_vault(move |vault| vault.device_by_cookie(&cookie)).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a device could not be looked up");
            None
        })
    }

    /// The session, if a person is signed in. `None` also when the vault fails.
    pub(super) async fn session(&self, app: &App) -> Option<Session> {
        let (cookie, token) = (self.device.clone()?, self.session.clone()?);
        let age_ms = app.age_ms();
        let found = app.with_vault(move |vault| {
            let Some(device) = vault.device_by_cookie(&cookie)? else { return Ok(None) };
            vault.session(&token, &device.id, age_ms)
        });
        found.await.unwrap_or_else(|error| {
            tracing::error!(%error, "a session could not be looked up");
            None
        })
    }

    /// Token of the session, to end it.
    pub(super) fn token(&self) -> Option<String> {
        self.session.clone()
    }
}

/// Author of what is done in a session.
pub(super) fn author(session: &Session) -> By {
    By {
        kind: Kind::Staff,
        staff: Some(session.staff.clone()),
        device: Some(session.device.clone()),
        desk: Some(session.desk.clone()),
    }
}

/// `Set-Cookie` that enrols a device.
pub(super) fn device_cookie(token: &Token) -> HeaderValue {
    cookie(DEVICE, token.as_str(), DEVICE_SECONDS)
}

/// `Set-Cookie` that signs a person in.
pub(super) fn session_cookie(token: &Token) -> HeaderValue {
    cookie(SESSION, token.as_str(), SESSION_SECONDS)
}

/// `Set-Cookie` that signs the person out.
pub(super) fn no_session_cookie() -> HeaderValue {
    cookie(SESSION, "", 0)
}

fn cookie(name: &str, value: &str, seconds: u32) -> HeaderValue {
    let text = format!("{name}={value}; Path=/; Max-Age={seconds}; Secure; HttpOnly; SameSite=Strict");
    HeaderValue::try_from(text).expect("tokens are base64url")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_found_among_others_and_only_by_their_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "a=b; x__Host-hallbox-device=no; __Host-hallbox-device=d".parse().unwrap());
        headers.append(COOKIE, "__Host-hallbox-session=s".parse().unwrap());
        let credentials = Credentials::of(&headers);
        assert_eq!((credentials.device.as_deref(), credentials.session.as_deref()), (Some("d"), Some("s")));
        assert!(Credentials::of(&HeaderMap::new()).device.is_none());
    }

    #[test]
    fn no_script_and_no_other_site_gets_a_cookie() {
        let header = no_session_cookie();
        let text = header.to_str().unwrap();
        for part in ["__Host-", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/", "Max-Age=0"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(!text.contains("Domain"));
    }
}
