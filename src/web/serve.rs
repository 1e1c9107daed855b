//! `vtvl serve`: the page on a loopback address.
//!
//! Nothing is kept: a job lives in memory, from the request to the answer, in a child process of this same program.
//! A child can be ended when its time is up or when the tab that asked is closed; and if a hostile workbook should
//! make a library abort, it aborts the child.

use std::io;
use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::body::Bytes;
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

use super::guard;
use super::most_bytes;
use super::page;

/// Jobs at a time; more would only make each slower.
const JOBS: usize = 2;
/// Jobs that may wait; a page sends one at a time.
const WAITING: usize = 8;
/// How long a job may take, from its first byte.
const JOB_TIME: Duration = Duration::from_mins(2);
/// Bytes of an answer at most: the cells of a workbook and what is said of them.
const ANSWER_BYTES: u64 = 512 << 20;

/// A page that listens, but does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    worker: Worker,
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
    /// Permits to wait or work.
    entered: Semaphore,
    /// Permits to work.
    working: Semaphore,
}

/// Listens on 127.0.0.1, on a port of the system's choice when `port` is 0. Jobs will be done by
/// `program arguments…`, which reads the job from stdin and writes the answer to stdout.
///
/// # Errors
/// When the port is taken or not allowed.
pub fn bind(port: u16, program: PathBuf, arguments: &[&str]) -> io::Result<Server> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
    Ok(Server { listener, address, worker: Worker { program, arguments } })
}

impl Server {
    /// The address of the page, for people and browsers.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers until the process ends.
    ///
    /// # Errors
    /// When the system gives no more connections.
    pub fn run(self) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let router = router(self.worker, self.address.port());
            axum::serve(tokio::net::TcpListener::from_std(self.listener)?, router).await
        })
    }
}

fn router(worker: Worker, port: u16) -> Router {
    let shared = Arc::new(Shared {
        worker,
        port,
        page: page::page(None),
        policy: page::policy(true),
        entered: Semaphore::new(JOBS + WAITING),
        working: Semaphore::new(JOBS),
    });
    Router::new()
        .route("/", get(front))
        .route("/job", post(job))
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

async fn job(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let Ok(_entered) = shared.entered.try_acquire() else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    let Ok(_working) = shared.working.acquire().await else { return StatusCode::SERVICE_UNAVAILABLE.into_response() };
    match tokio::time::timeout(JOB_TIME, done(&shared.worker, request)).await {
        Ok(Ok(answer)) => ([(header::CONTENT_TYPE, "application/octet-stream")], answer).into_response(),
        Ok(Err(status)) => status.into_response(),
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

/// The answer to a job. Dropping this ends the child.
async fn done(worker: &Worker, request: Request) -> Result<Vec<u8>, StatusCode> {
    let limit = usize::try_from(most_bytes()).unwrap_or(usize::MAX);
    let body = whole(request.into_body(), limit).await?;
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
    into.write_all(&body).await.map_err(failed)?;
    drop(into);
    drop(body);
    let mut answer = Vec::new();
    from.take(ANSWER_BYTES).read_to_end(&mut answer).await.map_err(failed)?;
    let status = child.wait().await.map_err(failed)?;
    if status.success() { Ok(answer) } else { Err(StatusCode::INTERNAL_SERVER_ERROR) }
}

async fn whole(body: Body, limit: usize) -> Result<Bytes, StatusCode> {
    axum::body::to_bytes(body, limit).await.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)
}
