//! French texts of the page.

use super::{Guide, InstallStep, Texts};

pub(super) const FRENCH: Texts = Texts {
    tag: "fr",
    title: "Faire confiance à ce boîtier",
    lead: "seuls les appareils de votre équipe en ont besoin, une fois chacun. Les joueurs n’ont rien à \
        faire.",
    needless: "Les téléphones et les ordinateurs connaissent déjà ce boîtier. La suite ne sert que là où \
        l’on utilise le boîtier sans son nom, par son adresse.",
    load: "Charger le certificat",
    computer_name: "Windows, Mac, Linux",
    apple: &[
        Guide {
            title: "1. Installer le profil",
            steps: &[
                InstallStep {
                    say: "Touchez le bouton ci-dessus, dans Safari. À la question, touchez :",
                    taps: &["Autoriser"],
                },
                InstallStep {
                    say: "Ouvrez les réglages. En haut, il y a :",
                    taps: &["Réglages", "Profil téléchargé", "Installer"],
                },
                InstallStep { say: "Tapez votre code, puis touchez encore :", taps: &["Installer"] },
            ],
        },
        Guide {
            title: "2. Activer la confiance totale",
            steps: &[
                InstallStep {
                    say: "Sans cette étape l’avertissement reste. Allez dans :",
                    taps: &["Réglages", "Général", "Informations", "Réglages des certificats"],
                },
                InstallStep { say: "Activez <b>{authority}</b> et touchez :", taps: &["Continuer"] },
            ],
        },
    ],
    android: &[Guide {
        title: "",
        steps: &[
            InstallStep {
                say: "Touchez le bouton ci-dessus. S’il pose une question, touchez :",
                taps: &["Télécharger quand même"],
            },
            InstallStep {
                say: "Allez dans les paramètres. Les mots changent un peu ; la recherche trouve « \
                    certificat CA » :",
                taps: &[
                    "Paramètres",
                    "Sécurité",
                    "Chiffrement et identifiants",
                    "Installer un certificat",
                    "Certificat CA",
                ],
            },
            InstallStep {
                say: "Android avertit, comme pour tout certificat qu’il ne contient pas. Touchez :",
                taps: &["Installer quand même"],
            },
            InstallStep { say: "Choisissez le fichier chargé :", taps: &["ca.crt"] },
        ],
    }],
    computer: &[
        Guide {
            title: "Windows",
            steps: &[
                InstallStep {
                    say: "Ouvrez le fichier chargé :",
                    taps: &["ca.crt", "Installer un certificat…", "Ordinateur local"],
                },
                InstallStep {
                    say: "Choisissez où il va :",
                    taps: &[
                        "Placer tous les certificats dans le magasin suivant",
                        "Autorités de certification racines de confiance",
                    ],
                },
            ],
        },
        Guide {
            title: "Mac",
            steps: &[InstallStep {
                say: "Ouvrez le fichier chargé ; le trousseau s’ouvre. Double-cliquez sur \
                    <b>{authority}</b> :",
                taps: &["Se fier", "Toujours approuver"],
            }],
        },
        Guide {
            title: "Firefox, Linux",
            steps: &[
                InstallStep {
                    say: "Dans les paramètres du navigateur, cherchez « certificats » :",
                    taps: &["Afficher les certificats", "Autorités", "Importer…"],
                },
                InstallStep { say: "Cochez qu’il peut répondre de sites web :", taps: &["OK"] },
            ],
        },
    ],
    compare_title: "Comparez avant d’installer",
    compare: "Votre appareil montre ce numéro dans les détails du certificat. Il est aussi dans \
        l’application de l’équipe d’un appareil déjà admis, sous Plus → Le boîtier. S’ils diffèrent, \
        n’installez pas : demandez au propriétaire.",
    then: "Ouvrez ensuite l’application de l’équipe",
    remove: "Ce que vous avez installé permet à ce boîtier de répondre de lui-même, et il pourrait répondre \
        d’autres noms aussi. Quand l’appareil quitte l’équipe, retirez-le là où vous l’avez installé.",
    tls_title: "L’équipe travaille en HTTPS",
    tls: "Les codes PIN et les lots ne circulent pas en clair. Allez à :",
    tls_warns: "Le navigateur vous avertit ? Alors cet appareil ne connaît pas encore le boîtier.",
};
