//! What the poster says, in every language.

use catalogue::Languages;

pub(super) struct Texts {
    pub(super) title: &'static str,
    pub(super) join: &'static str,
    pub(super) camera: &'static str,
    pub(super) by_hand: &'static str,
    pub(super) name: &'static str,
    pub(super) passphrase: &'static str,
    pub(super) scan: &'static str,
    pub(super) card: &'static str,
    pub(super) no_card: &'static str,
    pub(super) asks: &'static str,
    pub(super) android: (&'static str, &'static [&'static str]),
    pub(super) apple: (&'static str, &'static [&'static str]),
    pub(super) nothing: &'static str,
}

pub(super) const TEXTS: Languages<&Texts> =
    Languages { en: &ENGLISH, es: &SPANISH, fr: &FRENCH, de: &GERMAN };

const ENGLISH: Texts = Texts {
    title: "Bingo on your phone",
    join: "Join our Wi-Fi",
    camera: "Point your camera at this code and tap what it offers. Or choose by hand:",
    by_hand: "In your phone’s settings, choose:",
    name: "Wi-Fi",
    passphrase: "Password",
    scan: "Scan your card",
    card: "Point your camera at the code on your bingo card. The game opens by itself.",
    no_card: "Just watching? Use this code, or type:",
    asks: "Does your phone ask something?",
    android: (
        "“This Wi-Fi has no internet access. Stay connected?” Tap:",
        &["Yes  /  Connect anyway", "Don’t ask again"],
    ),
    apple: ("“No internet connection”, or a page that closes by itself. Tap:", &["Use Without Internet"]),
    nothing: "Nothing to install. This Wi-Fi has no internet: stay on it while you play.",
};

const SPANISH: Texts = Texts {
    title: "Bingo en tu móvil",
    join: "Únete a nuestro Wi-Fi",
    camera: "Apunta con la cámara a este código y toca lo que ofrece. O elígelo a mano:",
    by_hand: "En los ajustes del móvil, elige:",
    name: "Wi-Fi",
    passphrase: "Contraseña",
    scan: "Escanea tu cartón",
    card: "Apunta con la cámara al código de tu cartón. El juego se abre solo.",
    no_card: "¿Solo miras? Usa este código o escribe:",
    asks: "¿El móvil pregunta algo?",
    android: (
        "«Esta red Wi-Fi no tiene acceso a internet. ¿Seguir conectado?» Toca:",
        &["Sí  /  Conectar igualmente", "No volver a preguntar"],
    ),
    apple: ("«Sin conexión a internet», o una página que se cierra sola. Toca:", &["Usar sin internet"]),
    nothing: "No hay que instalar nada. Este Wi-Fi no tiene internet: sigue en él mientras juegas.",
};

const FRENCH: Texts = Texts {
    title: "Bingo sur votre téléphone",
    join: "Rejoignez notre Wi-Fi",
    camera: "Visez ce code avec l’appareil photo et touchez ce qu’il propose. Ou choisissez à la main :",
    by_hand: "Dans les réglages du téléphone, choisissez :",
    name: "Wi-Fi",
    passphrase: "Mot de passe",
    scan: "Scannez votre carte",
    card: "Visez le code de votre carte avec l’appareil photo. Le jeu s’ouvre tout seul.",
    no_card: "Vous regardez seulement ? Ce code, ou tapez :",
    asks: "Le téléphone pose une question ?",
    android: (
        "« Ce Wi-Fi n’a pas accès à internet. Rester connecté ? » Touchez :",
        &["Oui  /  Se connecter quand même", "Ne plus demander"],
    ),
    apple: (
        "« Pas de connexion internet », ou une page qui se ferme seule. Touchez :",
        &["Utiliser sans internet"],
    ),
    nothing: "Rien à installer. Ce Wi-Fi n’a pas d’internet : restez-y pendant que vous jouez.",
};

const GERMAN: Texts = Texts {
    title: "Bingo auf dem Handy",
    join: "Ins WLAN gehen",
    camera: "Kamera auf diesen Code richten und antippen, was sie anbietet. Oder von Hand wählen:",
    by_hand: "In den Einstellungen des Handys wählen:",
    name: "WLAN",
    passphrase: "Passwort",
    scan: "Karte scannen",
    card: "Kamera auf den Code der Bingokarte richten. Das Spiel öffnet sich von selbst.",
    no_card: "Nur zuschauen? Dieser Code, oder eintippen:",
    asks: "Fragt das Handy etwas?",
    android: (
        "„Dieses WLAN hat keinen Internetzugang. Verbunden bleiben?“ Antippen:",
        &["Ja  /  Trotzdem verbinden", "Nicht mehr fragen"],
    ),
    apple: (
        "„Keine Internetverbindung“, oder eine Seite, die sich selbst schließt. Antippen:",
        &["Ohne Internet verwenden"],
    ),
    nothing: "Nichts zu installieren. Dieses WLAN hat kein Internet: beim Spielen darin bleiben.",
};
