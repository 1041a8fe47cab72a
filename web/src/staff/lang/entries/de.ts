import { number } from "../../../shared/lang/i18n";
import type { ActTexts, EntryTexts } from "./texts";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Sentences of the activity feed. */
export const entries: EntryTexts = {
  night_opened: (d) =>
    d.rehearsal
      ? `Ein Übungsabend begann in ${d.venue}. Nichts zählt.`
      : d.previous
        ? `Der Abend ${d.night} begann in ${d.venue}, verknüpft mit dem Abend davor.`
        : `Der Abend ${d.night} begann in ${d.venue}.`,
  box_started: (d) => `Die Box startete (Version ${d.version}). Geprüfte Einträge: ${d.replayed}.`,
  storage_tested: (d, say) => `Speicher geprüft: ${say.ms(d.fsync_p99_us)} ms, ${d.verdict}.`,
  clock_set: (d, say) => `${say.who} stellte die Uhr von ${say.moment(d.from_ms)} auf ${say.moment(d.to_ms)}.`,
  clock_corrected: (d, say) =>
    `${say.who} stellte die Uhr von ${say.moment(d.from_ms)} zurück auf ${say.moment(d.to_ms)}. Sie ging falsch seit Eintrag ${d.since}.`,
  rollback_reported: () => "Ein Handy erinnert sich an mehr, als dieses Protokoll hat. Rufen Sie den Besitzer.",
  team_noted: (d) => `Das Team heute: Personen ${d.people.length}, Geräte ${d.devices.length}.`,
  staff_added: (d, say) => `${say.who} nahm ${say.staff(d.staff)} auf (${say.role(d.role)}).`,
  staff_suspended: (d, say) => `${say.who} sperrte ${say.staff(d.staff)}.`,
  pin_reset: (d, say) => `${say.who} gab ${say.staff(d.staff)} eine neue PIN.`,
  device_enrolled: (d, say) => `${say.device(d.device)} gehört jetzt zu den Geräten.`,
  device_suspended: (d, say) => `${say.who} sperrte das Gerät ${say.device(d.device)}.`,
  staff_signed_in: (d, say) => `${say.staff(d.staff)} hat sich angemeldet.`,
  guessing_noticed: (d) => `Jemand rät: ${d.what}.`,
  recording_resumed: (d, say) =>
    `Seit ${say.moment(d.since_ms)} wurde nichts aufgezeichnet: Der Speicher war voll. Jetzt geht es weiter.`,
  night_removed: (d, say) =>
    `${say.who} hat den Abend ${d.night} von der Box entfernt: ${number(d.size)} Einträge, eine Kopie wurde zurückgelesen.`,
  ledger_set_aside: (d) =>
    `Das Protokoll des Abends ${d.night} war ab Eintrag ${d.seq} nicht lesbar. Es wurde beiseitegelegt, wie es ist.`,
  rollback_suspected: (d) =>
    `Ein signiertes Protokoll mit ${number(d.size)} Einträgen widerspricht diesem. Das Team entscheidet.`,
  rollback_dismissed: (d, say) =>
    `${say.who}: Das Protokoll mit ${number(d.size)} Einträgen ist gefälscht${say.because(d.reason)}. Der Abend geht weiter.`,
  names_forgotten: (d, say) =>
    plural(
      d.names,
      `${say.who} hat ${number(d.names)} Namen von Gewinnern des Abends ${d.night} gelöscht.`,
      `${say.who} hat ${number(d.names)} Namen von Gewinnern des Abends ${d.night} gelöscht.`,
    ),
  card_activated: (d, say) => `${say.who} verkaufte Karte ${d.serial}.`,
  card_voided: (d, say) => `${say.who} nahm Karte ${d.serial} aus dem Spiel: ${d.reason}.`,
  prize_added: (d, say) => `${say.who} legte einen Preis bereit: ${d.stock} × ${d.name}.`,
  stock_set: (d, say) => `${say.who} berichtigte den Bestand von ${say.prize(d.prize)} auf ${d.stock}.`,
  game_opened: (d, say) => `${say.who} eröffnete „${d.name}“, ${say.source(d.source)}.`,
  game_committed: (d, say) => `Die Ziehung von „${say.game(d.game)}“ ist versiegelt.`,
  game_locked: (d, say) => `${say.who} schloss den Verkauf für „${say.game(d.game)}“.`,
  entropy_added: (d, say) =>
    d.text === "" ? "Aus dem Saal floss nichts in die Ziehung ein." : `${say.who} gab aus dem Saal hinzu: „${d.text}“.`,
  ball_called: (d, say) => `${say.ball(d.ball)} gezogen (Ansage ${d.call}).`,
  ball_recalled: (d, say) => `${say.who} nahm ${say.ball(d.ball)} zurück (Ansage ${d.call})${say.because(d.reason)}.`,
  ball_restated: (d, say) => `${say.who} hat ${say.ball(d.ball)} noch einmal angesagt (Zug ${d.call}).`,
  win_detected: (d, say) => `Gewinn mit ${say.ball(d.ball)}: ${say.winning(d)}.`,
  claim_made: (d, say) =>
    d.slept
      ? `${say.who} hat Karte ${d.serial} gemeldet, voll seit Zug ${d.slept}.`
      : `${say.who} meldete Bingo für Karte ${d.serial}.`,
  claim_judged: (d, say) =>
    d.verdict === "good"
      ? `${say.who} bestätigte Karte ${d.serial}.`
      : `${say.who}: Karte ${d.serial} ist kein Gewinn${say.because(d.reason)}.`,
  claim_confirmed: (d, say) => `${say.who} bestätigte Karte ${d.serial} als zweite Person.`,
  claims_asked: (d, say) => `${say.who} hat den Saal gefragt (${d.times}).`,
  card_shown: (d, say) => `${say.who} hat Karte ${d.serial} dem Saal gezeigt.`,
  tie_resolved: (d, say) =>
    `Gleichstand von ${say.serials(d.serials)}: ${say.tie(d.rule)}. Der Preis geht an ${say.serials(d.winners)}.`,
  prize_paid: (d, say) =>
    d.of > 1
      ? `${say.who} gab Anteil ${d.share} von ${d.of} von ${say.paid(d)} an Karte ${d.serial} aus.`
      : `${say.who} gab ${say.paid(d)} an Karte ${d.serial} aus.`,
  extra_paid: (d, say) =>
    `${say.who} hat ${say.prize(d.prize)}${say.worth(d.value)} an Karte ${d.serial} als Nebenpreis ausgegeben.`,
  stage_closed: (d, say) => `${say.who} schloss Runde ${d.stage + 1} von „${say.game(d.game)}“.`,
  game_paused: (d, say) => `${say.who} hielt „${say.game(d.game)}“ an: ${d.reason}.`,
  game_resumed: (d, say) => `${say.who} setzte „${say.game(d.game)}“ fort.`,
  game_closed: (d, say) =>
    ({
      played: `„${say.game(d.game)}“ ist vorbei.`,
      ended: `${say.who} beendete „${say.game(d.game)}“ vorzeitig${say.because(d.reason)}.`,
      cancelled: `${say.who} sagte „${say.game(d.game)}“ ab${say.because(d.reason)}.`,
      voided: `${say.who} hat „${say.game(d.game)}“ für ungültig erklärt${say.because(d.reason)}.`,
    })[d.outcome],
  cards_packed: (d, say) => `${say.who} hat die Karten ${say.serials(d.serials)} für einen Gast zusammengelegt.`,
  cards_reprinted: (d, say) => `${say.who} hat die Karten ${d.first} bis ${d.last} noch einmal gedruckt: ${d.reason}.`,
  duplicate_reported: (d, say) => `${say.who} hat eine zweite Karte ${d.serial} gemeldet: ${d.reason}.`,
  duplicate_settled: (d, say) =>
    d.settlement === "share"
      ? `${say.who} hat Karte ${d.serial} geklärt: Beide teilen.`
      : `${say.who} hat Karte ${d.serial} geklärt: Beide spielen es aus.`,
  pot_set: (d, say) => `${say.who} hat den Topf ${d.name} auf ${say.money(d.value)} gesetzt, bis Zug ${d.within}.`,
  pot_grew: (d, say) =>
    `Niemand gewann den Topf ${say.pot(d.pot)}: Er enthält ${say.money(d.value)}, bis Zug ${d.within}.`,
  pot_won: (d, say) =>
    `Der Topf ${say.pot(d.pot)} wurde gewonnen: ${say.money(d.value)}. Er beginnt neu mit ${say.money(d.left)}, bis Zug ${d.within}.`,
  programme_set: (d, say) =>
    plural(
      d.items.length,
      `${say.who} hat das Programm gespeichert: ${number(d.items.length)} Punkt.`,
      `${say.who} hat das Programm gespeichert: ${number(d.items.length)} Punkte.`,
    ),
  item_shown: (d, say) =>
    d.item === null
      ? `${say.who} hat die Bildschirme frei gemacht.`
      : `${say.who} hat auf die Bildschirme gebracht: „${say.item(d.item)}“.`,
  pace_set: (d, say) =>
    d.every_s === null
      ? `${say.who} hat das Ziehen von selbst in „${say.game(d.game)}“ angehalten.`
      : `${say.who} lässt die Box in „${say.game(d.game)}“ von selbst ziehen, alle ${d.every_s} s.`,
  pattern_restated: (d, say) => `${say.who} hat das Muster von Runde ${d.stage + 1} noch einmal angesagt: ${d.reason}.`,
  dispute_opened: (d, say) => `${say.who} hat „${say.game(d.game)}“ für einen Einspruch angehalten: ${d.about}.`,
  dispute_settled: (d, say) => `${say.who} hat den Einspruch in „${say.game(d.game)}“ geklärt: ${d.decision}.`,
  seed_revealed: (d, say) => `Der Startwert von „${say.game(d.game)}“ ist öffentlich: Jeder kann die Ziehung prüfen.`,
  refused: (d, say) =>
    `${say.who} wollte ${say.act(d.act)}. Abgelehnt: ${say.refusal(d.refusal)}${d.repeats ? ` (noch ${d.repeats}-mal)` : ""}`,
  night_closed: (_, say) => `${say.who} schloss den Abend ab.`,
};

