//! What somebody reads for whom there is no connection left: who is told in words asks for help, others try again.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONNECTION, HeaderMap, RETRY_AFTER};
use axum::http::{StatusCode, Uri};
use axum::response::{Html, IntoResponse as _, Response};

use super::trust;
use crate::edge::app::App;
use catalogue::Language;

/// Seconds until another try is worth it: phones that left have been noticed by then.
const RETRY_S: u16 = 30;

/// Answers everything with the same few words.
pub(super) fn routes() -> Router<App> {
    Router::new().fallback(turned_away)
}

async fn turned_away(uri: Uri, headers: HeaderMap) -> Response {
    let language = trust::language(&uri, &headers);
    let ((title, text), code) = (words(language), language.code());
    let page = format!(
        "<!doctype html><html lang={code}><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width\"><title>{title}</title><h1>{title}</h1><p>{text}</p>"
    );
    let headers = [
        (RETRY_AFTER, RETRY_S.to_string()),
        (CONNECTION, "close".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::SERVICE_UNAVAILABLE, headers, Html(page)).into_response()
}

fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::English => (
            "Too many connections",
            "The box takes no more connections from where you are. Your card plays on all the same. Close other \
             windows with the game, try again in half a minute, and tell the staff: they have a notice that says \
             what to do.",
        ),
        Language::Spanish => (
            "Demasiadas conexiones",
            "La caja no acepta más conexiones desde donde estás. Tu cartón sigue jugando. Cierra otras ventanas con el \
             juego, prueba en medio minuto y avisa al personal: tiene un aviso que dice qué hacer.",
        ),
        Language::French => (
            "Trop de connexions",
            "Le boîtier n’accepte plus de connexions de là où vous êtes. Votre carton continue de jouer. Fermez les \
             autres fenêtres du jeu, réessayez dans une demi-minute et prévenez le personnel : un avis lui dit quoi \
             faire.",
        ),
        Language::German => (
            "Zu viele Verbindungen",
            "Die Box nimmt von dort, wo Sie sind, keine Verbindung mehr an. Ihre Karte spielt trotzdem weiter. \
             Schließen Sie andere Fenster mit dem Spiel, versuchen Sie es in einer halben Minute noch einmal, und \
             sagen Sie dem Team Bescheid: Ein Hinweis sagt ihm, was zu tun ist.",
        ),
    }
}
