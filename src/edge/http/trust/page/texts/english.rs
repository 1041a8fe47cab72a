//! English texts of the page.

use super::{Guide, InstallStep, Texts};

pub(super) const ENGLISH: Texts = Texts {
    tag: "en",
    title: "Trust this box",
    lead: "only the devices of your staff need this, once each. Guests need nothing of it.",
    needless: "Phones and computers know this box already. You only need what follows where somebody uses \
        the box without its name, by its address.",
    load: "Load the certificate",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Install the profile",
            steps: &[
                InstallStep {
                    say: "Press the button above, in Safari. When it asks, tap:",
                    taps: &["Allow"],
                },
                InstallStep {
                    say: "Open the settings. Near the top it says:",
                    taps: &["Settings", "Profile Downloaded", "Install"],
                },
                InstallStep { say: "Type your passcode, then tap once more:", taps: &["Install"] },
            ],
        },
        Guide {
            title: "2. Switch on full trust",
            steps: &[
                InstallStep {
                    say: "Without this step the warning stays. Go to:",
                    taps: &["Settings", "General", "About", "Certificate Trust Settings"],
                },
                InstallStep { say: "Switch on <b>{authority}</b>, and tap:", taps: &["Continue"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            InstallStep { say: "Press the button above. If it asks, tap:", taps: &["Download anyway"] },
            InstallStep {
                say: "Go to the settings. The words differ a little; the search finds “CA certificate”:",
                taps: &[
                    "Settings",
                    "Security",
                    "Encryption &amp; credentials",
                    "Install a certificate",
                    "CA certificate",
                ],
            },
            InstallStep {
                say: "Android warns, as it does of every certificate it does not come with. Tap:",
                taps: &["Install anyway"],
            },
            InstallStep { say: "Choose the file you loaded:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                InstallStep {
                    say: "Open the file you loaded:",
                    taps: &["ca.crt", "Install Certificate…", "Local Machine"],
                },
                InstallStep {
                    say: "Choose where it goes:",
                    taps: &[
                        "Place all certificates in the following store",
                        "Trusted Root Certification Authorities",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[InstallStep {
                say: "Open the file you loaded; the keychain opens. Double-click <b>{authority}</b>:",
                taps: &["Trust", "Always Trust"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                InstallStep {
                    say: "In the settings of the browser search for “certificates”:",
                    taps: &["View Certificates", "Authorities", "Import…"],
                },
                InstallStep { say: "Tick that it may vouch for websites:", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Compare before you install",
    compare: "Your device shows this number under the certificate’s details. It is also in the staff app of \
        a device that is in already, under More → The box. If they differ, do not install it: ask the owner.",
    then: "Then open the staff app",
    remove: "What you installed lets this box vouch for itself, and it could vouch for other names too. \
        When the device leaves the team, remove it again where you installed it.",
    tls_title: "Staff work over HTTPS",
    tls: "PINs and prizes do not travel in the clear. Go to:",
    tls_warns: "Does your browser warn you? Then this device does not know the box yet.",
};
