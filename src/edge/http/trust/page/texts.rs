//! The texts, in the languages of the house. Names of buttons are those of the systems' own translations.

use catalogue::Languages;

/// Everything the pages say.
pub struct Texts {
    pub tag: &'static str,
    pub title: &'static str,
    pub lead: &'static str,
    pub needless: &'static str,
    pub load: &'static str,
    pub computer_name: &'static str,
    pub apple: &'static [Guide],
    pub android: &'static [Guide],
    pub computer: &'static [Guide],
    pub compare_title: &'static str,
    pub compare: &'static str,
    pub then: &'static str,
    pub remove: &'static str,
    pub tls_title: &'static str,
    pub tls: &'static str,
    pub tls_warns: &'static str,
}

/// Steps that belong together.
pub struct Guide {
    /// Heading, or empty.
    pub title: &'static str,
    pub steps: &'static [Step],
}

/// One step: what it says, and what is tapped, one after the other.
pub struct Step {
    pub say: &'static str,
    pub taps: &'static [&'static str],
}

/// The texts of every language.
pub const TEXTS: Languages<&Texts> = Languages { en: &ENGLISH, es: &SPANISH, fr: &FRENCH, de: &GERMAN };

const ENGLISH: Texts = Texts {
    tag: "en",
    title: "Trust this box",
    lead: "only the devices of your staff need this, once each. Guests need nothing of it.",
    needless: "Phones and computers know this box already. You only need what follows where somebody uses the box without its name, by its address.",
    load: "Load the certificate",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Install the profile",
            steps: &[
                Step { say: "Press the button above, in Safari. When it asks, tap:", taps: &["Allow"] },
                Step {
                    say: "Open the settings. Near the top it says:",
                    taps: &["Settings", "Profile Downloaded", "Install"],
                },
                Step { say: "Type your passcode, then tap once more:", taps: &["Install"] },
            ],
        },
        Guide {
            title: "2. Switch on full trust",
            steps: &[
                Step {
                    say: "Without this step the warning stays. Go to:",
                    taps: &["Settings", "General", "About", "Certificate Trust Settings"],
                },
                Step { say: "Switch on <b>{authority}</b>, and tap:", taps: &["Continue"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            Step { say: "Press the button above. If it asks, tap:", taps: &["Download anyway"] },
            Step {
                say: "Go to the settings. The words differ a little; the search finds “CA certificate”:",
                taps: &[
                    "Settings",
                    "Security",
                    "Encryption &amp; credentials",
                    "Install a certificate",
                    "CA certificate",
                ],
            },
            Step {
                say: "Android warns, as it does of every certificate it does not come with. Tap:",
                taps: &["Install anyway"],
            },
            Step { say: "Choose the file you loaded:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                Step {
                    say: "Open the file you loaded:",
                    taps: &["ca.crt", "Install Certificate…", "Local Machine"],
                },
                Step {
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
            steps: &[Step {
                say: "Open the file you loaded; the keychain opens. Double-click <b>{authority}</b>:",
                taps: &["Trust", "Always Trust"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                Step {
                    say: "In the settings of the browser search for “certificates”:",
                    taps: &["View Certificates", "Authorities", "Import…"],
                },
                Step { say: "Tick that it may vouch for websites:", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Compare before you install",
    compare: "Your device shows this number under the certificate’s details. It is also in the staff app of a device that is in already, under More → The box. If they differ, do not install it: ask the owner.",
    then: "Then open the staff app",
    remove: "What you installed lets this box vouch for itself, and it could vouch for other names too. When the device leaves the team, remove it again where you installed it.",
    tls_title: "Staff work over HTTPS",
    tls: "PINs and prizes do not travel in the clear. Go to:",
    tls_warns: "Does your browser warn you? Then this device does not know the box yet.",
};

const SPANISH: Texts = Texts {
    tag: "es",
    title: "Confiar en esta caja",
    lead: "solo lo necesitan los dispositivos de tu equipo, una vez cada uno. Los invitados no necesitan nada.",
    needless: "Los móviles y ordenadores ya conocen esta caja. Lo que sigue solo hace falta donde alguien usa la caja sin su nombre, por su dirección.",
    load: "Cargar el certificado",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Instalar el perfil",
            steps: &[
                Step {
                    say: "Pulsa el botón de arriba, en Safari. Cuando pregunte, toca:",
                    taps: &["Permitir"],
                },
                Step {
                    say: "Abre los ajustes. Arriba dice:",
                    taps: &["Ajustes", "Perfil descargado", "Instalar"],
                },
                Step { say: "Escribe tu código y toca otra vez:", taps: &["Instalar"] },
            ],
        },
        Guide {
            title: "2. Activar la confianza total",
            steps: &[
                Step {
                    say: "Sin este paso el aviso sigue. Ve a:",
                    taps: &["Ajustes", "General", "Información", "Ajustes de confianza de los certificados"],
                },
                Step { say: "Activa <b>{authority}</b> y toca:", taps: &["Continuar"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            Step {
                say: "Pulsa el botón de arriba. Si pregunta, toca:", taps: &["Descargar de todos modos"]
            },
            Step {
                say: "Ve a los ajustes. Las palabras cambian un poco; el buscador encuentra «certificado de CA»:",
                taps: &[
                    "Ajustes",
                    "Seguridad",
                    "Cifrado y credenciales",
                    "Instalar un certificado",
                    "Certificado de CA",
                ],
            },
            Step {
                say: "Android avisa, como de todo certificado que no trae de fábrica. Toca:",
                taps: &["Instalar de todos modos"],
            },
            Step { say: "Elige el archivo que has cargado:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                Step {
                    say: "Abre el archivo que has cargado:",
                    taps: &["ca.crt", "Instalar certificado…", "Equipo local"],
                },
                Step {
                    say: "Elige adónde va:",
                    taps: &[
                        "Colocar todos los certificados en el siguiente almacén",
                        "Entidades de certificación raíz de confianza",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[Step {
                say: "Abre el archivo que has cargado; se abre el llavero. Haz doble clic en <b>{authority}</b>:",
                taps: &["Confiar", "Confiar siempre"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                Step {
                    say: "En los ajustes del navegador busca «certificados»:",
                    taps: &["Ver certificados", "Autoridades", "Importar…"],
                },
                Step { say: "Marca que puede responder por sitios web:", taps: &["Aceptar"] },
            ],
        },
    ],
    compare_title: "Compara antes de instalar",
    compare: "Tu dispositivo muestra este número en los detalles del certificado. También está en la aplicación del equipo de un dispositivo que ya ha entrado, en Más → La caja. Si no coinciden, no lo instales: pregunta al dueño.",
    then: "Después abre la aplicación del equipo",
    remove: "Lo que has instalado permite que esta caja responda por sí misma, y también podría responder por otros nombres. Cuando el dispositivo deje el equipo, quítalo donde lo instalaste.",
    tls_title: "El equipo trabaja por HTTPS",
    tls: "Los PIN y los premios no viajan sin cifrar. Ve a:",
    tls_warns: "¿El navegador te avisa? Entonces este dispositivo aún no conoce la caja.",
};

const FRENCH: Texts = Texts {
    tag: "fr",
    title: "Faire confiance à ce boîtier",
    lead: "seuls les appareils de votre équipe en ont besoin, une fois chacun. Les joueurs n’ont rien à faire.",
    needless: "Les téléphones et les ordinateurs connaissent déjà ce boîtier. La suite ne sert que là où l’on utilise le boîtier sans son nom, par son adresse.",
    load: "Charger le certificat",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Installer le profil",
            steps: &[
                Step {
                    say: "Touchez le bouton ci-dessus, dans Safari. À la question, touchez :",
                    taps: &["Autoriser"],
                },
                Step {
                    say: "Ouvrez les réglages. En haut, il y a :",
                    taps: &["Réglages", "Profil téléchargé", "Installer"],
                },
                Step { say: "Tapez votre code, puis touchez encore :", taps: &["Installer"] },
            ],
        },
        Guide {
            title: "2. Activer la confiance totale",
            steps: &[
                Step {
                    say: "Sans cette étape l’avertissement reste. Allez dans :",
                    taps: &["Réglages", "Général", "Informations", "Réglages des certificats"],
                },
                Step { say: "Activez <b>{authority}</b> et touchez :", taps: &["Continuer"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            Step {
                say: "Touchez le bouton ci-dessus. S’il pose une question, touchez :",
                taps: &["Télécharger quand même"],
            },
            Step {
                say: "Allez dans les paramètres. Les mots changent un peu ; la recherche trouve « certificat CA » :",
                taps: &[
                    "Paramètres",
                    "Sécurité",
                    "Chiffrement et identifiants",
                    "Installer un certificat",
                    "Certificat CA",
                ],
            },
            Step {
                say: "Android avertit, comme pour tout certificat qu’il ne contient pas. Touchez :",
                taps: &["Installer quand même"],
            },
            Step { say: "Choisissez le fichier chargé :", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                Step {
                    say: "Ouvrez le fichier chargé :",
                    taps: &["ca.crt", "Installer un certificat…", "Ordinateur local"],
                },
                Step {
                    say: "Choisissez où il va :",
                    taps: &[
                        "Placer tous les certificats dans le magasin suivant",
                        "Autorités de certification racines de confiance",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[Step {
                say: "Ouvrez le fichier chargé ; le trousseau s’ouvre. Double-cliquez sur <b>{authority}</b> :",
                taps: &["Se fier", "Toujours approuver"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                Step {
                    say: "Dans les paramètres du navigateur, cherchez « certificats » :",
                    taps: &["Afficher les certificats", "Autorités", "Importer…"],
                },
                Step { say: "Cochez qu’il peut répondre de sites web :", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Comparez avant d’installer",
    compare: "Votre appareil montre ce numéro dans les détails du certificat. Il est aussi dans l’application de l’équipe d’un appareil déjà admis, sous Plus → Le boîtier. S’ils diffèrent, n’installez pas : demandez au propriétaire.",
    then: "Ouvrez ensuite l’application de l’équipe",
    remove: "Ce que vous avez installé permet à ce boîtier de répondre de lui-même, et il pourrait répondre d’autres noms aussi. Quand l’appareil quitte l’équipe, retirez-le là où vous l’avez installé.",
    tls_title: "L’équipe travaille en HTTPS",
    tls: "Les codes PIN et les lots ne circulent pas en clair. Allez à :",
    tls_warns: "Le navigateur vous avertit ? Alors cet appareil ne connaît pas encore le boîtier.",
};

const GERMAN: Texts = Texts {
    tag: "de",
    title: "Dieser Box vertrauen",
    lead: "nur die Geräte Ihres Teams brauchen das, jedes einmal. Gäste brauchen nichts davon.",
    needless: "Handys und Computer kennen diese Box schon. Was folgt, brauchen Sie nur dort, wo jemand die Box ohne ihren Namen benutzt, über ihre Adresse.",
    load: "Zertifikat laden",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Das Profil installieren",
            steps: &[
                Step {
                    say: "Den Knopf oben drücken, in Safari. Auf die Frage tippen:", taps: &["Zulassen"]
                },
                Step {
                    say: "Die Einstellungen öffnen. Oben steht:",
                    taps: &["Einstellungen", "Profil geladen", "Installieren"],
                },
                Step { say: "Code eingeben, dann noch einmal tippen:", taps: &["Installieren"] },
            ],
        },
        Guide {
            title: "2. Volles Vertrauen einschalten",
            steps: &[
                Step {
                    say: "Ohne diesen Schritt bleibt die Warnung. Gehen Sie zu:",
                    taps: &["Einstellungen", "Allgemein", "Info", "Zertifikatsvertrauenseinstellungen"],
                },
                Step { say: "<b>{authority}</b> einschalten und tippen:", taps: &["Weiter"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            Step {
                say: "Den Knopf oben drücken. Falls es fragt, tippen:",
                taps: &["Trotzdem herunterladen"],
            },
            Step {
                say: "In die Einstellungen gehen. Die Wörter sind nicht überall gleich; die Suche findet „CA-Zertifikat“:",
                taps: &[
                    "Einstellungen",
                    "Sicherheit",
                    "Verschlüsselung und Anmeldedaten",
                    "Zertifikat installieren",
                    "CA-Zertifikat",
                ],
            },
            Step {
                say: "Android warnt, wie vor jedem Zertifikat, das es nicht mitbringt. Tippen:",
                taps: &["Trotzdem installieren"],
            },
            Step { say: "Die geladene Datei wählen:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                Step {
                    say: "Die geladene Datei öffnen:",
                    taps: &["ca.crt", "Zertifikat installieren…", "Lokaler Computer"],
                },
                Step {
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
            steps: &[Step {
                say: "Die geladene Datei öffnen; der Schlüsselbund geht auf. Auf <b>{authority}</b> doppelklicken:",
                taps: &["Vertrauen", "Immer vertrauen"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                Step {
                    say: "In den Einstellungen des Browsers nach „Zertifikate“ suchen:",
                    taps: &["Zertifikate anzeigen", "Zertifizierungsstellen", "Importieren…"],
                },
                Step { say: "Ankreuzen, dass es für Websites gilt:", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Vor dem Installieren vergleichen",
    compare: "Ihr Gerät zeigt diese Nummer in den Einzelheiten des Zertifikats. Sie steht auch in der Team-App eines Geräts, das schon dabei ist, unter Mehr → Die Box. Sind sie verschieden, nicht installieren: fragen Sie den Eigentümer.",
    then: "Danach die Team-App öffnen",
    remove: "Was Sie installiert haben, lässt diese Box für sich selbst bürgen, und sie könnte auch für andere Namen bürgen. Verlässt das Gerät das Team, entfernen Sie es dort, wo Sie es installiert haben.",
    tls_title: "Das Team arbeitet über HTTPS",
    tls: "PINs und Preise reisen nicht im Klartext. Gehen Sie zu:",
    tls_warns: "Warnt Ihr Browser? Dann kennt dieses Gerät die Box noch nicht.",
};
