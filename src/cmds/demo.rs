//! `hallbox demo`: a playable venue, or a whole night played by bots.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;
use serde::Serialize;

use crate::appliance::clock::now_ms;
use crate::appliance::venue::{self, Venue};
use crate::edge::EdgeLimits;
use crate::print::card_url;
use bots::{Door, night};
use domain::set::{SetKind, SetMode};
use domain::{
    Act, Amount, By, Command, CommandId, GameId, Label, PatternSlug, Planned, PrizeId, Rights, Rules, Source,
    code::key_text,
};
use machine::network::qr::Qr;
use machine::settings::Settings;

/// Start a playable venue with cards, prizes and games.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    /// Folder of the venue; without it a temporary one that is thrown away.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Port of the TLS server (default: the settings'); 0 takes any free one.
    #[arg(long)]
    https_port: Option<u16>,
    /// Port of the plain server for guests (default: the settings'); 0 switches it off.
    #[arg(long)]
    http_port: Option<u16>,
    /// Cards to issue in a new venue.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    cards: u32,
    /// Say where everything is as one line of JSON, for programs.
    #[arg(long)]
    ready_json: bool,
    /// Play a whole night with bots through the real sockets, write its bundle and end.
    #[arg(long, requires = "out")]
    autoplay: bool,
    /// Games the bots play.
    #[arg(long, default_value_t = 6, value_parser = clap::value_parser!(u8).range(1..=30))]
    games: u8,
    /// Seed of the bots' choices. (The order of balls has seeds of its own.)
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Where the bots' bundle goes.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Where everything is.
#[derive(Debug, Serialize)]
#[allow(clippy::struct_field_names)] // `ready` is what programs wait for
struct Ready {
    ready: bool,
    https: u16,
    http: u16,
    claim_code: Option<String>,
    keys: Vec<String>,
    ca: PathBuf,
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let temporary = args.data.is_none().then(TemporaryFolder::make).transpose()?;
    let data = match (&args.data, &temporary) {
        (Some(data), _) => data.clone(),
        (None, Some(folder)) => folder.0.clone(),
        (None, None) => unreachable!("one of the two was made"),
    };
    let mut settings = Settings::read(&data)?;
    if args.autoplay || args.ready_json {
        settings.listen = std::net::Ipv4Addr::LOCALHOST.into();
    }
    let automatic = args.autoplay.then_some(0);
    settings.https_port = args.https_port.or(automatic).unwrap_or(settings.https_port);
    settings.http_port = args.http_port.or(automatic).unwrap_or(settings.http_port);
    venue::runtime(settings.threads)?.block_on(async {
        let venue = venue::open(&data, settings, EdgeLimits::default()).await?;
        stock(&venue, args.cards)?;
        if args.autoplay {
            return autoplay(venue, args).await;
        }
        furnish(&venue).await?;
        let ready = ready(&venue)?;
        if args.ready_json {
            println!("{}", serde_json::to_string(&ready)?);
        } else {
            welcome(&venue, &ready)?;
        }
        venue.serve().await
    })?;
    Ok(ExitCode::SUCCESS)
}

async fn autoplay(venue: Venue, args: &Args) -> anyhow::Result<()> {
    let out = args.out.clone().context("--autoplay needs --out")?;
    let ready = ready(&venue)?;
    let code = ready.claim_code.context("bots need a venue that nobody owns yet")?;
    let door = Door::new(([127, 0, 0, 1], ready.https).into(), "localhost", &ready.ca)?;
    let script = night::Script { cards: ready.keys.len(), games: usize::from(args.games), seed: args.seed };
    let hall = venue.running.hall.clone();
    let serving = tokio::spawn(venue.serve());
    let played = night::play(&door, &code, &ready.keys, &script).await?;
    std::fs::write(&out, &played.bundle).with_context(|| out.display().to_string())?;
    hall.stop().await;
    serving.await??;
    println!("{}: {}", out.display(), played.words());
    Ok(())
}

/// A new venue gets cards.
fn stock(venue: &Venue, cards: u32) -> anyhow::Result<()> {
    if venue.vault.cards().count() == 0 {
        venue.vault.issue(cards, SetMode::Free, SetKind::Phone, now_ms())?;
    }
    Ok(())
}

/// Id, name and stages (pattern, prize) of a game.
type Offer<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

