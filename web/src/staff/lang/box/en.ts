import { number } from "../../../shared/lang/i18n";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Three of a kind. */
type Three = [string, string, string];

/** Texts of the pages about the box, in English. The other languages have the same shape. */
const en = {
  title: "The box",
  refresh: "Look again",
  asOf: (time: string) => `As of ${time}.`,
  tone: {
    good: "all right",
    warn: "look after this",
    bad: "act now",
  },
  certificate: {
    title: "Certificate",
    until: (date: string) => `Good until ${date}`,
    left: (n: number) => plural(n, `${number(n)} day left`, `${number(n)} days left`),
    ended: "It has run out.",
    from: {
      public: "Phones trust the box. A public authority vouches for it.",
      files: "Phones trust the box. The certificate is the one you brought.",
      own: "The box vouches for itself: phones warn, and devices of your team install its certificate once.",
    },
    next: {
      public: "Connect the box to the internet for an hour: it fetches a new one by itself.",
      files: "Bring a new certificate and copy it over the old one. The game goes on meanwhile.",
      own: "Nothing to do: the box makes itself a new one in time.",
    },
    ownEnds:
      "Only people have told the box the time for two years. Connect it to the internet for an hour, or install a newer version: then it makes itself a new one.",
    missing: "Phones warn of this box. Guests can still play.",
    missingNext: "Connect the box to the internet for an hour, or bring the certificate that is missing.",
  },
  why: "The box says:",
  trust: {
    go: "Let a device trust the box",
    hint: "Scan this with the device, or open the address there.",
    print: "Compare this number before you install:",
  },
  clock: {
    title: "Clock",
    from: {
      ntp: "Set by the internet.",
      cloud: "Set by the cloud.",
      rtc: "Kept by the box’s own clock, which has a battery.",
      staff: "Set by a phone of your team.",
      none: "Nothing has set it since the power came.",
    },
    fine: "This phone says the same.",
    ahead: (time: string, gap: string) => `This phone says ${time}: ${gap} later.`,
    behind: (time: string, gap: string) => `This phone says ${time}: ${gap} earlier.`,
    kept: "The box is right: it asks the internet. Check the clock of this phone.",
    battery: "If the phone is right, the battery may be empty. Connect the box to the internet: that sets it.",
    back: "The box goes back then, and the record says from which entry on its clock was wrong.",
    neverNext:
      "Connect the box to the internet: that sets it. Or switch it off and on, and set the clock before anything else does.",
    boxSays: (time: string) => `The box says: ${time}.`,
    phoneSays: (time: string) => `This phone says: ${time}.`,
    typeDate:
      "Nothing has set the clock since the power came, and a phone can be years wrong. Type today’s date as a calendar on the wall says it.",
    confirm: "More than 36 hours apart. Read both dates once more: which one is today?",
    day: "Day",
    month: "Month, as a number",
    year: "Year",
    otherDate: "This phone has another date. If you typed today’s, mend the clock of the phone first.",
    sure: "The phone is right: set the clock",
    leave: "Leave the clock as it is",
    set: "Set the clock from this phone",
    why: {
      fine: "They agree: there is nothing to set.",
      kept: "Something better than a phone keeps it.",
      never: "More than 60 days apart: no phone sets that.",
      typed: "Type today’s date first.",
    },
  },
  gap: {
    minutes: (n: number) => plural(n, `${number(n)} minute`, `${number(n)} minutes`),
    hours: (n: number) => plural(n, `${number(n)} hour`, `${number(n)} hours`),
    days: (n: number) => plural(n, `${number(n)} day`, `${number(n)} days`),
  },
  wifi: {
    title: "Wi-Fi",
    none: "This machine does not run the Wi-Fi itself.",
    accessPoint: "An access point on the box’s wire makes it. This machine does not run the Wi-Fi itself.",
    unnamed: "No network is named",
    unknown: "Nobody looks after the radio at the moment, so the box cannot tell how it is.",
    unknownNext: "Start the box anew if phones cannot join.",
    missing: "This machine has no radio.",
    missingNext:
      'Plug one in: the Wi-Fi starts by itself. Or use an access point: write radio = "access-point" below [wifi] in the settings.',
    silent: "The radio is silent. The box starts it again by itself; phones come back.",
    restarted: (time: string) =>
      `It was silent at ${time} and was started again. If that happens often, use an access point.`,
    reloaded: (time: string) =>
      `It stopped at ${time} and was loaded again. If that happens often, use an access point.`,
    seats: (taken: string, seats: string) => `${taken} of ${seats} seats taken`,
    staff: "staff",
    crowded: "This room needs an access point: an ordinary one on the box’s wire carries a hundred phones and more.",
    crowdedNot: "There is room for more phones.",
  },
  storage: {
    title: "Storage",
    speed: {
      good: "The card keeps up: nobody waits for it.",
      slow: "The card is slow: people wait for some balls. Use a name-brand A1 card or an SSD.",
      refused: "The card is too slow to keep a night safely. Replace it before you sell cards.",
      unknown: "Too little was saved since the start to judge the card.",
    },
    saves: (p50: string, p99: string, max: string) =>
      `${p50} ms as a rule, ${p99} ms in 99 of 100 cases, ${max} ms at worst`,
    takes: "Saving takes",
    measured: (n: number, time: string) =>
      plural(n, `Measured on the last save, at ${time}.`, `Measured on the last ${number(n)} saves, since ${time}.`),
    free: "Room left",
    freeUnknown: "Unknown",
    freeLow:
      "Little room is left: a busy night takes 50 MB, and its copies as much again. Remove old nights (More → Nights kept), or use a larger card.",
  },
  copies: {
    title: "Copies",
    none: "Nobody has taken a night along yet.",
    taken: (night: string, ago: string) => `Night of ${night}, ${ago}`,
    next: "Take the record along after each night: a card can break.",
  },
  nights: {
    intro: "What the box keeps of each night. Names of winners are in no record and go by themselves.",
    none: "Nothing is kept of earlier nights",
    noneHint: "Names of winners that staff write down stand here until they are erased.",
    of: (night: string) => `Night of ${night}`,
    record: (size: string) => `Its record takes ${size}`,
    tonight: "The night that is open",
    setAside: "Its record could not be read and was set aside",
    removed: (date: string) => `Its record was removed on ${date}`,
    removedNext: (n: number) =>
      `It had ${plural(n, `${number(n)} entry`, `${number(n)} entries`)}. Its signed end stays, so that every copy can be compared with it.`,
    away: "Take it along, remove it",
    steps:
      "To remove it: download it, let the box read the saved file back, then remove it. A download alone proves nothing.",
    download: "1. Download",
    choose: "2. Choose the saved file",
    whole: (n: number) =>
      `The file is whole: ${plural(n, `${number(n)} entry`, `${number(n)} entries`)}, as on the box.`,
    remove: "3. Remove it from the box",
    removeNext: "Then the copy is all there is. Keep it in two places.",
    names: (n: number) => plural(n, `${number(n)} name of a winner`, `${number(n)} names of winners`),
    noRecord: "No record is kept, only names",
    name: (name: string, serial: number) => `${name}, card #${number(serial)}`,
    until: (date: string) => `Erased by themselves after ${date}.`,
    forget: "Erase the names",
    forgetNext: "They cannot be brought back. The record keeps a mark of each, which then tells nobody anything.",
  },
  link: {
    title: "Internet",
    none: "The box has never been on the internet.",
    seen: (ago: string) => `Last on the internet: ${ago}`,
    next: "It does not need it to play. An hour a month renews certificate and clock.",
  },
  update: {
    title: "Version",
    none: "A new one comes on a USB stick, or from the internet if the settings say where. Then it shows up here.",
    step: {
      found: (version: string) => `Version ${version} has come. It is checked and waits for your word.`,
      refused: () => "An update came that this box cannot use.",
      installing: (version: string) => `Version ${version} is being written. That takes up to ten minutes.`,
      installed: (version: string) => `Version ${version} is written. It starts, on trial, when the box starts next.`,
      trial: (version: string) => `Version ${version} is on trial: it has to show that it serves. Wait five minutes.`,
      good: (version: string) => `Version ${version} serves: it stays.`,
      failed: (version: string) => `Version ${version} was not kept. The one before runs, and nothing is lost.`,
    },
    install: (version: string) => `Install ${version}`,
    installNext: "Best on a day without a game. If the power goes meanwhile, the box still starts.",
    asked: "The box was told. This page shows how it goes.",
    restart: "Start it now",
    restartNext: "Everybody waits two minutes; phones come back by themselves. Or switch the box off and on later.",
    restarting: "The box starts anew. This page comes back by itself.",
    back: "Back to the version before",
    backNext: "If something is worse than before, the box can go back. It does so at its next start.",
  },
  reprint: {
    title: "Print cards again",
    intro:
      "For cards that were lost or damaged. Numbers and codes stay the same, and the record says who printed them and why.",
    old: "The old cards stay good. Take one out of play if it may turn up again.",
    hint: "Several at once: 3, 7, 20-40.",
    add: "Add",
    chosen: (n: number) => plural(n, `${number(n)} card`, `${number(n)} cards`),
    none: "No card yet",
    noneHint: "Scan the guest’s card, or type the numbers.",
    range: (first: number, last: number) => `Cards ${first} to ${last}`,
    remove: (what: string) => `Leave out ${what}`,
    many: "At most 50 ranges at once.",
    reasons: ["Lost", "Damaged", "Misprint"] as Three,
    go: "Make the sheets",
    done: "The sheets are ready",
    save: "Save the sheets (PDF)",
    more: "Print others",
  },
};

/** What every language says. */
export type BoxWords = typeof en;

export default en;
