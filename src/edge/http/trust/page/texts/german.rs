//! German texts of the page.

use super::{Guide, InstallStep, Texts};

pub(super) const GERMAN: Texts = Texts {
    tag: "de",
    title: "Dieser Box vertrauen",
    lead: "nur die Geräte Ihres Teams brauchen das, jedes einmal. Gäste brauchen nichts davon.",
    needless: "Handys und Computer kennen diese Box schon. Was folgt, brauchen Sie nur dort, wo jemand die \
        Box ohne ihren Namen benutzt, über ihre Adresse.",
    load: "Zertifikat laden",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Das Profil installieren",
            steps: &[
                InstallStep {
                    say: "Den Knopf oben drücken, in Safari. Auf die Frage tippen:",
                    taps: &["Zulassen"],
                },
                InstallStep {
                    say: "Die Einstellungen öffnen. Oben steht:",
                    taps: &["Einstellungen", "Profil geladen", "Installieren"],
                },
                InstallStep { say: "Code eingeben, dann noch einmal tippen:", taps: &["Installieren"] },
            ],
        },
        Guide {
            title: "2. Volles Vertrauen einschalten",
            steps: &[
                InstallStep {
                    say: "Ohne diesen Schritt bleibt die Warnung. Gehen Sie zu:",
                    taps: &["Einstellungen", "Allgemein", "Info", "Zertifikatsvertrauenseinstellungen"],
                },
                InstallStep { say: "<b>{authority}</b> einschalten und tippen:", taps: &["Weiter"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            InstallStep {
                say: "Den Knopf oben drücken. Falls es fragt, tippen:",
                taps: &["Trotzdem herunterladen"],
            },
            InstallStep {
                say: "In die Einstellungen gehen. Die Wörter sind nicht überall gleich; die Suche findet \
                    „CA-Zertifikat“:",
                taps: &[
                    "Einstellungen",
                    "Sicherheit",
                    "Verschlüsselung und Anmeldedaten",
                    "Zertifikat installieren",
                    "CA-Zertifikat",
                ],
            },
            InstallStep {
                say: "Android warnt, wie vor jedem Zertifikat, das es nicht mitbringt. Tippen:",
                taps: &["Trotzdem installieren"],
            },
            InstallStep { say: "Die geladene Datei wählen:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                InstallStep {
                    say: "Die geladene Datei öffnen:",
                    taps: &["ca.crt", "Zertifikat installieren…", "Lokaler Computer"],
                },
                InstallStep {
                    say: "Wählen, wohin es kommt:",
                    taps: &[
                        "Alle Zertifikate in folgendem Speicher speichern",
                        "Vertrauenswürdige Stammzertifizierungsstellen",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[InstallStep {
                say: "Die geladene Datei öffnen; der Schlüsselbund geht auf. Auf <b>{authority}</b> \
                    doppelklicken:",
                taps: &["Vertrauen", "Immer vertrauen"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                InstallStep {
                    say: "In den Einstellungen des Browsers nach „Zertifikate“ suchen:",
                    taps: &["Zertifikate anzeigen", "Zertifizierungsstellen", "Importieren…"],
                },
                InstallStep { say: "Ankreuzen, dass es für Websites gilt:", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Vor dem Installieren vergleichen",
    compare: "Ihr Gerät zeigt diese Nummer in den Einzelheiten des Zertifikats. Sie steht auch in der \
        Team-App eines Geräts, das schon dabei ist, unter Mehr → Die Box. Sind sie verschieden, nicht \
        installieren: fragen Sie den Eigentümer.",
    then: "Danach die Team-App öffnen",
    remove: "Was Sie installiert haben, lässt diese Box für sich selbst bürgen, und sie könnte auch für \
        andere Namen bürgen. Verlässt das Gerät das Team, entfernen Sie es dort, wo Sie es installiert \
        haben.",
    tls_title: "Das Team arbeitet über HTTPS",
    tls: "PINs und Preise reisen nicht im Klartext. Gehen Sie zu:",
    tls_warns: "Warnt Ihr Browser? Dann kennt dieses Gerät die Box noch nicht.",
};