/// A night without games gets a programme.
async fn furnish(venue: &Venue) -> anyhow::Result<()> {
    let now = venue.running.views.now();
    if !now.games.is_empty() || now.night_over {
        return Ok(());
    }
    for (id, name, stock) in
        [("mug", "Hallbox mug", 6), ("hamper", "Hamper", 2), ("dinner", "Dinner for two", 1)]
    {
        ask(
            venue,
            Act::AddPrize { prize: PrizeId::new(id)?, name: Label::new(name)?, stock, value: Amount::ZERO },
        )
        .await?;
    }
    let games: [Offer<'_>; 4] = [
        ("warm-up", "Warm-up", &[("any-line", "mug")]),
        ("corners", "Corners", &[("four-corners", "mug")]),
        ("line-and-two", "Line, then two lines", &[("any-line", "mug"), ("two-lines", "hamper")]),
        ("full-house", "Full house", &[("any-line", "mug"), ("blackout", "dinner")]),
    ];
    for (id, name, stages) in games {
        let stages =
            stages.iter().map(|(slug, prize)| stage(slug, prize)).collect::<anyhow::Result<Vec<_>>>()?;
        let (game, name) = (GameId::new(id)?, Label::new(name)?);
        let planned = Planned::patterns(name.clone(), Source::Rng, Rules::friendly_pub(), stages);
        let (stages, format) =
            venue.catalogue.open(&planned, None).context("the demo plays patterns of the house")?;
        let Planned { source, rules, .. } = planned;
        ask(venue, Act::OpenGame { game, name, source, rules, stages, format }).await?;
    }
    Ok(())
}

fn stage(slug: &str, prize: &str) -> anyhow::Result<(PatternSlug, Option<PrizeId>)> {
    Ok((PatternSlug::new(slug)?, Some(PrizeId::new(prize)?)))
}

async fn ask(venue: &Venue, act: Act) -> anyhow::Result<()> {
    // With an id of its own: entries that belong together are told by it.
    let id = Some(CommandId(uuid::Uuid::now_v7()));
    let command = Command { id, by: By::system(), rights: Rights::ALL, act };
    venue.running.hall.ask(command).await?;
    Ok(())
}

fn ready(venue: &Venue) -> anyhow::Result<Ready> {
    let cards = venue.vault.cards();
    let (first, last) = match cards.sets() {
        [] => anyhow::bail!("this venue has no cards: `hallbox cards issue` makes some"),
        sets => (sets[0].first, sets[0].last),
    };
    Ok(Ready {
        ready: true,
        https: venue.settings.https_port,
        http: venue.settings.http_port,
        claim_code: venue.vault.claim_code()?,
        keys: cards.range(first, last).iter().map(|card| key_text(&card.issued.key)).collect(),
        ca: venue.data.join("tls/ca.crt"),
    })
}

/// What a newcomer needs to start.
fn welcome(venue: &Venue, ready: &Ready) -> anyhow::Result<()> {
    let url = venue.settings.join_url();
    let cards = venue.vault.cards();
    println!("\n{}\n", Qr::screen(&format!("{url}/"))?.terminal());
    println!(
        "{} is open. Your browser will warn about the certificate: the box made it itself.\n",
        venue.settings.venue
    );
    println!("  phone   {url}/            (the code above)");
    if venue.settings.http_port != 0 {
        println!(
            "          http://{}:{}/     (plain, for guests only)",
            venue.settings.host, venue.settings.http_port
        );
    }
    println!("  staff   {url}/staff");
    println!("  board   {url}/board\n");
    for card in cards.range(cards.sets()[0].first, cards.sets()[0].last).iter().take(3) {
        println!(
            "  card {:>3}  {}  {}",
            card.issued.serial,
            card.issued.code,
            card_url(&url, &card.issued.key)
        );
    }
    match &ready.claim_code {
        Some(code) => println!("\n  The owner's one-time code: {code}\n"),
        None => println!("\n  This venue has an owner: sign in on an enrolled device.\n"),
    }
    Ok(())
}

/// Removed with everything in it when dropped.
pub(super) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn make() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("hallbox-{}-{}", std::process::id(), now_ms()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        remove(&self.0);
    }
}

fn remove(folder: &Path) {
    if let Err(error) = std::fs::remove_dir_all(folder) {
        tracing::warn!("{} could not be removed: {error}", folder.display());
    }
}
