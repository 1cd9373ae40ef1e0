//! Which basic codes servers send.

/// Whether some SMTP document, server or large provider uses this basic code. Others are explained only
/// where they open a reply of a dialogue or stand beside an enhanced code.
pub fn is_plausible(code: u16) -> bool {
    matches!(
        code,
        200 | 211 | 214 | 220 | 221 | 235 | 250..=254 | 334 | 353 | 354 | 355 | 400 | 403 | 420..=422 | 424 | 430..=432 | 435
            | 441 | 442 | 446 | 447 | 449..=459 | 465 | 471 | 472 | 500..=505 | 510..=517 | 520..=525 | 530..=535 | 538 | 540..=548
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
        let near = crate::dialects::words::tail(left, 40).to_ascii_lowercase();
        near.match_indices("http").any(|(at, _)| {
            !near[..at].ends_with(|c: char| c.is_ascii_alphanumeric())
                && !near[at..].trim_start_matches("http").trim_start_matches('s').starts_with(':')
        })
    }
}
