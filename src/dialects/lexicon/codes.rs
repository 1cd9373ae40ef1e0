//! Which basic codes servers send.

use crate::dialects::words::{head, tail};

/// Whether some SMTP document, server or large provider uses this basic code. Others are explained only
/// where they open a reply of a dialogue or stand beside an enhanced code.
pub fn is_plausible(code: u16) -> bool {
    matches!(
        code,
        200 | 211 | 214 | 220 | 221 | 235 | 250..=254 | 334 | 353 | 354 | 355 | 400 | 403 | 420..=422 | 424 | 430..=432 | 435
            | 441 | 442 | 446 | 447 | 449..=459 | 471 | 472 | 500..=505 | 510..=517 | 520..=525 | 530..=535 | 538 | 540..=548
            | 550..=557 | 563 | 570..=577 | 585 | 591 | 599
    )
}

/// Whether servers commonly answer with this basic code, so that a colon and a text beside it suffice.
pub fn is_usual(code: u16) -> bool {
    matches!(
        code,
        211 | 214
            | 220
            | 221
            | 235
            | 250..=252
            | 334
            | 354
            | 421
            | 432
            | 435
            | 441
            | 442
            | 447
            | 450..=455
            | 458
            | 459
            | 471
            | 500..=504
            | 510
            | 511
            | 513
            | 517
            | 521..=525
            | 530
            | 533..=535
            | 538
            | 540
            | 541
            | 550..=557
            | 571
            | 577
    )
}

/// Whether HTTP has the same code and is named right before it: `HTTP status 500`.
pub fn is_of_http(code: u16, left: &str) -> bool {
    matches!(code, 200 | 400 | 403 | 421..=431 | 500..=505) && {
        let near = tail(left, 40).to_ascii_lowercase();
        near.match_indices("http").any(|(at, _)| {
            !near[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && !near[at..].trim_start_matches("http").trim_start_matches('s').starts_with(':')
        })
    }
}

/// Whether HTTP uses the same code, so that it takes more to tell whose it is. 421, 424, 430 and 431 are left
/// out: they are rare there.
pub fn is_shared_with_http(code: u16) -> bool {
    matches!(code, 200..=208 | 300..=308 | 400..=418 | 422..=431 | 451 | 500..=511)
        && !matches!(code, 424 | 430 | 431)
}

/// The members of a list of three digits each, with slashes between, to which the number between `left` and
/// `right` belongs: `250/251/252`. Nothing else touches it. Only common codes make one, three of them or two failures.
pub fn slash_list(left: &str, code: u16, right: &str) -> Option<Vec<u16>> {
    let digits = |c: char| c.is_ascii_digit() || c == '/';
    let before = tail(left, 24);
    let before = &before[before.trim_end_matches(digits).len()..];
    let after = head(right, 24);
    let after = &after[..after.len() - after.trim_start_matches(digits).len()];
    let members = || before.split('/').chain(after.split('/')).filter(|member| !member.is_empty());
    let free = |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'));
    let ends = right[after.len()..].strip_prefix("...").unwrap_or(&right[after.len()..]);
    let stands = members().next().is_some()
        && members().all(|member| member.len() == 3 && member.parse().is_ok_and(is_usual))
        && !before.starts_with('/')
        && !after.ends_with('/')
        && !left[..left.len() - before.len()].ends_with('.')
        && left[..left.len() - before.len()].chars().next_back().is_none_or(free)
        && ends.chars().next().is_none_or(free);
    if !stands {
        return None;
    }
    let members: Vec<u16> = members().filter_map(|member| member.parse().ok()).chain([code]).collect();
    // `250/454` counts bytes in and out.
    let alike = members.iter().all(|code| code / 100 == members[0] / 100 && code / 100 >= 4);
    (members.len() >= 3 || alike).then_some(members)
}

/// Whether a list with slashes is one that speaks for itself: with a code that HTTP does not share.
pub fn is_slash_list(left: &str, code: u16, right: &str) -> bool {
    slash_list(left, code, right).is_some_and(|members| {
        members.iter().any(|code| !is_shared_with_http(*code) && !matches!(code, 250 | 421 | 450))
    })
}
