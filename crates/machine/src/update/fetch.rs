//! Downloads an update to the data partition, only under TLS. A download without a valid signature stops at its head. A
//! lost connection is continued where it stopped.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Incoming;
use hyper::header::{CONTENT_RANGE, ETAG, HeaderMap, HeaderName, IF_RANGE, LOCATION, RANGE, USER_AGENT};
use hyper::{Request, Response, StatusCode, Uri};

use super::UpdateProblem;
use super::bundle::Head;
use super::keys::TrustedKeys;
use super::stick::{Found, accept, check_room};
use crate::files;
use crate::https::Https;

/// The unfinished download.
const PART: &str = "download.part";
/// Its address, and the server's entity tag of the content.
const ABOUT: &str = "download.txt";
/// Redirects that are followed.
const REDIRECTS_MAX: usize = 5;
/// A connection without data for this long is lost.
const PATIENCE: Duration = Duration::from_mins(1);

/// Downloads the update at `url` into the folder `keep`, and checks all of it. After a lost connection the next call
/// continues where this one stopped.
///
/// # Errors
/// [`UpdateProblem`]. After [`UpdateProblem::Download`] the bytes so far stay, after others they are removed.
pub async fn fetch(
    https: &Https,
    url: &str,
    keep: &Path,
    keys: &TrustedKeys,
    suits: impl Fn(&Head) -> Result<(), UpdateProblem>,
) -> Result<Found, UpdateProblem> {
    let mut part = Part::open(keep, url)?;
    let response = part.ask(https, url).await?;
    let outcome = part.receive(response, keys, suits).await;
    match outcome {
        Ok(()) => {}
        Err(lost @ UpdateProblem::Download(_)) => return Err(lost),
        Err(problem) => {
            part.forget();
            return Err(problem);
        }
    }
    let accepted = accept(&part.path, keep, keys);
    part.forget();
    accepted
}

/// An unfinished download.
struct Part {
    file: File,
    path: PathBuf,
    about: PathBuf,
    /// The server's entity tag. Without it the rest of a file might be of another content.
    tag: Option<String>,
    bytes: u64,
}

impl Part {
    fn open(keep: &Path, url: &str) -> Result<Self, UpdateProblem> {
        let (path, about) = (keep.join(PART), keep.join(ABOUT));
        let known = fs::read_to_string(&about).unwrap_or_default();
        let tag =
            known.split_once('\n').filter(|(from, _)| *from == url).map(|(_, tag)| tag.trim().to_owned());
        let tag = tag.filter(|tag| !tag.is_empty());
        let failed = UpdateProblem::at(&path);
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
        // Either may have been renamed, or never written.
        let _ = fs::remove_file(&self.path);
        let _ = fs::remove_file(&self.about);
    }

    /// Requests the missing bytes, and follows redirects.
    async fn ask(&mut self, https: &Https, url: &str) -> Result<Response<Incoming>, UpdateProblem> {
        let lost = |why: String| UpdateProblem::Download(why);
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
            uri = redirect(&uri, header(response.headers(), &LOCATION))
                .ok_or_else(|| lost(format!("{uri} sends us nowhere")))?;
        }
        Err(lost(format!("{url} sends us in circles")))
    }

    /// Prepares the file for what the server sends: all of the content, or the missing bytes.
    fn begin(&mut self, response: &Response<Incoming>, url: &str) -> Result<(), UpdateProblem> {
        let lost = |why: String| Err(UpdateProblem::Download(why));
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
                    // A weak tag does not promise equal bytes.
                    .filter(|tag| tag.starts_with('"'));
                let failed = UpdateProblem::at(&self.path);
                // The old bytes must be gone before the tag of the new content is durable.
                let emptied = self.file.set_len(0).and_then(|()| self.file.rewind());
                emptied.and_then(|()| self.file.sync_all()).map_err(failed)?;
                let about = format!("{url}\n{}\n", self.tag.as_deref().unwrap_or_default());
                files::replace(&self.about, about.as_bytes(), 0o600)
                    .map_err(UpdateProblem::at(&self.about))?;
            }
            StatusCode::RANGE_NOT_SATISFIABLE => {
                self.forget();
                return lost(format!("{url} has become shorter: try again"));
            }
            other => return lost(format!("{url} answers {other}")),
        }
        Ok(())
    }

    /// Appends what the server sends.
    async fn receive(
        &mut self,
        response: Response<Incoming>,
        keys: &TrustedKeys,
        suits: impl Fn(&Head) -> Result<(), UpdateProblem>,
    ) -> Result<(), UpdateProblem> {
        let failed = UpdateProblem::at(&self.path);
        let mut total = self.total(keys, &suits)?;
        let mut body = response.into_body();
        loop {
            let frame = tokio::time::timeout(PATIENCE, body.frame()).await;
            let frame =
                frame.map_err(|_| UpdateProblem::Download("the link brings nothing any more".to_owned()))?;
            let Some(frame) = frame else { break };
            let frame =
                frame.map_err(|error| UpdateProblem::Download(format!("the link was lost: {error}")))?;
            let Some(data) = frame.data_ref() else { continue };
            let more = u64::try_from(data.len()).unwrap_or(u64::MAX);
            if let Some(should) = total.filter(|total| self.bytes + more > *total) {
                return Err(UpdateProblem::Incomplete { is: self.bytes + more, should });
            }
            self.file.write_all(data).map_err(&failed)?;
            self.bytes += more;
            if total.is_none() {
                total = self.total(keys, &suits)?;
            }
        }
        self.file.sync_all().map_err(failed)?;
        match total {
            Some(total) if total == self.bytes => Ok(()),
            _ => Err(UpdateProblem::Download(format!("the link was lost after {} bytes", self.bytes))),
        }
    }

    /// Length of the whole file, bytes, once its head is complete and its signature is valid.
    fn total(
        &self,
        keys: &TrustedKeys,
        suits: impl Fn(&Head) -> Result<(), UpdateProblem>,
    ) -> Result<Option<u64>, UpdateProblem> {
        match Head::read(File::open(&self.path).map_err(UpdateProblem::at(&self.path))?, keys) {
            Ok(head) => {
                suits(&head)?;
                let keep = self.path.parent().expect("it lies in a folder");
                check_room(keep, head.total().saturating_sub(self.bytes))?;
                Ok(Some(head.total()))
            }
            Err(UpdateProblem::Incomplete { .. }) => Ok(None),
            Err(problem) => Err(problem),
        }
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &HeaderName) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The address of a redirect. [`Https`] refuses one without TLS.
fn redirect(from: &Uri, location: &str) -> Option<Uri> {
    if location.starts_with('/') && !location.starts_with("//") {
        let parts = from.clone().into_parts();
        return format!("{}://{}{location}", parts.scheme?, parts.authority?).parse().ok();
    }
    location.parse().ok().filter(|uri: &Uri| uri.host().is_some())
}
