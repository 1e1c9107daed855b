//! The job of a server, and the line by which it notices that nobody waits for it any more.
//!
//! A server sends the length of the job, then the job, and holds its end of the pipe until it has
//! the answer. So the pipe ends early whenever the server is gone, however that came: told to end,
//! killed, out of memory. No signal, no process id and no clock is needed for it, and it is the
//! same on every system.

use std::io;
use std::io::Read;
use std::io::Write;
use std::thread;

use super::answer;
use super::most_bytes;

/// Length of the length.
pub(super) const PREFIX: usize = 8;

/// The length of a job as it is sent before it.
pub(super) const fn announced(job: &[u8]) -> [u8; PREFIX] {
    (job.len() as u64).to_le_bytes()
}

/// Does the job that a server sends through `from`, and writes the answer to `to`. When the server
/// is gone before that is done, `gone` is called: it is to end the process.
///
/// # Errors
/// When the job does not come whole, or the answer cannot be written.
pub fn attend<R, G>(mut from: R, mut to: impl Write, gone: G) -> io::Result<()>
where
    R: Read + Send + 'static,
    G: FnOnce() + Send + 'static,
{
    let mut prefix = [0; PREFIX];
    from.read_exact(&mut prefix)?;
    let length = u64::from_le_bytes(prefix);
    if length > most_bytes() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let mut job = Vec::new();
    if from.by_ref().take(length).read_to_end(&mut job)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    thread::Builder::new().spawn(move || {
        // Nothing else is ever sent: whatever this returns says that the server is gone.
        let _ = from.read(&mut [0]);
        gone();
    })?;
    to.write_all(&answer(&job))?;
    to.flush()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::mpsc;

    use super::*;

    /// A pipe of which the writing end is held: what follows the job never comes.
    struct Held(Cursor<Vec<u8>>, mpsc::Receiver<()>);

    impl Read for Held {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            match self.0.read(into)? {
                // Waits until the other end is dropped.
                0 => Ok(usize::from(self.1.recv().is_ok())),
                read => Ok(read),
            }
        }
    }

    fn sent(job: &[u8]) -> Vec<u8> {
        [&announced(job)[..], job].concat()
    }

    #[test]
    fn a_job_is_answered_while_its_server_waits_and_ends_with_it() {
        let (end, held) = mpsc::channel();
        let (told, gone) = mpsc::channel();
        let mut answered = Vec::new();
        let tell = move || told.send(()).unwrap_or_default();
        attend(
            Held(Cursor::new(sent(b"no job")), held),
            &mut answered,
            tell,
        )
        .unwrap();
        assert_eq!(answered, answer(b"no job"));
        assert!(gone.try_recv().is_err(), "the server still waits");
        drop(end);
        gone.recv().unwrap();
    }

    #[test]
    fn half_a_job_is_none() {
        let whole = sent(b"job");
        for length in 0..whole.len() {
            let mut answered = Vec::new();
            let cut = Cursor::new(whole[..length].to_vec());
            attend(cut, &mut answered, || {}).unwrap_err();
            assert!(answered.is_empty(), "{length} bytes");
        }
        let claims = Cursor::new(u64::MAX.to_le_bytes());
        attend(claims, &mut Vec::new(), || {}).unwrap_err();
    }
}
