// The box itself, as its owner sees it.
import { at, night, refused, tap } from "./staff-night.mjs";

const { snapshot, T0 } = night;
const NOW = T0 + 60_000;
const DAY = 86_400_000;

/** A box in good health, whose clock is the phone's. */
export const BOX = {
  now_ms: NOW,
  clock: "ntp",
  certificate: { from: "public", until_ms: NOW + 60 * DAY, days_left: 60, remind_days: null, why: null },
  authority: "9F:2C:1A:7B:44:D0:5E:81:3C:AA:10:6F:E2:97:58:0B:C4:3D:72:1E:90:6A:FB:25:D8:47:13:BC:0E:69:A5:31",
  trust_url: "http://bingo.example/trust",
  wifi: {
    from: "radio",
    name: "BINGO",
    radio: {
      on_air: true,
      networks: [
        { name: "BINGO", staff: false, taken: 27, seats: 100 },
        { name: "BINGO-TEAM", staff: true, taken: 3, seats: 10 },
      ],
      crowded: false,
      trouble: null,
    },
  },
  storage: {
    speed: "good",
    saves: 412,
    since_ms: NOW - 3_600_000,
    p50_us: 380,
    p99_us: 2_140,
    max_us: 36_600,
    free_bytes: 24_900_000_000,
    low: false,
  },
  version: "0.2.0",
  update: null,
  bundle: { night: "2026-11-13", at_ms: NOW - 7 * DAY },
  link_ms: NOW - 3 * DAY,
};
const update = (step, version = "0.3.0", reason = null) => ({
  box: { ...BOX, update: { step, version, reason, at_ms: NOW } },
});
const radio = (more) => ({ ...BOX.wifi, radio: { ...BOX.wifi.radio, ...more } });
const bottom = (page) => page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
const middle = (testid) => (page) =>
  page.getByTestId(testid).evaluate((part) => part.scrollIntoView({ block: "center" }));
const own = { from: "own", until_ms: NOW + 3 * DAY, days_left: 3, remind_days: null, why: null };
const SICK = {
  ...BOX,
  now_ms: NOW + 4 * 3_600_000,
  clock: "staff",
  certificate: { ...own, why: "the certificate ran out" },
  wifi: radio({ on_air: false, trouble: { now: "silent", at_ms: NOW, number: 1 } }),
  storage: { ...BOX.storage, speed: "refused", low: true, free_bytes: 41_000_000 },
  bundle: null,
  link_ms: null,
};
const WORN = {
  ...BOX,
  now_ms: NOW - 5 * DAY,
  clock: null,
  certificate: { ...BOX.certificate, from: "files", days_left: 12, remind_days: 14 },
  wifi: radio({ crowded: true, trouble: { now: "restarted", at_ms: NOW, number: 2 } }),
  storage: { ...BOX.storage, speed: "slow" },
};
const notices = [
  { kind: "certificate_ends", days_left: 5, remind_days: 7 },
  { kind: "storage_full", free_bytes: 41_000_000 },
];
const alert = { address: null, desk: null, staff: null, at_ms: NOW, number: 1 };
const misuse = (more) => [{ kind: "misuse", ...alert, ...more }];
const range = async (page) => {
  await page.getByTestId("typed-code").fill("3, 7, 20-40");
  await tap("typed-go")(page);
};

export const BOX_STATES = {
  box: at("box"),
  boxbottom: at("box", { then: bottom }),
  boxsick: at("box", { box: SICK }),
  boxsickbottom: at("box", { box: SICK, then: bottom }),
  boxworn: at("box", { box: WORN }),
  boxwornstorage: at("box", { box: WORN, then: middle("box-storage") }),
  boxtrust: at("box", { box: { ...BOX, certificate: own }, then: tap("box-trust") }),
  boxelsewhere: at("box", {
    box: { ...BOX, wifi: { from: "elsewhere", name: null, radio: null } },
    then: middle("box-wifi"),
  }),
  boxfound: at("box", { ...update("found"), then: bottom }),
  boxinstalled: at("box", { ...update("installed"), then: bottom }),
  boxfailed: at("box", {
    ...update("failed", "holiday.update", "it is not signed by a key this box knows"),
    then: bottom,
  }),
  boxgood: at("box", { ...update("good"), then: bottom }),
  boxaway: at("box", { box: null }),
  boxfrench: at("box", { look: { language: "fr" } }),
  reprint: at("reprint"),
  reprintchosen: at("reprint", { then: range }),
  reprintunknown: at("reprint", {
    reply: () => refused({ code: "unknown", what: "card" }),
    then: async (page) => {
      await page.getByTestId("typed-code").fill("7K3M-92QX");
      await tap("typed-go")(page);
      await page.getByTestId("trouble").waitFor();
    },
  }),
  reprintready: at("reprint", {
    then: async (page) => {
      await range(page);
      await page.getByTestId("reason").fill("Lost");
      await tap("reason-submit")(page);
      await page.getByTestId("reprint-save").waitFor();
    },
  }),
  misusecodes: at("call", {
    snap: snapshot({ condition: { clock: "ntp", notices: misuse({ what: "codes", address: "10.77.2.143" }) } }),
  }),
  misusepins: at("call", {
    snap: snapshot({
      condition: {
        clock: "ntp",
        notices: misuse({ what: "pins", desk: "Entrance left, next to the cloakroom", staff: "ben" }),
      },
    }),
    look: { language: "de" },
  }),
  misusesockets: at("call", {
    snap: snapshot({ condition: { clock: "ntp", notices: misuse({ what: "sockets", address: "192.168.178.21" }) } }),
    look: { language: "fr" },
  }),
  notices: at("call", { snap: snapshot({ condition: { clock: "ntp", notices } }) }),
};
