import { faultText, fieldText, type FaultTexts, type Say, type SharedTexts } from "./texts";

const thing = {
  game: "esta partida",
  stage: "esta fase",
  prize: "este premio",
  card: "este cartón",
  pattern: "esta figura",
  pot: "este bote",
  item: "este punto",
  person: "esta persona",
  device: "este dispositivo",
  update: "esta versión",
  night: "esta noche",
};

const notACopy = {
  not_whole: "Este archivo no es el registro entero de una noche. Descarga la noche otra vez y elige ese archivo.",
  another_night: "Este archivo es de otra noche o de otra caja. Elige el archivo de esta noche.",
  too_early: "Este archivo se guardó antes de que acabara la noche. Descarga la noche otra vez y elige ese archivo.",
  differs: "Este archivo tiene otras entradas que la noche de la caja. Guarda los dos y averigua cuál es el verdadero.",
};

const clockStays = {
  kept: "El reloj lo lleva algo mejor que un móvil. Revisa el reloj de este móvil.",
  known_later:
    "Seguro que es más tarde: la caja se hizo, o estuvo en internet, después de ese día. Revisa el reloj de este móvil.",
  ten_years: "Son más de diez años de diferencia. Revisa el reloj de este móvil.",
  sixty_days:
    "Son más de 60 días de diferencia, y eso no lo pone ningún móvil. Conecta la caja a internet, o apágala y enciéndela y pon entonces el reloj en hora.",
  date_needed: "Nada ha puesto el reloj en hora desde que hay corriente. Escribe también la fecha de hoy.",
  other_date: "La fecha que has escrito no es la de este móvil. Corrige la que esté mal.",
  confirm_dates: "Las dos fechas se llevan más de 36 horas. Lee las dos y confirma otra vez.",
};

const field: Record<string, string> = {
  name: "nombre",
  reason: "motivo",
  about: "de qué se trata",
  decision: "decisión",
  text: "texto",
  read_out: "texto para leer en voz alta",
  code: "código",
  pin: "PIN",
  value: "valor",
  stock: "cuántos",
  count: "cuántos",
  cards: "cartones",
  minutes: "minutos",
};

const fault: FaultTexts = {
  empty: () => "no hay nada escrito",
  too_long: (f) => `demasiado largo. Caben ${f.bytes_max} letras simples, menos con acentos o en otras escrituras`,
  character: (f) => `el carácter ${f.character} no puede ir ahí. Escribe el texto a mano`,
  range: (f) => `de ${f.min} a ${f.max}, por favor`,
  twice: () => "está dos veces",
  wrong: () => "no es correcto. Mira otra vez y escríbelo de nuevo",
  missing: () => "falta. Vuelve a cargar esta página",
  unknown: () => "la caja no lo conoce. Vuelve a cargar esta página",
};

const serials = (list: readonly number[], say: Say) => say.list(list.map((serial) => `n.º ${serial}`));

