import { number } from "../../../shared/lang/i18n";
import type { ActTexts, EntryTexts } from "./texts";

const plural = (n: number, one: string, many: string) => (n < 2 ? one : many);

/** Sentences of the activity feed. */
export const entries: EntryTexts = {
  night_opened: (d) =>
    d.rehearsal
      ? `Une répétition a commencé à ${d.venue}. Rien ne compte.`
      : d.previous
        ? `La soirée ${d.night} a commencé à ${d.venue}, liée à la précédente.`
        : `La soirée ${d.night} a commencé à ${d.venue}.`,
  box_started: (d) => `Le boîtier a démarré (version ${d.version}). Entrées vérifiées : ${d.replayed}.`,
  storage_tested: (d, say) => `Stockage testé : ${say.ms(d.fsync_p99_us)} ms, ${d.verdict}.`,
  clock_set: (d, say) => `${say.who} a réglé l'horloge de ${say.moment(d.from_ms)} à ${say.moment(d.to_ms)}.`,
  clock_corrected: (d, say) =>
    `${say.who} a retardé l'horloge de ${say.moment(d.from_ms)} à ${say.moment(d.to_ms)}. Elle était fausse depuis l'entrée ${d.since}.`,
  rollback_reported: () => "Un téléphone se souvient de plus que ce registre. Appelez le propriétaire.",
  team_noted: (d) => `L'équipe ce soir : personnes ${d.people.length}, appareils ${d.devices.length}.`,
  staff_added: (d, say) => `${say.who} a ajouté ${say.staff(d.staff)} (${say.role(d.role)}).`,
  staff_suspended: (d, say) => `${say.who} a suspendu ${say.staff(d.staff)}.`,
  pin_reset: (d, say) => `${say.who} a donné un nouveau PIN à ${say.staff(d.staff)}.`,
  device_enrolled: (d, say) => `${say.device(d.device)} a rejoint les appareils.`,
  device_suspended: (d, say) => `${say.who} a suspendu l'appareil ${say.device(d.device)}.`,
  staff_signed_in: (d, say) => `${say.staff(d.staff)} s'est connecté.`,
  guessing_noticed: (d) => `Quelqu'un essaie de deviner : ${d.what}.`,
  recording_resumed: (d, say) =>
    `Rien n'a été enregistré depuis ${say.moment(d.since_ms)} : le disque était plein. Maintenant ça continue.`,
  night_removed: (d, say) =>
    `${say.who} a retiré la soirée ${d.night} du boîtier : ${number(d.size)} entrées, dont une copie a été relue.`,
  ledger_set_aside: (d) =>
    `Le registre de la soirée ${d.night} est illisible à partir de l'entrée ${d.seq}. Il a été mis de côté tel quel.`,
  rollback_suspected: (d) => `Un registre signé de ${number(d.size)} entrées contredit celui-ci. L'équipe décide.`,
  rollback_dismissed: (d, say) =>
    `${say.who} : le registre de ${number(d.size)} entrées est faux${say.because(d.reason)}. La soirée continue.`,
  names_forgotten: (d, say) =>
    plural(
      d.names,
      `${say.who} a effacé ${number(d.names)} nom de gagnant de la soirée ${d.night}.`,
      `${say.who} a effacé ${number(d.names)} noms de gagnants de la soirée ${d.night}.`,
    ),
  card_activated: (d, say) => `${say.who} a vendu le carton ${d.serial}.`,
  card_voided: (d, say) => `${say.who} a retiré le carton ${d.serial} : ${d.reason}.`,
  prize_added: (d, say) => `${say.who} a mis un lot en jeu : ${d.stock} × ${d.name}.`,
  stock_set: (d, say) => `${say.who} a corrigé le stock de ${say.prize(d.prize)} à ${d.stock}.`,
  game_opened: (d, say) => `${say.who} a ouvert « ${d.name} », ${say.source(d.source)}.`,
  game_committed: (d, say) => `Le tirage de « ${say.game(d.game)} » est scellé.`,
  game_locked: (d, say) => `${say.who} a fermé la vente de « ${say.game(d.game)} ».`,
  entropy_added: (d, say) =>
    d.text === "" ? "Rien de la salle n'est entré dans le tirage." : `${say.who} a ajouté de la salle : « ${d.text} ».`,
  ball_called: (d, say) => `${say.ball(d.ball)} tirée (annonce ${d.call}).`,
  ball_recalled: (d, say) => `${say.who} a repris ${say.ball(d.ball)} (annonce ${d.call})${say.because(d.reason)}.`,
  ball_restated: (d, say) => `${say.who} a redit ${say.ball(d.ball)} (boule ${d.call}).`,
  win_detected: (d, say) => `Gain sur ${say.ball(d.ball)} : ${say.winning(d)}.`,
  claim_made: (d, say) =>
    d.slept
      ? `${say.who} a annoncé le carton ${d.serial}, complet depuis la boule ${d.slept}.`
      : `${say.who} a réclamé pour le carton ${d.serial}.`,
  claim_judged: (d, say) =>
    d.verdict === "good"
      ? `${say.who} a validé le carton ${d.serial}.`
      : `${say.who} : le carton ${d.serial} ne gagne pas${say.because(d.reason)}.`,
  claim_confirmed: (d, say) => `${say.who} a confirmé le carton ${d.serial} en deuxième.`,
  claims_asked: (d, say) => `${say.who} a demandé à la salle (${d.times}).`,
  card_shown: (d, say) => `${say.who} a montré le carton ${d.serial} à la salle.`,
  tie_resolved: (d, say) =>
    `Égalité de ${say.serials(d.serials)} : ${say.tie(d.rule)}. Le lot va à ${say.serials(d.winners)}.`,
  prize_paid: (d, say) =>
    d.of > 1
      ? `${say.who} a remis la part ${d.share} sur ${d.of} de ${say.paid(d)} au carton ${d.serial}.`
      : `${say.who} a remis ${say.paid(d)} au carton ${d.serial}.`,
  extra_paid: (d, say) =>
    `${say.who} a remis ${say.prize(d.prize)}${say.worth(d.value)} au carton ${d.serial} en lot annexe.`,
  stage_closed: (d, say) => `${say.who} a fermé l'étape ${d.stage + 1} de « ${say.game(d.game)} ».`,
  game_paused: (d, say) => `${say.who} a mis « ${say.game(d.game)} » en pause : ${d.reason}.`,
  game_resumed: (d, say) => `${say.who} a repris « ${say.game(d.game)} ».`,
  game_closed: (d, say) =>
    ({
      played: `« ${say.game(d.game)} » est terminée.`,
      ended: `${say.who} a terminé « ${say.game(d.game)} » plus tôt${say.because(d.reason)}.`,
      cancelled: `${say.who} a annulé « ${say.game(d.game)} »${say.because(d.reason)}.`,
      voided: `${say.who} a annulé « ${say.game(d.game)} »${say.because(d.reason)}.`,
    })[d.outcome],
  cards_packed: (d, say) => `${say.who} a réuni les cartons ${say.serials(d.serials)} pour un joueur.`,
  cards_reprinted: (d, say) => `${say.who} a réimprimé les cartons ${d.first} à ${d.last} : ${d.reason}.`,
  duplicate_reported: (d, say) => `${say.who} a signalé un deuxième carton ${d.serial} : ${d.reason}.`,
  duplicate_settled: (d, say) =>
    d.settlement === "share"
      ? `${say.who} a réglé le carton ${d.serial} : ses deux détenteurs partagent.`
      : `${say.who} a réglé le carton ${d.serial} : ses deux détenteurs se départagent.`,
  pot_set: (d, say) => `${say.who} a mis la cagnotte ${d.name} à ${say.money(d.value)}, jusqu'à la boule ${d.within}.`,
  pot_grew: (d, say) =>
    `Personne n'a gagné la cagnotte ${say.pot(d.pot)} : elle contient ${say.money(d.value)}, jusqu'à la boule ${d.within}.`,
  pot_won: (d, say) =>
    `La cagnotte ${say.pot(d.pot)} a été gagnée : ${say.money(d.value)}. Elle repart de ${say.money(d.left)}, jusqu'à la boule ${d.within}.`,
  programme_set: (d, say) =>
    plural(
      d.items.length,
      `${say.who} a enregistré le programme : ${number(d.items.length)} élément.`,
      `${say.who} a enregistré le programme : ${number(d.items.length)} éléments.`,
    ),
  item_shown: (d, say) =>
    d.item === null ? `${say.who} a libéré les écrans.` : `${say.who} a affiché aux écrans : « ${say.item(d.item)} ».`,
  pace_set: (d, say) =>
    d.every_s === null
      ? `${say.who} a arrêté l'annonce automatique de « ${say.game(d.game)} ».`
      : `${say.who} laisse le boîtier annoncer « ${say.game(d.game)} », toutes les ${d.every_s} s.`,
  pattern_restated: (d, say) => `${say.who} a redit la figure de l'étape ${d.stage + 1} : ${d.reason}.`,
  dispute_opened: (d, say) => `${say.who} a arrêté « ${say.game(d.game)} » pour une contestation : ${d.about}.`,
  dispute_settled: (d, say) => `${say.who} a réglé la contestation dans « ${say.game(d.game)} » : ${d.decision}.`,
  seed_revealed: (d, say) => `La graine de « ${say.game(d.game)} » est publique : chacun peut vérifier le tirage.`,
  refused: (d, say) =>
    `${say.who} a voulu ${say.act(d.act)}. Refusé : ${say.refusal(d.refusal)}${d.repeats ? ` (encore ${d.repeats} fois)` : ""}`,
  night_closed: (_, say) => `${say.who} a clos la soirée.`,
};

