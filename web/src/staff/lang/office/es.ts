import { number } from "../../../shared/lang/i18n";
import type { OfficeTexts } from "./en";

const plural = (n: number, one: string, many: string) => (n === 1 ? one : many);

const es: OfficeTexts = {
  amount: {
    wrong: {
      empty: "Escriba una cantidad, como 25.",
      none: "Escriba una cantidad solo con cifras, como 25 o 1.000.000.",
      too_large: (most) => `Es demasiado: como máximo ${most}.`,
      decimals: (n) =>
        n === 0
          ? "Esta moneda no tiene decimales: escriba un número entero."
          : `Escriba como máximo ${n} cifras decimales.`,
      unclear: "Se puede leer de dos maneras: escriba 1500 o 1.500 con punto.",
    },
  },
  prizes: {
    title: "Regalos y premios",
    none: "Aún no hay premios",
    noneHint: "Una partida puede tener un premio por fase.",
    name: "Qué es",
    stock: "Cuántos",
    add: "Añadir un premio",
    left: (n) => `quedan ${n}`,
    paid: (n) => plural(n, `${number(n)} entregado`, `${number(n)} entregados`),
    correct: "Corregir",
    correctTitle: (prize) => `¿Cuántos «${prize}» quedan?`,
    out: "no queda",
    value: "Cuánto vale cada uno",
    valueHint: "En dinero; 0 = un detalle. Las reglas pueden pedir más cuidado con premios caros.",
    worth: (value) => `vale ${value}`,
    some: "el premio",
  },
  feed: {
    title: "Actividad",
    filter: "Mostrar",
    filters: {
      all: "Todo",
      mine: "Lo mío",
      wins: "Premios",
      money: "Ventas y entregas",
      system: "Sistema",
    },
    none: "Aún no hay nada",
    gap: (n) => plural(n, `${number(n)} entrada no mostrada aquí`, `${number(n)} entradas no mostradas aquí`),
    more: "Mostrar anteriores",
  },
  more: {
    title: "Más",
    people: "Equipo y dispositivos",
    cards: "Cartones",
    night: "Noche",
    settings: "Idioma y aspecto",
    box: "La caja",
    nights: "Noches guardadas",
    pots: "Botes",
  },
  look: {
    language: "Idioma",
    theme: "Colores",
    themes: {
      dark: "Oscuro",
      light: "Claro",
      contrast: "Alto contraste",
    },
    text: "Tamaño del texto",
    texts: {
      normal: "Normal",
      large: "Grande",
      larger: "Más grande",
    },
    sound: "Sonidos",
    sounds: {
      on: "Sí",
      off: "No",
    },
  },
  team: {
    title: "Equipo y dispositivos",
    people: "Personas",
    add: "Añadir una persona",
    role: "Función",
    pin: "Primer PIN",
    suspend: "Suspender",
    restore: "Readmitir",
    newPin: "PIN nuevo",
    newPinTitle: (name) => `PIN nuevo para ${name}`,
    you: "usted",
    suspended: "suspendido",
  },
  role: {
    owner: "Dueño",
    caller: "Canta",
    seller: "Vende",
    verifier: "Comprueba premios",
    prize_desk: "Entrega premios",
  },
  roleHint: {
    owner: "todo",
    caller: "canta las partidas y comprueba premios",
    seller: "vende cartones",
    verifier: "comprueba y entrega premios",
    prize_desk: "entrega premios",
  },
  device: {
    title: "Dispositivos",
    add: "Añadir un dispositivo",
    profile: "Para qué se puede usar",
    offer: "Mostrar un código QR",
    scan: (time) => `Escanéelo con el dispositivo nuevo antes de las ${time}.`,
    or: "O abra allí esta dirección:",
    connected: "conectado",
    seen: (ago) => `visto ${ago}`,
    never: "nunca visto",
    this: "este dispositivo",
    profiles: {
      any: "Todo",
      sales_desk: "Puesto de venta",
      caller_stand: "Puesto del cantador",
      prize_desk: "Puesto de premios",
    },
  },
  cards: {
    title: "Cartones",
    made: (n) => plural(n, `La caja tiene ${number(n)} cartón.`, `La caja tiene ${number(n)} cartones.`),
    madeNone: "La caja aún no tiene cartones.",
    count: "Cuántos cartones nuevos",
    countHint: "De 1 a 5000. Cada uno conserva sus números para siempre.",
    kind: "Tipo de cartones",
    any: "Cualquiera",
    lowTie: "Menos empates",
    lowTieHint: "Ningún par de cartones comparte una columna: menos empates. Como máximo 1365.",
    go: "Crear cartones",
    range: (first, last) => `Cartones ${first} a ${last}`,
    all: "Todos los cartones",
    pdf: "Hojas para imprimir (PDF)",
    csv: "Lista para el inventario (CSV)",
    csvHint:
      "La lista contiene los códigos para teclear, y quien teclea uno abre ese cartón: guárdela como los cartones.",
    how: "Imprima primero una hoja y escanéela. Después imprima el resto y plastifique.",
    again: "Imprimir cartones otra vez",
  },
  night: {
    title: "Noche",
    of: (night) => `Noche del ${night}`,
    durability: {
      title: "Cómo de seguro está el registro",
      saved: "guardado en la caja",
      copied: "copiado",
      cloud: "en la nube",
      all: (n) => `todo (${n})`,
      part: (n, of) => `${n} de ${of}`,
      none: "no",
    },
    bundle: "Descargar el registro de la noche",
    bundleHint: "Un archivo zip que cualquiera puede comprobar con «hallbox verify».",
    bundleEarly:
      "La noche no está cerrada: esta copia llega hasta ahora y una comprobación la llamará incompleta. Cierre primero la noche para tener el registro entero.",
    close: {
      go: "Cerrar la noche",
      explain: (word) => `Después no se puede vender, cantar ni pagar. Escriba ${word} para confirmar.`,
      word: "CERRAR",
      type: (word) => `Escriba ${word}`,
      wrong: (word) => `Escriba antes ${word}.`,
    },
    open: "Abrir una noche nueva",
    openHint: "Un registro nuevo y vacío, unido al anterior.",
    rehearse: "Abrir una noche de ensayo",
    rehearseHint: "Prueba todo con cartones de verdad: nada llega a una noche real, ningún bote crece ni se vacía.",
    heads: {
      title: "En la sala",
      phones: "Móviles",
      boards: "Paneles",
      staff: "Personal",
    },
  },
  notice: {
    certificateEnds: (n) =>
      plural(
        n,
        `En ${number(n)} día los móviles avisarán de esta caja: su certificado caduca.`,
        `En ${number(n)} días los móviles avisarán de esta caja: su certificado caduca.`,
      ),
    certificateMissing: "Los móviles avisan de esta caja: no tiene un certificado que conozcan.",
    radioSilent: "El Wi-Fi está mudo. La caja lo vuelve a arrancar sola.",
    radioRestarted: (time) => `El Wi-Fi estuvo mudo y se volvió a arrancar a las ${time}. Los móviles vuelven solos.`,
    radioReloaded: (time) => `La radio se paró y se volvió a cargar a las ${time}. Los móviles vuelven solos.`,
    seatsTaken: (n) => `Las ${n} plazas del Wi-Fi de los invitados están ocupadas: no puede entrar nadie más.`,
    storageSlow: "La tarjeta es lenta: se espera por algunas bolas.",
    storageRefused: "La tarjeta es demasiado lenta para guardar una noche con seguridad.",
    storageFull: "Queda poco sitio en la tarjeta.",
    misuse: {
      codes: (where, _who) =>
        `El móvil ${where} adivina códigos de cartones. Tiene que esperar, los demás no. Mira quién es y ayúdale a escanear su cartón.`,
      claim_code: (where, _who) =>
        `El móvil ${where} adivina el código para hacerse con la caja. Así nadie lo encuentra: no hay que hacer nada.`,
      pins: (where, who) =>
        `Alguien adivina el PIN de ${who} en «${where}». Ese aparato tiene que esperar, los demás no. Si no es ${who}, suspende el aparato en Equipo.`,
      sockets: (where, _who) =>
        `Llegan tantas conexiones de ${where} que la caja rechaza más. Si es tu router, ponlo en modo puente o escribe addresses = "shared" en [guests].`,
      flood: (where, _who) =>
        `El aparato en «${where}» envía una petición tras otra y se le frena. Mira qué hace; suspéndelo en Equipo si nadie lo usa.`,
    },
    clock: "Los relojes de la caja y de este móvil difieren en más de un minuto.",
    look: "Mirar",
    away: "Quitar este aviso",
    more: (n) => `y ${number(n)} más`,
  },
};

export default es;
