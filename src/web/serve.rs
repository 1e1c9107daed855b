//! `vtvl serve`: the page on a loopback address.
//!
//! Nothing is kept: a job lives in memory, from the request to the answer, in a child process of
//! this same program. A child can be ended when its time is up or when the tab that asked is
//! closed; and if a hostile workbook should make a library abort, it aborts the child. A server
//! that is told to end ends its children; one that is killed leaves them a pipe that ends
//! ([`super::attend()`]).

use std::io;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::Request;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware;
use axum::middleware::Next;
use axum::response::Html;
use axum::response::IntoResponse;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::sync::Semaphore;

use super::attend::announced;
use super::guard;
use super::most_bytes;
use super::page;

/// Jobs at a time; more would only make each slower.
const JOBS: usize = 2;
/// Requests that may be on their way at a time: each page sends one, and a queue of more is a
/// flood.
const REQUESTS: usize = 64;
/// Megabytes of jobs at a time, read or being read; what is more waits before its body is read.
const MEGABYTES: u32 = 1024;
/// What a page calls its job, to ask how many stand before it: a header.
const TURN: &str = "x-vtvl-turn";
/// Characters of that name at most.
const TURN_LENGTH: usize = 64;
/// How long the body of a job may take on its way: it comes from this same machine.
const BODY_TIME: Duration = Duration::from_secs(30);
/// How long a job may take once it is its turn.
const JOB_TIME: Duration = Duration::from_mins(2);
/// Bytes of the secret in the address of the page.
const TOKEN_BYTES: usize = 16;
/// Bytes of an answer at most: the cells of a workbook and what is said of them.
const ANSWER_BYTES: u64 = 512 << 20;

/// A page that listens, but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    worker: Worker,
    /// The secret in the address: other programs and users of this machine cannot guess it.
    token: String,
}

/// The command that does a job: from stdin to stdout.
#[derive(Debug, Clone)]
struct Worker {
    program: PathBuf,
    arguments: Vec<String>,
}

struct Shared {
    worker: Worker,
    port: u16,
    page: String,
    policy: String,
    /// Permits to be on the way.
    entered: Semaphore,
    /// Megabytes left for bodies.
    room: Semaphore,
    /// Permits to work.
    working: Semaphore,
    /// The jobs that wait for one, the next first, by what their pages call them.
    waiting: Mutex<Vec<String>>,
}

/// A job's place among those that wait. Dropping this gives it up.
struct InLine<'a> {
    line: &'a Mutex<Vec<String>>,
    turn: String,
}

impl<'a> InLine<'a> {
    /// The last in line.
    fn join(line: &'a Mutex<Vec<String>>, turn: String) -> Self {
        line.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(turn.clone());
        Self { line, turn }
    }
}

impl Drop for InLine<'_> {
    fn drop(&mut self) {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = line.iter().position(|turn| *turn == self.turn) {
            line.remove(place);
        }
    }
}

/// Listens on 127.0.0.1, on a port of the system's choice when `port` is 0. Jobs will be done by
/// `program arguments…`, which reads the job from stdin and writes the answer to stdout.
///
/// # Errors
/// When the port is taken or not allowed, or the system gives no random bytes for the address.
pub fn bind(port: u16, program: PathBuf, arguments: &[&str]) -> io::Result<Server> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let arguments = arguments
        .iter()
        .map(|&argument| argument.to_owned())
        .collect();
    let mut secret = [0; TOKEN_BYTES];
    getrandom::fill(&mut secret).map_err(|_| io::Error::from(io::ErrorKind::Unsupported))?;
    let token = format!("{:032x}", u128::from_be_bytes(secret));
    Ok(Server {
        listener,
        address,
        worker: Worker { program, arguments },
        token,
    })
}

impl Server {
    /// The address of the page, for people and browsers.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/{}/", self.address, self.token)
    }

    /// Answers until the process is told to end; then the jobs at work end too.
    ///
    /// # Errors
    /// When the system gives no more connections.
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            let router = router(self.worker, self.address.port(), &self.token);
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            tokio::select! {
                // Dropping what is being answered ends the children.
                () = ended() => Ok(()),
                served = axum::serve(listener, router) => served,
            }
        })
    }
}

/// Waits until somebody wants the process to end: Ctrl-C, the end of the session, a service
/// manager.
#[cfg(unix)]
async fn ended() {
    use tokio::signal::unix::SignalKind;
    use tokio::signal::unix::signal;
    let kinds = [
        SignalKind::interrupt(),
        SignalKind::terminate(),
        SignalKind::hangup(),
    ];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
}

#[cfg(not(unix))]
async fn ended() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

