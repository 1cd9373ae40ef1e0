//! The facts are sound: numbers, references and classes agree with each other and with the registries.

use super::*;

#[test]
fn extension_and_command_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut names = BTreeSet::new();
    for facts in load::EXTENSION_FACTS.iter() {
        let name = &facts.keyword;
        complaints.when(!names.insert(name), || format!("{name} stands twice"));
        complaints.when(*name != name.to_ascii_uppercase(), || format!("{name} is not in capitals"));
        facts.references.iter().for_each(|it| check_reference(&mut complaints, name, it));
    }
    for facts in load::COMMAND_FACTS.iter() {
        let verb = &facts.verb;
        let known = crate::command::Command::ALL.iter().any(|(_, name)| name == verb);
        complaints.when(!known, || format!("{verb} is no command"));
        let all = [&facts.success, &facts.intermediate, &facts.failure];
        for (codes, classes) in all.into_iter().zip([2..=2, 3..=3, 4..=5]) {
            for code in codes {
                let fits = classes.contains(&(code / 100)) && reply(*code, Language::En).is_some();
                complaints.when(!fits, || format!("{verb}: {code}"));
            }
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, verb, it));
    }
    complaints.none();
}

fn check_reference(complaints: &mut Complaints, owner: &str, reference: &Reference) {
    let section = reference.section.as_deref().unwrap_or("1");
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    complaints.when(!(700..=9999).contains(&reference.rfc), || format!("{owner}: RFC {}", reference.rfc));
    complaints.when(!section.split('.').all(part), || format!("{owner}: section {section}"));
}

#[test]
fn reply_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut before = 0;
    for facts in REPLY_FACTS.iter() {
        let code = facts.code;
        complaints.when(!(200..=599).contains(&code), || format!("{code} is out of range"));
        complaints.when(code <= before, || format!("{code} stands after {before}"));
        before = code;
        let expected = match code / 10 % 10 {
            0 => Category::Syntax,
            1 => Category::Information,
            2 => Category::Connections,
            5 => Category::MailSystem,
            _ => Category::Unspecified,
        };
        complaints.when(facts.category != expected, || format!("{code}: {:?}", facts.category));
        complaints.when(facts.status != Status::NonStandard && facts.references.is_empty(), || {
            format!("{code}: {:?} without a reference", facts.status)
        });
        for token in &facts.commands {
            let known = token == "any" || crate::command::Command::ALL.iter().any(|(_, name)| name == token);
            complaints.when(!known, || format!("{code}: command {token}"));
        }
        for other in &facts.see_also {
            complaints.when(reply(*other, Language::En).is_none() || *other == code, || {
                format!("{code}: see also {other}")
            });
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, &code.to_string(), it));
    }
    complaints.none();
}

#[test]
fn enhanced_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut before = None;
    for facts in ENHANCED_FACTS.iter() {
        let code = &facts.code;
        let numbers = facts.numbers();
        complaints.when(numbers.is_none(), || format!("{code} is malformed"));
        let span = facts.span();
        complaints.when(span <= before, || format!("{code} stands after {before:?}"));
        before = span;
        complaints.when(facts.classes.is_empty(), || format!("{code}: no class"));
        complaints.when(!facts.classes.iter().all(|class| matches!(class, 2 | 4 | 5)), || {
            format!("{code}: classes {:?}", facts.classes)
        });
        for basic in &facts.basic {
            complaints.when(reply(*basic, Language::En).is_none(), || {
                format!("{code}: basic code {basic} is unknown")
            });
        }
        for other in &facts.see_also {
            complaints
                .when(!ENHANCED_FACTS.iter().any(|facts| facts.code == *other) || other == code, || {
                    format!("{code}: see also {other}")
                });
        }
        // A few were registered without an RFC; their note says so.
        let (_, text) = numbers
            .and_then(|(subject, detail)| {
                enhanced(EnhancedCode { class: facts.classes[0], subject, detail }, Language::En).own
            })
            .unzip();
        let noted = text.is_some_and(|text| text.note.is_some());
        complaints
            .when(facts.references.is_empty() && !noted, || format!("{code}: no reference and no note"));
        facts.references.iter().for_each(|it| check_reference(&mut complaints, code, it));
    }
    complaints.none();
}