const es: SharedTexts = {
  refusal: {
    not_allowed: () => "No puedes hacer esto aquí. Pide permiso al responsable o usa otro dispositivo.",
    busy: () => "La caja está muy ocupada. Inténtalo de nuevo en un momento.",
    no_night: () => "No hay ninguna noche abierta. Abre una primero.",
    night_over: () => "La noche está cerrada. Abre una nueva para seguir.",
    game_still_running: () => "Todavía hay una partida en juego. Ciérrala primero.",
    unknown: (r) => `No encontramos ${thing[r.what]}. Compruébalo e inténtalo de nuevo.`,
    already_exists: () => "Ese nombre ya existe. Elige otro.",
    invalid: (r) => `Revisa «${fieldText(field, r.field)}»: ${faultText(fault, r)}.`,
    unprintable: (r) =>
      `Revisa «${fieldText(field, r.field)}»: la letra «${r.letter}» no se puede imprimir. Escríbelo con otras letras.`,
    already_active: (r, say) =>
      `El cartón n.º ${r.serial} ya se vendió a las ${say.time(r.sold.at_ms)} (${say.who(r.sold.by)}). No hay que hacer nada más.`,
    not_active: (r) => `El cartón n.º ${r.serial} no se ha vendido esta noche. Véndelo primero.`,
    card_void: (r, say) =>
      `El cartón n.º ${r.serial} se retiró del juego a las ${say.time(r.voided.at_ms)} (${say.who(r.voided.by)}). Da otro cartón.`,
    card_has_win: (r) =>
      `El cartón n.º ${r.serial} tiene un premio y no se puede anular ahora. Resuelve antes el premio.`,
    another_game_runs: () => "Se está jugando otra partida. Ciérrala primero.",
    not_locked: () => "La venta sigue abierta. Ciérrala primero.",
    already_locked: () => "La venta de esta partida está cerrada. El cartón puede jugar en la siguiente.",
    no_cards: () => "Ningún cartón juega en esta partida. Vende al menos uno.",
    entropy_fixed: () => "La palabra de la sala ya está fijada. Sigue con la primera bola.",
    paused: () => "La partida está en pausa. Reanúdala para seguir.",
    not_paused: () => "La partida no está en pausa. Puedes cantar.",
    game_over: () => "Esta partida ha terminado. Sigue con la siguiente.",
    not_running: () => "Aún no ha salido ninguna bola. Canta la primera.",
    call_already_out: (r, say) =>
      `La bola ${r.call} ya ha salido: ${say.ball(r.ball)}. Mira el panel y canta la siguiente.`,
    ball_already_called: (r, say) =>
      `${say.ball(r.ball)} ya se cantó (bola ${r.call}). Revisa la bola y vuelve a introducirla.`,
    ball_needed: () => "Esta partida usa el bombo. Introduce la bola que has sacado.",
    ball_not_wanted: () => "En esta partida sortea la caja. Pulsa «Siguiente bola» sin indicar número.",
    no_balls_left: () => "Ya han salido las 75 bolas. Cierra la partida.",
    ask_first: (r) =>
      `Un cartón ha ganado y nadie ha cantado. Pregunta a la sala tres veces antes de la próxima bola (van ${r.asked}).`,
    disputed: (r, say) => `Alguien reclamó a las ${say.time(r.since.at_ms)}. Nada sigue hasta que se resuelva.`,
    not_disputed: () => "No hay ninguna reclamación. La partida puede seguir.",
    undo_not_allowed: () => "Según las reglas de la casa, esta bola no se puede retirar. Se queda; sigue desde aquí.",
    claim_depends: (r) =>
      `El cartón n.º ${r.serial} se cantó con esta bola, así que la bola se queda. Decide el premio.`,
    slept: (r) =>
      `El cartón n.º ${r.serial} ya estaba completo con la bola ${r.call}. Según las reglas de la casa solo cuenta hasta la bola siguiente: se ha cantado tarde.`,
    not_shown: (r) => `Enseña primero el cartón n.º ${r.serial} a la sala y decide después.`,
    duplicate_open: (r) => `Hay dos cartones n.º ${r.serial} en la sala. Resuélvelo antes con los dos jugadores.`,
    no_duplicate: (r) => `Nadie ha avisado de un segundo cartón n.º ${r.serial}. Avisa primero.`,
    in_another_pack: (r) => `El cartón n.º ${r.serial} ya está en el lote de otro jugador. Elige un cartón sin lote.`,
    no_extra: () => "A este cartón no le toca este premio adicional. Mira la lista de premios.",
    pot_in_play: () => "La partida en juego usa este bote. Cámbialo después de la partida.",
    programme_changed: () => "Otra persona ha cambiado el programa mientras tanto. Míralo de nuevo y repite tu cambio.",
    win_open: (r, say) => `Hay un premio por comprobar (${serials(r.serials, say)}). Decídelo primero.`,
    not_the_last_call: (r) => `Solo se puede retirar la última bola: la número ${r.call}.`,
    payout_depends: (r) => `Ya se pagó un premio con esta bola al cartón n.º ${r.serial}; la bola se queda.`,
    not_a_win: (r) =>
      r.missing === 1
        ? `El cartón n.º ${r.serial} no ha ganado: falta una casilla. Sigue jugando.`
        : `El cartón n.º ${r.serial} no ha ganado: faltan ${r.missing} casillas. Sigue jugando.`,
    already_claimed: (r, say) =>
      `Este premio se cantó a las ${say.time(r.claimed.at_ms)}. El personal vendrá a comprobarlo.`,
    not_claimed: () => "Nadie ha cantado este premio. Regístralo primero.",
    already_judged: (r, say) =>
      `${say.who(r.judged.by)} lo decidió a las ${say.time(r.judged.at_ms)}. Mira la lista de premios.`,
    not_judged: () => "Aún no hay decisión. Comprueba primero el cartón.",
    judged_not_a_win: () => "El personal decidió que no es premio. Pregunta en el mostrador si no estás de acuerdo.",
    same_person: () => "La segunda persona tiene que ser otra. Pide a un compañero que confirme.",
    needs_second_person: () => "Primero tiene que confirmarlo una segunda persona.",
    tie_open: (r, say) => `Otros cartones ganaron con la misma bola (${serials(r.serials, say)}). Decídelos primero.`,
    lost_the_tie: () => "Según la regla de empate, el premio fue para otro cartón.",
    already_paid: (r, say) =>
      `El premio se entregó a las ${say.time(r.paid.at_ms)} (${say.who(r.paid.by)}). No lo pagues otra vez.`,
    out_of_stock: () => "No queda ninguno de este premio. Corrige las existencias o elige otro.",
    reason_needed: () => "Indica por qué: hace falta un motivo.",
    not_this_stage: () => "Ahora no se juega esta fase. Mira la figura en el panel.",
    too_many_tries: () => "Demasiados intentos. Pide ayuda al personal.",
    stage_closed: () =>
      "Esta fase está cerrada: su última bola se queda. Termina la partida antes si hay que repetirla.",
    nothing_won: () => "Nadie ha ganado esta fase todavía: sigue cantando o termina la partida antes.",
    clock_stays: (r) => clockStays[r.why],
    limit_reached: (r) => `La caja no puede guardar más (${r.limit}). Cierra la noche y abre otra.`,
    storage_full: () =>
      "El disco de la caja está lleno y no se registra nada. El dueño hace sitio: Más → Noches guardadas.",
    ledger_damaged: (r) =>
      `El registro de esta noche está dañado desde la entrada ${r.seq} y no se registra nada. El dueño lo aparta: Más → Noche.`,
    no_rollback: () => "Ya nada contradice el registro. No hay nada que hacer.",
    night_is_sound: () => "El registro de esta noche está entero: no hay nada que apartar.",
    night_is_tonight: () => "Es la noche abierta. Solo se pueden quitar noches anteriores.",
    copy_needed: () => "Primero deja que la caja relea una copia guardada: descarga la noche y elige el archivo.",
    not_a_copy: (r) => notACopy[r.fault],
  },
  who: { system: "la caja", player: "un jugador", staff: "el personal" },
  tie: {
    split: "Si varios cartones ganan con la misma bola, se reparten el premio a partes iguales.",
    split_players:
      "Si varios cartones ganan con la misma bola, el premio se reparte por igual entre los jugadores: todos los cartones de una persona cuentan una vez.",
    random: "Si varios cartones ganan con la misma bola, se sortea el premio entre ellos.",
    all_share: "Si varios cartones ganan con la misma bola, cada uno recibe el premio entero.",
    first_to_signal: "Si varios cartones ganan con la misma bola, gana el primero que pulse BINGO.",
  },
  source: { rng: "Las bolas las sortea la caja", cage: "Las bolas salen del bombo" },
  status: {
    selling: "Cartones a la venta",
    locked: "Empieza pronto",
    running: "En juego",
    paused: "En pausa",
    checking: "Comprobando un premio",
    settled: "Premio decidido",
    disputed: "Reclamación",
    over: "Terminada",
  },
  outcome: { played: "Jugada hasta el final", ended: "Terminada antes", cancelled: "Cancelada", voided: "Anulada" },
  card: { unsold: "Sin vender", active: "En juego", void: "Retirado" },
  warning: {
    storage_full: "La caja no puede registrar ahora mismo. La partida espera; tus cartones están a salvo.",
    ledger_damaged:
      "La caja no puede leer el registro de esta noche. La partida espera al dueño; tus cartones están a salvo.",
    rollback_suspected: "Un móvil muestra un registro distinto al de la caja. El personal lo está mirando.",
  },
  win: {
    detected: "Premio detectado",
    claimed: "Cantado",
    needs_second: "Segunda comprobación",
    good: "Comprobado",
    not_a_win: "No es premio",
    lost_tie: "Perdió el empate",
    paid: "Entregado",
    lapsed: "No reclamado",
  },
};

export default es;
