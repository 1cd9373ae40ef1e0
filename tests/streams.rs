//! Inputs as they come from log rotation and pipes: compressed, large, many at once.

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/program.rs"]
mod program;

use std::fs;
use std::io::{Read as _, Write as _};

use program::{Folder, err, out, run, run_with_input, start};

/// A bounce, as Postfix writes it.
const BOUNCE: &str = "Nov 30 23:59:59 mx1 postfix/smtp[4242]: 4ABCDEFGHJKz: to=<new@example.com>, \
    relay=mx.example.com[198.51.100.9]:25, delay=1.1, dsn=5.1.1, status=bounced (host \
    mx.example.com[198.51.100.9] said: 550 5.1.1 User unknown (in reply to RCPT TO command))\n";

/// Three bounces, compressed by xz (there is no encoder among our libraries).
const XZ: &[u8] =
    b"\xfd\x37\x7a\x58\x5a\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x16\x00\x00\x00\x74\x2f\xe5\xa3\
    \xe0\x02\xe4\x00\xc3\x5d\x00\x27\x1b\xca\xc2\x01\x25\x2a\xad\x98\xa0\xf4\xe5\xf2\x2d\x7c\xff\x11\
    \xa5\x71\x24\x6a\x45\x80\xe0\xea\xe0\x20\x7f\x2a\x9e\x0e\xe4\x50\x28\x65\xe2\xf3\x10\x83\xbc\xfb\
    \x73\xad\xdd\x41\xcc\x17\xd6\x59\x6a\x5b\x80\x63\x45\x3f\x3b\xb0\xd8\x9b\x75\x53\x9d\x81\xd9\x7b\
    \x8c\x4c\xab\x4b\xb6\x06\xbb\x3d\xeb\x79\xfd\xdd\x66\xf9\x0e\xd6\xf0\x20\xa0\xc1\x24\x02\x6e\x68\
    \x6e\xa9\x3a\xf3\xa0\xe0\x5d\x8d\xb9\x72\x35\x6c\x9f\x50\xc9\xbb\xbe\x83\x7c\x5e\x84\x45\xd0\x9f\
    \x21\x30\x63\x58\x54\xc2\x45\x46\x16\x3c\xa8\x06\x0b\xb1\xb7\xab\x34\x52\x19\x41\x94\x69\xa6\x37\
    \x76\xf9\x26\xcb\x5a\xec\x92\xde\xbe\x7a\xf8\xdd\xbd\x54\x8f\xe1\x0c\xb3\xc9\x6a\x4e\x2e\xd4\xf3\
    \x88\xb0\x5f\x8a\x42\xe1\xce\x3c\x61\x80\x0a\x96\x04\x7a\xa8\xbd\xcb\x67\x86\x7d\x84\xe1\x46\x23\
    \xf0\xdc\x91\x70\xe9\xd7\x23\x95\x80\x00\x00\x00\x69\x6d\x15\xf4\xd1\xd0\x14\xe4\x00\x01\xdf\x01\
    \xe5\x05\x00\x00\x76\x20\x37\xfa\xb1\xc4\x67\xfb\x02\x00\x00\x00\x00\x04\x59\x5a";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

fn bzip2(text: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(text).expect("memory");
    encoder.finish().expect("memory")
}

