//! Paper as the staff app asks for it.

use serde_json::{Value, json};

use super::kit::talk;
use super::staff::claimed;

#[tokio::test]
async fn cards_are_printed_as_they_were_asked_for() {
    let (venue, mut owner) = claimed().await;
    owner.post(&venue, "/api/cards", json!({"count": 3})).await;
    let cookies = owner.cookie_header();
    let mut answers = Vec::new();
    for asked in ["1-3.pdf?paper=letter&layout=sheet&back=true", "1-3.pdf?layout=single", "1-3.pdf?paper=a3"]
    {
        let ask = format!(
            "GET /api/cards/{asked} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: {cookies}\r\n\r\n"
        );
        answers.push(talk(venue.tls_stream().await, ask.as_bytes()).await);
    }
    // The sizes of the pages stand in the PDF in the clear.
    assert!(
        answers[0].contains("/MediaBox[0 0 612 792]") && !answers[0].contains("841."),
        "{:.900}",
        answers[0]
    );
    assert_eq!(answers[0].matches("/MediaBox").count(), 3);
    assert_eq!(answers[1].matches("/MediaBox").count(), 4);
    assert!(answers[2].starts_with("HTTP/1.1 422 ") && answers[2].contains("paper"), "{}", answers[2]);
    let again = |print: Value| json!({"cards": [{"first": 1, "last": 1}], "reason": "Lost", "print": print});
    assert_eq!(
        owner.post(&venue, "/api/cards/reprint", again(json!({"paper": "letter", "back": true}))).await.0,
        200
    );
    assert_eq!(owner.post(&venue, "/api/cards/reprint", again(json!({"paper": "a3"}))).await.0, 422);
}
