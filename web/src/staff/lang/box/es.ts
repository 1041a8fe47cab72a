import { number } from "../../../shared/lang/i18n";
import type { BoxWords } from "./en";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

const es: BoxWords = {
  title: "La caja",
  refresh: "Mirar otra vez",
  asOf: (time) => `A las ${time}.`,
  tone: {
    good: "todo bien",
    warn: "conviene mirarlo",
    bad: "actúa ahora",
  },
  certificate: {
    title: "Certificado",
    until: (date) => `Válido hasta el ${date}`,
    left: (n) => plural(n, `queda ${number(n)} día`, `quedan ${number(n)} días`),
    ended: "Ha caducado.",
    from: {
      public: "Los móviles confían en la caja. Una autoridad pública responde por ella.",
      files: "Los móviles confían en la caja. El certificado es el que trajiste.",
      own: "La caja responde por sí misma: los móviles avisan, y los dispositivos de tu equipo instalan su certificado una vez.",
    },
    next: {
      public: "Conecta la caja a internet una hora: busca uno nuevo por sí sola.",
      files: "Trae un certificado nuevo y cópialo sobre el viejo. El juego sigue mientras tanto.",
      own: "No hay que hacer nada: la caja se hace uno nuevo a tiempo.",
    },
    ownEnds:
      "Desde hace dos años solo personas han dicho la hora a la caja. Conéctala una hora a internet o instala una versión más nueva: entonces se hace uno nuevo.",
    missing: "Los móviles avisan de esta caja. Los invitados pueden jugar igualmente.",
    missingNext: "Conecta la caja a internet una hora, o trae el certificado que falta.",
  },
  why: "La caja dice:",
  trust: {
    go: "Hacer que un dispositivo confíe en la caja",
    hint: "Escanéalo con el dispositivo, o abre allí la dirección.",
    print: "Compara este número antes de instalar:",
  },
  clock: {
    title: "Reloj",
    from: {
      ntp: "Puesto en hora por internet.",
      cloud: "Puesto en hora por la nube.",
      rtc: "Lo lleva el reloj propio de la caja, con pila.",
      staff: "Puesto en hora por un móvil del equipo.",
      none: "Nada lo ha puesto en hora desde que hay corriente.",
    },
    fine: "Este móvil dice lo mismo.",
    ahead: (time, gap) => `Este móvil dice ${time}: ${gap} más tarde.`,
    behind: (time, gap) => `Este móvil dice ${time}: ${gap} antes.`,
    kept: "La caja tiene razón: pregunta a internet. Revisa el reloj de este móvil.",
    battery: "Si el móvil tiene razón, quizá la pila esté gastada. Conecta la caja a internet: eso la pone en hora.",
    back: "La caja retrocede entonces, y el registro dice desde qué anotación su reloj iba mal.",
    neverNext:
      "Conecta la caja a internet: eso la pone en hora. O apágala y enciéndela, y pon el reloj en hora antes de que lo haga otra cosa.",
    boxSays: (time) => `La caja dice: ${time}.`,
    phoneSays: (time) => `Este móvil dice: ${time}.`,
    typeDate:
      "Nada ha puesto el reloj en hora desde que hay corriente, y un móvil puede ir mal por años. Escribe la fecha de hoy como la dice el calendario de la pared.",
    confirm: "Más de 36 horas de diferencia. Lee las dos fechas otra vez: ¿cuál es la de hoy?",
    day: "Día",
    month: "Mes, en número",
    year: "Año",
    otherDate: "Este móvil tiene otra fecha. Si has escrito la de hoy, corrige antes el reloj del móvil.",
    sure: "El móvil tiene razón: poner en hora",
    leave: "Dejar el reloj como está",
    set: "Poner en hora con este móvil",
    why: {
      fine: "Coinciden: no hay nada que poner.",
      kept: "Lo lleva algo mejor que un móvil.",
      never: "Más de 60 días de diferencia: eso no lo pone ningún móvil.",
      typed: "Escribe antes la fecha de hoy.",
    },
  },
  gap: {
    minutes: (n) => plural(n, `${number(n)} minuto`, `${number(n)} minutos`),
    hours: (n) => plural(n, `${number(n)} hora`, `${number(n)} horas`),
    days: (n) => plural(n, `${number(n)} día`, `${number(n)} días`),
  },
  wifi: {
    title: "Wi-Fi",
    none: "Esta máquina no hace ella misma el Wi-Fi.",
    accessPoint: "Lo hace un punto de acceso conectado a la caja. Esta máquina no hace ella misma el Wi-Fi.",
    unnamed: "No hay red indicada",
    unknown: "Ahora nadie vigila la radio, así que la caja no sabe cómo está.",
    unknownNext: "Reinicia la caja si los móviles no pueden entrar.",
    missing: "Esta máquina no tiene radio.",
    missingNext:
      'Conecta una: el wifi arranca solo. O usa un punto de acceso: escribe radio = "access-point" bajo [wifi] en los ajustes.',
    silent: "La radio está muda. La caja la vuelve a arrancar sola; los móviles vuelven.",
    restarted: (time) => `Estuvo muda a las ${time} y se volvió a arrancar. Si pasa a menudo, usa un punto de acceso.`,
    reloaded: (time) => `Se paró a las ${time} y se volvió a cargar. Si pasa a menudo, usa un punto de acceso.`,
    seats: (taken, seats) => `${taken} de ${seats} plazas ocupadas`,
    staff: "equipo",
    crowded: "Esta sala necesita un punto de acceso: uno corriente conectado a la caja lleva cien móviles y más.",
    crowdedNot: "Hay sitio para más móviles.",
  },
  storage: {
    title: "Almacenamiento",
    speed: {
      good: "La tarjeta da abasto: nadie la espera.",
      slow: "La tarjeta es lenta: se espera por algunas bolas. Usa una tarjeta A1 de marca o un SSD.",
      refused: "La tarjeta es demasiado lenta para guardar una noche con seguridad. Cámbiala antes de vender cartones.",
      unknown: "Desde el arranque se ha guardado muy poco para juzgar la tarjeta.",
    },
    saves: (p50, p99, max) => `${p50} ms por lo general, ${p99} ms en 99 de 100 casos, ${max} ms como mucho`,
    takes: "Guardar tarda",
    measured: (n, time) =>
      plural(
        n,
        `Medido en la última vez, a las ${time}.`,
        `Medido en las últimas ${number(n)} veces, desde las ${time}.`,
      ),
    free: "Sitio libre",
    freeUnknown: "No se sabe",
    freeLow:
      "Queda poco sitio: una noche movida ocupa 50 MB, y sus copias otro tanto. Quita noches viejas (Más → Noches guardadas) o usa una tarjeta mayor.",
  },
  copies: {
    title: "Copias",
    none: "Todavía nadie se ha llevado una noche.",
    taken: (night, ago) => `Noche del ${night}, ${ago}`,
    next: "Llévate el registro después de cada noche: una tarjeta puede romperse.",
  },
  nights: {
    intro:
      "Lo que la caja guarda de cada noche. Los nombres de ganadores no están en ningún registro y se borran solos.",
    none: "No se guarda nada de noches anteriores",
    noneHint: "Aquí están los nombres de ganadores que apunta el equipo, hasta que se borran.",
    of: (night) => `Noche del ${night}`,
    record: (size) => `Su registro ocupa ${size}`,
    tonight: "La noche abierta",
    setAside: "Su registro no se pudo leer y se apartó",
    removed: (date) => `Su registro se quitó el ${date}`,
    removedNext: (n) =>
      `Tenía ${plural(n, `${number(n)} entrada`, `${number(n)} entradas`)}. Queda su final firmado, para comparar con él cada copia.`,
    away: "Llevársela y quitarla",
    steps:
      "Para quitarla: descárgala, deja que la caja relea el archivo guardado y entonces quítala. Descargar no prueba nada.",
    download: "1. Descargar",
    choose: "2. Elegir el archivo guardado",
    whole: (n) =>
      `El archivo está entero: ${plural(n, `${number(n)} entrada`, `${number(n)} entradas`)}, como en la caja.`,
    remove: "3. Quitarla de la caja",
    removeNext: "Después, la copia es lo único que queda. Guárdala en dos sitios.",
    names: (n) => plural(n, `${number(n)} nombre de ganador`, `${number(n)} nombres de ganadores`),
    noRecord: "No se guarda ningún registro, solo nombres",
    name: (name, serial) => `${name}, cartón n.º ${number(serial)}`,
    until: (date) => `Se borran solos después del ${date}.`,
    forget: "Borrar los nombres",
    forgetNext:
      "No se pueden recuperar. El registro conserva una marca de cada uno, que entonces ya no dice nada a nadie.",
  },
  link: {
    title: "Internet",
    none: "La caja nunca ha estado en internet.",
    seen: (ago) => `Última vez en internet: ${ago}`,
    next: "Para jugar no lo necesita. Una hora al mes renueva certificado y reloj.",
  },
  update: {
    title: "Versión",
    none: "Una nueva llega en una memoria USB, o por internet si los ajustes dicen de dónde. Entonces aparece aquí.",
    step: {
      found: (version) => `Ha llegado la versión ${version}. Está comprobada y espera tu decisión.`,
      refused: () => "Ha llegado una actualización que esta caja no puede usar.",
      installing: (version) => `Se está escribiendo la versión ${version}. Tarda hasta diez minutos.`,
      installed: (version) =>
        `La versión ${version} está escrita. Arranca a prueba la próxima vez que arranque la caja.`,
      trial: (version) =>
        `La versión ${version} está a prueba: tiene que demostrar que funciona. Espera cinco minutos.`,
      good: (version) => `La versión ${version} funciona: se queda.`,
      failed: (version) => `La versión ${version} no se ha quedado. Funciona la anterior y no se ha perdido nada.`,
    },
    install: (version) => `Instalar ${version}`,
    installNext: "Mejor un día sin partida. Si se va la luz mientras tanto, la caja arranca igual.",
    asked: "La caja está avisada. Esta página muestra cómo va.",
    restart: "Arrancarla ahora",
    restartNext: "Todos esperan dos minutos; los móviles vuelven solos. O apaga y enciende la caja más tarde.",
    restarting: "La caja arranca de nuevo. Esta página vuelve sola.",
    back: "Volver a la versión anterior",
    backNext: "Si algo va peor que antes, la caja puede volver atrás. Lo hace en el próximo arranque.",
  },
  reprint: {
    title: "Imprimir cartones otra vez",
    intro:
      "Para cartones perdidos o dañados. Números y códigos siguen igual, y el registro dice quién los imprimió y por qué.",
    old: "Los cartones viejos siguen valiendo. Saca uno del juego si puede reaparecer.",
    hint: "Varios a la vez: 3, 7, 20-40.",
    add: "Añadir",
    chosen: (n) => plural(n, `${number(n)} cartón`, `${number(n)} cartones`),
    none: "Todavía ningún cartón",
    noneHint: "Escanea el cartón del invitado, o escribe los números.",
    range: (first, last) => `Cartones ${first} a ${last}`,
    remove: (what) => `Quitar ${what}`,
    many: "Como mucho 50 tramos a la vez.",
    reasons: ["Perdido", "Dañado", "Mal impreso"],
    go: "Hacer las hojas",
    done: "Las hojas están listas",
    save: "Guardar las hojas (PDF)",
    more: "Imprimir otros",
  },
};

export default es;
