use domain::ClockStays;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;

/// 21 September 2026, 13:33 UTC.
const BUILT: i64 = 1_790_000_000_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const YEAR: i64 = 365 * DAY;

fn system(at_ms: i64, source: Option<ClockSource>) -> SystemClock {
    SystemClock { at_ms, source }
}

fn ntp(at_ms: i64) -> SystemClock {
    system(at_ms, Some(ClockSource::Ntp))
}

/// A system clock that nothing has set.
const LOST: SystemClock = SystemClock { at_ms: 0, source: None };

fn known(saved_ms: Option<i64>) -> KnownTimes {
    KnownTimes { built_ms: BUILT, saved_ms, confirmed_ms: None }
}

fn untouched() -> BoxClock {
    BoxClock::start(0, LOST, known(None))
}

/// A phone's time alone.
fn says(now_ms: i64) -> ClockOffer {
    ClockOffer { now_ms, seen_ms: None, typed: None }
}

/// A phone's time, and its date typed.
fn typed(now_ms: i64) -> ClockOffer {
    let there = jiff::Timestamp::from_millisecond(now_ms).unwrap().to_zoned(jiff::tz::TimeZone::UTC);
    ClockOffer { typed: Some(there.date()), ..says(now_ms) }
}

/// A phone's time, and the two dates confirmed.
fn confirmed(now_ms: i64, seen_ms: i64) -> ClockOffer {
    ClockOffer { seen_ms: Some(seen_ms), ..says(now_ms) }
}

#[test]
fn a_box_without_a_clock_starts_at_the_latest_time_it_knows() {
    assert_eq!(untouched().read(0, LOST), (BUILT, None));
    let saved = known(Some(BUILT + DAY));
    assert_eq!(BoxClock::start(0, LOST, saved).read(5, LOST), (BUILT + DAY + 5, None));
    let kept = system(BUILT + 2 * DAY, None);
    let mut clock = BoxClock::start(0, kept, saved);
    assert_eq!((clock.read(0, kept), clock.is_set()), ((BUILT + 2 * DAY, None), false));
    clock.not_before(BUILT + 3 * DAY);
    assert_eq!(clock.read(7, kept), (BUILT + 3 * DAY + 7, None));
}

#[test]
fn a_clock_that_was_set_is_followed_and_a_slow_one_slows_the_box() {
    let mut clock = BoxClock::start(0, ntp(BUILT + DAY), known(None));
    assert_eq!(clock.read(0, ntp(BUILT + DAY)), (BUILT + DAY, Some(ClockSource::Ntp)));
    assert_eq!(clock.read(9, ntp(BUILT + DAY + 1_500)), (BUILT + DAY + 1_500, Some(ClockSource::Ntp)));
    // Box time is a minute fast: it slows down, and tells that it has no source.
    let mut clock = BoxClock::start(0, ntp(BUILT + DAY), known(None));
    let slow = |passed: i64| ntp(BUILT + DAY - 60_000 + passed);
    assert_eq!(clock.read(1_001, slow(1_001)), (BUILT + DAY + 500, None));
    assert_eq!(clock.read(2_002, slow(2_002)), (BUILT + DAY + 1_001, None));
    assert_eq!(clock.step(200_000, slow(200_000)), None);
    assert_eq!(clock.read(200_000, slow(200_000)), (BUILT + DAY + 140_000, Some(ClockSource::Ntp)));
}

#[test]
fn an_empty_battery_is_not_believed() {
    let empty = |passed| system(passed, Some(ClockSource::Rtc));
    let mut clock = BoxClock::start(0, empty(0), known(Some(BUILT + DAY)));
    assert_eq!((clock.read(9, empty(9)), clock.is_set()), ((BUILT + DAY + 9, None), false));
    // Nor one that lost days: it may be box time that is wrong, but a battery does not prove it.
    let behind = system(BUILT + HOUR, Some(ClockSource::Rtc));
    assert_eq!(clock.step(10, behind), None);
    assert_eq!(clock.read(10, behind), (BUILT + DAY + 10, None));
}