fn router(worker: Worker, port: u16, token: &str) -> Router {
    let shared = Arc::new(Shared {
        worker,
        port,
        page: page::page(None),
        policy: page::policy(true),
        entered: Semaphore::new(REQUESTS),
        room: Semaphore::new(MEGABYTES as usize),
        working: Semaphore::new(JOBS),
        waiting: Mutex::default(),
    });
    Router::new()
        .route(&format!("/{token}/"), get(front))
        .route(&format!("/{token}/job"), post(job))
        .route(&format!("/{token}/turn/{{turn}}"), get(turn))
        .fallback(nowhere)
        .layer(middleware::from_fn_with_state(Arc::clone(&shared), guarded))
        .with_state(shared)
}

async fn guarded(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let mut response = match guard::check(request.method(), request.headers(), shared.port) {
        Ok(()) => next.run(request).await,
        Err(status) => status.into_response(),
    };
    guard::seal(response.headers_mut(), &shared.policy);
    response
}

async fn front(State(shared): State<Arc<Shared>>) -> Html<String> {
    Html(shared.page.clone())
}

/// What an address of an earlier run leads to, among others.
async fn nowhere() -> impl IntoResponse {
    let sentence = "Không có trang ở địa chỉ này; hãy mở địa chỉ mà lệnh “vtvl serve” vừa in ra.\n";
    (
        StatusCode::NOT_FOUND,
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8")],
        sentence,
    )
}

/// How many jobs are done before this one; 0 for one that is being done, or is none.
async fn turn(State(shared): State<Arc<Shared>>, Path(turn): Path<String>) -> String {
    let line = shared
        .waiting
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    line.iter()
        .position(|other| *other == turn)
        .map_or(0, |place| place + 1)
        .to_string()
}

async fn job(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    match answered(&shared, request).await {
        Ok(answer) => {
            ([(header::CONTENT_TYPE, "application/octet-stream")], answer).into_response()
        }
        Err(status) => status.into_response(),
    }
}

/// The answer to a job: its body is read before it takes the turn of another, and waits for its own
/// as long as the page that sent it does.
async fn answered(shared: &Shared, request: Request) -> Result<Vec<u8>, StatusCode> {
    let busy = |_| StatusCode::SERVICE_UNAVAILABLE;
    let _entered = shared.entered.try_acquire().map_err(busy)?;
    let _room = shared
        .room
        .acquire_many(megabytes(&request)?)
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let limit = usize::try_from(most_bytes()).unwrap_or(usize::MAX);
    let turn = turn_of(&request);
    let body = tokio::time::timeout(BODY_TIME, whole(request.into_body(), limit)).await;
    let body = body.map_err(|_| StatusCode::REQUEST_TIMEOUT)??;
    let place = InLine::join(&shared.waiting, turn);
    let _working = shared
        .working
        .acquire()
        .await
        .map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    drop(place);
    let done = tokio::time::timeout(JOB_TIME, done(&shared.worker, body)).await;
    done.map_err(|_| StatusCode::GATEWAY_TIMEOUT)?
}

/// What the page calls its job; nothing where it does not ask for its turn.
fn turn_of(request: &Request) -> String {
    let named = request
        .headers()
        .get(TURN)
        .and_then(|turn| turn.to_str().ok());
    named
        .filter(|turn| turn.len() <= TURN_LENGTH)
        .unwrap_or_default()
        .to_owned()
}

/// Room for a body, by the length that it announces.
fn megabytes(request: &Request) -> Result<u32, StatusCode> {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    let length: u64 = length.ok_or(StatusCode::LENGTH_REQUIRED)?;
    if length > most_bytes() {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    Ok(u32::try_from(length >> 20)
        .unwrap_or(MEGABYTES)
        .saturating_add(1)
        .min(MEGABYTES))
}

/// What the child makes of a job. Dropping this ends the child.
async fn done(worker: &Worker, body: Bytes) -> Result<Vec<u8>, StatusCode> {
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let mut child = Command::new(&worker.program)
        .args(&worker.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .map_err(failed)?;
    let (Some(mut into), Some(from)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(StatusCode::INTERNAL_SERVER_ERROR);
    };
    // The job is read whole before anything is answered, so one after the other cannot lock.
    into.write_all(&announced(&body)).await.map_err(failed)?;
    into.write_all(&body).await.map_err(failed)?;
    drop(body);
    let mut answer = Vec::new();
    from.take(ANSWER_BYTES)
        .read_to_end(&mut answer)
        .await
        .map_err(failed)?;
    let status = child.wait().await.map_err(failed)?;
    // Held until now: the end of the pipe tells the child that nobody waits for it.
    drop(into);
    if status.success() {
        Ok(answer)
    } else {
        Err(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

async fn whole(body: Body, limit: usize) -> Result<Bytes, StatusCode> {
    axum::body::to_bytes(body, limit)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}
