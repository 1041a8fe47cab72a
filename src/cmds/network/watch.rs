//! `hallbox network watch`: the loop around [`RadioWatch`].

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rustix::fs::OFlags;
use tracing::{debug, error, warn};

use machine::network::plan::NetworkPlan;
use machine::radio::hostapd;
use machine::radio::hostapd_config::CONTROL;
use machine::radio::joining::JoinWatch;
use machine::radio::repair::Repair;
use machine::radio::report::{RadioReport, WifiSeats};
use machine::radio::watch::{RadioSample, RadioWatch, says_halted};
use machine::settings::hotspot::Hotspot;

/// Between two looks.
const EACH: Duration = Duration::from_secs(5);

/// Looks after the radio until it is stopped, and leaves word of it for the box.
///
/// # Errors
/// When there is no radio to look after, or the kernel's log cannot be read.
pub(super) fn watch(plan: &NetworkPlan, word: &Path) -> anyhow::Result<()> {
    let hotspot = plan.hotspot.as_ref().context("the box makes no Wi-Fi of its own")?;
    let mut kernel = KernelLog::open().context("/dev/kmsg")?;
    let mut watch = RadioWatch::new(hotspot.chip().driver);
    let mut door = JoinWatch::default();
    let begun = Instant::now();
    for looks in 1.. {
        send_away(hotspot, &mut door, begun.elapsed().as_secs());
        let radios = hostapd::radios(hotspot, Path::new(CONTROL));
        let on_air = radios.first().is_some_and(|guests| guests.on_air == Some(true));
        let missing = !hostapd::has_radio(Path::new(hostapd::WIRELESS));
        let look = RadioSample { on_air, halted: kernel.new_lines().iter().any(|line| says_halted(line)) };
        // A radio that is not there cannot be repaired; it starts the Wi-Fi itself when it is plugged in.
        let cure = if missing { None } else { watch.observe(look, begun.elapsed().as_secs()) };
        let networks = radios.iter().enumerate().map(|(i, radio)| WifiSeats::of(radio, i > 0)).collect();
        let cured = watch.last_repair(begun.elapsed().as_secs());
        // The box knows less without it; the radio is looked after all the same.
        if let Err(error) = (RadioReport { looks, on_air, missing, networks, last_repair: cured }).write(word)
        {
            debug!(%error, "The box could not be told");
        }
        if let Some(cure) = cure {
            match cure {
                Repair::Restart => warn!(tried = watch.attempts(), "The Wi-Fi is silent: starting it anew"),
                Repair::Reload => {
                    error!(tried = watch.attempts(), "The radio has stopped: loading its firmware anew");
                }
            }
            for command in cure.commands() {
                // One that fails keeps nobody from the others: the next look tells.
                if let Err(error) = super::tell(command) {
                    warn!("{error:#}");
                }
            }
        }
        std::thread::sleep(EACH);
    }
    Ok(())
}

/// Frees the seats of phones that do not come in.
fn send_away(hotspot: &Hotspot, door: &mut JoinWatch, now_s: u64) {
    let control = Path::new(CONTROL);
    // When hostapd does not answer, nobody has a seat.
    let there = hostapd::joining(hotspot, control).unwrap_or_default();
    for mac in door.observe(there, now_s) {
        // The next look tells whether it helped.
        let _ = hostapd::deauthenticate(hotspot, control, &mac);
    }
}

/// What the kernel says from now on.
struct KernelLog(File);

impl KernelLog {
    fn open() -> std::io::Result<Self> {
        let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or(0);
        let mut log = OpenOptions::new().read(true).custom_flags(flags).open("/dev/kmsg")?;
        log.seek(SeekFrom::End(0))?;
        Ok(Self(log))
    }

    fn new_lines(&mut self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut record = [0; 8_192];
        loop {
            match self.0.read(&mut record) {
                Ok(0) => return lines,
                Ok(len) => lines.push(String::from_utf8_lossy(&record[..len]).into_owned()),
                // Older lines were overwritten before we read them: the next are there.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
                Err(_) => return lines,
            }
        }
    }
}