#[test]
fn cause_facts_are_sound() {
    let mut complaints = Complaints::default();
    let mut ids = BTreeSet::new();
    for facts in CAUSE_FACTS.iter() {
        let id = &facts.id;
        complaints.when(!ids.insert(id), || format!("{id} stands twice"));
        for other in &facts.see_also {
            complaints.when(!CAUSE_FACTS.iter().any(|facts| facts.id == *other) || other == id, || {
                format!("{id}: see also {other}")
            });
        }
        for page in &facts.links {
            let address = page.url.strip_prefix("https://").unwrap_or("");
            let sound = address.contains('.') && !address.contains(|c: char| c.is_whitespace() || c == '<');
            complaints.when(!sound || page.title.trim().is_empty(), || format!("{id}: link {page:?}"));
        }
        facts.references.iter().for_each(|it| check_reference(&mut complaints, id, it));
    }
    complaints.none();
}

#[test]
fn references_link_to_sections_and_appendixes() {
    let reference = |section: Option<&str>| Reference { rfc: 5321, section: section.map(str::to_owned) };
    assert_eq!(reference(Some("4.2.3")).url(), "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3");
    assert_eq!(reference(Some("F.2")).url(), "https://www.rfc-editor.org/rfc/rfc5321#appendix-F.2");
    assert_eq!(reference(None).url(), "https://www.rfc-editor.org/rfc/rfc5321");
    assert_eq!(reference(Some("4.2.3")).label(), "RFC 5321 §4.2.3");
}

#[test]
fn the_codes_of_rfc_5321_and_its_extensions_are_there() {
    // RFC 5321 section 4.2.3, then RFC 4954, 3207 (454), 1846/7504 (521, 556), 1985 (251..253, 458, 459), 3030.
    for code in [
        211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 550, 551,
        552, 553, 554, 555, 235, 334, 432, 454, 530, 534, 535, 538, 253, 458, 459, 521, 556,
    ] {
        let entry = reply(code, Language::De).unwrap_or_else(|| panic!("{code} is missing"));
        assert!(entry.facts.status != Status::NonStandard, "{code}");
    }
}

#[test]
fn the_registry_of_enhanced_codes_is_there() {
    // IANA's registry: subject, last detail. X.3.6 and X.6.10 are the latest of theirs.
    for (subject, last) in [(0, 0), (1, 10), (2, 4), (3, 6), (4, 7), (5, 6), (6, 10), (7, 30)] {
        for detail in 0..=last {
            let entry = enhanced(EnhancedCode { class: 5, subject, detail }, Language::De);
            let (facts, _) = entry.own.unwrap_or_else(|| panic!("X.{subject}.{detail} is missing"));
            assert!(facts.registered, "X.{subject}.{detail}");
        }
    }
}

#[test]
fn ranges_of_enhanced_codes_yield_to_what_is_more_specific() {
    let code = |class, detail| {
        let entry = enhanced(EnhancedCode { class, subject: 7, detail }, Language::En);
        entry.own.map(|(facts, _)| facts.code.as_str())
    };
    assert_eq!(code(4, 620), Some("X.7.500-699"));
    assert_eq!(code(5, 620), Some("X.7.606-649"));
    assert_eq!(code(5, 606), code(5, 649));
    assert_eq!(code(5, 605), None, "the wide range holds for class 4 only");
    assert_eq!(code(4, 650), Some("X.7.650"));
    assert_eq!(code(4, 500), Some("X.7.500"));
}

#[test]
fn unknown_enhanced_codes_are_explained_by_their_groups() {
    let entry = enhanced(EnhancedCode { class: 4, subject: 7, detail: 999 }, Language::En);
    assert!(entry.own.is_none());
    assert_eq!(entry.title(), entry.subject.name);
    assert_eq!(entry.class.name, "Persistent Transient Failure");
    let entry = enhanced(EnhancedCode { class: 5, subject: 42, detail: 1 }, Language::De);
    assert!(entry.own.is_none() && !entry.description().is_empty());
}
