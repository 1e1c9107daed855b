//! Who may talk to the served page: this machine's own browser, on the page that it got from us.
//!
//! A page of any other origin can make a browser send requests to a loopback address, and a name
//! that first points to its own server and then to 127.0.0.1 makes it look like the same origin
//! (DNS rebinding). So the `Host` must be a loopback name with our port, and whatever asks for work
//! must say that it comes from our own page.

use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::Method;
use axum::http::StatusCode;
use axum::http::header;

/// What the page says of the job that it sends: not one of the types that other origins may send
/// unasked.
pub(super) const JOB_TYPE: &str = "application/vnd.vtvl.job";

/// Whether a request may be answered, else the status that refuses it.
pub(super) fn check(method: &Method, headers: &HeaderMap, port: u16) -> Result<(), StatusCode> {
    let host = text(headers, &header::HOST).ok_or(StatusCode::BAD_REQUEST)?;
    if !ours(host, port) {
        return Err(StatusCode::MISDIRECTED_REQUEST);
    }
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if *method == Method::GET {
        // A link from elsewhere may open the page, but nothing may be built into another page.
        let mode = headers.get("sec-fetch-mode").map(HeaderValue::as_bytes);
        let embedded = site.is_some_and(|site| site != b"same-origin" && site != b"none")
            && mode != Some(b"navigate");
        return if embedded {
            Err(StatusCode::FORBIDDEN)
        } else {
            Ok(())
        };
    }
    let origin = text(headers, &header::ORIGIN).ok_or(StatusCode::FORBIDDEN)?;
    if origin.strip_prefix("http://") != Some(host)
        || site.is_some_and(|site| site != b"same-origin")
    {
        return Err(StatusCode::FORBIDDEN);
    }
    if text(headers, &header::CONTENT_TYPE) != Some(JOB_TYPE) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    Ok(())
}

/// A header that is there once, as text.
fn text<'a>(headers: &'a HeaderMap, name: &header::HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let first = all.next()?;
    if all.next().is_some() {
        None
    } else {
        first.to_str().ok()
    }
}

fn ours(host: &str, port: u16) -> bool {
    let Some((name, given)) = host.rsplit_once(':') else {
        return false;
    };
    given == port.to_string() && ["127.0.0.1", "localhost"].contains(&name)
}

/// What every answer says: nothing is kept, nothing may embed it, nothing else runs in it.
pub(super) fn seal(headers: &mut HeaderMap, policy: &str) {
    let fixed = [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), microphone=(), geolocation=()",
        ),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let policy = format!("{policy}; frame-ancestors 'none'");
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_str(&policy).unwrap_or_else(|_| none()),
    );
}

fn none() -> HeaderValue {
    HeaderValue::from_static("default-src 'none'")
}
