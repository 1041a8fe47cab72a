import { number } from "../../../shared/lang/i18n";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Texts of what is looked after beside selling and calling, in English. */
const en = {
  amount: {
    wrong: {
      empty: "Write an amount, such as 25.",
      none: "Write an amount with digits only, such as 25 or 1,000,000.",
      too_large: (most: string) => `That is too large: at most ${most}.`,
      decimals: (n: number) =>
        n === 0
          ? "This currency has no decimals: write a whole number."
          : `Write at most ${n} digits after the decimal point.`,
      unclear: "That can be read in two ways: write 1500 or 1.500.",
    },
  },
  prizes: {
    title: "Prizes",
    none: "No prizes yet",
    noneHint: "A game can have a prize for each stage.",
    name: "What it is",
    stock: "How many",
    add: "Add a prize",
    left: (n: number) => `${n} left`,
    paid: (n: number) => `${number(n)} handed out`,
    correct: "Correct",
    correctTitle: (prize: string) => `How many of “${prize}” are left?`,
    out: "none left",
    value: "What one is worth",
    valueHint: "In money; 0 = a token. House rules can ask for more care with dear prizes.",
    worth: (value: string) => `worth ${value}`,
    some: "the prize",
  },
  feed: {
    title: "Activity",
    filter: "Show",
    filters: {
      all: "All",
      mine: "Mine",
      wins: "Wins",
      money: "Sales and prizes",
      system: "System",
    },
    none: "Nothing here yet",
    gap: (n: number) => plural(n, `${number(n)} entry not shown here`, `${number(n)} entries not shown here`),
    more: "Show older ones",
  },
  more: {
    title: "More",
    people: "Team and devices",
    cards: "Cards",
    night: "Night",
    settings: "Language and look",
    box: "The box",
    nights: "Nights kept",
    pots: "Pots",
  },
  look: {
    language: "Language",
    theme: "Colours",
    themes: {
      dark: "Dark",
      light: "Light",
      contrast: "High contrast",
    },
    text: "Text size",
    texts: {
      normal: "Normal",
      large: "Large",
      larger: "Larger",
    },
    sound: "Sounds",
    sounds: {
      on: "On",
      off: "Off",
    },
  },
  team: {
    title: "Team and devices",
    people: "People",
    add: "Add a person",
    role: "Role",
    pin: "First PIN",
    suspend: "Suspend",
    restore: "Let in again",
    newPin: "New PIN",
    newPinTitle: (name: string) => `New PIN for ${name}`,
    you: "you",
    suspended: "suspended",
  },
  role: {
    owner: "Owner",
    caller: "Caller",
    seller: "Seller",
    verifier: "Checks wins",
    prize_desk: "Prize desk",
  },
  roleHint: {
    owner: "everything",
    caller: "calls games and checks wins",
    seller: "sells cards",
    verifier: "checks wins and hands out prizes",
    prize_desk: "hands out prizes",
  },
  device: {
    title: "Devices",
    add: "Add a device",
    profile: "What it may be used for",
    offer: "Show a QR code",
    scan: (time: string) => `Scan this with the new device, before ${time}.`,
    or: "Or open this address there:",
    connected: "connected",
    seen: (ago: string) => `seen ${ago}`,
    never: "never seen",
    this: "this device",
    profiles: {
      any: "Anything",
      sales_desk: "Sales desk",
      caller_stand: "Caller's stand",
      prize_desk: "Prize desk",
    },
  },
  cards: {
    title: "Cards",
    made: (n: number) => plural(n, `The box has ${number(n)} card.`, `The box has ${number(n)} cards.`),
    madeNone: "The box has no cards yet.",
    count: "How many new cards",
    countHint: "1 to 5,000. Each has its own numbers for ever.",
    kind: "Kind of cards",
    any: "Any",
    lowTie: "Fewer ties",
    lowTieHint: "No two cards share the numbers of a column, so fewer win on the same ball. At most 1,365.",
    go: "Make cards",
    range: (first: number, last: number) => `Cards ${first} to ${last}`,
    all: "All cards",
    pdf: "Sheets to print (PDF)",
    csv: "List for stock keeping (CSV)",
    csvHint: "The list has the typed codes, and whoever types one opens that card: keep it as you keep the cards.",
    how: "Print one sheet first and scan it. Then print the rest and laminate.",
    again: "Print cards again",
  },
  print: {
    paper: "Paper",
    papers: { a4: "A4", letter: "Letter" },
    layout: "Cards",
    layouts: { sheet: "Nine on a sheet", single: "One on a page" },
    sides: "Sides",
    front: "Front",
    both: "Front and back",
    bothHint: "The numbers stand on the back. Print on both sides, turned over the long edge.",
    singleHint: "Pages of the card’s own size, with 2 mm around it to cut away.",
    callSheet: "Call sheet for the caller (PDF)",
    poster: "Poster for the door (PDF)",
  },
  night: {
    title: "Night",
    of: (night: string) => `Night of ${night}`,
    durability: {
      title: "How safe tonight's record is",
      saved: "saved on the box",
      copied: "copied",
      cloud: "in the cloud",
      all: (n: string) => `all ${n}`,
      part: (n: string, of: string) => `${n} of ${of}`,
      none: "no",
    },
    bundle: "Download the record of the night",
    bundleHint: "A zip file anybody can check with “hallbox verify”.",
    bundleEarly:
      "The night is not closed: this copy stops where the night is now, and a check calls it incomplete. Close the night first for the whole record.",
    close: {
      go: "Close the night",
      explain: (word: string) => `After this nothing can be sold, called or paid. Type ${word} to confirm.`,
      word: "CLOSE",
      type: (word: string) => `Type ${word}`,
      wrong: (word: string) => `Type ${word} first.`,
    },
    open: "Open a new night",
    openHint: "A new, empty record, tied to the last one.",
    rehearse: "Open a practice night",
    rehearseHint: "Try everything with real cards: nothing of it reaches a real night, no pot grows or empties.",
    heads: {
      title: "In the hall",
      phones: "Phones",
      boards: "Boards",
      staff: "Staff screens",
    },
  },
  notice: {
    certificateEnds: (n: number) =>
      plural(
        n,
        `Phones will warn of this box in ${number(n)} day: its certificate ends.`,
        `Phones will warn of this box in ${number(n)} days: its certificate ends.`,
      ),
    certificateMissing: "Phones warn of this box: it has no certificate they know.",
    radioSilent: "The Wi-Fi is silent. The box starts it again by itself.",
    radioRestarted: (time: string) =>
      `The Wi-Fi was silent and was started again at ${time}. Phones come back by themselves.`,
    radioReloaded: (time: string) =>
      `The radio stopped and was loaded again at ${time}. Phones come back by themselves.`,
    seatsTaken: (n: string) => `All ${n} seats of the guests’ Wi-Fi are taken: nobody else can join.`,
    storageSlow: "The card is slow: people wait for some balls.",
    storageRefused: "The card is too slow to keep a night safely.",
    storageFull: "Little room is left on the card.",
    misuse: {
      codes: (where: string, _who: string) =>
        `The phone at ${where} guesses card codes. It has to wait, the others do not. See who it is and help them scan their card.`,
      claim_code: (where: string, _who: string) =>
        `The phone at ${where} guesses the code that claims the box. Nobody finds it that way: there is nothing to do.`,
      pins: (where: string, who: string) =>
        `Somebody guesses the PIN of ${who} at “${where}”. That device has to wait, others do not. If it is not ${who}, suspend the device under Team.`,
      sockets: (where: string, _who: string) =>
        `So many connections come from ${where} that the box turns more away. If that is your router, set it to bridge mode, or write addresses = "shared" under [guests].`,
      flood: (where: string, _who: string) =>
        `The device at “${where}” sends one request after the other and is slowed down. Look at it; suspend it under Team if nobody uses it.`,
    },
    clock: "The clocks of the box and of this phone differ by more than a minute.",
    look: "Look",
    away: "Put this away",
    more: (n: number) => `and ${number(n)} more`,
  },
};

/** What every language says. */
export type OfficeTexts = typeof en;

export default en;
