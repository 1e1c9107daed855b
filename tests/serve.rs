//! The served page as a browser, and as somebody else's page, would meet it.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot talk to its own server has to fail"
)]

use std::fs;
use std::fs::File;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::net::TcpStream;
use std::path::Path;
use std::path::PathBuf;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::sync::LazyLock;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Map;
use serde_json::Value;
use serde_json::json;
use vtvl::web;
use vtvl::web::Bundle;

const JOB_TYPE: &str = "application/vnd.vtvl.job";

/// One server for all tests; it ends with them.
static SERVED: LazyLock<(u16, String)> = LazyLock::new(|| {
    let server = web::bind(0, env!("CARGO_BIN_EXE_vtvl").into(), &["job"]).unwrap();
    let parts = parts_of(&server.url());
    thread::spawn(move || server.run());
    parts
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
    stream
        .write_all(
            format!(
                "{head}Connection: close\r\nContent-Length: {}\r\n\r\n",
                body.len()
            )
            .as_bytes(),
        )
        .unwrap();
    // A server that refuses early may close before everything is written.
    let _ = stream.write_all(body);
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let headers = String::from_utf8(bytes[..end].to_vec())
        .unwrap()
        .to_lowercase();
    let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
    Got {
        status,
        headers,
        body: bytes[end + 4..].to_vec(),
    }
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
    let lines: Vec<String> = lines
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let lines = lines.concat();
    send(&format!("POST {} HTTP/1.1\r\n{lines}", at("job")), body)
}

fn packed(head: Value, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let head: Map<String, Value> = serde_json::from_value(head).unwrap();
    Bundle {
        head,
        files: files
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.clone()))
            .collect(),
    }
    .bytes()
}

