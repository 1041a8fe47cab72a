import { number } from "../../../shared/lang/i18n";
import type { ActTexts, EntryTexts } from "./texts";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** Sentences of the activity feed. */
export const entries: EntryTexts = {
  night_opened: (d) =>
    d.rehearsal
      ? `Empezó una noche de ensayo en ${d.venue}. Nada cuenta.`
      : d.previous
        ? `La noche ${d.night} empezó en ${d.venue}, unida a la anterior.`
        : `La noche ${d.night} empezó en ${d.venue}.`,
  box_started: (d) => `La caja arrancó (versión ${d.version}). Entradas comprobadas: ${d.replayed}.`,
  storage_tested: (d, say) => `Almacenamiento probado: ${say.ms(d.fsync_p99_us)} ms, ${d.verdict}.`,
  clock_set: (d, say) => `${say.who} puso en hora el reloj: de ${say.moment(d.from_ms)} a ${say.moment(d.to_ms)}.`,
  clock_corrected: (d, say) =>
    `${say.who} atrasó el reloj: de ${say.moment(d.from_ms)} a ${say.moment(d.to_ms)}. Iba mal desde la anotación ${d.since}.`,
  rollback_reported: () => "Un móvil recuerda más de lo que tiene este registro. Avise al dueño.",
  team_noted: (d) => `El equipo de esta noche: personas ${d.people.length}, dispositivos ${d.devices.length}.`,
  staff_added: (d, say) => `${say.who} añadió a ${say.staff(d.staff)} (${say.role(d.role)}).`,
  staff_suspended: (d, say) => `${say.who} suspendió a ${say.staff(d.staff)}.`,
  pin_reset: (d, say) => `${say.who} dio un PIN nuevo a ${say.staff(d.staff)}.`,
  device_enrolled: (d, say) => `${say.device(d.device)} se unió a los dispositivos.`,
  device_suspended: (d, say) => `${say.who} suspendió el dispositivo ${say.device(d.device)}.`,
  staff_signed_in: (d, say) => `${say.staff(d.staff)} entró.`,
  guessing_noticed: (d) => `Alguien está adivinando: ${d.what}.`,
  recording_resumed: (d, say) =>
    `Desde ${say.moment(d.since_ms)} no se registró nada: el disco estaba lleno. Ahora sigue.`,
  night_removed: (d, say) =>
    `${say.who} quitó la noche ${d.night} de la caja: ${number(d.size)} entradas, con una copia releída.`,
  ledger_set_aside: (d) =>
    `El registro de la noche ${d.night} no se pudo leer desde la entrada ${d.seq}. Se apartó tal como está.`,
  rollback_suspected: (d) => `Un registro firmado de ${number(d.size)} entradas contradice este. Decide el personal.`,
  rollback_dismissed: (d, say) =>
    `${say.who}: el registro de ${number(d.size)} entradas es falso${say.because(d.reason)}. La noche sigue.`,
  names_forgotten: (d, say) =>
    plural(
      d.names,
      `${say.who} borró ${number(d.names)} nombre de ganador de la noche ${d.night}.`,
      `${say.who} borró ${number(d.names)} nombres de ganadores de la noche ${d.night}.`,
    ),
  card_activated: (d, say) => `${say.who} vendió el cartón ${d.serial}.`,
  card_voided: (d, say) => `${say.who} retiró el cartón ${d.serial}: ${d.reason}.`,
  prize_added: (d, say) => `${say.who} puso un premio: ${d.stock} × ${d.name}.`,
  stock_set: (d, say) => `${say.who} corrigió las existencias de ${say.prize(d.prize)} a ${d.stock}.`,
  game_opened: (d, say) => `${say.who} abrió «${d.name}», ${say.source(d.source)}.`,
  game_committed: (d, say) => `El sorteo de «${say.game(d.game)}» está sellado.`,
  game_locked: (d, say) => `${say.who} cerró la venta de «${say.game(d.game)}».`,
  entropy_added: (d, say) =>
    d.text === "" ? "Nada de la sala entró en el sorteo." : `${say.who} añadió de la sala: «${d.text}».`,
  ball_called: (d, say) => `${say.ball(d.ball)} cantada (bola número ${d.call}).`,
  ball_recalled: (d, say) => `${say.who} retiró ${say.ball(d.ball)} (bola número ${d.call})${say.because(d.reason)}.`,
  ball_restated: (d, say) => `${say.who} repitió ${say.ball(d.ball)} (bola ${d.call}).`,
  win_detected: (d, say) => `Premio con ${say.ball(d.ball)}: ${say.winning(d)}.`,
  claim_made: (d, say) =>
    d.slept
      ? `${say.who} cantó el cartón ${d.serial}, completo desde la bola ${d.slept}.`
      : `${say.who} reclamó para el cartón ${d.serial}.`,
  claim_judged: (d, say) =>
    d.verdict === "good"
      ? `${say.who} dio por bueno el cartón ${d.serial}.`
      : `${say.who}: el cartón ${d.serial} no gana${say.because(d.reason)}.`,
  claim_confirmed: (d, say) => `${say.who} confirmó el cartón ${d.serial} como segunda persona.`,
  claims_asked: (d, say) => `${say.who} preguntó a la sala (${d.times}).`,
  card_shown: (d, say) => `${say.who} enseñó el cartón ${d.serial} a la sala.`,
  tie_resolved: (d, say) =>
    `Empate de ${say.serials(d.serials)}: ${say.tie(d.rule)}. El premio va a ${say.serials(d.winners)}.`,
  prize_paid: (d, say) =>
    d.of > 1
      ? `${say.who} entregó la parte ${d.share} de ${d.of} de ${say.paid(d)} al cartón ${d.serial}.`
      : `${say.who} entregó ${say.paid(d)} al cartón ${d.serial}.`,
  extra_paid: (d, say) =>
    `${say.who} entregó ${say.prize(d.prize)}${say.worth(d.value)} al cartón ${d.serial} como premio adicional.`,
  stage_closed: (d, say) => `${say.who} cerró la fase ${d.stage + 1} de «${say.game(d.game)}».`,
  game_paused: (d, say) => `${say.who} pausó «${say.game(d.game)}»: ${d.reason}.`,
  game_resumed: (d, say) => `${say.who} siguió con «${say.game(d.game)}».`,
  game_closed: (d, say) =>
    ({
      played: `«${say.game(d.game)}» ha terminado.`,
      ended: `${say.who} terminó «${say.game(d.game)}» antes${say.because(d.reason)}.`,
      cancelled: `${say.who} canceló «${say.game(d.game)}»${say.because(d.reason)}.`,
      voided: `${say.who} anuló «${say.game(d.game)}»${say.because(d.reason)}.`,
    })[d.outcome],
  cards_packed: (d, say) => `${say.who} juntó los cartones ${say.serials(d.serials)} para un jugador.`,
  cards_reprinted: (d, say) => `${say.who} volvió a imprimir los cartones ${d.first} a ${d.last}: ${d.reason}.`,
  duplicate_reported: (d, say) => `${say.who} avisó de un segundo cartón ${d.serial}: ${d.reason}.`,
  duplicate_settled: (d, say) =>
    d.settlement === "share"
      ? `${say.who} resolvió el cartón ${d.serial}: sus dos dueños comparten.`
      : `${say.who} resolvió el cartón ${d.serial}: sus dos dueños desempatan.`,
  pot_set: (d, say) => `${say.who} puso el bote ${d.name} en ${say.money(d.value)}, hasta la bola ${d.within}.`,
  pot_grew: (d, say) => `Nadie ganó el bote ${say.pot(d.pot)}: tiene ${say.money(d.value)}, hasta la bola ${d.within}.`,
  pot_won: (d, say) =>
    `Se ganó el bote ${say.pot(d.pot)}: ${say.money(d.value)}. Vuelve a empezar con ${say.money(d.left)}, hasta la bola ${d.within}.`,
  programme_set: (d, say) =>
    plural(
      d.items.length,
      `${say.who} guardó el programa: ${number(d.items.length)} punto.`,
      `${say.who} guardó el programa: ${number(d.items.length)} puntos.`,
    ),
  item_shown: (d, say) =>
    d.item === null ? `${say.who} limpió las pantallas.` : `${say.who} puso en las pantallas: «${say.item(d.item)}».`,
  pace_set: (d, say) =>
    d.every_s === null
      ? `${say.who} paró el canto automático de «${say.game(d.game)}».`
      : `${say.who} dejó que la caja cante «${say.game(d.game)}» sola, cada ${d.every_s} s.`,
  pattern_restated: (d, say) => `${say.who} repitió la figura de la fase ${d.stage + 1}: ${d.reason}.`,
  dispute_opened: (d, say) => `${say.who} paró «${say.game(d.game)}» por una reclamación: ${d.about}.`,
  dispute_settled: (d, say) => `${say.who} resolvió la reclamación en «${say.game(d.game)}»: ${d.decision}.`,
  seed_revealed: (d, say) => `La semilla de «${say.game(d.game)}» es pública: cualquiera puede comprobar el sorteo.`,
  refused: (d, say) =>
    `${say.who} quiso ${say.act(d.act)}. Rechazado: ${say.refusal(d.refusal)}${d.repeats ? ` (${d.repeats} veces más)` : ""}`,
  night_closed: (_, say) => `${say.who} cerró la noche.`,
};

