//! Spanish texts of the page.

use super::{Guide, InstallStep, Texts};

pub(super) const SPANISH: Texts = Texts {
    tag: "es",
    title: "Confiar en esta caja",
    lead: "solo lo necesitan los dispositivos de tu equipo, una vez cada uno. Los invitados no necesitan \
        nada.",
    needless: "Los móviles y ordenadores ya conocen esta caja. Lo que sigue solo hace falta donde alguien \
        usa la caja sin su nombre, por su dirección.",
    load: "Cargar el certificado",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Instalar el perfil",
            steps: &[
                InstallStep {
                    say: "Pulsa el botón de arriba, en Safari. Cuando pregunte, toca:",
                    taps: &["Permitir"],
                },
                InstallStep {
                    say: "Abre los ajustes. Arriba dice:",
                    taps: &["Ajustes", "Perfil descargado", "Instalar"],
                },
                InstallStep { say: "Escribe tu código y toca otra vez:", taps: &["Instalar"] },
            ],
        },
        Guide {
            title: "2. Activar la confianza total",
            steps: &[
                InstallStep {
                    say: "Sin este paso el aviso sigue. Ve a:",
                    taps: &["Ajustes", "General", "Información", "Ajustes de confianza de los certificados"],
                },
                InstallStep { say: "Activa <b>{authority}</b> y toca:", taps: &["Continuar"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            InstallStep {
                say: "Pulsa el botón de arriba. Si pregunta, toca:",
                taps: &["Descargar de todos modos"],
            },
            InstallStep {
                say: "Ve a los ajustes. Las palabras cambian un poco; el buscador encuentra «certificado de \
                    CA»:",
                taps: &[
                    "Ajustes",
                    "Seguridad",
                    "Cifrado y credenciales",
                    "Instalar un certificado",
                    "Certificado de CA",
                ],
            },
            InstallStep {
                say: "Android avisa, como de todo certificado que no trae de fábrica. Toca:",
                taps: &["Instalar de todos modos"],
            },
            InstallStep { say: "Elige el archivo que has cargado:", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                InstallStep {
                    say: "Abre el archivo que has cargado:",
                    taps: &["ca.crt", "Instalar certificado…", "Equipo local"],
                },
                InstallStep {
                    say: "Elige adónde va:",
                    taps: &[
                        "Colocar todos los certificados en el siguiente almacén",
                        "Entidades de certificación raíz de confianza",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[InstallStep {
                say: "Abre el archivo que has cargado; se abre el llavero. Haz doble clic en \
                    <b>{authority}</b>:",
                taps: &["Confiar", "Confiar siempre"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                InstallStep {
                    say: "En los ajustes del navegador busca «certificados»:",
                    taps: &["Ver certificados", "Autoridades", "Importar…"],
                },
                InstallStep { say: "Marca que puede responder por sitios web:", taps: &["Aceptar"] },
            ],
        },
    ],
    compare_title: "Compara antes de instalar",
    compare: "Tu dispositivo muestra este número en los detalles del certificado. También está en la \
        aplicación del equipo de un dispositivo que ya ha entrado, en Más → La caja. Si no coinciden, no lo \
        instales: pregunta al dueño.",
    then: "Después abre la aplicación del equipo",
    remove: "Lo que has instalado permite que esta caja responda por sí misma, y también podría responder \
        por otros nombres. Cuando el dispositivo deje el equipo, quítalo donde lo instalaste.",
    tls_title: "El equipo trabaja por HTTPS",
    tls: "Los PIN y los premios no viajan sin cifrar. Ve a:",
    tls_warns: "¿El navegador te avisa? Entonces este dispositivo aún no conoce la caja.",
};
