//! `hallbox forecast`: what is to be expected of a game before it is played.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args as ClapArgs;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};

use catalogue::forecast::{self, Errors, Figures, Forecast, ForecastInput, Sample, StageForecast};
use domain::FreeSquare;
use domain::{PatternSlug, Start};

/// Cards looked at to estimate what cannot be counted, all games together: a few seconds.
const ESTIMATE_CARDS: u32 = 20_000_000;

/// How long a game takes, how many win, how often there is a tie: counted exactly where possible.
#[derive(Debug, ClapArgs)]
pub(super) struct Args {
    #[command(flatten)]
    question: Question,
    /// Balls called in a minute.
    #[arg(long, default_value_t = 10.0, value_parser = rate)]
    rate: f64,
    /// Say it as JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// Which game, and how many play it.
#[derive(Debug, ClapArgs)]
pub(super) struct Question {
    /// Slug of a pattern or game; `hallbox patterns list` shows them.
    #[arg(long)]
    pub(super) game: String,
    /// Cards in play. A game for pairs makes pairs of them; a card left over does not play.
    #[arg(long)]
    pub(super) cards: u32,
    /// The free square in the centre: of use, of no use, or a number instead.
    #[arg(long, value_parser = free_square(), default_value = "on")]
    free: FreeSquare,
    /// Balls drawn before play; they count as calls.
    #[arg(long, value_name = "BALLS", conflicts_with = "wild")]
    pre_drawn: Option<u8>,
    /// The first ball marks every number with its last digit.
    #[arg(long)]
    wild: bool,
    /// Folder of a venue: the files in its `patterns` folder count as well.
    #[arg(long)]
    data: Option<PathBuf>,
}

/// The words of `--free`.
const FREE: [(&str, FreeSquare); 3] =
    [("on", FreeSquare::Counts), ("off", FreeSquare::Hardway), ("none", FreeSquare::None)];

fn free_square() -> impl TypedValueParser<Value = FreeSquare> {
    let words = PossibleValuesParser::new(FREE.map(|(word, _)| word));
    words.map(|word| {
        FREE.iter().find(|(known, _)| *known == word).map_or(FreeSquare::Counts, |(_, free)| *free)
    })
}

impl Question {
    /// The game as it can be calculated.
    pub(super) fn plan(&self) -> anyhow::Result<ForecastInput> {
        let catalogue = super::patterns::load(self.data.as_deref())?;
        let slug = PatternSlug::new(&self.game).with_context(|| self.game.clone())?;
        let free = self.free;
        let found = catalogue.has(&slug);
        let plan = forecast::input(&catalogue, &slug, free).with_context(|| {
            let why = if found { "cannot be won without its free square" } else { "is no pattern or game" };
            format!("{slug} {why}; `hallbox patterns list` shows what can be played")
        })?;
        let start = match (self.pre_drawn, self.wild) {
            (Some(balls), _) => Start::PreDrawn(balls),
            (None, true) => Start::Wild,
            (None, false) => Start::FirstBall,
        };
        Ok(ForecastInput { start, ..plan })
    }

    /// What was asked, for the answer.
    pub(super) fn asked(&self, plan: &ForecastInput) -> Value {
        let free = FREE.iter().find(|(_, free)| *free == self.free).map(|(word, _)| *word);
        let hands = plan.hands(self.cards);
        json!({
            "game": self.game, "cards": self.cards, "hands": hands, "free": free,
            "pre_drawn": self.pre_drawn, "wild": self.wild,
        })
    }
}

pub(super) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let plan = args.question.plan()?;
    let cards = args.question.cards;
    let games = (ESTIMATE_CARDS / cards.max(1)).clamp(100, 20_000);
    let sample = Sample { games, seed: 1, fixed_set: false, threads: threads() };
    let forecast = forecast::forecast(&plan, cards, &sample)?;
    if args.json {
        println!("{}", answer(args, &plan, &forecast));
    } else {
        forecast.stages.iter().for_each(|stage| tell(stage, args));
    }
    Ok(ExitCode::SUCCESS)
}

