//! The served page as a browser, and as somebody else's page, would meet it.

#![expect(clippy::unwrap_used, reason = "a test that cannot talk to its own server has to fail")]

use std::fs;
use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpStream;
use std::sync::LazyLock;
use std::thread;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use vtvl::web;
use vtvl::web::Bundle;

const JOB_TYPE: &str = "application/vnd.vtvl.job";

/// One server for all tests; it ends with them.
static SERVED: LazyLock<(u16, String)> = LazyLock::new(|| {
    let server = web::bind(0, env!("CARGO_BIN_EXE_vtvl").into(), &["job"]).unwrap();
    let url = server.url();
    let (port, token) = url.trim_end_matches('/').rsplit_once(':').unwrap().1.split_once('/').unwrap();
    let served = (port.parse().unwrap(), token.to_owned());
    thread::spawn(move || server.run());
    served
});
static PORT: LazyLock<u16> = LazyLock::new(|| SERVED.0);

/// A path below the secret of the address.
fn at(path: &str) -> String {
    format!("/{}/{path}", SERVED.1)
}

/// Status, headers in lower case, and body of an answer.
struct Got {
    status: u16,
    headers: String,
    body: Vec<u8>,
}

/// Sends a request as it is and reads until the server closes.
fn send(head: &str, body: &[u8]) -> Got {
    let mut stream = TcpStream::connect(("127.0.0.1", *PORT)).unwrap();
    stream.write_all(format!("{head}Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes()).unwrap();
    // A server that refuses early may close before everything is written.
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
    let headers = String::from_utf8(bytes[..end].to_vec()).unwrap().to_lowercase();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Got { status, headers, body: bytes[end + 4..].to_vec() }
}

fn host() -> String {
    format!("127.0.0.1:{}", *PORT)
}

/// A job from our own page, with some lines of its head changed.
fn job(changes: &[(&str, Option<&str>)], body: &[u8]) -> Got {
    let host = host();
    let origin = format!("http://{host}");
    let mut lines = vec![
        ("Host", host.as_str()),
        ("Origin", origin.as_str()),
        ("Content-Type", JOB_TYPE),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    for (name, value) in changes {
        lines.retain(|(other, _)| other != name);
        lines.extend(value.map(|value| (*name, value)));
    }
    let lines: Vec<String> = lines.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let lines = lines.concat();
    send(&format!("POST {} HTTP/1.1\r\n{lines}", at("job")), body)
}

fn packed(head: Value, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let head: Map<String, Value> = serde_json::from_value(head).unwrap();
    Bundle { head, files: files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect() }.bytes()
}

fn get(path: &str, host: &str, more: &str) -> Got {
    send(&format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}"), b"")
}

#[test]
fn the_page_is_there_and_sealed() {
    let got = get(&at(""), &host(), "");
    assert_eq!(got.status, 200);
    let page = String::from_utf8(got.body).unwrap();
    assert!(page.contains("Kiểm tra đề án vị trí việc làm"));
    for header in [
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
        "cross-origin-resource-policy: same-origin",
        "default-src 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(got.headers.contains(header), "{header} in {}", got.headers);
    }
    assert!(!got.headers.contains("access-control-allow"), "{}", got.headers);
    assert_eq!(get(&at(""), &format!("localhost:{}", *PORT), "").status, 200);
}

#[test]
fn other_names_for_this_machine_are_refused() {
    let port = *PORT;
    for host in [
        "evil.example",
        "127.0.0.1",
        &format!("evil.example:{port}"),
        &format!("127.0.0.1.evil.example:{port}"),
        "127.0.0.1:1",
        &format!("0.0.0.0:{port}"),
    ] {
        assert_eq!(get(&at(""), host, "").status, 421, "{host}");
        assert_eq!(job(&[("Host", Some(host))], b"").status, 421, "{host}");
    }
    assert_eq!(send("GET / HTTP/1.1\r\n", b"").status, 400);
}

#[test]
fn other_origins_get_no_work_done() {
    let about = packed(json!({"do": "about"}), &[]);
    assert_eq!(job(&[], &about).status, 200);
    let localhost = format!("http://localhost:{}", *PORT);
    for origin in
        [None, Some("null"), Some("http://evil.example"), Some("http://127.0.0.1:1"), Some(localhost.as_str())]
    {
        assert_eq!(job(&[("Origin", origin)], &about).status, 403, "{origin:?}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(job(&[("Sec-Fetch-Site", Some(site))], &about).status, 403, "{site}");
    }
    for kind in [None, Some("text/plain"), Some("multipart/form-data"), Some("application/json")] {
        assert_eq!(job(&[("Content-Type", kind)], &about).status, 415, "{kind:?}");
    }
    let preflight = send(
        &format!(
            "OPTIONS {} HTTP/1.1\r\nHost: {}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n",
            at("job"),
            host()
        ),
        b"",
    );
    assert_eq!(preflight.status, 403);
    assert!(!preflight.headers.contains("access-control-allow"));
}

#[test]
fn nothing_is_built_into_other_pages_but_links_may_open_it() {
    assert_eq!(get(&at(""), &host(), "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n").status, 403);
    assert_eq!(get(&at(""), &host(), "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n").status, 200);
}

#[test]
fn there_are_two_places_and_no_more() {
    for path in ["index.html", "..%2f", "favicon.ico", "job/"] {
        assert_eq!(get(&at(path), &host(), "").status, 404, "{path}");
    }
    assert_eq!(get(&at("job"), &host(), "").status, 405);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let over = usize::try_from(web::most_bytes()).unwrap() + 1;
    assert_eq!(job(&[], &vec![0; over]).status, 413);
}

#[test]
fn a_workbook_goes_in_and_a_report_comes_out() {
    let bytes = fs::read(crate::support::samples_dir().join("so-nong-nghiep-2021-co-loi.xlsx")).unwrap();
    let look = packed(json!({"do": "look"}), &[("đề án.xlsx", bytes.clone())]);
    let got = job(&[], &look);
    assert_eq!(
        (got.status, got.body.as_slice()),
        (200, web::answer(&look).as_slice()),
        "the child answers as the library does"
    );
    for said in [json!({"stands": {"một|unit||Phòng A": {"ruling": "drop"}}}), json!({"stands": 1})] {
        let review = packed(json!({"do": "review", "review": said}), &[("đề án.xlsx", bytes.clone())]);
        assert_eq!(job(&[], &review).body, web::answer(&review), "so with the word of an appraiser");
    }
    let write = packed(json!({"do": "write", "outputs": ["docx"]}), &[("đề án.xlsx", bytes)]);
    let answer = Bundle::parse(&job(&[], &write).body).unwrap();
    assert_eq!(answer.files[0].0, "đề án-bao-cao.docx");
    assert_eq!(&answer.files[0].1[..2], b"PK");
}

#[test]
fn whoever_does_not_know_the_address_gets_nothing() {
    assert!(SERVED.1.len() == 32 && SERVED.1.chars().all(|c| c.is_ascii_hexdigit()), "{}", SERVED.1);
    let other = "0".repeat(32);
    for path in ["/", "/job", &format!("/{other}/"), &format!("/{other}/job"), &format!("/{}", SERVED.1)] {
        assert_eq!(get(path, &host(), "").status, 404, "{path}");
    }
    let again = web::bind(0, env!("CARGO_BIN_EXE_vtvl").into(), &["job"]).unwrap();
    assert!(!again.url().contains(&SERVED.1), "each server has its own");
}

/// The head of a job with so many bytes, of which none has come yet.
fn announce(length: usize) -> TcpStream {
    let host = host();
    let mut stream = TcpStream::connect(("127.0.0.1", *PORT)).unwrap();
    let head = format!(
        "POST {} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Type: {JOB_TYPE}\r\nConnection: \
         close\r\nContent-Length: {length}\r\n\r\n",
        at("job")
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn slow_uploads_keep_nobody_waiting() {
    let about = packed(json!({"do": "about"}), &[]);
    let slow: Vec<TcpStream> = (0..8).map(|_| announce(about.len())).collect();
    assert_eq!(job(&[], &about).status, 200);
    // They are answered when they are there.
    for mut stream in slow {
        stream.write_all(&about).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        assert!(bytes.starts_with(b"HTTP/1.1 200"), "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(80)]));
    }
}

#[test]
fn many_jobs_at_a_time_are_all_answered() {
    let about = packed(json!({"do": "about"}), &[]);
    let asked: Vec<_> = (0..30)
        .map(|_| {
            let about = about.clone();
            thread::spawn(move || job(&[], &about).status)
        })
        .collect();
    let statuses: Vec<u16> = asked.into_iter().map(|asked| asked.join().unwrap()).collect();
    assert_eq!(statuses, vec![200; 30]);
}

#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_end_ends() {
    use std::io::BufRead as _;
    use std::process::Command;
    use std::process::Stdio;
    let mut server = Command::new(env!("CARGO_BIN_EXE_vtvl")).arg("serve").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.strip_prefix("Trang ở http://").unwrap().split('/').next().unwrap().to_owned();
    // It listens to signals from before its first answer.
    let mut stream = TcpStream::connect(&address).unwrap();
    stream.write_all(format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(server.wait().unwrap().success());
}
