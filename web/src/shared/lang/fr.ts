import { faultText, fieldText, type FaultTexts, type Say, type SharedTexts } from "./texts";

const thing = {
  game: "cette partie",
  stage: "cette étape",
  prize: "ce lot",
  card: "ce carton",
  pattern: "cette figure",
  pot: "cette cagnotte",
  item: "ce point",
  person: "cette personne",
  device: "cet appareil",
  update: "cette version",
  night: "cette soirée",
};

const notACopy = {
  not_whole: "Ce fichier n'est pas le registre entier d'une soirée. Téléchargez-la à nouveau et choisissez ce fichier.",
  another_night: "Ce fichier est d'une autre soirée ou d'un autre boîtier. Choisissez celui de cette soirée.",
  too_early: "Ce fichier date d'avant la fin de la soirée. Téléchargez-la à nouveau et choisissez ce fichier.",
  differs: "Ce fichier a d'autres entrées que la soirée du boîtier. Gardez les deux et cherchez lequel est vrai.",
};

const clockStays = {
  kept: "Mieux qu'un téléphone tient l'horloge. Vérifiez l'horloge de ce téléphone.",
  known_later:
    "Il est certainement plus tard : le boîtier a été fait, ou était sur internet, après ce jour. Vérifiez l'horloge de ce téléphone.",
  ten_years: "Cela fait plus de dix ans d'écart. Vérifiez l'horloge de ce téléphone.",
  sixty_days:
    "Cela fait plus de 60 jours d'écart, et aucun téléphone ne règle cela. Connectez le boîtier à internet, ou éteignez-le et rallumez-le, puis réglez l'horloge.",
  date_needed: "Rien n'a réglé l'horloge depuis la mise sous tension. Tapez aussi la date d'aujourd'hui.",
  other_date: "La date tapée n'est pas celle de ce téléphone. Corrigez celle qui est fausse.",
  confirm_dates: "Les deux dates ont plus de 36 heures d'écart. Lisez les deux et confirmez encore.",
};

const field: Record<string, string> = {
  name: "nom",
  reason: "raison",
  about: "de quoi il s'agit",
  decision: "décision",
  text: "texte",
  read_out: "texte à lire",
  code: "code",
  pin: "code PIN",
  value: "valeur",
  stock: "combien",
  count: "combien",
  cards: "cartons",
  minutes: "minutes",
};

const fault: FaultTexts = {
  empty: () => "rien n'y est écrit",
  too_long: (f) => `trop long. ${f.bytes_max} lettres simples tiennent, moins avec des accents ou d'autres écritures`,
  character: (f) => `le caractère ${f.character} n'y est pas possible. Tapez le texte à la main`,
  range: (f) => `de ${f.min} à ${f.max}, s'il vous plaît`,
  twice: () => "il y est deux fois",
  wrong: () => "ce n'est pas juste. Regardez encore et tapez-le de nouveau",
  missing: () => "il manque. Rechargez cette page",
  unknown: () => "le boîtier ne le connaît pas. Rechargez cette page",
};

const serials = (list: readonly number[], say: Say) => say.list(list.map((serial) => `n° ${serial}`));

