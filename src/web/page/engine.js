// The engine behind the page: in a worker, or on the server that the page came from.

const JOB_TYPE = "application/vnd.vtvl.job";
/** Seconds after which a job is given up. */
const JOB_SECONDS = 120;

/** A failure with a sentence for the user. */
class Told extends Error {
  constructor(sentence, ask) {
    super(sentence);
    this.ask = ask || null;
  }
}

const TOO_LONG = `Chương trình đã dừng vì đọc quá ${JOB_SECONDS} giây; hãy bỏ trang thừa trong tệp rồi làm lại.`;
const BROKEN = "Chương trình đã dừng giữa chừng khi đọc tệp này. Không tệp nào bị thay đổi; hãy thử lưu lại tệp bằng Excel, hoặc gửi tệp cho người phát triển.";
const GONE = "Không gọi được chương trình vtvl trên máy này; có thể cửa sổ chạy “vtvl serve” đã đóng. Hãy chạy lại rồi tải lại trang.";

const engine = {
  inside: byId("engine").textContent.trim() !== "",
  worker: null,
  ending: null,

  /** Does a job. One at a time: a new one ends the one before. */
  async run(head, files) {
    this.cancel();
    const job = packed(head, files);
    const bytes = await (this.inside ? this.work(job) : this.ask(job));
    const answer = unpacked(bytes);
    if (answer.head.error) throw new Told(answer.head.error.sentence, answer.head.error.ask);
    return answer;
  },

  /** Ends the job that is being done, if any. */
  cancel() {
    if (this.ending) this.ending();
    this.ending = null;
  },

  start() {
    if (this.worker) return this.worker;
    const url = URL.createObjectURL(new Blob([byId("worker").textContent], { type: "text/javascript" }));
    this.worker = new Worker(url);
    const packed = Uint8Array.from(atob(byId("engine").textContent.trim()), (letter) => letter.charCodeAt(0));
    this.worker.postMessage({ engine: packed }, [packed.buffer]);
    return this.worker;
  },

  work(job) {
    return new Promise((resolve, reject) => {
      const worker = this.start();
      const stop = (failure) => {
        clearTimeout(timer);
        worker.terminate();
        this.worker = null;
        this.ending = null;
        reject(failure);
      };
      const timer = setTimeout(() => stop(new Told(TOO_LONG)), JOB_SECONDS * 1000);
      this.ending = () => stop(new Told(""));
      worker.onerror = () => stop(new Told(BROKEN));
      worker.onmessage = ({ data }) => {
        if (!data.answer) return stop(new Told(BROKEN));
        clearTimeout(timer);
        this.ending = null;
        return resolve(data.answer);
      };
      worker.postMessage({ job }, [job.buffer]);
    });
  },

  async ask(job) {
    const control = new AbortController();
    this.ending = () => control.abort();
    let response;
    try {
      response = await fetch("job", { method: "POST", headers: { "Content-Type": JOB_TYPE }, body: job, signal: control.signal });
      if (response.ok) return new Uint8Array(await response.arrayBuffer());
    } catch {
      throw new Told(control.signal.aborted ? "" : GONE);
    } finally {
      if (!control.signal.aborted) this.ending = null;
    }
    if (response.status === 504) throw new Told(TOO_LONG);
    if (response.status === 413) throw new Told(`Hồ sơ quá lớn. ${state.about.limits.sentence}`);
    if (response.status === 408) throw new Told("Tệp gửi đến chương trình quá chậm nên việc này đã dừng; hãy làm lại.");
    if (response.status === 503) throw new Told("Chương trình đang bận với tệp khác; hãy đợi một lát rồi làm lại.");
    throw new Told(BROKEN);
  },
};