/** What people ask the box for. */
export const acts: ActTexts = {
  activate_card: "vender un cartón",
  void_card: "retirar un cartón",
  add_prize: "añadir un premio",
  set_stock: "corregir existencias",
  open_game: "abrir una partida",
  lock_game: "cerrar la venta",
  add_entropy: "añadir algo de la sala",
  draw_ball: "sacar una bola",
  recall_ball: "retirar una bola",
  pause_game: "pausar la partida",
  resume_game: "seguir con la partida",
  claim: "reclamar un premio",
  judge_claim: "decidir un premio",
  confirm_claim: "confirmar un premio",
  pay_prize: "entregar un premio",
  close_stage: "cerrar una fase",
  close_game: "terminar la partida",
  pack_cards: "juntar cartones",
  report_duplicate: "avisar de un segundo cartón",
  settle_duplicate: "resolver un segundo cartón",
  set_pot: "fijar un bote",
  set_programme: "guardar el programa",
  show_item: "poner algo en las pantallas",
  set_pace: "dejar cantar a la caja",
  restate_ball: "repetir una bola",
  restate_pattern: "repetir la figura",
  open_dispute: "parar por una reclamación",
  settle_dispute: "resolver una reclamación",
  ask_claims: "preguntar a la sala",
  show_card: "enseñar un cartón",
  pay_extra: "entregar un premio adicional",
  void_game: "anular la partida",
  close_night: "cerrar la noche",
  set_aside_night: "apartar una noche",
  dismiss_rollback: "seguir con el registro",
  open_night: "abrir una noche",
};