const fr: SharedTexts = {
  refusal: {
    not_allowed: () =>
      "Vous ne pouvez pas faire cela ici. Demandez le droit au responsable ou prenez un autre appareil.",
    busy: () => "Le boîtier est très occupé. Réessayez dans un instant.",
    no_night: () => "Aucune soirée n'est ouverte. Ouvrez-en une d'abord.",
    night_over: () => "La soirée est close. Ouvrez-en une nouvelle pour continuer.",
    game_still_running: () => "Une partie est encore en cours. Terminez-la d'abord.",
    unknown: (r) => `Nous ne trouvons pas ${thing[r.what]}. Vérifiez et réessayez.`,
    already_exists: () => "Ce nom existe déjà. Choisissez-en un autre.",
    invalid: (r) => `Vérifiez « ${fieldText(field, r.field)} » : ${faultText(fault, r)}.`,
    unprintable: (r) =>
      `Vérifiez « ${fieldText(field, r.field)} » : la lettre « ${r.letter} » ne peut pas être imprimée. Écrivez-le avec d'autres lettres.`,
    already_active: (r, say) =>
      `Le carton n° ${r.serial} a déjà été vendu à ${say.time(r.sold.at_ms)} (${say.who(r.sold.by)}). Il n'y a rien d'autre à faire.`,
    not_active: (r) => `Le carton n° ${r.serial} n'a pas été vendu ce soir. Vendez-le d'abord.`,
    card_void: (r, say) =>
      `Le carton n° ${r.serial} a été retiré du jeu à ${say.time(r.voided.at_ms)} (${say.who(r.voided.by)}). Donnez un autre carton.`,
    card_has_win: (r) => `Le carton n° ${r.serial} a un gain et ne peut pas être annulé. Réglez d'abord ce gain.`,
    another_game_runs: () => "Une autre partie est en cours. Terminez-la d'abord.",
    not_locked: () => "La vente est encore ouverte. Fermez-la d'abord.",
    already_locked: () => "La vente de cette partie est fermée. Le carton pourra jouer la suivante.",
    no_cards: () => "Aucun carton ne joue cette partie. Vendez-en au moins un.",
    entropy_fixed: () => "Le mot de la salle est déjà fixé. Passez à la première boule.",
    paused: () => "La partie est en pause. Reprenez-la pour continuer.",
    not_paused: () => "La partie n'est pas en pause. Vous pouvez annoncer.",
    game_over: () => "Cette partie est terminée. Passez à la suivante.",
    not_running: () => "Aucune boule n'est sortie. Annoncez la première.",
    call_already_out: (r, say) =>
      `Le tirage ${r.call} est déjà sorti : ${say.ball(r.ball)}. Regardez le tableau, puis tirez la suivante.`,
    ball_already_called: (r, say) =>
      `${say.ball(r.ball)} est déjà sortie (tirage ${r.call}). Vérifiez la boule et saisissez-la à nouveau.`,
    ball_needed: () => "Cette partie se joue au boulier. Saisissez la boule tirée.",
    ball_not_wanted: () =>
      "Le boîtier tire les boules dans cette partie. Appuyez sur « Boule suivante » sans indiquer de numéro.",
    no_balls_left: () => "Les 75 boules sont sorties. Terminez la partie.",
    ask_first: (r) =>
      `Un carton a gagné et personne ne s'est manifesté. Demandez trois fois à la salle avant la boule suivante (déjà : ${r.asked}).`,
    disputed: (r, say) =>
      `Quelqu'un a contesté à ${say.time(r.since.at_ms)}. Rien ne continue tant que ce n'est pas réglé.`,
    not_disputed: () => "Rien n'est contesté. La partie peut continuer.",
    undo_not_allowed: () =>
      "Selon le règlement, cette boule ne peut pas être reprise. Elle reste ; continuez à partir d'ici.",
    claim_depends: (r) =>
      `Le carton n° ${r.serial} a été annoncé sur cette boule : la boule reste. Décidez de l'annonce.`,
    slept: (r) =>
      `Le carton n° ${r.serial} était déjà complet au tirage ${r.call}. Selon le règlement, un gain ne compte que jusqu'à la boule suivante : l'annonce vient trop tard.`,
    not_shown: (r) => `Montrez d'abord le carton n° ${r.serial} à la salle, puis décidez.`,
    duplicate_open: (r) =>
      `Il y a deux cartons n° ${r.serial} dans la salle. Réglez d'abord cela avec les deux joueurs.`,
    no_duplicate: (r) => `Personne n'a signalé un deuxième carton n° ${r.serial}. Signalez-le d'abord.`,
    in_another_pack: (r) =>
      `Le carton n° ${r.serial} est déjà dans le lot de cartons d'un autre joueur. Choisissez un carton libre.`,
    no_extra: () => "Ce carton n'a pas droit à ce lot supplémentaire. Regardez la liste des gains.",
    pot_in_play: () => "La partie en cours joue cette cagnotte. Changez-la après la partie.",
    programme_changed: () =>
      "Quelqu'un d'autre a changé le programme entre-temps. Regardez-le à nouveau, puis refaites votre changement.",
    win_open: (r, say) => `Un gain attend une décision (${serials(r.serials, say)}). Décidez d'abord.`,
    not_the_last_call: (r) => `Seul le dernier tirage peut être repris : le numéro ${r.call}.`,
    payout_depends: (r) => `Un lot a déjà été remis sur cette boule au carton n° ${r.serial} : la boule reste.`,
    not_a_win: (r) =>
      r.missing === 1
        ? `Le carton n° ${r.serial} n'a pas gagné : il manque une case. Continuez à jouer.`
        : `Le carton n° ${r.serial} n'a pas gagné : il manque ${r.missing} cases. Continuez à jouer.`,
    already_claimed: (r, say) =>
      `Ce gain a été annoncé à ${say.time(r.claimed.at_ms)}. Le personnel va venir vérifier.`,
    not_claimed: () => "Personne n'a annoncé ce gain. Saisissez d'abord l'annonce.",
    already_judged: (r, say) =>
      `${say.who(r.judged.by)} a décidé à ${say.time(r.judged.at_ms)}. Regardez la liste des gains.`,
    not_judged: () => "Il n'y a pas encore de décision. Vérifiez d'abord le carton.",
    judged_not_a_win: () =>
      "Le personnel a décidé que ce n'est pas gagné. Demandez à l'accueil si vous n'êtes pas d'accord.",
    same_person: () => "La deuxième personne doit être quelqu'un d'autre. Demandez à un collègue de confirmer.",
    needs_second_person: () => "Une deuxième personne doit d'abord confirmer ce gain.",
    tie_open: (r, say) =>
      `D'autres cartons ont gagné sur la même boule (${serials(r.serials, say)}). Décidez-les d'abord.`,
    lost_the_tie: () => "Selon la règle d'égalité, le lot est allé à un autre carton.",
    already_paid: (r, say) =>
      `Le lot a été remis à ${say.time(r.paid.at_ms)} (${say.who(r.paid.by)}). Ne le remettez pas une deuxième fois.`,
    out_of_stock: () => "Il ne reste rien de ce lot. Corrigez le stock ou choisissez un autre lot.",
    reason_needed: () => "Dites pourquoi : il faut un motif.",
    not_this_stage: () => "Cette étape n'est pas en jeu. Regardez la figure au tableau.",
    too_many_tries: () => "Trop d'essais. Demandez de l'aide au personnel.",
    stage_closed: () =>
      "Cette étape est close : sa dernière boule reste. Terminez la partie si elle doit être rejouée.",
    nothing_won: () => "Personne n'a encore gagné cette étape : continuez le tirage ou terminez la partie.",
    clock_stays: (r) => clockStays[r.why],
    limit_reached: (r) => `Le boîtier est plein (${r.limit}). Fermez la soirée et ouvrez-en une nouvelle.`,
    storage_full: () =>
      "Le disque du boîtier est plein : rien n'est enregistré. Le propriétaire fait de la place : Plus → Soirées gardées.",
    ledger_damaged: (r) =>
      `Le registre de ce soir est abîmé à partir de l'entrée ${r.seq} : rien n'est enregistré. Le propriétaire le met de côté : Plus → Soirée.`,
    no_rollback: () => "Plus rien ne contredit le registre. Il n'y a rien à faire.",
    night_is_sound: () => "Le registre de cette soirée est entier : il n'y a rien à mettre de côté.",
    night_is_tonight: () => "C'est la soirée ouverte. Seules les soirées passées peuvent être retirées.",
    copy_needed: () =>
      "Laissez d'abord le boîtier relire une copie : téléchargez la soirée, puis choisissez le fichier.",
    not_a_copy: (r) => notACopy[r.fault],
  },
  who: { system: "le boîtier", player: "un joueur", staff: "le personnel" },
  tie: {
    split: "Si plusieurs cartons gagnent sur la même boule, ils se partagent le lot à parts égales.",
    split_players:
      "Si plusieurs cartons gagnent sur la même boule, le lot est partagé à parts égales entre les joueurs : tous les cartons d'une personne comptent une fois.",
    random: "Si plusieurs cartons gagnent sur la même boule, le lot est tiré au sort entre eux.",
    all_share: "Si plusieurs cartons gagnent sur la même boule, chacun reçoit le lot entier.",
    first_to_signal: "Si plusieurs cartons gagnent sur la même boule, le premier qui appuie sur BINGO gagne.",
  },
  source: { rng: "Les boules sont tirées par le boîtier", cage: "Les boules viennent du boulier" },
  status: {
    selling: "Cartons en vente",
    locked: "Bientôt",
    running: "En direct",
    paused: "En pause",
    checking: "Vérification d'un gain",
    settled: "Gain décidé",
    disputed: "Contestation",
    over: "Terminée",
  },
  outcome: {
    played: "Jouée jusqu'au bout",
    ended: "Arrêtée avant la fin",
    cancelled: "Annulée",
    voided: "Déclarée nulle",
  },
  card: { unsold: "Pas encore vendu", active: "En jeu", void: "Hors jeu" },
  warning: {
    storage_full:
      "Le boîtier ne peut rien enregistrer pour le moment. La partie attend ; vos cartons sont en sécurité.",
    ledger_damaged:
      "Le boîtier ne peut pas lire le registre de ce soir. La partie attend le propriétaire ; vos cartons sont en sécurité.",
    rollback_suspected: "Un téléphone montre un registre différent de celui du boîtier. L'équipe vérifie.",
  },
  win: {
    detected: "Gain vu",
    claimed: "Annoncé",
    needs_second: "Deuxième contrôle",
    good: "Vérifié",
    not_a_win: "Pas gagné",
    lost_tie: "Égalité perdue",
    paid: "Remis",
    lapsed: "Non réclamé",
  },
};

export default fr;