fn get(path: &str, host: &str, more: &str) -> Got {
    send(
        &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{more}"),
        b"",
    )
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
    assert!(
        !got.headers.contains("access-control-allow"),
        "{}",
        got.headers
    );
    assert_eq!(
        get(&at(""), &format!("localhost:{}", *PORT), "").status,
        200
    );
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
    for origin in [
        None,
        Some("null"),
        Some("http://evil.example"),
        Some("http://127.0.0.1:1"),
        Some(localhost.as_str()),
    ] {
        assert_eq!(job(&[("Origin", origin)], &about).status, 403, "{origin:?}");
    }
    for site in ["cross-site", "same-site", "none"] {
        assert_eq!(
            job(&[("Sec-Fetch-Site", Some(site))], &about).status,
            403,
            "{site}"
        );
    }
    for kind in [
        None,
        Some("text/plain"),
        Some("multipart/form-data"),
        Some("application/json"),
    ] {
        assert_eq!(
            job(&[("Content-Type", kind)], &about).status,
            415,
            "{kind:?}"
        );
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
    assert_eq!(
        get(
            &at(""),
            &host(),
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"
        )
        .status,
        403
    );
    assert_eq!(
        get(
            &at(""),
            &host(),
            "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n"
        )
        .status,
        200
    );
}

#[test]
fn there_are_three_places_and_no_more() {
    for path in [
        "index.html",
        "..%2f",
        "favicon.ico",
        "job/",
        "turn",
        "turn/",
    ] {
        assert_eq!(get(&at(path), &host(), "").status, 404, "{path}");
    }
    assert_eq!(get(&at("job"), &host(), "").status, 405);
    assert_eq!(get(&at("turn/nobody"), &host(), "").body, b"0");
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let over = usize::try_from(web::most_bytes()).unwrap() + 1;
    assert_eq!(job(&[], &vec![0; over]).status, 413);
}

#[test]
fn a_workbook_goes_in_and_a_report_comes_out() {
    let bytes =
        fs::read(crate::support::samples_dir().join("so-nong-nghiep-2021-co-loi.xlsx")).unwrap();
    let look = packed(json!({"do": "look"}), &[("đề án.xlsx", bytes.clone())]);
    let got = job(&[], &look);
    assert_eq!(
        (got.status, got.body.as_slice()),
        (200, web::answer(&look).as_slice()),
        "the child answers as the library does"
    );
    for said in [
        json!({"stands": {"một|unit||Phòng A": {"ruling": "drop"}}}),
        json!({"stands": 1}),
    ] {
        let review = packed(
            json!({"do": "review", "review": said}),
            &[("đề án.xlsx", bytes.clone())],
        );
        assert_eq!(
            job(&[], &review).body,
            web::answer(&review),
            "so with the word of an appraiser"
        );
    }
    let write = packed(
        json!({"do": "write", "outputs": ["docx"]}),
        &[("đề án.xlsx", bytes)],
    );
    let answer = Bundle::parse(&job(&[], &write).body).unwrap();
    assert_eq!(answer.files[0].0, "đề án-bao-cao.docx");
    assert_eq!(&answer.files[0].1[..2], b"PK");
}

#[test]
fn whoever_does_not_know_the_address_gets_nothing() {
    assert!(
        SERVED.1.len() == 32 && SERVED.1.chars().all(|c| c.is_ascii_hexdigit()),
        "{}",
        SERVED.1
    );
    let other = "0".repeat(32);
    for path in [
        "/",
        "/job",
        &format!("/{other}/"),
        &format!("/{other}/job"),
        &format!("/{}", SERVED.1),
    ] {
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
        assert!(
            bytes.starts_with(b"HTTP/1.1 200"),
            "{}",
            String::from_utf8_lossy(&bytes[..bytes.len().min(80)])
        );
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
    let statuses: Vec<u16> = asked
        .into_iter()
        .map(|asked| asked.join().unwrap())
        .collect();
    assert_eq!(statuses, vec![200; 30]);
}

/// A server whose jobs are done by a command of the shell; the address of its page, in two parts.
#[cfg(unix)]
fn served_by(command: &str) -> (u16, String) {
    let server = web::bind(0, "/bin/sh".into(), &["-c", command]).unwrap();
    let parts = parts_of(&server.url());
    thread::spawn(move || server.run());
    parts
}

fn parts_of(url: &str) -> (u16, String) {
    let (port, token) = url
        .trim_end_matches('/')
        .rsplit_once(':')
        .unwrap()
        .1
        .split_once('/')
        .unwrap();
    (port.parse().unwrap(), token.to_owned())
}

/// Sends a job to a server, under a name by which its turn can be asked for; what it answers is not
/// awaited.
fn sent(port: u16, token: &str, turn: &str, job: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!(
        "POST /{token}/job HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nContent-Type: \
         {JOB_TYPE}\r\nX-Vtvl-Turn: {turn}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        job.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(job).unwrap();
    stream
}

/// What is answered, to the end; nothing where the server is gone.
fn answered(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A pipe with a name, in a folder of its own. Opening it waits for somebody at the other end, and
/// it ends when everybody there is gone: so a test waits for a child without a clock.
#[cfg(unix)]
fn named_pipe() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ong");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    (folder, path)
}

/// A child that does not end by itself, and holds the pipe as long as it is there.
#[cfg(unix)]
fn endless(pipe: &Path) -> String {
    format!("exec sleep 1000 > '{}'", pipe.display())
}

/// Waits until nobody holds the pipe; a child that is left alone would be ended by its own time
/// limit, much later.
#[cfg(unix)]
fn wait_for_the_end(mut pipe: File) {
    let (done, ended) = mpsc::channel();
    thread::spawn(move || done.send(pipe.read_to_end(&mut Vec::new()).unwrap()));
    let end = ended.recv_timeout(Duration::from_mins(1));
    assert!(end.is_ok(), "the child of the job is still there");
}

/// How many jobs are done before one.
fn turn(port: u16, token: &str, turn: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let head = format!(
        "GET /{token}/turn/{turn} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let told = answered(stream);
    assert!(told.starts_with("HTTP/1.1 200"), "{told}");
    told.rsplit("\r\n").next().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn a_closed_tab_ends_its_child_and_the_next_in_line_gets_its_turn() {
    let (_folder, pipe) = named_pipe();
    let (port, token) = served_by(&endless(&pipe));
    let asks = |wanted: &str, name: &str| (0..10_000).any(|_| turn(port, &token, name) == wanted);
    let working = [
        sent(port, &token, "a", b"job"),
        sent(port, &token, "b", b"job"),
    ];
    let held = File::open(&pipe).unwrap();
    let third = sent(port, &token, "c", b"job");
    assert!(
        asks("1", "c"),
        "two jobs are at work, the third is the next"
    );
    let fourth = sent(port, &token, "d", b"job");
    assert!(asks("2", "d"), "the fourth comes after it");
    // A tab that waits and is closed gives its place up.
    drop(third);
    assert!(asks("1", "d"), "the fourth has moved up");
    drop(working);
    assert!(asks("0", "d"), "its turn has come");
    drop(fourth);
    wait_for_the_end(held);
}

#[cfg(unix)]
#[test]
fn what_is_more_than_a_line_is_refused() {
    let (_folder, pipe) = named_pipe();
    let (port, token) = served_by(&endless(&pipe));
    let asked: Vec<TcpStream> = (0..64)
        .map(|nth| sent(port, &token, &nth.to_string(), b"job"))
        .collect();
    let held = File::open(&pipe).unwrap();
    let in_line = || {
        (0..64)
            .filter(|nth| turn(port, &token, &nth.to_string()) != "0")
            .count()
    };
    assert!(
        (0..1_000).any(|_| in_line() == 62),
        "two are at work, the others wait"
    );
    assert!(answered(sent(port, &token, "more", b"job")).starts_with("HTTP/1.1 503"));
    drop(asked);
    wait_for_the_end(held);
}

/// The server of another test, in a process of its own; no test by itself.
#[cfg(unix)]
#[test]
#[ignore = "started by other tests, with the command that does its jobs"]
fn serves_for_another_test() {
    let Some(command) = std::env::var_os("VTVL_TEST_JOB") else {
        return;
    };
    let server = web::bind(0, "/bin/sh".into(), &["-c", command.to_str().unwrap()]).unwrap();
    println!("{}", server.url());
    server.run().unwrap();
}

/// Starts such a server.
#[cfg(unix)]
fn process_served_by(command: &str) -> (Child, u16, String) {
    let mut server = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "serve::serves_for_another_test",
            "--ignored",
            "--nocapture",
        ])
        .env("VTVL_TEST_JOB", command)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(server.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    let url = lines
        .find_map(|line| Some(line[line.find("http://")?..].to_owned()))
        .unwrap();
    // What it says when it ends has to go somewhere.
    thread::spawn(move || lines.count());
    let (port, token) = parts_of(&url);
    (server, port, token)
}

#[cfg(unix)]
fn signal(process: &Child, name: &str) {
    assert!(
        Command::new("kill")
            .args([name, &process.id().to_string()])
            .status()
            .unwrap()
            .success()
    );
}

#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_end_leaves_no_child() {
    for name in ["-TERM", "-HUP", "-INT"] {
        let (_folder, pipe) = named_pipe();
        let (mut server, port, token) = process_served_by(&endless(&pipe));
        let stream = sent(port, &token, "a", b"job");
        let held = File::open(&pipe).unwrap();
        signal(&server, name);
        wait_for_the_end(held);
        assert_eq!(answered(stream), "", "{name}");
        server.wait().unwrap();
    }
}

#[cfg(unix)]
#[test]
fn a_child_whose_server_is_killed_is_told_by_its_pipe() {
    let (_folder, pipe) = named_pipe();
    // It hands on what the server sends, and ends when that ends.
    let (mut server, port, token) = process_served_by(&format!("exec cat > '{}'", pipe.display()));
    let stream = sent(port, &token, "a", b"job");
    let mut held = File::open(&pipe).unwrap();
    let mut came = [0; 11];
    held.read_exact(&mut came).unwrap();
    assert_eq!(came, *b"\x03\0\0\0\0\0\0\0job", "its length, then the job");
    signal(&server, "-KILL");
    wait_for_the_end(held);
    assert_eq!(
        answered(stream),
        "",
        "the pipe was open until then, else the job would have been answered"
    );
    server.wait().unwrap();
}

#[test]
fn a_job_whose_server_is_gone_ends_without_an_answer() {
    let bytes =
        fs::read(crate::support::samples_dir().join("so-nong-nghiep-2021-co-loi.xlsx")).unwrap();
    let look = packed(json!({"do": "look"}), &[("đề án.xlsx", bytes)]);
    let length = (look.len() as u64).to_le_bytes();
    let begun = || {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vtvl"));
        let mut child = child
            .arg("job")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut into = child.stdin.take().unwrap();
        into.write_all(&length).unwrap();
        into.write_all(&look).unwrap();
        (child, into)
    };
    let (child, into) = begun();
    drop(into);
    let left = child.wait_with_output().unwrap();
    assert!(!left.status.success() && left.stdout.is_empty(), "{left:?}");
    let (child, into) = begun();
    let waited_for = child.wait_with_output().unwrap();
    assert!(waited_for.status.success() && waited_for.stdout == web::answer(&look));
    drop(into);
}

#[cfg(unix)]
#[test]
fn a_server_that_is_told_to_end_ends() {
    let mut server = Command::new(env!("CARGO_BIN_EXE_vtvl"))
        .arg("serve")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line
        .strip_prefix("Trang ở http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    // It listens to signals from before its first answer.
    let mut stream = TcpStream::connect(&address).unwrap();
    stream
        .write_all(
            format!("GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes(),
        )
        .unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    Command::new("kill")
        .args(["-TERM", &server.id().to_string()])
        .status()
        .unwrap();
    assert!(server.wait().unwrap().success());
}

/// Every file under a folder with its path there, the last first: a browser hands them on in an
/// order of its own.
fn dropped(folder: &Path, name: &str) -> Vec<(String, Vec<u8>)> {
    let path = folder.join(name);
    if path.is_file() {
        return vec![(name.to_owned(), fs::read(path).unwrap())];
    }
    let mut names: Vec<String> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
        .iter()
        .rev()
        .flat_map(|inside| dropped(folder, &format!("{name}/{inside}")))
        .collect()
}

/// Results of three dossiers, one of them twice; a register among them; one that is none, and one
/// by itself.
fn results() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let vtvl = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_vtvl"));
        command.current_dir(folder.path()).args(arguments).assert()
    };
    fs::create_dir_all(folder.path().join("ho-so/so")).unwrap();
    for (name, sample) in [
        ("so/nong-nghiep-2.xlsx", "so-nong-nghiep-2021-co-loi"),
        ("so/nong-nghiep-10.xlsx", "so-nong-nghiep-2021"),
        ("thpt.xlsx", "truong-thpt-2022"),
    ] {
        let from = crate::support::samples_dir().join(format!("{sample}.xlsx"));
        fs::copy(from, folder.path().join("ho-so").join(name)).unwrap();
    }
    vtvl(&["batch", "ho-so", "-o", "ra", "--on", "2021-12-01"]).code(0);
    fs::rename(
        folder.path().join("ra/ket-qua"),
        folder.path().join("tinh-a"),
    )
    .unwrap();
    fs::copy(
        folder.path().join("ra/tong-hop.json"),
        folder.path().join("tinh-a/tong-hop.json"),
    )
    .unwrap();
    fs::create_dir(folder.path().join("tinh-b")).unwrap();
    fs::write(folder.path().join("tinh-b/hong.json"), "{}").unwrap();
    let (name, school) = dropped(folder.path(), "tinh-a")
        .into_iter()
        .find(|(name, _)| name.contains("thpt"))
        .unwrap();
    fs::write(
        folder.path().join(name.replace("tinh-a", "tinh-b")),
        &school,
    )
    .unwrap();
    fs::write(folder.path().join("xa.json"), &school).unwrap();
    folder
}

#[test]
fn the_register_of_the_page_is_that_of_the_command_line() {
    let folder = results();
    for given in [vec!["tinh-a"], vec!["tinh-a", "tinh-b", "xa.json"]] {
        let out = format!("ra-{}", given.len());
        let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_vtvl"));
        command
            .current_dir(folder.path())
            .args(["batch", "-o", &out, "--on", "2021-12-02", "--from"])
            .args(&given);
        command.assert().code(if given.len() == 1 { 0 } else { 3 });
        let files: Vec<_> = given
            .iter()
            .rev()
            .flat_map(|name| dropped(folder.path(), name))
            .collect();
        let files: Vec<_> = files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.clone()))
            .collect();
        let got = job(
            &[],
            &packed(json!({"do": "register", "on": "2021-12-02"}), &files),
        );
        assert_eq!(got.status, 200);
        let answer = Bundle::parse(&got.body).unwrap();
        assert_eq!(answer.files.len(), 5, "{:?}", answer.head);
        for (name, bytes) in &answer.files {
            let written = fs::read(folder.path().join(&out).join(name)).unwrap();
            assert!(*bytes == written, "{name} of {given:?}");
        }
        let unreadable = answer.head["unreadable"].as_array().unwrap();
        assert_eq!(unreadable.len(), given.len() / 2, "{unreadable:?}");
        if let Some(bad) = unreadable.first() {
            assert_eq!(bad["name"], "tinh-b: hong");
            assert!(
                bad["sentence"]
                    .as_str()
                    .unwrap()
                    .starts_with("không phải kết quả thẩm định"),
                "{bad}"
            );
        }
        assert!(
            answer.head["sentence"]
                .as_str()
                .unwrap()
                .contains("hồ sơ của"),
            "{:?}",
            answer.head
        );
    }
}

#[test]
fn what_the_page_enters_into_the_register_is_what_a_batch_keeps() {
    let folder = results();
    let kept = dropped(folder.path(), "tinh-a")
        .into_iter()
        .find(|(name, _)| name.contains("thpt"))
        .unwrap()
        .1;
    let workbook = fs::read(folder.path().join("ho-so/thpt.xlsx")).unwrap();
    let write = packed(
        json!({"do": "write", "outputs": ["record"]}),
        &[("thpt.xlsx", workbook.clone())],
    );
    let answer = Bundle::parse(&job(&[], &write).body).unwrap();
    assert!(answer.files[0].1 == kept);
    assert_eq!(
        vtvl::register::dossier_of(&answer.files[0].0),
        "thpt.xlsx",
        "it bears the name of a result"
    );
    // With the word of the appraiser: the day on which the time begins goes into the register.
    let said = json!({"procedure": {"received": "2022-03-01"}});
    let write = json!({"do": "write", "outputs": ["record"], "review": said});
    let answer = Bundle::parse(&web::answer(&packed(write, &[("thpt.xlsx", workbook)]))).unwrap();
    let record: Value = serde_json::from_slice(&answer.files[0].1).unwrap();
    assert_eq!(
        record["review"]["received"], "2022-03-01",
        "{:?}",
        answer.head
    );
}

#[test]
fn results_that_are_none_or_too_many_are_refused_in_a_sentence() {
    let told = |head: Value, files: &[(&str, Vec<u8>)]| {
        let answer = Bundle::parse(&web::answer(&packed(head, files))).unwrap();
        assert!(answer.files.is_empty());
        answer.head["error"]["sentence"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let wish = json!({"do": "register", "on": "2021-12-02"});
    assert!(told(wish.clone(), &[]).starts_with("chưa có kết quả nào"));
    assert!(
        told(wish.clone(), &[("a.json", b"PK".to_vec())])
            .starts_with("a: không phải kết quả thẩm định")
    );
    let other = br#"{"schema":"vtvl.register/1"}"#.to_vec();
    assert!(told(wish.clone(), &[("a.json", other)]).contains("vtvl.register/1"));
    let huge = vec![b' '; usize::try_from(web::most_bytes()).unwrap() - (1 << 20)];
    assert!(told(wish, &[("a.json", huge)]).contains("vtvl batch --from"));
    let no_day = json!({"do": "register", "on": "mai"});
    assert!(told(no_day, &[]).contains("ngày"));
}
