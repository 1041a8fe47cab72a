//! The two pages of the guide, without script or storage: the browsers of captive portals have little.

use catalogue::{Language, Languages};

struct Texts {
    tag: &'static str,
    no_internet: &'static str,
    apple: &'static str,
    android: &'static str,
    button: &'static str,
    done: &'static str,
    then: &'static str,
    close: &'static str,
}

const TEXTS: Languages<&Texts> = Languages { en: &ENGLISH, es: &SPANISH, fr: &FRENCH, de: &GERMAN };

const ENGLISH: Texts = Texts {
    tag: "en",
    no_internet: "This Wi-Fi plays bingo. It has no internet, and that is as it should be.",
    apple: "iPhone and iPad: tap the button below, then <b>Done</b> at the top.",
    android: "Android: tap the button below, then the three dots <b>⋮</b> at the top and <b>Use this \
        network as is</b>. If your phone asks later whether to stay without internet, say <b>Yes</b> or \
        <b>Connect anyway</b>.",
    button: "Start",
    done: "You are in.",
    then: "Scan the code on your card with the camera, or open:",
    close: "Close this page now. Stay on this Wi-Fi.",
};

const SPANISH: Texts = Texts {
    tag: "es",
    no_internet: "Esta red Wi-Fi es para jugar al bingo. No tiene internet, y así debe ser.",
    apple: "iPhone y iPad: toca el botón de abajo y luego <b>OK</b> arriba.",
    android: "Android: toca el botón de abajo, luego los tres puntos <b>⋮</b> arriba y <b>Usar esta red tal \
        como está</b>. Si después el teléfono pregunta si quieres seguir sin internet, di <b>Sí</b> o \
        <b>Conectar de todos modos</b>.",
    button: "Empezar",
    done: "Ya estás dentro.",
    then: "Escanea con la cámara el código de tu cartón, o abre:",
    close: "Ahora cierra esta página. Sigue en esta red Wi-Fi.",
};

const FRENCH: Texts = Texts {
    tag: "fr",
    no_internet: "Ce Wi-Fi sert à jouer au bingo. Il n’a pas d’internet, et c’est normal.",
    apple: "iPhone et iPad : touchez le bouton ci-dessous, puis <b>OK</b> en haut.",
    android: "Android : touchez le bouton ci-dessous, puis les trois points <b>⋮</b> en haut et <b>Utiliser \
        ce réseau tel quel</b>. Si le téléphone demande plus tard s’il faut rester sans internet, répondez \
        <b>Oui</b> ou <b>Se connecter quand même</b>.",
    button: "Commencer",
    done: "Vous y êtes.",
    then: "Scannez le code de votre carte avec l’appareil photo, ou ouvrez :",
    close: "Fermez maintenant cette page. Restez sur ce Wi-Fi.",
};

const GERMAN: Texts = Texts {
    tag: "de",
    no_internet: "In diesem WLAN wird Bingo gespielt. Es hat kein Internet, und das soll so sein.",
    apple: "iPhone und iPad: unten auf den Knopf tippen, dann oben auf <b>Fertig</b>.",
    android: "Android: unten auf den Knopf tippen, dann oben auf die drei Punkte <b>⋮</b> und <b>Dieses \
        Netzwerk unverändert verwenden</b>. Fragt das Handy später, ob es ohne Internet verbunden bleiben \
        soll: <b>Ja</b> oder <b>Trotzdem verbinden</b>.",
    button: "Los geht’s",
    done: "Sie sind dabei.",
    then: "Scannen Sie den Code auf Ihrer Karte mit der Kamera, oder öffnen Sie:",
    close: "Schließen Sie jetzt diese Seite. Bleiben Sie in diesem WLAN.",
};

/// `/welcome`: what to tap.
pub(super) fn welcome(language: Language, venue: &str) -> String {
    let Texts { no_internet, apple, android, button, .. } = TEXTS.of(language);
    let body = format!(
        "<h1 dir=auto>{}</h1><p>{no_internet}</p><p>{apple}</p><p>{android}</p>\
         <p><a href=\"/welcome/go\">{button}</a></p>",
        escaped(venue)
    );
    page(language, &body)
}

/// `/welcome/go`: that it is done, and the address of the game.
pub(super) fn go(language: Language, join_url: &str) -> String {
    let Texts { done, then, close, .. } = TEXTS.of(language);
    let url = escaped(join_url);
    page(language, &format!("<h1>{done}</h1><p>{then}</p><p><b>{url}</b></p><p>{close}</p>"))
}

/// A file of its own: the content policy allows no style in a page.
pub(super) const CSS: &str = "body{font:1.25rem/1.5 system-ui,sans-serif;max-width:32rem;margin:0 auto;padding:1.5rem;\
background:#fff;color:#172554}h1{font-size:1.75rem;line-height:1.2}a{display:block;padding:1rem;border-radius:.75rem;\
background:#172554;color:#fff;text-align:center;text-decoration:none;font-weight:700}";

fn page(language: Language, body: &str) -> String {
    format!(
        "<!doctype html><html lang={}><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width,initial-scale=1\"><link rel=stylesheet \
         href=/welcome.css><title>Bingo</title>{body}",
        TEXTS.of(language).tag
    )
}

/// A text as part of a page.
pub(in crate::edge) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_small_and_have_nothing_to_run() {
        for language in ["en", "es-MX,es;q=0.9", "fr-CA", "de", "fi, sv;q=0.8", ""] {
            for page in [
                welcome(Language::accepted(language), "<script>The Crown</script>"),
                go(Language::accepted(language), "https://k3x.example.org"),
            ] {
                assert!(page.len() < 10_000);
                assert!(!page.contains("<script") && !page.contains("<style"), "{page}");
            }
        }
    }
}
