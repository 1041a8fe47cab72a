//! From the internet to the data partition: only under TLS, only as long as what comes is signed, and from where
//! it stopped when the link was lost.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Incoming;
use hyper::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderName, IF_RANGE, LOCATION, RANGE, USER_AGENT};
use hyper::{Request, Response, StatusCode, Uri};

use super::Problem;
use super::bundle::Head;
use super::keys::TrustedKeys;
use super::stick::{Found, accept, room};
use crate::https::Https;

/// Where a download grows.
const PART: &str = "download.part";
/// Whose it is: address and the server's name for this very content.
const ABOUT: &str = "download.txt";
/// Times a server may send us elsewhere.
const REDIRECTS_MAX: usize = 5;
/// A link that brings nothing for so long is lost.
const PATIENCE: Duration = Duration::from_mins(1);

/// Downloads the update at `url` into `keep` and checks all of it. Called again after a lost link it goes on where
/// it stopped.
///
/// # Errors
/// [`Problem`]; what came so far stays unless it was wrong.
pub async fn fetch(
    https: &Https,
    url: &str,
    keep: &Path,
    keys: &TrustedKeys,
    suits: impl Fn(&Head) -> Result<(), Problem>,
) -> Result<Found, Problem> {
    let mut part = Part::open(keep, url)?;
    let response = part.ask(https, url).await?;
    let outcome = part.grow(response, keys, suits).await;
    // What is not signed, or not for us, is not kept; what is only not all there is.
    match outcome {
        Ok(()) => {}
        Err(lost @ Problem::Download(_)) => return Err(lost),
        Err(problem) => {
            part.forget();
            return Err(problem);
        }
    }
    let accepted = accept(&part.path, keep, keys);
    part.forget();
    accepted
}

/// A download on its way.
struct Part {
    file: File,
    path: PathBuf,
    about: PathBuf,
    /// What the server calls this content; without it nobody can tell whether the rest belongs to it.
    tag: Option<String>,
    bytes: u64,
}

impl Part {
    fn open(keep: &Path, url: &str) -> Result<Self, Problem> {
        let (path, about) = (keep.join(PART), keep.join(ABOUT));
        let known = fs::read_to_string(&about).unwrap_or_default();
        let tag =
            known.split_once('\n').filter(|(from, _)| *from == url).map(|(_, tag)| tag.trim().to_owned());
        let tag = tag.filter(|tag| !tag.is_empty());
        let failed = Problem::at(&path);
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(tag.is_none())
            .open(&path)
            .map_err(&failed)?;
        let bytes = file.seek(io::SeekFrom::End(0)).map_err(failed)?;
        Ok(Self { file, path, about, tag, bytes })
    }

    fn forget(&self) {
        // They may have been renamed, or never written.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(&self.about);
    }

    /// Asks for what is missing, wherever the server sends us.
    async fn ask(&mut self, https: &Https, url: &str) -> Result<Response<Incoming>, Problem> {
        let lost = |why: String| Problem::Download(why);
        let mut uri: Uri = url.parse().map_err(|_| lost(format!("{url} is no address")))?;
        for _ in 0..REDIRECTS_MAX {
            let agent = concat!("hallbox/", env!("CARGO_PKG_VERSION"));
            let mut request = Request::get(uri.clone()).header(USER_AGENT, agent);
            if let Some(tag) = self.tag.as_ref().filter(|_| self.bytes > 0) {
                request = request.header(RANGE, format!("bytes={}-", self.bytes)).header(IF_RANGE, tag);
            }
            let request = request.body(Empty::<Bytes>::new()).map_err(|error| lost(error.to_string()))?;
            let response = tokio::time::timeout(PATIENCE, https.open(request)).await;
            let response = response.map_err(|_| lost(format!("{uri} does not answer")))?;
            let response = response.map_err(|error| lost(error.to_string()))?;
            if !response.status().is_redirection() {
                self.begin(&response, url)?;
                return Ok(response);
            }
            uri = elsewhere(&uri, header(response.headers(), &LOCATION))
                .ok_or_else(|| lost(format!("{uri} sends us nowhere")))?;
        }
        Err(lost(format!("{url} sends us in circles")))
    }

