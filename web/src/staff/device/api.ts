import type {
  AskUpdate,
  BoxView,
  CatalogueView,
  ClaimBox,
  CopyRead,
  DeviceId,
  Enrol,
  EnrolmentOffer,
  EnrolmentRequest,
  FirstSteps,
  ForecastView,
  FormerProgramme,
  IssueCards,
  IssuedSet,
  KeptNights,
  Me,
  NewStaff,
  Planned,
  Problem,
  Refusal,
  PrintFormat,
  ReprintCards,
  SetClock,
  SignIn,
  StaffId,
} from "../../shared/protocol.gen";

/** What came of a request to the box. */
export type Answer<T> = { ok: T } | { refused: Refusal; waitS: number | null } | { unreachable: true };

/** Longest wait for an answer of the HTTP API, ms. */
const ANSWER_MS_MAX = 15_000;

type Caching = "no-store" | "no-cache";

/** Longest wait for a file to print, ms: a thousand cards take a small box a while. */
const FILE_MS_MAX = 120_000;

/** Kind of a bundle. */
const ZIP = "application/zip";

interface Request {
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  /** A file in place of a body. */
  file?: Blob;
  cache?: Caching;
  /** Longest wait, ms. */
  patienceMs?: number;
}

async function send<T>(request: Request, read: (response: Response) => Promise<T>): Promise<Answer<T>> {
  const { method, path, body, file, cache = "no-store", patienceMs = ANSWER_MS_MAX } = request;
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache,
      signal: AbortSignal.timeout(patienceMs),
      // The header cannot be set by another site's form: it is our guard against forged requests.
      headers: method === "POST" ? { "content-type": file ? ZIP : "application/json", "x-hallbox": "1" } : {},
      ...(method === "POST" ? { body: file ?? JSON.stringify(body ?? {}) } : {}),
    });
    if (response.ok) return { ok: await read(response) };
    const problem = JSON.parse(await response.text()) as Problem;
    const wait = Number(response.headers.get("retry-after"));
    return problem.refused ? { refused: problem.refused, waitS: wait > 0 ? wait : null } : { unreachable: true };
  } catch {
    return { unreachable: true };
  }
}

function ask<T>(method: "GET" | "POST", path: string, body?: unknown, cache?: Caching): Promise<Answer<T>> {
  const json = async (response: Response) => {
    const text = await response.text();
    return (text ? JSON.parse(text) : null) as T;
  };
  return send({ method, path, body, ...(cache ? { cache } : {}) }, json);
}

/** The HTTP API as staff use it. */
export const api = {
  me: () => ask<Me>("GET", "/api/me"),
  claimBox: (body: ClaimBox) => ask<null>("POST", "/api/claim-box", body),
  enrol: (body: Enrol) => ask<null>("POST", "/api/enrol", body),
  signIn: (body: SignIn) => ask<null>("POST", "/api/sign-in", body),
  signOut: () => ask<null>("POST", "/api/sign-out"),
  firstSteps: () => ask<FirstSteps>("GET", "/api/first-steps"),
  offerEnrolment: (body: EnrolmentRequest) => ask<EnrolmentOffer>("POST", "/api/devices/enrolment", body),
  suspendDevice: (id: DeviceId, suspended: boolean) =>
    ask<null>("POST", `/api/devices/${id}/${suspended ? "suspend" : "restore"}`),
  addStaff: (body: NewStaff) => ask<null>("POST", "/api/staff", body),
  suspendStaff: (id: StaffId, suspended: boolean) =>
    ask<null>("POST", `/api/staff/${id}/${suspended ? "suspend" : "restore"}`),
  newPin: (id: StaffId, pin: string) => ask<null>("POST", `/api/staff/${id}/pin`, { pin }),
  /** Large and rarely new: the browser keeps it and asks whether it still holds. */
  catalogue: () => ask<CatalogueView>("GET", "/api/staff/catalogue", undefined, "no-cache"),
  forecast: (planned: Planned, cards: number) => ask<ForecastView>("POST", "/api/staff/forecast", { planned, cards }),
  formerProgrammes: () => ask<FormerProgramme[]>("GET", "/api/staff/programmes"),
  box: () => ask<BoxView>("GET", "/api/box"),
  setClock: (body: SetClock) => ask<null>("POST", "/api/clock", body),
  nights: () => ask<KeptNights>("GET", "/api/nights"),
  /** Shows the box a bundle that was saved: is it a whole copy of the night? */
  readBack: (night: string, file: Blob) =>
    send<CopyRead>(
      { method: "POST", path: `/api/nights/${night}/copy`, file, patienceMs: FILE_MS_MAX },
      (response) => response.json() as Promise<CopyRead>,
    ),
  removeNight: (night: string) => ask<null>("POST", `/api/nights/${night}/remove`),
  forgetNames: (night: string) => ask<null>("POST", `/api/nights/${night}/forget-names`),
  update: (body: AskUpdate) => ask<null>("POST", "/api/update", body),
  /** The sheets again, as a PDF. */
  reprint: (body: ReprintCards) =>
    send({ method: "POST", path: "/api/cards/reprint", body, patienceMs: FILE_MS_MAX }, (response) => response.blob()),
  /** A file that the box prints. */
  printed: (path: string) => send({ method: "GET", path, patienceMs: FILE_MS_MAX }, (response) => response.blob()),
  issueCards: (body: IssueCards) => ask<IssuedSet>("POST", "/api/cards", body),
};

/** Where the bundle of the night is downloaded. */
export const BUNDLE_URL = "/api/bundle";

/** Where the bundle of a night that is over is downloaded. */
export function nightUrl(night: string): string {
  return `/api/nights/${night}/bundle`;
}

/** Where the sheet by the door is printed. */
export function posterUrl({ paper }: PrintFormat): string {
  return `/api/poster/${paper}.pdf`;
}

/** Where tonight's games are printed for the caller. */
export function callSheetUrl({ paper }: PrintFormat): string {
  return `/api/call-sheet/${paper}.pdf`;
}

/** Where a card set is printed. */
export function cardsUrl(set: IssuedSet, { paper, layout, back }: PrintFormat): string {
  return `/api/cards/${set.first}-${set.last}.pdf?paper=${paper}&layout=${layout}&back=${back}`;
}

/** Where the list of a card set is downloaded. */
export function cardListUrl(set: IssuedSet): string {
  return `/api/cards/${set.first}-${set.last}.csv`;
}
