const en = {
  claiming: "Telling the staff…",
  told: "The staff know. Stay where you are.",
  offline: "No connection right now. Go to the desk with your card.",
  claimed: "Claimed. Staff are coming to check your card.",
  second: "Checked once. A second person will confirm.",
  good: "Verified!",
  goodText: "Go to the prize desk with your card.",
  share: (share: number, of: number) => `You get ${share} of ${of} equal parts of the prize.`,
  tied: (count: number) => `${count} cards won on this ball.`,
  notAWin: "Not a win",
  notAWinText: "Staff looked at the card. The game goes on.",
  lostTie: "Won, but lost the tie",
  paid: "Prize handed over",
  paidText: "Congratulations! Enjoy it.",
  lapsed: "Not claimed in time",
  lapsedText: "The stage was closed before anybody claimed this win.",
  on: (ball: string, call: number) => `on ${ball}, call ${call}`,
  qr: "QR code of this card, for staff to scan",
  toCard: "Back to my cards",
  hand: (cards: string) => `Won together: ${cards}`,
  jackpot: (name: string, value: string) => `${name}: ${value}`,
  slept: (call: number) => `Complete on call ${call}, claimed later.`,
  more: (prize: string) => `And: ${prize}`,
  stopped: "This phone has lost the box, and by the house rules it plays no further. Call out with your printed card.",
};

export type WinTexts = typeof en;
export default en;