#[test]
fn box_time_leaps_where_it_is_told_to_and_only_the_network_brings_it_back() {
    let mut clock = untouched();
    // Reading alone changes nothing: whoever writes the ledger takes the step.
    assert_eq!(clock.read(10, ntp(BUILT + DAY)), (BUILT + 10, None));
    let step = ClockStep { from_ms: BUILT + 10, to_ms: BUILT + DAY, source: ClockSource::Ntp };
    assert_eq!(clock.step(10, ntp(BUILT + DAY)), Some(step));
    assert_eq!(clock.read(11, ntp(BUILT + DAY + 1)), (BUILT + DAY + 1, Some(ClockSource::Ntp)));
    assert_eq!(clock.step(12, ntp(BUILT + DAY + 2)), None);

    // A phone set it nine years ahead.
    let mut clock = untouched();
    clock.offer(0, LOST, typed(BUILT + 9 * YEAR)).unwrap();
    assert_eq!(clock.read(0, ntp(BUILT + DAY)).0, BUILT + 9 * YEAR);
    let step = clock.step(0, ntp(BUILT + DAY)).unwrap();
    assert_eq!((step.from_ms, step.to_ms), (BUILT + 9 * YEAR, BUILT + DAY));
    assert_eq!(clock.read(5, ntp(BUILT + DAY + 5)), (BUILT + DAY + 5, Some(ClockSource::Ntp)));
    // The same after a start, where the wrong time was saved; and where a battery kept the wrong time.
    let wrong = known(Some(BUILT + 9 * YEAR));
    assert_eq!(BoxClock::start(0, ntp(BUILT + DAY), wrong).read(0, ntp(BUILT + DAY)).0, BUILT + DAY);
    let battery = system(BUILT + 9 * YEAR, Some(ClockSource::Rtc));
    let mut clock = BoxClock::start(0, battery, known(None));
    assert_eq!(clock.read(0, battery), (BUILT + 9 * YEAR, Some(ClockSource::Rtc)));
    assert!(clock.step(0, ntp(BUILT + DAY)).is_some());
    assert_eq!(clock.confirmed_ms(), Some(BUILT + DAY));
    // Whoever says that it is earlier than the build is wrong.
    assert_eq!(clock.step(0, ntp(BUILT - DAY)), None);
}

#[test]
fn while_nothing_has_set_the_clock_its_owner_types_the_date() {
    let mut clock = untouched();
    for years in [0, 9] {
        let offer = says(BUILT + years * YEAR + DAY);
        assert_eq!(clock.offer(0, LOST, offer), Err(ClockStays::DateNeeded));
        let confirmed = confirmed(offer.now_ms, BUILT);
        assert_eq!(clock.offer(0, LOST, confirmed), Err(ClockStays::DateNeeded));
    }
    let now_ms = BUILT + 30 * DAY;
    for wrong in [date(2035, 10, 21), date(2026, 11, 21), date(2026, 10, 23)] {
        let offer = ClockOffer { typed: Some(wrong), ..says(now_ms) };
        assert_eq!(clock.offer(0, LOST, offer), Err(ClockStays::OtherDate), "{wrong}");
    }
    assert_eq!(clock.offer(0, LOST, typed(BUILT + 11 * YEAR)), Err(ClockStays::TenYears));
    assert_eq!(clock.offer(0, LOST, typed(BUILT - DAY)), Err(ClockStays::KnownLater));
    assert_eq!(clock.read(0, LOST), (BUILT, None));
    let step = ClockStep { from_ms: BUILT, to_ms: now_ms, source: ClockSource::Staff };
    assert_eq!(clock.offer(0, LOST, typed(now_ms)), Ok(step));
    assert_eq!(clock.read(50, LOST), (now_ms + 50, Some(ClockSource::Staff)));
}