    /// Gets ready for what the server is about to send.
    fn begin(&mut self, response: &Response<Incoming>, url: &str) -> Result<(), Problem> {
        let lost = |why: String| Err(Problem::Download(why));
        match response.status() {
            StatusCode::PARTIAL_CONTENT => {
                let from = header(response.headers(), &CONTENT_RANGE);
                if !from.starts_with(&format!("bytes {}-", self.bytes)) {
                    self.forget();
                    return lost(format!("{url} sent another piece than was asked for: try again"));
                }
            }
            StatusCode::OK => {
                self.bytes = 0;
                self.tag = Some(header(response.headers(), &ETAG).to_owned())
                    // A weak tag promises nothing about bytes.
                    .filter(|tag| tag.starts_with('"'));
                let failed = Problem::at(&self.path);
                self.file.set_len(0).and_then(|()| self.file.rewind()).map_err(failed)?;
                let about = format!("{url}\n{}\n", self.tag.as_deref().unwrap_or_default());
                fs::write(&self.about, about).map_err(Problem::at(&self.about))?;
            }
            StatusCode::RANGE_NOT_SATISFIABLE => {
                self.forget();
                return lost(format!("{url} has become shorter: try again"));
            }
            other => return lost(format!("{url} answers {other}")),
        }
        Ok(())
    }

    /// Takes what comes until all of it is there.
    async fn grow(
        &mut self,
        response: Response<Incoming>,
        keys: &TrustedKeys,
        suits: impl Fn(&Head) -> Result<(), Problem>,
    ) -> Result<(), Problem> {
        let failed = Problem::at(&self.path);
        let mut total = self.known(keys, &suits)?;
        let mut body = response.into_body();
        loop {
            let frame = tokio::time::timeout(PATIENCE, body.frame()).await;
            let frame =
                frame.map_err(|_| Problem::Download("the link brings nothing any more".to_owned()))?;
            let Some(frame) = frame else { break };
            let frame = frame.map_err(|error| Problem::Download(format!("the link was lost: {error}")))?;
            let Some(data) = frame.data_ref() else { continue };
            let more = u64::try_from(data.len()).unwrap_or(u64::MAX);
            if let Some(should) = total.filter(|total| self.bytes + more > *total) {
                return Err(Problem::Incomplete { is: self.bytes + more, should });
            }
            self.file.write_all(data).map_err(&failed)?;
            self.bytes += more;
            if total.is_none() {
                total = self.known(keys, &suits)?;
            }
        }
        self.file.sync_all().map_err(failed)?;
        match total {
            Some(total) if total == self.bytes => Ok(()),
            _ => Err(Problem::Download(format!("the link was lost after {} bytes", self.bytes))),
        }
    }

    /// Bytes of the whole file, once its head is there: from then on nothing comes that is not signed for.
    fn known(
        &self,
        keys: &TrustedKeys,
        suits: impl Fn(&Head) -> Result<(), Problem>,
    ) -> Result<Option<u64>, Problem> {
        match Head::read(File::open(&self.path).map_err(Problem::at(&self.path))?, keys) {
            Ok(head) => {
                suits(&head)?;
                let keep = self.path.parent().expect("it lies in a folder");
                room(keep, head.total().saturating_sub(self.bytes))?;
                Ok(Some(head.total()))
            }
            Err(Problem::Incomplete { .. }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Where a server sends us; [`Https`] sees to it that it is under TLS there.
fn elsewhere(from: &Uri, location: &str) -> Option<Uri> {
    if location.starts_with('/') && !location.starts_with("//") {
        let parts = from.clone().into_parts();
        return format!("{}://{}{location}", parts.scheme?, parts.authority?).parse().ok();
    }
    location.parse().ok().filter(|uri: &Uri| uri.host().is_some())
}
