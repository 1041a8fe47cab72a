//! The two repairs of a radio that does not transmit.

use serde::{Deserialize, Serialize};

/// A repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repair {
    /// Restart hostapd.
    Restart,
    /// Unload the driver and load it again, which loads the firmware; then restart hostapd.
    Reload,
}

/// The last repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastRepair {
    /// What was done.
    #[serde(rename = "cure")]
    pub repair: Repair,
    /// How long ago, seconds.
    pub ago_s: u64,
    /// Attempts since the network last transmitted; 0 once it has done so for a while.
    #[serde(rename = "tried")]
    pub attempts: u32,
    /// Number of the outage, counted from the start of the machine.
    pub number: u32,
}

impl Repair {
    /// The programs to run, one after the other.
    #[must_use]
    pub fn commands(self) -> &'static [&'static [&'static str]] {
        const HOSTAPD: &str = "hallbox-hostapd.service";
        match self {
            // It may have been started too often in vain: then it takes no start until that is forgotten.
            Self::Restart => &[&["systemctl", "reset-failed", HOSTAPD], &["systemctl", "restart", HOSTAPD]],
            Self::Reload => &[
                &["systemctl", "stop", HOSTAPD],
                // Newer kernels have a vendor module that depends on the driver.
                &["modprobe", "--quiet", "-r", "brcmfmac_wcc"],
                &["modprobe", "-r", "brcmfmac"],
                &["modprobe", "brcmfmac"],
                &["systemctl", "reset-failed", HOSTAPD],
                &["systemctl", "start", HOSTAPD],
            ],
        }
    }
}