#[test]
fn a_clock_that_was_set_goes_a_day_at_once_two_months_when_confirmed_and_never_further() {
    let now_ms = BUILT + YEAR;
    let mut set = untouched();
    set.offer(0, LOST, typed(now_ms)).unwrap();
    for way in [1, -1] {
        let offer = |offer| set.clone().offer(0, LOST, offer).map(|step| step.to_ms);
        let (near, far, never) = (now_ms + way * 36 * HOUR, now_ms + way * 60 * DAY, now_ms + way * 61 * DAY);
        assert_eq!(offer(says(near)), Ok(near));
        assert_eq!(offer(says(near + way)), Err(ClockStays::ConfirmDates));
        assert_eq!(
            offer(typed(far)),
            Err(ClockStays::ConfirmDates),
            "a date that is typed confirms no other"
        );
        assert_eq!(offer(confirmed(far, now_ms)), Ok(far));
        assert_eq!(offer(confirmed(far, now_ms - HOUR)), Err(ClockStays::ConfirmDates), "of another time");
        assert_eq!(offer(confirmed(never, now_ms)), Err(ClockStays::SixtyDays));
    }
    assert_eq!(set.offer(0, LOST, says(now_ms - 1_500)).unwrap().to_ms, now_ms, "it agrees");
}

#[test]
fn what_the_network_told_is_not_undone_by_a_phone() {
    let mut clock = BoxClock::start(0, ntp(BUILT + YEAR), known(None));
    let offer = typed(BUILT + YEAR + DAY);
    assert_eq!(clock.offer(0, ntp(BUILT + YEAR), offer), Err(ClockStays::Kept));
    // The step is due, and not taken yet.
    assert_eq!(untouched().offer(0, ntp(BUILT + YEAR), offer), Err(ClockStays::Kept));
    // Nor after a start without a network: it was told that it is later.
    let KnownTimes { built_ms, saved_ms, .. } = known(None);
    let told = KnownTimes { built_ms, saved_ms, confirmed_ms: clock.confirmed_ms() };
    let mut clock = BoxClock::start(0, LOST, told);
    assert_eq!(clock.offer(0, LOST, typed(BUILT + YEAR - DAY)), Err(ClockStays::KnownLater));
    clock.offer(0, LOST, offer).unwrap();
}

#[test]
fn without_a_network_the_owner_brings_the_clock_back_after_a_start() {
    let mut clock = BoxClock::start(0, LOST, known(Some(BUILT + 9 * YEAR)));
    let step = clock.offer(0, LOST, typed(BUILT + DAY)).unwrap();
    assert_eq!((step.from_ms, step.to_ms), (BUILT + 9 * YEAR, BUILT + DAY));
}

#[test]
fn certificates_begin_with_the_build_and_never_at_a_doubtful_time() {
    let mut clock = untouched();
    clock.offer(0, LOST, typed(BUILT + 9 * YEAR)).unwrap();
    assert_eq!(clock.certificates_begin_ms(), BUILT);
    for (days, begins) in [(599, 0), (601, 1), (900, 300)] {
        let told = ntp(BUILT + days * DAY);
        let clock = BoxClock::start(0, told, known(None));
        assert_eq!(clock.certificates_begin_ms(), BUILT + begins * DAY, "after {days} days");
        // Also at the next start, where nothing tells the time.
        let later = KnownTimes { confirmed_ms: clock.confirmed_ms(), ..known(Some(BUILT + 5 * YEAR)) };
        assert_eq!(BoxClock::start(0, LOST, later).certificates_begin_ms(), BUILT + begins * DAY);
    }
}

proptest! {
    #[test]
    fn box_time_goes_back_only_by_a_step(
        looks in prop::collection::vec((0u64..100_000, -DAY..DAY, 0u8..4, 0u8..3), 1..40)
    ) {
        use ClockSource::{Ntp, Rtc, Staff};
        let mut clock = BoxClock::start(0, system(BUILT, None), known(None));
        let (mut mono, mut before) = (0, BUILT);
        for (passed, off, source, what) in looks {
            mono += passed;
            let source = [None, Some(Staff), Some(Ntp), Some(Rtc)][usize::from(source)];
            let shown = system(BUILT + off, source);
            let step = match what {
                0 => clock.offer(mono, shown, typed(BUILT - off)).ok(),
                1 => clock.step(mono, shown),
                _ => None,
            };
            let (now, _) = clock.read(mono, shown);
            match step {
                Some(step) => {
                    prop_assert!(step.from_ms >= before && now >= step.to_ms && now >= BUILT);
                    prop_assert!(step.to_ms >= step.from_ms || step.source != Rtc);
                }
                None => prop_assert!(now >= before),
            }
            before = now;
        }
    }
}
