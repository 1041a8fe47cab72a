import type { WinTexts } from "./en";

const de: WinTexts = {
  claiming: "Das Team wird gerufen …",
  hurry: "Melden Sie jetzt: Die nächste Kugel kann jeden Moment kommen.",
  told: "Das Team weiß Bescheid. Bleiben Sie, wo Sie sind.",
  offline: "Gerade keine Verbindung. Gehen Sie mit Ihrer Karte zum Tresen.",
  claimed: "Gemeldet. Das Team kommt und prüft Ihre Karte.",
  second: "Einmal geprüft. Eine zweite Person bestätigt noch.",
  good: "Bestätigt!",
  goodText: "Gehen Sie mit Ihrer Karte zur Preisausgabe.",
  share: (share, of) => `Sie bekommen ${share} von ${of} gleichen Teilen des Preises.`,
  tied: (count) => `${count} Karten haben mit dieser Kugel gewonnen.`,
  notAWin: "Kein Gewinn",
  notAWinText: "Das Team hat die Karte angesehen. Das Spiel geht weiter.",
  lostTie: "Gewonnen, aber Gleichstand verloren",
  paid: "Preis ausgegeben",
  paidText: "Glückwunsch! Viel Freude damit.",
  lapsed: "Nicht rechtzeitig gemeldet",
  lapsedText: "Die Runde wurde beendet, bevor jemand diesen Gewinn meldete.",
  on: (ball, call) => `mit ${ball}, Zug ${call}`,
  qr: "QR-Code dieser Karte zum Scannen fürs Team",
  toCard: "Zurück zu meinen Karten",
  hand: (cards) => `Gewinnen zusammen: ${cards}`,
  jackpot: (name, value) => `${name}: ${value}`,
  slept: (call) => `Voll mit Zug ${call}, später gemeldet.`,
  more: (prize) => `Dazu: ${prize}`,
  stopped:
    "Dieses Telefon hat die Box verloren und spielt nach den Hausregeln nicht weiter. Rufen Sie mit Ihrer gedruckten Karte.",
};

export default de;