/** What people ask the box for. */
export const acts: ActTexts = {
  activate_card: "eine Karte verkaufen",
  void_card: "eine Karte aus dem Spiel nehmen",
  add_prize: "einen Preis hinzufügen",
  set_stock: "einen Bestand berichtigen",
  open_game: "ein Spiel eröffnen",
  lock_game: "den Verkauf schließen",
  add_entropy: "etwas aus dem Saal hinzugeben",
  draw_ball: "eine Kugel ziehen",
  recall_ball: "eine Kugel zurücknehmen",
  pause_game: "das Spiel anhalten",
  resume_game: "das Spiel fortsetzen",
  claim: "einen Gewinn melden",
  judge_claim: "einen Gewinn beurteilen",
  confirm_claim: "einen Gewinn bestätigen",
  pay_prize: "einen Preis ausgeben",
  close_stage: "eine Runde schließen",
  close_game: "das Spiel beenden",
  pack_cards: "Karten zusammenlegen",
  report_duplicate: "eine zweite Karte melden",
  settle_duplicate: "eine zweite Karte klären",
  set_pot: "einen Topf setzen",
  set_programme: "das Programm speichern",
  show_item: "etwas auf die Bildschirme bringen",
  set_pace: "die Box ziehen lassen",
  restate_ball: "eine Kugel noch einmal ansagen",
  restate_pattern: "das Muster noch einmal ansagen",
  open_dispute: "für einen Einspruch anhalten",
  settle_dispute: "einen Einspruch klären",
  ask_claims: "den Saal fragen",
  show_card: "eine Karte zeigen",
  pay_extra: "einen Nebenpreis ausgeben",
  void_game: "das Spiel für ungültig erklären",
  close_night: "den Abend abschließen",
  set_aside_night: "einen Abend beiseitelegen",
  dismiss_rollback: "mit dem Protokoll weitermachen",
  open_night: "einen Abend öffnen",
};
