//! One spelling for the words of a reply, so that a pattern is written once.

/// Lower case, single spaces, typographic quotes and dashes made plain, and the accents of Latin letters
/// removed; German umlauts become `ae`, `oe`, `ue`, `ss`, as servers without 8-bit texts write them.
pub(super) fn normalize(text: &str) -> String {
    let mut normal = String::with_capacity(text.len() + 8);
    let mut space = true;
    for c in text.chars() {
        if c.is_ascii_graphic() {
            normal.push(c.to_ascii_lowercase());
            space = false;
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            if !space {
                normal.push(' ');
                space = true;
            }
            continue;
        }
        space = false;
        if let Some(plain) = fold(c) {
            normal.push_str(plain);
        } else {
            normal.extend(c.to_lowercase());
        }
    }
    if normal.ends_with(' ') {
        normal.pop();
    }
    normal
}

/// The plain spelling of a letter with an accent or of a typographic mark; `None` for all others.
fn fold(c: char) -> Option<&'static str> {
    Some(match c {
        'ä' | 'Ä' | 'æ' | 'Æ' => "ae",
        'ö' | 'Ö' | 'œ' | 'Œ' => "oe",
        'ü' | 'Ü' => "ue",
        'ß' | 'ẞ' => "ss",
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'Ă' | 'ą' | 'Ą' => "a",
        'ç' | 'Ç' | 'ć' | 'Ć' | 'č' | 'Č' => "c",
        'ď' | 'Ď' | 'đ' | 'Đ' => "d",
        'ё' | 'Ё' => "е",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'Ē' | 'ė' | 'Ė' | 'ę' | 'Ę' | 'ě' | 'Ě' => "e",
        'ğ' | 'Ğ' => "g",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'Ī' | 'ı' | 'İ' => "i",
        'ł' | 'Ł' => "l",
        'ñ' | 'Ñ' | 'ń' | 'Ń' | 'ň' | 'Ň' => "n",
        'ò'..='õ' | 'Ò'..='Õ' | 'ø' | 'Ø' | 'ő' | 'Ő' | 'ō' | 'Ō' => "o",
        'ř' | 'Ř' => "r",
        'ś' | 'Ś' | 'š' | 'Š' | 'ş' | 'Ş' | 'ș' | 'Ș' => "s",
        'ť' | 'Ť' | 'ţ' | 'Ţ' | 'ț' | 'Ț' => "t",
        'ù'..='û' | 'Ù'..='Û' | 'ů' | 'Ů' | 'ű' | 'Ű' | 'ū' | 'Ū' => "u",
        'ý' | 'Ý' | 'ÿ' => "y",
        'ź' | 'Ź' | 'ż' | 'Ż' | 'ž' | 'Ž' => "z",
        '‘' | '’' | '´' | '＇' | '‚' => "'",
        '“' | '”' | '„' | '«' | '»' | '＂' => "\"",
        '–' | '—' | '‐' | '‑' | '−' => "-",
        '…' => "...",
        '，' => ",",
        '：' => ":",
        '（' => "(",
        '）' => ")",
        // Combining marks and the byte order mark say nothing here.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::normalize;

    #[test]
    fn spellings_become_one() {
        for (text, normal) in [
            ("  User\tUNKNOWN \r\n", "user unknown"),
            ("Empfänger ungültig", "empfaenger ungueltig"),
            ("Empfaenger UNGÜLTIG", "empfaenger ungueltig"),
            ("boîte aux lettres pleine", "boite aux lettres pleine"),
            ("doesn’t exist", "doesn't exist"),
            ("Пользователь НЕ найден", "пользователь не найден"),
            ("邮箱不存在", "邮箱不存在"),
        ] {
            assert_eq!(normalize(text), normal);
        }
    }
}