fn zstd(text: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Three bounces in each format, with the format's name.
fn archives() -> [(&'static str, Vec<u8>); 4] {
    let text = BOUNCE.repeat(3);
    let text = text.as_bytes();
    [("gzip", gzip(text)), ("bzip2", bzip2(text)), ("zstd", zstd(text)), ("xz", XZ.to_vec())]
}

#[test]
fn compressed_logs_are_read_as_they_are_whatever_they_are_called() {
    let folder = Folder::new("formats", &[]);
    // The name goes into the answers and into the search for the dialect.
    let plain = folder.put("mail.log.1", BOUNCE.repeat(3).as_bytes());
    let scanned = out(&run(&["scan", &plain]));
    let checked = out(&run(&["check", "--format", "json", &plain]));
    assert_eq!(scanned.lines().count(), 9, "{scanned}");
    for (format, bytes) in archives() {
        folder.put("mail.log.1", &bytes);
        assert_eq!(out(&run(&["scan", &plain])), scanned, "{format}");
        assert_eq!(out(&run(&["check", "--format", "json", &plain])), checked, "{format}");
    }
}

#[test]
fn standard_input_may_be_compressed() {
    let plain = out(&run_with_input(&["scan", "--count", "-"], BOUNCE.repeat(3).as_bytes()));
    for (format, bytes) in archives() {
        assert_eq!(out(&run_with_input(&["scan", "--count", "-"], &bytes)), plain, "{format}");
    }
}

#[test]
fn archives_that_were_put_together_are_read_to_their_end() {
    let once = out(&run_with_input(&["scan", "-"], BOUNCE.repeat(6).as_bytes()));
    for (format, bytes) in archives() {
        let twice = [bytes.clone(), bytes].concat();
        assert_eq!(out(&run_with_input(&["scan", "-"], &twice)), once, "{format}");
    }
}

#[test]
fn a_damaged_archive_is_told_with_its_place_and_the_others_are_read() {
    let folder = Folder::new("damaged", &[]);
    let fine = folder.put("fine.log", BOUNCE.as_bytes());
    for (format, bytes) in archives() {
        let name = format!("{format}.log");
        for (kind, damaged) in [("cut", bytes[..bytes.len() - 5].to_vec()), ("bent", bent(&bytes))] {
            let path = folder.put(&name, &damaged);
            for subcommand in ["scan", "check"] {
                let output = run(&[subcommand, &path, &fine]);
                let said = err(&output);
                assert_eq!(output.status.code(), Some(2), "{format} {kind} {subcommand}: {said}");
                assert!(said.contains(&name) && said.contains(format), "{said}");
                assert!(said.contains("damaged near byte "), "{format} {kind}: {said}");
                assert!(out(&output).contains("fine.log"), "{format} {kind} {subcommand}");
            }
        }
    }
}

/// The archive with wrong bytes in its middle.
fn bent(bytes: &[u8]) -> Vec<u8> {
    let mut bent = bytes.to_vec();
    let middle = bent.len() / 2;
    bent[middle..middle + 8].iter_mut().for_each(|byte| *byte ^= 0x5a);
    bent
}

#[test]
fn many_files_are_told_in_the_order_of_the_arguments() {
    let folder = Folder::new("many", &[]);
    let mut paths = Vec::new();
    for number in 0..16 {
        // Large and small ones take turns, and dialogues leave the scanner in the middle of something.
        let text = match number % 4 {
            0 => BOUNCE.repeat(500),
            1 => "220 mx.example.com ESMTP\nEHLO a.example\n250-mx.example.com\n".to_owned(),
            2 => "250 SIZE 1000\n550 5.1.1 no\n".to_owned(),
            _ => "nothing\n".to_owned(),
        };
        paths.push(folder.put(&format!("{number}.log"), text.as_bytes()));
    }
    for arguments in [&["scan"][..], &["scan", "--format", "text"], &["check", "--format", "github"]] {
        let all: Vec<&str> = arguments.iter().copied().chain(paths.iter().map(String::as_str)).collect();
        let together = out(&run(&all));
        let one_by_one: String =
            paths.iter().map(|path| out(&run(&[arguments, &[path.as_str()]].concat()))).collect();
        assert!(together == one_by_one, "{arguments:?}");
    }
}

#[test]
fn a_dialogue_is_the_same_scanned_at_once_and_in_pieces() {
    // Much more than a piece, with states that no guess foresees.
    let session = "220 mx.example.com ESMTP\nEHLO a.example\n250-mx.example.com\n250 SIZE 1000\nMAIL FROM:<a@b.example>\n\
        250 ok\nDATA\n354 go\nSubject: 550 apples\n\n451 oranges\n.\n250 2.0.0 queued\n";
    let ftp = "220 ProFTPD Server ready.\nUSER anonymous\n331 Anonymous login ok\n550 no such file\n";
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 2_200_000 {
        let (one, times) = if number % 2 == 0 { (session, 1600 + number) } else { (ftp, 3000 + number) };
        text.push_str(&one.repeat(times));
        number += 1;
    }
    let frame = smtp_lsp::dialects::Frame::sniff("", "", &text[..smtp_lsp::dialects::HEAD], None);
    let mut found: Vec<smtp_lsp::dialects::Occurrence> = Vec::new();
    smtp_lsp::dialects::scan(&frame, &text, 0, text.len(), Default::default(), &mut found);
    let output = out(&run_with_input(&["scan", "-"], text.as_bytes()));
    let codes: Vec<String> = output
        .lines()
        .map(|row| {
            let row: serde_json::Value = serde_json::from_str(row).expect("JSON");
            format!("{} {}", row["code"].as_str().unwrap_or(""), row["link"].as_str().unwrap_or(""))
        })
        .collect();
    assert_eq!(codes.len(), found.len());
    for (row, occurrence) in codes.iter().zip(&found) {
        assert!(row.starts_with(&occurrence.code.to_string()), "{row} {occurrence:?}");
    }
}

/// More text than memory: what the program takes does not grow with it.
#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    let line = format!("{}\n", "nothing to be seen here ".repeat(400));
    let block = gzip(line.repeat(1700).as_bytes());
    let blocks: usize = 12;
    let text = line.len() * 1700 * blocks;
    let mut child = start(&["scan", "--count", "-"]);
    let mut stdin = child.stdin.take().expect("a pipe");
    let writer = std::thread::spawn(move || {
        for _ in 0..blocks {
            stdin.write_all(&block).expect("the program reads");
        }
    });
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().expect("a child").is_none() {
        let told = fs::read_to_string(&status).unwrap_or_default();
        let kilobytes = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = kilobytes.and_then(|rest| rest.trim().trim_end_matches(" kB").parse::<usize>().ok());
        peak = peak.max(kilobytes.unwrap_or(0) * 1024);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    writer.join().expect("the writer ends");
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    // No bar where nobody watches, however long it takes.
    assert_eq!(said, "");
    assert!(peak > 0 && peak < text / 2, "{peak} of {text} bytes");
}