/// Everything as one object: the last stage's figures, and those of every stage.
fn answer(args: &Args, plan: &ForecastInput, forecast: &Forecast) -> Value {
    let mut answer = args.question.asked(plan);
    let named = |part: &StageForecast| {
        let mut named = json!({ "name": part.name });
        merge(&mut named, stage(part, args.rate));
        named
    };
    if let Some(last) = forecast.stages.last() {
        merge(&mut answer, stage(last, args.rate));
    }
    let stages: Vec<Value> = forecast.stages.iter().map(named).collect();
    let rest = json!({ "calls_per_minute": args.rate, "games_played": forecast.games, "stages": stages });
    merge(&mut answer, rest);
    answer
}

fn tell(stage: &StageForecast, args: &Args) {
    let how = if stage.errors.is_none() { "exact" } else { "estimated" };
    println!("{}, {} cards ({how})", stage.name, args.question.cards);
    print(&stage.figures, stage.errors.as_ref());
    println!(
        "  minutes  {:.1} on average, {:.1} in 9 of 10 games, at {} calls a minute",
        stage.figures.mean_calls / args.rate,
        f64::from(stage.figures.p90) / args.rate,
        args.rate
    );
}

fn stage(stage: &StageForecast, rate: f64) -> Value {
    let minutes = |calls: f64| calls / rate;
    let figures = &stage.figures;
    let mut answer = json!({
        "method": if stage.errors.is_none() { "exact" } else { "estimated" },
        "expected_minutes": minutes(figures.mean_calls),
        "minutes_p10": minutes(figures.p10.into()),
        "minutes_median": minutes(figures.median.into()),
        "minutes_p90": minutes(figures.p90.into()),
    });
    merge(&mut answer, json!(figures));
    if let Some(errors) = &stage.errors {
        merge(&mut answer, json!({ "standard_errors": errors }));
    }
    answer
}

/// The figures in words.
pub(super) fn print(figures: &Figures, errors: Option<&Errors>) {
    let give = |error: fn(&Errors) -> f64, times: f64| {
        errors.map_or_else(String::new, |errors| format!(" ±{:.3}", error(errors) * times))
    };
    println!(
        "  calls    {:.2}{} on average (sd {:.2}): {} or fewer in 1 of 10 games, {} in half, {} in 9 of 10",
        figures.mean_calls,
        give(|errors| errors.mean_calls, 1.0),
        figures.sd_calls,
        figures.p10,
        figures.median,
        figures.p90
    );
    println!(
        "  winners  {:.3}{} on average; a tie in {:.2}{} % of games",
        figures.expected_winners,
        give(|errors| errors.expected_winners, 1.0),
        figures.tie_probability * 100.0,
        give(|errors| errors.tie_probability, 100.0)
    );
}

/// Adds the fields of one object to another.
pub(super) fn merge(into: &mut Value, from: Value) {
    if let (Value::Object(into), Value::Object(from)) = (into, from) {
        into.extend(from);
    }
}

/// As many as there are processors.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn rate(text: &str) -> Result<f64, String> {
    let rate = text.parse::<f64>().map_err(|error| error.to_string())?;
    if (0.1..=120.0).contains(&rate) {
        Ok(rate)
    } else {
        Err("between 0.1 and 120 calls a minute".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(clap::Parser)]
    struct Typed {
        #[command(flatten)]
        args: Args,
    }

    fn typed(words: &str) -> Args {
        Typed::try_parse_from(std::iter::once("forecast").chain(words.split(' '))).unwrap().args
    }

    #[test]
    fn the_answer_has_what_scripts_read() {
        let args = typed("--game four-corners --cards 40 --rate 8 --json");
        let plan = args.question.plan().unwrap();
        let sample = Sample { games: 1, seed: 1, fixed_set: false, threads: 1 };
        let answer = answer(&args, &plan, &forecast::forecast(&plan, 40, &sample).unwrap());
        for field in ["mean_calls", "sd_calls", "p10", "median", "p90", "tie_probability", "expected_winners"]
        {
            assert!(answer[field].as_f64().unwrap() > 0.0, "{field}");
        }
        assert_eq!(answer["cdf"].as_array().unwrap().len(), 75);
        assert_eq!((&answer["method"], &answer["hands"]), (&json!("exact"), &json!(40)));
        let minutes = answer["expected_minutes"].as_f64().unwrap();
        assert!((minutes * 8.0 - answer["mean_calls"].as_f64().unwrap()).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_played_says_why() {
        let why = |words| typed(words).question.plan().unwrap_err().to_string();
        assert!(why("--game no-such-game --cards 1").contains("is no pattern or game"));
        assert!(why("--game nine-pack --cards 1 --free off").contains("without its free square"));
    }
}