/** What people ask the box for. */
export const acts: ActTexts = {
  activate_card: "vendre un carton",
  void_card: "retirer un carton",
  add_prize: "ajouter un lot",
  set_stock: "corriger un stock",
  open_game: "ouvrir une partie",
  lock_game: "fermer la vente",
  add_entropy: "ajouter quelque chose de la salle",
  draw_ball: "tirer une boule",
  recall_ball: "reprendre une boule",
  pause_game: "mettre en pause",
  resume_game: "continuer la partie",
  claim: "réclamer un gain",
  judge_claim: "juger un gain",
  confirm_claim: "confirmer un gain",
  pay_prize: "remettre un lot",
  close_stage: "fermer une étape",
  close_game: "terminer la partie",
  pack_cards: "réunir des cartons",
  report_duplicate: "signaler un deuxième carton",
  settle_duplicate: "régler un deuxième carton",
  set_pot: "fixer une cagnotte",
  set_programme: "enregistrer le programme",
  show_item: "afficher aux écrans",
  set_pace: "laisser annoncer le boîtier",
  restate_ball: "redire une boule",
  restate_pattern: "redire la figure",
  open_dispute: "arrêter pour une contestation",
  settle_dispute: "régler une contestation",
  ask_claims: "demander à la salle",
  show_card: "montrer un carton",
  pay_extra: "remettre un lot annexe",
  void_game: "annuler la partie",
  close_night: "clore la soirée",
  set_aside_night: "mettre une soirée de côté",
  dismiss_rollback: "continuer avec le registre",
  open_night: "ouvrir une soirée",
};
